"""A grafted tree is the one that BeautifulSoup would have grown, and remembers which element each tag was."""

import pytest
from bs4 import BeautifulSoup, Tag
from lxml.html import document_fromstring

from tasks.errors import ReadingError
from tasks.parse.decode import decode
from tasks.parse.document import Document
from tasks.parse.graft import Frame, graft
from tasks.parse.lines import read_lines, tags
from tests.golden.saved import Saved, saved_pages

PAGES = [page for page in saved_pages() if b'"setAside"' not in page.expected.read_bytes()]


def grafted(html: str) -> Frame:
    return graft(document_fromstring(f"<html><body>{html}</body></html>").find("body"))


def body_of(page: Saved) -> Tag:
    body = BeautifulSoup(decode(page.content, page.content_type).text, "lxml").body
    assert body
    return body


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_golden_pages(page: Saved) -> None:
    document = Document(decode(page.content, page.content_type).utf_8)
    root, body = graft(document.element.find("body")).root, body_of(page)
    assert read_lines([root]) == read_lines([body])
    assert [tag.name for tag in tags(root)] == [tag.name for tag in tags(body) if not tag.find_parent("svg")]


def test_every_tag_knows_what_is_around_before_and_behind_it() -> None:
    root = grafted("<p>a <b>b</b> c</p><p>d</p>").root
    first, bold, second = tags(root)
    assert [str(one) for one in root.descendants if not isinstance(one, Tag)] == ["a ", "b", " c", "d"]
    assert [*map(str, (bold.previous_sibling, bold.next_sibling, second.previous_element))] == ["a ", " c", " c"]
    assert (first.next_sibling, second.previous_sibling) == (second, first)
    assert [root.parent, *bold.parents] == [None, first, root]


def test_what_selectors_find_stands_once_and_in_document_order() -> None:
    frame = grafted("<p class='x'>a<i>b</i></p><h1 class='x'>c</h1><p>d</p>")
    assert [tag.get_text() for tag in frame.select("h1, .x, i, p")] == ["ab", "b", "c", "d"]
    assert [tag.get_text() for tag in frame.select("p, i", frame.root.p)] == ["ab", "b"]
    assert frame.select(None) == frame.select("table") == []


def test_what_nobody_reads_is_left_out() -> None:
    root = grafted("<p>a</p><script>b</script><style>c</style><svg><text>d</text></svg><p>e</p>").root
    assert [str(one) for one in root.descendants if not isinstance(one, Tag)] == ["a", "e"]


def test_no_release_holds_so_many_elements() -> None:
    assert grafted("<svg>" + "<path></path>" * 26_000 + "</svg>").root.svg
    for more in ("", "<svg></svg>"):
        with pytest.raises(ReadingError, match="more than 25,000 elements"):
            grafted("<p>" + "<br>" * 25_000 + more)


def test_no_release_is_so_deep() -> None:
    nested = document_fromstring("<p></p>").makeelement("div")
    inner = nested
    for _ in range(1_000):
        inner.append(inner.makeelement("div"))
        inner = inner[0]
    with pytest.raises(ReadingError, match="nested more than 1,000 deep"):
        graft(nested)
