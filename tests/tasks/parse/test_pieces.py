"""A page's content becomes pieces in reading order; nothing printed is lost, nothing is said twice."""

from typing import cast

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.lines import read_lines
from tasks.parse.pieces import Piece, cut, read_pieces
from tasks.types.release import Block, Heading, ListBlock, ListItem, Paragraph, Quote, Table


def root(html: str) -> Tag:
    return cast("Tag", BeautifulSoup(f"<main>{html}</main>", "lxml").main)


def pieces(html: str) -> tuple[Piece, ...]:
    return read_pieces(root(html), lambda node: node.name in ("img", "figure"))


def texts(html: str) -> list[str]:
    return ["*" if piece.picture else piece.text for piece in pieces(html)]


def block(html: str) -> Block | None:
    (piece,) = pieces(html)
    return piece.block


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><p>b</p>", ["a", "b"]),
        ("a<p>b</p>c", ["a", "b", "c"]),
        ("a<br>b", ["a\nb"]),
        ("a<br><br>b", ["a", "b"]),
        ("a<br> &nbsp; <br/>b<br><br><br>c", ["a", "b", "c"]),
        ("<p><b>a<br><br>b</b></p>", ["a", "b"]),
        ("<p>a<b>b</b><i>c</i> d</p>", ["abc d"]),
        ("<p>a <script>x</script>b</p>", ["a b"]),
        ("<p>a<!-- x -->b</p><style>p{}</style>", ["ab"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<a href='/x'><div>a</div>b</a>", ["a", "b"]),
        ("<span>a<p>b</p></span>c", ["a", "b", "c"]),
        ("<p>&nbsp;</p><p> </p><p>\u00ad</p>", []),
        ("<dl><dt>a</dt><dd>b</dd></dl>", ["a", "b"]),
        ("<p>a<img>b</p>", ["*", "ab"]),
        ("<p>a<br><img><br>b</p>", ["a", "*", "b"]),
        ("<p><img> a</p>", ["*", "a"]),
        ("<figure>x</figure>a", ["*", "a"]),
        ("<noscript><p>x</p><img></noscript>a", ["*", "a"]),
        ("<ul><li>a</li><li><img>b</li></ul>", ["a", "*", "b"]),
        ("<table><tr><td><p>a</p></td></tr></table>", ["a"]),
        ("<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td></tr></table>", ["a", "b\nc"]),
        ("<table><tr><td><p>a</p><p>b</p><p>c</p></td><td>d</td></tr></table>", ["a", "b", "c", "d"]),
        ("<table><tr><td><h1>a</h1></td><td>b</td></tr></table>", ["a", "b"]),
        ("<ul>a<li>b</li></ul>", ["a", "b"]),
        ("<h2> </h2><ul></ul><table></table><blockquote></blockquote>", []),
    ],
)
def test_what_is_one_piece(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>a<br>b</h1>", Heading(level=2, text="a b")),
        ("<h4>a</h4>", Heading(level=4, text="a")),
        ("<blockquote><p>a</p><p>b</p></blockquote>", Quote(text="a\nb")),
        ("<p>a<br>b</p>", Paragraph(text="a\nb")),
    ],
)
def test_a_block(html: str, expected: Block) -> None:
    assert block(html) == expected


@pytest.mark.parametrize(
    ("html", "items"),
    [
        ("<ul><li>a</li><li><p>b</p><p>c</p></li><li> </li></ul>", (ListItem(text="a"), ListItem(text="b\nc"))),
        (
            "<ul><li>a<ol><li>b</li></ol></li></ul>",
            (ListItem(text="a", items=(ListItem(text="b"),), ordered=True),),
        ),
        (
            "<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>",
            (ListItem(text="a", items=(ListItem(text="b"),), ordered=False), ListItem(text="c")),
        ),
        ("<ul><ul><li>a</li></ul></ul>", (ListItem(text="", items=(ListItem(text="a"),), ordered=False),)),
        (
            "<ul><li>a<ul><li>b</li></ul>c</li></ul>",
            (ListItem(text="a\nc", items=(ListItem(text="b"),), ordered=False),),
        ),
    ],
)
def test_a_list(html: str, items: tuple[ListItem, ...]) -> None:
    assert block(html) == ListBlock(ordered=False, items=items)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr>",
            Table(header=True, rows=(("a", "b"), ("c", "d"))),
        ),
        ("<tr><th>a</th><td>b</td></tr>", Table(header=False, rows=(("a", "b"),))),
        ("<caption>t</caption><tr><td>a</td><td>b</td></tr>", Table(caption="t", header=False, rows=(("a", "b"),))),
        ("<tr><td>a<br>b</td><td>c</td></tr><tr><td>d</td></tr>", Table(header=False, rows=(("a b", "c"), ("d", "")))),
        (
            "<tr><td colspan=2>a</td><td>b</td></tr><tr><td>c</td><td>d</td><td>e</td></tr>",
            Table(header=False, rows=(("a", "", "b"), ("c", "d", "e"))),
        ),
        (
            "<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td><td>e</td></tr>",
            Table(header=False, rows=(("a", "b"), ("", "c"), ("d", "e"))),
        ),
        (
            "<thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody>",
            Table(header=True, rows=(("a", "b"), ("c", "d"))),
        ),
        ("<tr><td colspan=0>a</td><td rowspan=x>b</td></tr>", Table(header=False, rows=(("a", "b"),))),
    ],
)
def test_a_table(html: str, expected: Table) -> None:
    assert block(f"<table>{html}</table>") == expected


