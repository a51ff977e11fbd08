"""Every picture and document of the sample city: which scene, which format, and what its bytes say of their maker."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.city.paint import nature, night, paper, town
from tests.city.paint.canvas import Canvas
from tests.city.paint.documents import pdf
from tests.city.paint.metadata import Embedded, with_metadata, xmp_packet

UNSAID = Embedded()


@dataclass(frozen=True)
class Painting:
    """One picture; the name's ending is its format."""

    scene: Callable[[Canvas], None]
    size: tuple[int, int] = (1200, 800)
    said: Embedded = UNSAID


PAINTINGS: dict[str, Painting] = {
    "ruhrbruecke.jpg": Painting(night.bridge),
    "rathaus.jpg": Painting(
        town.town_hall,
        said=Embedded(
            creator="Lena Brandt",
            credit="Lena Brandt, Stadt Musterstadt",
            rights="© Stadt Musterstadt",
            caption="Das Rathaus der Stadt Musterstadt an der Ruhr",
            usage="Verwendung im Rahmen der Berichterstattung über die Stadt Musterstadt honorarfrei",
            iptc=True,
            xmp=True,
        ),
    ),
    "strassenbahn.jpg": Painting(
        town.tram,
        said=Embedded(creator="Jonas Wieland", credit="MVAG", rights="Musterstädter Verkehrs-AG", iptc=True),
    ),
    "grundschule.jpg": Painting(town.school),
    "bibliothek.jpg": Painting(town.library, said=Embedded(creator="Tilda Möhring", xmp=True)),
    "wochenmarkt.jpg": Painting(town.market),
    "baukran.jpg": Painting(night.crane),
    "foerderturm.jpg": Painting(
        night.pithead,
        said=Embedded(
            creator="Henrik Sołtys",
            rights="© Stiftung Zeche Morgenröte / Henrik Sołtys",
            usage="Nutzung nur mit Namensnennung",
            xmp=True,
        ),
    ),
    "lichterfest.jpg": Painting(night.lights),
    "stadtpark.jpg": Painting(
        nature.park,
        said=Embedded(creator="Amara Lindqvist", credit="Amara Lindqvist, Stadt Musterstadt", iptc=True),
    ),
    "freibad.jpg": Painting(nature.pool),
    "herbstallee.jpg": Painting(nature.autumn),
    "wohnhaeuser.jpg": Painting(nature.houses),
    "gruppe.jpg": Painting(nature.people),
    "radweg.png": Painting(nature.cycle_path, said=Embedded(creator="Jonas Wieland", xmp=True)),
    "schulneubau.webp": Painting(
        paper.rendering, said=Embedded(credit="Baumgart + Okonjo Architekten PartGmbB, Hattenrode", xmp=True)
    ),
    "lageplan.png": Painting(paper.site_plan),
    "kalender.jpg": Painting(paper.calendar),
    "rathaustelefon.png": Painting(paper.hotline, (800, 400)),
    "logo.png": Painting(paper.logo, (1000, 320)),
}

DOCUMENTS = {
    "programm-lichterfest.pdf": (
        "Lichterfest an der Ruhr",
        (
            "Freitag: Eröffnung am Leinpfad, 19 Uhr",
            "Samstag: Lampionzug der Kinder, 18 Uhr",
            "Sonntag: Konzert am Wehr",
        ),
    ),
    "haushalt-kurz-erklaert.pdf": (
        "Der Haushalt, kurz erklärt",
        ("Erträge: 1.912 Millionen Euro", "Aufwendungen: 1.905 Millionen Euro", "Größter Posten: Soziales und Jugend"),
    ),
}


def _encoded(image: Image.Image, name: str, said: Embedded) -> bytes:
    out, packet = io.BytesIO(), xmp_packet(said) if said.xmp else b""
    match name.rpartition(".")[2]:
        case "png":
            info = PngInfo()
            if packet:
                info.add_itxt("XML:com.adobe.xmp", packet.decode())
            image.quantize(96, dither=Image.Dither.NONE).save(out, "PNG", optimize=True, pnginfo=info)
        case "webp":
            image.save(out, "WEBP", quality=84, xmp=packet)
        case _:
            image.save(out, "JPEG", quality=86, optimize=True, progressive=True)
            return with_metadata(out.getvalue(), said)
    return out.getvalue()


def paint(name: str) -> bytes:
    """The bytes of one picture."""
    painting = PAINTINGS[name]
    canvas = Canvas(name, painting.size)
    painting.scene(canvas)
    return _encoded(canvas.finished(), name, painting.said)


def documents() -> Iterator[tuple[str, bytes]]:
    """The names and bytes of the documents."""
    for name, (title, lines) in DOCUMENTS.items():
        yield name, pdf(title, lines)
