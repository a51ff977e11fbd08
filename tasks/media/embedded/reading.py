"""Read what a picture says about credit, from all standards at once.

Where the standards differ, XMP leads: IIM cuts names and credits at 32 bytes, Exif knows no language and no character
set, PNG's texts are seldom kept up. Every value stays in `fields`.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from tasks.media.embedded.containers import find_metadata
from tasks.media.embedded.exif import read_exif
from tasks.media.embedded.iim import read_iim, read_resources
from tasks.media.embedded.texts import settle
from tasks.media.embedded.values import LARGEST, Damage, Embedded, Field, Kind, Part, Segment
from tasks.media.embedded.xmp import read_xmp
from tasks.parse.text import clean

_MOST_PARTS = 500
_LONGEST_DAMAGE = 200
_READERS: dict[Kind, Callable[[bytes], Iterator[Part]]] = {
    "exif": read_exif,
    "photoshop": read_resources,
    "iim": read_iim,
    "xmp": read_xmp,
}
_TEXTS = ("iim", "xmp")

# The fields that mean the same in the IPTC Photo Metadata Standard, the one that leads first.
_CREATOR = ("XMP dc:creator", "IIM 2:80 By-line", "Exif Artist", "PNG Author")
_CREDIT = ("XMP photoshop:Credit", "IIM 2:110 Credit")
_SOURCE = ("XMP photoshop:Source", "IIM 2:115 Source")
_COPYRIGHT = ("XMP dc:rights", "IIM 2:116 Copyright Notice", "Exif Copyright", "PNG Copyright")
_CAPTION = ("XMP dc:description", "IIM 2:120 Caption/Abstract", "Exif ImageDescription", "PNG Description")
_USAGE = ("XMP xmpRights:UsageTerms", "XMP xmpRights:WebStatement", "XMP plus:LicensorURL")


def read_embedded(content: bytes) -> Embedded:
    """What the metadata in these bytes says. Damage never raises: it is named, and what is whole is kept."""
    fields: list[Field] = []
    damaged: list[str] = []
    for part in islice(_opened(find_metadata(content)), _MOST_PARTS):
        if isinstance(part, Damage):
            damaged.append(clean(part.what)[:_LONGEST_DAMAGE])
        elif value := settle(part.value):
            fields.append(Field(part.name, value))
    return _embedded(tuple(dict.fromkeys(fields)), tuple(dict.fromkeys(damaged)))


def _opened(parts: Iterable[Part]) -> Iterator[Field | Damage]:
    for part in parts:
        if not isinstance(part, Segment):
            yield part
        elif part.kind in _TEXTS and len(part.data) > LARGEST:
            yield Damage(f"{part.kind.upper()}: {len(part.data)} bytes, more than {LARGEST}")
        else:
            yield from _opened(_READERS[part.kind](part.data))


def _embedded(fields: tuple[Field, ...], damaged: tuple[str, ...]) -> Embedded:
    def values(names: tuple[str, ...]) -> tuple[str, ...]:
        found = (tuple(field.value for field in fields if field.name == name) for name in names)
        return next(filter(None, found), ())

    def first(names: tuple[str, ...]) -> str | None:
        return next(iter(values(names)), None)

    return Embedded(
        creators=values(_CREATOR),
        credit=first(_CREDIT),
        source=first(_SOURCE),
        copyright=first(_COPYRIGHT),
        usage=" ".join(dict.fromkeys(value for name in _USAGE for value in values((name,))[:1])) or None,
        caption=first(_CAPTION),
        fields=fields,
        damaged=damaged,
    )
