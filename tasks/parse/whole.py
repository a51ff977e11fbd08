"""Whether a page is one whole release: no part of one, and no list of many; and what is odd about one that is."""

import re
from collections.abc import Iterator

from config.source import PageRules, Template
from tasks.errors import ReadingError
from tasks.parse.declared import Declared
from tasks.parse.divide import Parts
from tasks.parse.graft import Frame
from tasks.parse.links import Links
from tasks.parse.packed import damaged

# A text may refer to some earlier release; a list refers to many.
_MOST_RELEASES = 3
_CLOSING_TAG = re.compile(rb"</html\s*>", re.I)
# In so many last bytes the tag is looked for first.
_END = 1_000


def refuse_part(parts: Parts, notice: str | None, content: bytes, pages: PageRules) -> None:
    """Refuse a page that is cut off, or not a release's at all, by the signs of a whole one that it lacks."""
    signs = {
        "publisher label": bool(parts.address),
        "end line": bool(parts.end or notice),
        "closing tag </html>": bool(_CLOSING_TAG.search(content, len(content) - _END) or _CLOSING_TAG.search(content)),
    }
    if sum(signs.values()) < pages.signs:
        missing = ", ".join(name for name, seen in signs.items() if not seen)
        raise ReadingError(f"not a whole release page: no {missing} (signs: {pages.signs} expected of 3)")


def refuse_list(parts: Parts, links: Links) -> None:
    """Refuse a page of teasers, which a site may serve in a removed release's place."""
    listed = links.releases(link for piece in parts.body for link in piece.links)
    if not parts.address and len(listed) >= _MOST_RELEASES:
        raise ReadingError(f"a list of releases, not one: no publisher label, and {len(listed)} other releases linked")


def findings(frame: Frame, template: Template, parts: Parts, declared: Declared, pages: PageRules) -> Iterator[str]:
    """What an operator should look at, though the page reads."""
    yield from _hints(frame, template)
    if not parts.publisher:
        yield f"publisher: none of {', '.join(map(repr, pages.publisher_labels))} opens an address block"
    yield from (f"publisher: {line!r} stands in the address and fits no field" for line in parts.unread)
    for attribute in template.figures.json_attributes:
        yield from damaged(frame.select(f"[{attribute.attribute}]"), [attribute])
    yield from declared.findings
    if declared.date and declared.date.text[:10] != parts.date[:10]:
        yield f"date: the page shows {parts.date}, {declared.date.rule} says {declared.date.text}"


def _hints(frame: Frame, template: Template) -> Iterator[str]:
    """Selectors that matched otherwise than they should: a date's none or twice, a subtitle's twice."""
    for name, selector, fewest in (("date", template.date, 1), ("subtitle", template.subtitle, 0)):
        matches = len(frame.select(selector))
        if selector and not fewest <= matches <= 1:
            expected = "once" if fewest else "at most once"
            yield f"{name}: '{selector}' found {matches} times, expected {expected}"
