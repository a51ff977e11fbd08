"""Small pictures that carry metadata, in every format: written by Pillow where it can, by hand where it cannot."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from PIL import Image
from PIL.PngImagePlugin import PngInfo

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "AVIF")
BY_LINE, CREDIT, SOURCE, NOTICE, CAPTION = (2, 80), (2, 110), (2, 115), (2, 116), (2, 120)
DESCRIPTION_TAG, ARTIST_TAG, COPYRIGHT_TAG, XMP_TAG, IIM_TAG, PHOTOSHOP_TAG = 270, 315, 33432, 700, 33723, 34377
UTF8 = ((1, 90), b"\x1b%G")

Datasets = Sequence[tuple[tuple[int, int], bytes]]


def exif(texts: Mapping[int, str | bytes]) -> bytes:
    """An Exif block by Pillow, without the opening that it has in JPEG."""
    written = Image.Exif()
    written.update(texts)
    return written.tobytes().removeprefix(b"Exif\0\0")


def tiff_directory(entries: Sequence[tuple[int, int, bytes]], order: str = "<", *, big: bool = False) -> bytes:
    """A directory by hand: tag, type and bytes of each entry."""
    start, number, entry, offset, inline = (16, "Q", "HHQ", "Q", 8) if big else (8, "H", "HHI", "I", 4)
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}H", 43 if big else 42)
    head += struct.pack(f"{order}HHQ", 8, 0, start) if big else struct.pack(f"{order}I", start)
    directory = struct.pack(f"{order}{number}", len(entries))
    place = start + len(directory) + len(entries) * (struct.calcsize(f"={entry}") + inline) + inline
    rows, values = b"", b""
    for tag, type_, value in entries:
        rows += struct.pack(f"{order}{entry}", tag, type_, len(value))
        rows += value.ljust(inline, b"\0") if len(value) <= inline else struct.pack(f"{order}{offset}", place)
        values += value if len(value) > inline else b""
        place += len(value) if len(value) > inline else 0
    return head + directory + rows + bytes(inline) + values


def xmp(properties: str, *, attributes: str = "", more: str = "") -> bytes:
    """A packet with those properties of the picture."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
        ' xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" xmlns:xmpNote="http://ns.adobe.com/xmp/note/"'
        ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">'
        f'<rdf:Description rdf:about="" {attributes}>{properties}</rdf:Description>{more}</rdf:RDF></x:xmpmeta>'
        f"{' ' * 200}<?xpacket end='w'?>"
    ).encode()


def xmp_creators(*names: str) -> str:
    return (
        f"<dc:creator><rdf:Seq>{''.join(f'<rdf:li>{escape(name)}</rdf:li>' for name in names)}</rdf:Seq></dc:creator>"
    )


def iim(datasets: Datasets) -> bytes:
    """IIM datasets; what is longer than 15 bits can say gets a length of four bytes."""
    written = b""
    for (record, number), value in datasets:
        size = struct.pack(">H", len(value)) if len(value) < 0x8000 else struct.pack(">HI", 0x8004, len(value))
        written += struct.pack(">BBB", 0x1C, record, number) + size + value
    return written


def resources(*blocks: tuple[int, bytes, bytes]) -> bytes:
    """Photoshop image resources: number, name and data of each."""
    written = b""
    for number, name, data in blocks:
        pascal = bytes([len(name)]) + name
        written += b"8BIM" + struct.pack(">H", number) + pascal + b"\0" * (len(pascal) % 2)
        written += struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    return written


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def exif_segment(block: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + block)


def xmp_segment(packet: bytes) -> bytes:
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


def extension_segment(digest: bytes, whole: int, place: int, data: bytes) -> bytes:
    head = b"http://ns.adobe.com/xmp/extension/\0" + digest + struct.pack(">II", whole, place)
    return segment(0xE1, head + data)


def photoshop_segment(data: bytes) -> bytes:
    return segment(0xED, b"Photoshop 3.0\0" + data)


def iim_segment(datasets: Datasets) -> bytes:
    return photoshop_segment(resources((0x0404, b"", iim(datasets))))


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def picture(form: str, *, exif: bytes = b"", xmp: bytes = b"") -> bytes:
    """A picture with metadata, written by Pillow."""
    target = BytesIO()
    options: dict[str, object] = {"exif": b"Exif\0\0" + exif} if exif else {}
    if xmp and form == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp.decode())
        options["pnginfo"] = info
    elif xmp and form == "TIFF":
        options["tiffinfo"] = {XMP_TAG: xmp}
    elif xmp:
        options["xmp"] = xmp
    Image.new("RGB", (16, 12), "teal").save(target, form, **options)
    return target.getvalue()


def jpeg(*segments: bytes) -> bytes:
    """A JPEG with those segments in front."""
    plain = picture("JPEG")
    return plain[:2] + b"".join(segments) + plain[2:]


def png(*chunks: bytes, behind: Sequence[bytes] = ()) -> bytes:
    """A PNG with those chunks in front of the pixels, and some behind."""
    plain = picture("PNG")
    return plain[:33] + b"".join(chunks) + plain[33:-12] + b"".join(behind) + plain[-12:]