def test_a_span_without_end_is_bounded() -> None:
    table = block("<table><tr><td colspan=99999999 rowspan=99999999>a</td><td>b</td></tr></table>")
    assert isinstance(table, Table)
    assert len(table.rows[0]) <= 51


def test_the_root_may_be_an_element_of_a_line() -> None:
    node = cast("Tag", BeautifulSoup("<span>a<br>b</span>", "lxml").span)
    assert [piece.text for piece in read_pieces(node, lambda _: False)] == ["a\nb"]


def test_links_and_what_is_said_beside_them() -> None:
    (piece,) = pieces("<p>Siehe <a href='/a'>hier</a> und<br><a href='/b'><i>dort</i></a>, <a>nirgends</a></p>")
    assert [link["href"] for link in piece.links] == ["/a", "/b"]
    assert piece.unlinked == "Siehe und , nirgends"
    (second,) = cut(piece, 1, None)
    assert (second.text, [link["href"] for link in second.links]) == ("dort, nirgends", ["/b"])


def test_a_link_of_an_icon_says_nothing_and_is_a_link() -> None:
    (piece,) = read_pieces(root("<p><a href='/a'><img></a></p>"), lambda _: False)
    assert (piece.lines, piece.block, len(piece.links)) == ((), None, 1)


def test_a_link_around_blocks_is_a_link_of_each() -> None:
    assert [[link["href"] for link in piece.links] for piece in pieces("<a href='/a'><p>a</p><p>b</p></a>")] == [
        ["/a"],
        ["/a"],
    ]


def test_cutting() -> None:
    (piece,) = pieces("a<br>b<br>c")
    assert [one.text for one in (*cut(piece, 0, 1), *cut(piece, 1, None))] == ["a", "b\nc"]
    assert cut(piece, 3, None) == ()
    assert cut(piece, 0, None) == (piece,)


@pytest.mark.parametrize("tag", ["div", "b", "ul", "blockquote", "li", "a", "section"])
def test_pages_nest_without_limit(tag: str) -> None:
    html = f"<{tag}>" * 3000 + "x" + f"</{tag}>" * 3000
    assert texts(html) == ["x"]


def test_nested_lists_and_tables() -> None:
    assert texts("<ul><li>a" * 300 + "</li></ul>" * 300) == ["\n".join("a" * 300)]
    assert "".join(texts("<table><tr><td>a</td><td>" * 300)).count("a") == 300


MARKUP = st.recursive(
    st.sampled_from(["wort", " ", "<br>", "zwei Wörter", "<img>", "<hr>"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from("p div span b ul ol li table tr td th h2 blockquote a dl dd figure section em caption".split()),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@given(MARKUP)
def test_every_printed_line_is_in_one_piece(html: str) -> None:
    node = root(html)
    read = read_pieces(node, lambda _: False)
    words = " ".join(" ".join(piece.lines) for piece in read).split()
    assert sorted(words) == sorted(" ".join(read_lines([node])).split())
    assert all(piece.block or piece.links for piece in read)


@given(MARKUP)
def test_a_block_says_what_its_lines_say(html: str) -> None:
    for piece in pieces(html):
        if isinstance(piece.block, Paragraph | Quote):
            assert piece.block.text == piece.text
        if isinstance(piece.block, Table):
            cells = [piece.block.caption or "", *(cell for row in piece.block.rows for cell in row)]
            assert sorted(" ".join(cells).split()) == sorted(" ".join(piece.lines).split())
