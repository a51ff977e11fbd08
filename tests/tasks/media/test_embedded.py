"""What pictures say of their makers, in every format and standard."""

from hashlib import md5
from pathlib import Path
from zlib import compress

import pytest
from PIL.IptcImagePlugin import getiptcinfo
from PIL.JpegImagePlugin import JpegImageFile

from tasks.media.embedded import Embedded, Field, read_embedded
from tests.city.paint.album import PAINTINGS
from tests.tasks import pictures
from tests.tasks.pictures import BY_LINE, CAPTION, CREDIT, FORMATS, NOTICE, SOURCE, UTF8, xmp, xmp_creators

IMAGES = Path(__file__).parent.parent.parent / "city" / "images"
GERMAN = "Käthe Grönemann-Süß"


def said(content: bytes, name: str) -> list[str]:
    """The values of that field; nothing may be damaged."""
    read = read_embedded(content)
    assert read.damaged == ()
    return [field.value for field in read.fields if field.name == name]


def alternative(name: str, *values: tuple[str, str]) -> str:
    items = "".join(f'<rdf:li xml:lang="{language}">{text}</rdf:li>' for language, text in values)
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


@pytest.mark.parametrize("name", PAINTINGS)
def test_the_city_s_pictures_say_what_was_written_into_them(name: str) -> None:
    truth = PAINTINGS[name].said
    read = read_embedded((IMAGES / name).read_bytes())
    assert read.creators == ((truth.creator,) if truth.creator else ())
    assert (read.credit, read.copyright, read.caption) == (truth.credit, truth.rights, truth.caption)
    assert (read.usage, read.source, read.damaged) == (truth.usage if truth.xmp else None, None, ())
    assert any(field.name.startswith("IIM") for field in read.fields) == truth.iptc
    assert any(field.name.startswith("XMP") for field in read.fields) == truth.xmp


@pytest.mark.parametrize("form", FORMATS)
def test_exif_and_xmp_are_found_in_every_format(form: str) -> None:
    block = pictures.exif(
        {pictures.ARTIST_TAG: "Ruth Seidel", pictures.COPYRIGHT_TAG: "RS", pictures.DESCRIPTION_TAG: "Die Furt"}
    )
    packet = xmp(xmp_creators(GERMAN), attributes='photoshop:Credit="Stadt Lindenau" photoshop:Source="Stadtarchiv"')
    content = pictures.picture(form, exif=block, xmp=packet)
    if form == "TIFF":  # its directory is the picture's own
        content = pictures.tiff_directory(
            [(270, 2, b"Die Furt\0"), (315, 2, b"Ruth Seidel\0"), (700, 1, packet), (33432, 2, b"RS\0")]
        )
    assert read_embedded(content) == Embedded(
        creators=(GERMAN,),
        credit="Stadt Lindenau",
        source="Stadtarchiv",
        copyright="RS",
        caption="Die Furt",
        fields=read_embedded(content).fields,
    )
    assert set(read_embedded(content).fields) == {
        Field("Exif Artist", "Ruth Seidel"),
        Field("Exif Copyright", "RS"),
        Field("Exif ImageDescription", "Die Furt"),
        Field("XMP dc:creator", GERMAN),
        Field("XMP photoshop:Credit", "Stadt Lindenau"),
        Field("XMP photoshop:Source", "Stadtarchiv"),
    }


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_without_metadata_says_nothing(form: str) -> None:
    assert read_embedded(pictures.picture(form)) == Embedded()


@pytest.mark.parametrize("content", [b"", b"GIF89a" + bytes(40), b"%PDF-1.7", b"\xff\xd8", b"<html>"])
def test_other_bytes_say_nothing(content: bytes) -> None:
    assert read_embedded(content) == Embedded()


DATASETS = (
    UTF8,
    (BY_LINE, b"Ruth Seidel"),
    (BY_LINE, GERMAN.encode()),
    (CREDIT, b"Stadt Lindenau"),
    (SOURCE, b"Stadtarchiv"),
    (NOTICE, "© Stadt Lindenau".encode()),
    (CAPTION, "Die Furt\rim März".encode()),
    ((2, 25), b"Schlagwort"),
)


@pytest.mark.parametrize(
    "content",
    [
        pictures.jpeg(pictures.iim_segment(DATASETS)),
        pictures.tiff_directory([(pictures.IIM_TAG, 7, pictures.iim(DATASETS))]),
        pictures.tiff_directory(
            [(pictures.PHOTOSHOP_TAG, 1, pictures.resources((0x0404, b"", pictures.iim(DATASETS))))]
        ),
    ],
    ids=["JPEG", "TIFF", "TIFF by Photoshop"],
)
def test_iim_is_read(content: bytes) -> None:
    read = read_embedded(content)
    assert read.creators == ("Ruth Seidel", GERMAN)
    assert (read.credit, read.source) == ("Stadt Lindenau", "Stadtarchiv")
    assert (read.copyright, read.caption) == ("© Stadt Lindenau", "Die Furt im März")
    assert [field.name for field in read.fields] == [
        *("IIM 2:80 By-line", "IIM 2:80 By-line", "IIM 2:110 Credit", "IIM 2:115 Source"),
        *("IIM 2:116 Copyright Notice", "IIM 2:120 Caption/Abstract"),
    ]


