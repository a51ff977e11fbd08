"""What a release says of a picture, as an XMP packet (ISO 16684-1) in the terms of the IPTC Photo Metadata Standard.

Only what the release says stands in it, and what the picture was made from: the original's digest and its address.
"""

import re
from collections.abc import Sequence

from lxml import etree

from tasks.types.release import Image

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "stRef": "http://ns.adobe.com/xap/1.0/sType/ResourceRef#",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}
_META = "adobe:ns:meta/"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 cannot hold, however it is escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def credit_packet(image: Image) -> bytes:
    """The packet: the same for the same words, and so a name for them. What XML cannot hold becomes U+FFFD."""
    meta = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
    rdf = etree.SubElement(meta, _name("rdf:RDF"), nsmap={"rdf": _SPACES["rdf"]})
    spaces = {prefix: space for prefix, space in _SPACES.items() if prefix != "rdf"}
    about = etree.SubElement(rdf, _name("rdf:Description"), {_name("rdf:about"): ""}, nsmap=spaces)
    _list(about, "dc:creator", [creator.name for creator in image.creator or ()])
    _text(about, "photoshop:Credit", image.credit_text)
    _alternative(about, "dc:rights", image.copyright_notice)
    _alternative(about, "xmpRights:UsageTerms", image.usage_info)
    _alternative(about, "dc:description", image.caption)
    _alternative(about, "Iptc4xmpCore:AltTextAccessibility", image.description)
    _text(about, "dc:source", image.url)
    if image.sha256:
        origin = etree.SubElement(about, _name("xmpMM:DerivedFrom"), {_name("rdf:parseType"): "Resource"})
        _text(origin, "stRef:documentID", f"sha256:{image.sha256}")
    meta.addprevious(etree.ProcessingInstruction("xpacket", 'begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"'))
    meta.addnext(etree.ProcessingInstruction("xpacket", 'end="r"'))
    return etree.tostring(meta.getroottree(), encoding="utf-8", xml_declaration=False)


def _name(short: str) -> str:
    prefix, _, name = short.partition(":")
    return f"{{{_SPACES[prefix]}}}{name}"


def _text(parent: etree._Element, name: str, text: str | None) -> None:
    if text:
        etree.SubElement(parent, _name(name)).text = _UNWRITABLE.sub("\ufffd", text)


def _list(parent: etree._Element, name: str, texts: Sequence[str]) -> None:
    if texts:
        items = etree.SubElement(etree.SubElement(parent, _name(name)), _name("rdf:Seq"))
        for text in texts:
            _text(items, "rdf:li", text)


def _alternative(parent: etree._Element, name: str, text: str | None) -> None:
    """A text that may stand in several languages; the release's own is the default."""
    if text:
        _text(etree.SubElement(etree.SubElement(parent, _name(name)), _name("rdf:Alt")), "rdf:li", text)
        parent[-1][0][0].set(_LANGUAGE, "x-default")
