"""Who made a picture, written into its bytes: IPTC-IIM 4.2 in JPEG's APP13, and XMP (ISO 16684-1).

Adobe's "Photoshop 3.0" block carries the IIM datasets as resource 0x0404; XMP stands in APP1 of a JPEG, in iTXt of
a PNG and in a chunk of its own in WebP.
"""

import struct
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_XMP_HEADER = b"http://ns.adobe.com/xap/1.0/\x00"


@dataclass(frozen=True)
class Embedded:
    """What a picture says of itself; `iptc` and `xmp` tell in which form."""

    creator: str | None = None
    credit: str | None = None
    rights: str | None = None
    caption: str | None = None
    usage: str | None = None
    iptc: bool = False
    xmp: bool = False


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def iptc_segment(said: Embedded) -> bytes:
    """The APP13 segment of a JPEG."""
    texts = ((80, said.creator), (110, said.credit), (116, said.rights), (120, said.caption))
    data = _dataset(1, 90, b"\x1b%G") + _dataset(2, 0, b"\x00\x04")
    data += b"".join(_dataset(2, number, text.encode()) for number, text in texts if text)
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(data)) + data + b"\x00" * (len(data) % 2)
    return _segment(0xED, b"Photoshop 3.0\x00" + resource)


def _alternative(name: str, text: str | None) -> str:
    if not text:
        return ""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'


def xmp_packet(said: Embedded) -> bytes:
    """The XMP packet."""
    credit = f" photoshop:Credit={quoteattr(said.credit)}" if said.credit else ""
    creator = (
        f"<dc:creator><rdf:Seq><rdf:li>{escape(said.creator)}</rdf:li></rdf:Seq></dc:creator>" if said.creator else ""
    )
    named = (("dc:rights", said.rights), ("dc:description", said.caption), ("xmpRights:UsageTerms", said.usage))
    properties = creator + "".join(_alternative(name, text) for name, text in named)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        f' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"{credit}>{properties}</rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def with_metadata(jpeg: bytes, said: Embedded) -> bytes:
    """That JPEG with the segments behind its JFIF header."""
    behind = 4 + struct.unpack(">H", jpeg[4:6])[0]
    xmp = _segment(0xE1, _XMP_HEADER + xmp_packet(said)) if said.xmp else b""
    return jpeg[:behind] + xmp + (iptc_segment(said) if said.iptc else b"") + jpeg[behind:]