def test_iim_reads_as_pillow_reads_it() -> None:
    content = (IMAGES / "rathaus.jpg").read_bytes()
    with JpegImageFile(IMAGES / "rathaus.jpg") as image:
        information = getiptcinfo(image)
    assert information is not None
    assert said(content, "IIM 2:110 Credit") == [bytes(information[CREDIT]).decode()]  # type: ignore[arg-type]


def test_resources_may_have_names_and_be_spread_over_segments() -> None:
    block = pictures.resources((0x03ED, b"Aufl\xf6sung", bytes(16)), (0x0404, b"", pictures.iim(DATASETS)))
    content = pictures.jpeg(pictures.photoshop_segment(block[:70]), pictures.photoshop_segment(block[70:]))
    assert said(content, "IIM 2:80 By-line") == ["Ruth Seidel", GERMAN]


def test_a_long_dataset_says_its_length_in_bytes_of_its_own() -> None:
    content = pictures.jpeg(pictures.iim_segment([(CAPTION, b"Die Furt " * 4_000), (CREDIT, b"Stadt Lindenau")]))
    assert said(content, "IIM 2:110 Credit") == ["Stadt Lindenau"]


def test_xmp_leads_then_iim_then_exif_and_all_are_kept() -> None:
    exif = pictures.exif_segment(pictures.exif({pictures.ARTIST_TAG: "Eva Exif"}))
    iim = pictures.iim_segment([(BY_LINE, b"Ida Iim")])
    packet = pictures.xmp_segment(xmp(xmp_creators("Xaver Xmp", "Ruth Seidel")))
    assert read_embedded(pictures.jpeg(exif, iim, packet)).creators == ("Xaver Xmp", "Ruth Seidel")
    assert read_embedded(pictures.jpeg(exif, iim)).creators == ("Ida Iim",)
    assert read_embedded(pictures.jpeg(exif)).creators == ("Eva Exif",)
    assert [field.value for field in read_embedded(pictures.jpeg(exif, iim, packet)).fields] == [
        *("Eva Exif", "Ida Iim", "Xaver Xmp", "Ruth Seidel")
    ]


@pytest.mark.parametrize(
    ("entries", "name", "values"),
    [
        ([(315, 2, b"Ruth Seidel; Karl Obermann\0")], "Exif Artist", ["Ruth Seidel", "Karl Obermann"]),
        ([(315, 129, GERMAN.encode())], "Exif Artist", [GERMAN]),
        ([(315, 2, GERMAN.encode("cp1252") + b"\0")], "Exif Artist", [GERMAN]),
        ([(315, 2, b"RS\0")], "Exif Artist", ["RS"]),
        ([(33432, 2, b"Ruth Seidel\0Stadtbote\0")], "Exif Copyright", ["Ruth Seidel; Stadtbote"]),
        ([(33432, 2, b" \0Stadtbote\0")], "Exif Copyright", ["Stadtbote"]),
        ([(270, 2, b"Die Furt\0rest of an older value")], "Exif ImageDescription", ["Die Furt"]),
        ([(270, 2, b"")], "Exif ImageDescription", []),
    ],
)
@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_is_read_in_both_byte_orders(
    entries: list[tuple[int, int, bytes]], name: str, values: list[str], order: str, big: bool
) -> None:
    assert said(pictures.tiff_directory(entries, order, big=big), name) == values


@pytest.mark.parametrize(
    ("languages", "text"),
    [
        ([("en", "city"), ("x-default", "town"), ("de", "Stadt")], "town"),
        ([("en", "city"), ("de-DE", "Stadt")], "Stadt"),
        ([("de", " "), ("fr", "ville"), ("en", "city")], "ville"),
        ([("x-default", ""), ("de", "Stadt")], "Stadt"),
    ],
)
def test_of_several_languages_the_default_is_taken_then_german_then_the_first(
    languages: list[tuple[str, str]], text: str
) -> None:
    content = pictures.jpeg(pictures.xmp_segment(xmp(alternative("dc:rights", *languages))))
    assert said(content, "XMP dc:rights") == [text]


