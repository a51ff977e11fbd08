"""Pictures as a template shows them: where the bytes are, what is printed with them, what their attributes say.

The template's selector names what may be a picture, generously; of nested matches the widest that shows one picture
and no other counts, so a gallery's pictures are told apart and a picture keeps what is printed around it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bs4 import BeautifulSoup, Tag

from config.source import Figures
from tasks.errors import ReadingError
from tasks.parse.graft import Frame
from tasks.parse.lines import read_lines, tags
from tasks.parse.links import Links
from tasks.parse.packed import unpack
from tasks.parse.text import clean
from tasks.types.reading import Figure

# Some templates print a missing value as a word.
_EMPTY = frozenset({"", "null", "undefined", "none"})
# An attribute may hold a caption on one element and a credit on another: its form tells.
_CREDIT = re.compile(r"(?:©|\(c\)|copyright\b|(?:foto|bild|grafik|quelle)\w*\s*:)", re.I)
# What a page says to whoever may click.
_INVITATION = re.compile(
    r"(?=.{1,60}$)(?:.*(?:vergrößer|groß(?:ansicht|e ansicht)|größere (?:ansicht|darstellung|version)|originalgröße"
    r"|neue[mns] (?:fenster|tab)|lightbox|vollbild|diashow|galerie öffnen).*|zoom|(?:bild|foto)s? (?:anzeigen|öffnen))",
    re.I,
)
_MARKUP = re.compile(r"</?[a-z][^<>]*>", re.I)
_PICTURE_PATH = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?)$", re.I)
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
# Icons and counting pixels declare their size.
_TINY = 40
# A long series has a hundred.
_MOST_PICTURES = 1000
# Pages show the same picture in several elements and at several places.
_MOST_SHOWN = 5_000
# What holds more than a caption and a heading is no picture's own.
_MOST_LINES = 5
_MOST_TEXT = 1000


def find_figures(frame: Frame, rules: Figures, links: Links) -> Mapping[int, Figure]:
    """The pictures in the frame, by the identity of their elements; `ReadingError` where no release has so many."""
    matches = {id(match): match for match in frame.select(rules.figure)}
    shown: dict[int, set[str]] = {}
    # The inner ones first: what holds one that has an address says no other address itself.
    for match in reversed(matches.values()):
        if id(match) not in shown and (url := next(_urls(_elements(match), rules, links), None)):
            told = set() if _is_sign(match, links) else {url}
            for around in (match, *match.parents):
                if id(around) in matches:
                    shown.setdefault(id(around), set()).update(told)
    if len(set().union(*shown.values())) > _MOST_PICTURES or len(shown) > _MOST_SHOWN:
        raise ReadingError(f"more than {_MOST_PICTURES} pictures: no release, or pictures of the page's furniture")
    single = {key for key, urls in shown.items() if len(urls) == 1 and not _holds_text(matches[key])}
    widest = [key for key in matches if key in single and not any(id(node) in single for node in matches[key].parents)]
    return {key: read_figure(frame, matches[key], rules, links) for key in widest}


def _holds_text(node: Tag) -> bool:
    lines = read_lines([node])
    return len(lines) > _MOST_LINES or sum(map(len, lines)) > _MOST_TEXT


def _is_sign(node: Tag, links: Links) -> bool:
    """Whether a picture is no part of the release: an icon, or what leads elsewhere."""
    sizes = [str(node.get(name) or "").removesuffix("px") for name in ("width", "height")]
    if any(size.isdecimal() and len(size) < 6 and int(size) <= _TINY for size in sizes):
        return True
    link = next((around for around in (node, *node.parents) if around.name == "a"), None)
    return link is not None and links.leads_away(str(link.get("href") or ""))


def read_figure(frame: Frame, node: Tag, rules: Figures, links: Links) -> Figure:
    """The picture in that element, which holds an address."""
    elements = _elements(node)
    packed = unpack(elements, rules.json_attributes)
    both = {*rules.caption_attributes} & {*rules.credit_attributes}
    captions, credits_ = (
        [text for name, text in _said(elements, names) if name not in both or bool(_CREDIT.match(text)) is is_credit]
        for names, is_credit in ((rules.caption_attributes, False), (rules.credit_attributes, True))
    )
    overlays = _outermost(frame.select(rules.overlay, node))
    caption = _printed(_outermost(frame.select(rules.caption, node)), overlays) or _printed(
        [node], [*overlays, *node.find_all(_HEADINGS)]
    )
    return Figure(
        urls=tuple(dict.fromkeys(_urls(elements, rules, links))),
        alt=_first([*(text for _, text in _said(elements, ("alt",))), *map(_text_of, packed.alts)]),
        caption=caption,
        caption_rule="in its element" if caption else None,
        overlay=_printed(overlays, []),
        attribute_caption=_first([*captions, *map(_text_of, packed.captions)]),
        attribute_credit=_first([*credits_, *map(_text_of, packed.credits)]),
    )


def _first(texts: Iterable[str]) -> str | None:
    return next(filter(None, texts), None)


def _urls(elements: Sequence[Tag], rules: Figures, links: Links) -> Iterator[str]:
    """Addresses, best first: the original as named or derived, then each rendition as the page gives it."""
    written = (*unpack(elements, rules.json_attributes).urls, *_addresses(elements, rules))
    given = [url for url in map(links.absolute, written) if url]
    if rules.renditions:
        yield from (re.sub(rules.renditions, "", url, count=1) for url in given)
    yield from given


def _addresses(elements: Sequence[Tag], rules: Figures) -> Iterator[str]:
    for name in rules.original:
        for value in _values(elements, name):
            # A link around a picture may lead to a page; only one to a picture gives the original.
            if value.strip() and (name != "href" or _is_picture(value)):
                yield value
    yield from (str(img["src"]) for img in elements if img.name == "img" and str(img.get("src") or "").strip())


def _values(elements: Sequence[Tag], attribute: str) -> Iterator[str]:
    return (str(value) for element in elements if (value := element.attrs.get(attribute)))


def _is_picture(href: str) -> bool:
    return bool(_PICTURE_PATH.search(href.strip().partition("#")[0].partition("?")[0]))


def _elements(node: Tag) -> Sequence[Tag]:
    return [node, *tags(node)]


def _said(elements: Sequence[Tag], attributes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What these attributes say, on any element of the figure, with their names; the first attribute leads."""
    for name in attributes:
        yield from ((name, text) for value in _values(elements, name) if (text := _text_of(value)))


def _text_of(written: str) -> str:
    """What an attribute says to a reader; it may hold markup."""
    lines = read_lines([BeautifulSoup(written, "lxml")]) if _MARKUP.search(written) else (clean(written),)
    return "\n".join(filter(_says, lines))


def _outermost(found: list[Tag]) -> list[Tag]:
    inside = frozenset(map(id, found))
    return [match for match in found if not any(id(parent) in inside for parent in match.parents)]


def _printed(nodes: list[Tag], skip: list[Tag]) -> str | None:
    """The text of these elements, each line once."""
    left = frozenset(map(id, skip))
    lines = read_lines([node for node in nodes if id(node) not in left], skip)
    return "\n".join(dict.fromkeys(filter(_says, lines))) or None


def _says(text: str) -> bool:
    return text.lower() not in _EMPTY and not _INVITATION.fullmatch(text)
