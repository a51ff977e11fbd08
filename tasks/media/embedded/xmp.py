"""XMP packets (ISO 16684-1): the properties of the IPTC Photo Metadata Standard 2023.1 that bear on credit.

XMP is RDF/XML. Only the descriptions of the resource itself are read, which stand directly in `rdf:RDF`; those of the
pictures it was made from stand deeper. The parser reads no DTD, resolves no entity and opens no address.
"""

from collections.abc import Iterator

from lxml import etree

from tasks.media.embedded.values import Damage, Field, Part

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_NAMES = {
    f"{_DC}creator": "XMP dc:creator",
    f"{_PHOTOSHOP}Credit": "XMP photoshop:Credit",
    f"{_PHOTOSHOP}Source": "XMP photoshop:Source",
    f"{_DC}rights": "XMP dc:rights",
    f"{_RIGHTS}UsageTerms": "XMP xmpRights:UsageTerms",
    f"{_RIGHTS}WebStatement": "XMP xmpRights:WebStatement",
    f"{_DC}description": "XMP dc:description",
}
_LICENSOR, _LICENSOR_URL = f"{_PLUS}Licensor", f"{_PLUS}LicensorURL"
_ARRAYS = tuple(f"{_RDF}{name}" for name in ("Alt", "Seq", "Bag"))


def read_xmp(packet: bytes) -> Iterator[Part]:
    """What the packet says, in its order."""
    packet = packet.strip(b"\0\t\r\n ")
    if b"<!DOCTYPE" in packet:
        yield Damage("XMP: it has a DTD")
        return
    try:
        root = etree.fromstring(packet, _parser())
    except etree.XMLSyntaxError as error:
        yield Damage(f"XMP: not well-formed, {error.msg}")
        return
    rdf = next(root.iter(f"{_RDF}RDF"), None)
    if rdf is None:
        yield Damage("XMP: no RDF in it")
        return
    for description in rdf.iterchildren(f"{_RDF}Description"):
        yield from _properties(description)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _properties(description: etree._Element) -> Iterator[Field]:
    """The properties, whether written as attributes or as elements."""
    for tag, name in _NAMES.items():
        if attribute := description.get(tag):
            yield Field(name, attribute)
    for element in description:
        if named := _NAMES.get(str(element.tag)):
            yield from (Field(named, value) for value in _values(element))
        elif element.tag == _LICENSOR:
            yield from (Field("XMP plus:LicensorURL", value) for value in _licensors(element))


def _values(element: etree._Element) -> list[str]:
    array = next(element.iterchildren(*_ARRAYS), None)
    if array is None:
        return [_text(element)]
    items = list(array.iterchildren(f"{_RDF}li"))
    if array.tag == _ARRAYS[0] and items:
        items = [min(items, key=_distance)]
    return [_text(item) for item in items]


def _distance(item: etree._Element) -> int:
    """How far an alternative is from the one wanted: the default, then German, then the first."""
    language = (item.get(_LANGUAGE) or "").lower()
    if not _text(item).strip():
        return 3
    return 0 if language == "x-default" else 1 if language.partition("-")[0] == "de" else 2


def _text(node: etree._Element) -> str:
    """The value of a node: its text, an address it refers to, or the value that qualifiers stand beside."""
    qualified = next(node.iter(f"{_RDF}value"), node)
    return qualified.text or qualified.get(f"{_RDF}resource") or ""


def _licensors(element: etree._Element) -> Iterator[str]:
    for node in element.iter():
        if node.tag == _LICENSOR_URL:
            yield _text(node)
        elif url := node.get(_LICENSOR_URL):
            yield url