@pytest.mark.parametrize(
    "properties",
    [
        "<photoshop:Credit>Stadt &amp; Land</photoshop:Credit>",
        "<photoshop:Credit>Stadt<!-- ... --> &#38; Land</photoshop:Credit>",
        "<photoshop:Credit><![CDATA[Stadt & Land]]></photoshop:Credit>",
        "<photoshop:Credit><rdf:Bag><rdf:li>Stadt &amp; Land</rdf:li></rdf:Bag></photoshop:Credit>",
        '<photoshop:Credit rdf:parseType="Resource"><rdf:value>Stadt &amp; Land</rdf:value></photoshop:Credit>',
        '<photoshop:Credit rdf:resource="Stadt &amp; Land"/>',
    ],
)
def test_a_property_is_read_in_all_its_forms(properties: str) -> None:
    assert said(pictures.jpeg(pictures.xmp_segment(xmp(properties))), "XMP photoshop:Credit") == ["Stadt & Land"]


def test_all_descriptions_count_but_not_those_of_ingredients() -> None:
    other = f"<rdf:Description>{xmp_creators('Fremd')}</rdf:Description>"
    ingredient = f"<xmpMM:Pantry><rdf:Bag><rdf:li>{other}</rdf:li></rdf:Bag></xmpMM:Pantry>"
    more = '<rdf:Description rdf:about="" photoshop:Credit="Stadt Lindenau"/>'
    read = read_embedded(pictures.jpeg(pictures.xmp_segment(xmp(ingredient + xmp_creators("Ruth Seidel"), more=more))))
    assert (read.creators, read.credit) == (("Ruth Seidel",), "Stadt Lindenau")


def test_usage_joins_terms_statement_and_licensor() -> None:
    licensor = (
        '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:LicensorURL>https://lindenau.example/bild'
        "</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>"
    )
    terms = alternative("xmpRights:UsageTerms", ("x-default", "Nur mit Namensnennung."))
    statement = 'xmpRights:WebStatement="https://lindenau.example/rechte"'
    packet = pictures.xmp_segment(xmp(licensor + terms, attributes=statement))
    assert read_embedded(pictures.jpeg(packet)).usage == (
        "Nur mit Namensnennung. https://lindenau.example/rechte https://lindenau.example/bild"
    )
    short = licensor.replace("<plus:LicensorURL>", '<rdf:Description plus:LicensorURL="').replace(
        "</plus:LicensorURL>", '"/>'
    )
    short = short.replace(' rdf:parseType="Resource"', "")
    assert read_embedded(pictures.jpeg(pictures.xmp_segment(xmp(short)))).usage == "https://lindenau.example/bild"


def test_extended_xmp_is_put_together_and_checked() -> None:
    extension = xmp(xmp_creators("Ruth Seidel")).split(b"?>", 1)[1].rpartition(b"<?")[0]
    digest = md5(extension, usedforsecurity=False).hexdigest().upper().encode()
    main = pictures.xmp_segment(
        xmp("", attributes=f'photoshop:Credit="Stadt Lindenau" xmpNote:HasExtendedXMP="{digest.decode()}"')
    )
    parts = [
        pictures.extension_segment(digest, len(extension), place, extension[place : place + 300])
        for place in range(0, len(extension), 300)
    ]
    other = pictures.extension_segment(b"0" * 32, 3, 0, b"<a>")
    read = read_embedded(pictures.jpeg(main, other, *reversed(parts)))
    assert (read.creators, read.credit, read.damaged) == (("Ruth Seidel",), "Stadt Lindenau", ())
    read = read_embedded(pictures.jpeg(main, *parts[:-1]))
    assert (read.creators, read.credit) == ((), "Stadt Lindenau")
    assert read.damaged == ("Extended XMP: not the one that the packet names, or not whole",)


@pytest.mark.parametrize(
    "chunk",
    [
        pictures.chunk(b"tEXt", b"Author\0" + GERMAN.encode("latin-1")),
        pictures.chunk(b"tEXt", b"Author\0" + GERMAN.encode()),
        pictures.chunk(b"zTXt", b"Author\0\0" + compress(GERMAN.encode("latin-1"))),
        pictures.chunk(b"iTXt", b"Author\0\0\0de\0Urheber\0" + GERMAN.encode()),
        pictures.chunk(b"iTXt", b"Author\0\1\0de\0Urheber\0" + compress(GERMAN.encode())),
    ],
)
def test_png_texts_are_read_in_front_of_the_pixels_and_behind_them(chunk: bytes) -> None:
    assert read_embedded(pictures.png(chunk)).creators == (GERMAN,)
    assert read_embedded(pictures.png(behind=[chunk])).creators == (GERMAN,)


def test_png_texts_give_copyright_and_caption_and_xmp_leads() -> None:
    texts = [
        pictures.chunk(b"tEXt", text)
        for text in (b"Author\0Ida", b"Copyright\0RS", b"Description\0Die Furt", b"Software\0Malkasten")
    ]
    packet = pictures.chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + compress(xmp(xmp_creators("Ruth Seidel"))))
    read = read_embedded(pictures.png(*texts, behind=[packet]))
    assert (read.creators, read.copyright, read.caption) == (("Ruth Seidel",), "RS", "Die Furt")
    assert len(read.fields) == 4
