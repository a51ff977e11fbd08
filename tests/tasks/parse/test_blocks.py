"""Bodies as editors and their tools write them, and the blocks that a reader sees."""

from typing import cast

import pytest
from bs4 import BeautifulSoup, Tag

from tasks.parse.pieces import read_pieces
from tasks.types.release import Block, Heading, ListBlock, ListItem, Paragraph, Quote, Table


def blocks(html: str) -> list[Block]:
    main = cast("Tag", BeautifulSoup(f"<main>{html}</main>", "lxml").main)
    return [piece.block for piece in read_pieces(main, lambda node: node.name == "img") if piece.block]


def p(*texts: str) -> list[Block]:
    return [Paragraph(text=text) for text in texts]


def h(level: int, text: str) -> Heading:
    return Heading(level=level, text=text)


def item(text: str, *items: ListItem, ordered: bool = False) -> ListItem:
    return ListItem(text=text, items=items, ordered=ordered if items else None)


def ul(*items: ListItem | str) -> ListBlock:
    return ListBlock(ordered=False, items=tuple(one if isinstance(one, ListItem) else item(one) for one in items))


def ol(*items: ListItem | str, start: int | None = None) -> ListBlock:
    return ListBlock(ordered=True, start=start, items=ul(*items).items)


def table(*rows: str, header: bool = False, caption: str | None = None) -> Table:
    return Table(caption=caption, header=header, rows=tuple(tuple(row.split("|")) for row in rows))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Erster.</p>\n\n<p>Zweiter.</p>", p("Erster.", "Zweiter.")),
        ("<p><strong>Was kommt</strong></p><p>Text.</p>", p("Was kommt", "Text.")),
        ("<b>Was kommt</b><br>Text.", p("Was kommt\nText.")),
        ("<p>a<br><br>b<br><br><br><br>c</p>", p("a", "b", "c")),
        ("<p><br>a<br></p>", p("a")),
        ("<p>a<br>\n&nbsp;<br>b</p>", p("a", "b")),
        ("<div><div><div><span>a</span></div></div><div>b</div></div>", p("a", "b")),
        ("<div>Vorweg<p>a</p>danach<p>b</p>zuletzt</div>", p("Vorweg", "a", "danach", "b", "zuletzt")),
        ("<div>a<hr>b</div>", p("a", "b")),
        ("<p>CO<sub>2</sub> je m<sup>2</sup></p>", p("CO2 je m2")),
        ("<p>Der <i>Stadt</i><b>garten</b>, <u>neu</u>.</p>", p("Der Stadtgarten, neu.")),
        ("<p>Müll &amp; Sauberkeit &lt;neu&gt; &ndash; 5&thinsp;&euro;</p>", p("Müll & Sauberkeit <neu> – 5 €")),
        ("<p>Straßen&shy;bahn&shy;halte<wbr>stelle</p>", p("Straßenbahnhaltestelle")),
        ("<p>10&nbsp;Uhr,&#8239;z.&#8239;B.</p>", p("10 Uhr, z. B.")),
        ("<p>Bru&#x308;cke nach Ko&#x308;ln</p>", p("Brücke nach Köln")),
        ("<p>Stra\u200bße\ufeff am\u2060 \u202bMarkt\u202c</p>", p("Straße am Markt")),
        ("<p>a\x01b\x1bc\x7fd</p>", p("abcd")),
        ("<p>Eﬃzienz, ﬁxe Preise</p>", p("Eﬃzienz, ﬁxe Preise")),
        ("<p>„Ja“, ‚nein‘, »doch« – 3–5 … 5 × 3 ’s</p>", p("„Ja“, ‚nein‘, »doch« – 3–5 … 5 × 3 ’s")),
        ('<p>"gerade" -- und \'so\'</p>', p("\"gerade\" -- und 'so'")),
        ("<p>Rat<!-- hier -->haus</p>", p("Rathaus")),
        ("<p>a<script>x()</script><style>p{}</style><template>t</template><noscript>n</noscript></p>", p("a")),
        ("<p>a <button>Teilen</button><select><option>b</option></select></p>", p("a")),
        ("<details><summary>Mehr</summary>Text.</details>", p("Mehr", "Text.")),
        ("<p>Am<o:p></o:p> Samstag in <st1:City>Musterstadt</st1:City>.</p>", p("Am Samstag in Musterstadt.")),
        ("<p>Am <meta itemprop='x' content='y'>Samstag<link href='z'>, <input type='hidden'>früh</p>",
         p("Am Samstag, früh")),
        ("<p>Zehn <nobr>Euro</nobr> <ruby>drei</ruby></p>", p("Zehn Euro drei")),
        ("<p>- Eiche<br>- Lärche</p>", p("- Eiche\n- Lärche")),
        ("<p>• Eiche</p><p>• Lärche</p>", p("• Eiche", "• Lärche")),
        ("<center><font size=2>a</font></center>", p("a")),
        ("<p>a<p>b", p("a", "b")),
        ("<b><p>a</p><p>b</p></b>", p("a", "b")),
        ("<li>a</li><li>b</li>", p("a", "b")),
        ("<dl><dt>Wann?</dt><dd>Montag</dd><dt>Wo?</dt><dd>Rathaus<br>Saal 1</dd></dl>",
         p("Wann?", "Montag", "Wo?", "Rathaus\nSaal 1")),
        ("<p>Sie sagt: <cite>Werk</cite>, <code>x</code> <kbd>y</kbd></p>", p("Sie sagt: Werk, x y")),
        ("<p>Alt: <del>10</del> <ins>12</ins> Uhr</p>", p("Alt: 10 12 Uhr")),
        ("<p>A<a href='/x'>B</a>C</p>", p("ABC")),
        ("<p></p><p>&nbsp;</p><p>\u200b</p>", []),
    ],
)  # fmt: skip
def test_text(html: str, expected: list[Block]) -> None:
    assert blocks(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>a</h2><h4>b</h4><h3>c</h3>", [h(2, "a"), h(4, "b"), h(3, "c")]),
        ("<h5>a</h5><h6>b</h6>", [h(5, "a"), h(6, "b")]),
        ("<h3>Zeiten <a href='/z'>und</a><br>Orte</h3>", [h(3, "Zeiten und Orte")]),
        ("<h3><strong>a</strong></h3><h3> </h3><h3><br></h3>", [h(3, "a")]),
        ("<div>a<h3>b</h3>c</div>", [*p("a"), h(3, "b"), *p("c")]),
        ("<blockquote>„Gut.“</blockquote>", [Quote(text="„Gut.“")]),
        ("<blockquote><p>„Gut.“</p><cite>Frau Lind</cite></blockquote>", [Quote(text="„Gut.“\nFrau Lind")]),
        ("<blockquote><p>„Gut.<br>Sehr.“</p><footer>Frau Lind</footer></blockquote>",
         [Quote(text="„Gut.\nSehr.“\nFrau Lind")]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [Quote(text="a\nb")]),
        ("<blockquote><ul><li>a</li><li>b</li></ul></blockquote>", [Quote(text="a\nb")]),
        ("<figure><blockquote>a</blockquote><figcaption>Frau Lind</figcaption></figure>",
         [Quote(text="a"), *p("Frau Lind")]),
        ("<p>a</p><blockquote> </blockquote><p>b</p>", p("a", "b")),
    ],
)  # fmt: skip
def test_headings_and_quotes(html: str, expected: list[Block]) -> None:
    assert blocks(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a</li><li>b</li></ul>", ul("a", "b")),
        ("<ul>\n<li>a\n</li>\n\n<li> b</li></ul>", ul("a", "b")),
        ("<ol><li>a</li><li>b</li></ol>", ol("a", "b")),
        ("<ol start=3><li>c</li><li>d</li></ol>", ol("c", "d", start=3)),
        ("<ol start=1><li>c</li></ol>", ol("c")),
        ("<ol start='x'><li>c</li></ol>", ol("c")),
        ("<ul start=3><li>c</li></ul>", ul("c")),
        ("<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>", ul(item("a", item("b", item("c"))))),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", ul(item("a", item("b"), ordered=True), "c")),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", ul(item("a", item("b")), "c")),
        ("<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>", ul(item("a", item("b")))),
        ("<ul><li><p>a</p><p>b</p></li></ul>", ul("a\nb")),
        ("<ul><li>a<br>b</li></ul>", ul("a\nb")),
        ("<ul><li><strong>a:</strong> <a href='/x'>b</a> c</li></ul>", ul("a: b c")),
        ("<ul><li><div><span>a</span></div></li></ul>", ul("a")),
        ("<ul><li><h3>a</h3>b</li></ul>", ul("a\nb")),
        ("<ul><li>a<table><tr><td>x</td><td>y</td></tr></table></li></ul>", ul("a\nx\ny")),
        ("<ul><li>a</li><li></li><li>&nbsp;</li></ul>", ul("a")),
        ("<ul><li>a<li>b</ul>", ul("a", "b")),
        ("<ul><li>a</li><!-- x --><li>b<script>x</script></li></ul>", ul("a", "b")),
        ("<ul class='x'><li style='list-style:none'>a</li></ul>", ul("a")),
    ],
)
def test_lists(html: str, expected: ListBlock) -> None:
    assert blocks(html) == [expected]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<tr><th>Ort</th><th>Zahl</th></tr><tr><td>Nord</td><td>1</td></tr>",
            table("Ort|Zahl", "Nord|1", header=True),
        ),
        (
            "<thead><tr><td>Ort</td><td>Zahl</td></tr></thead><tr><td>Nord</td><td>1</td></tr>",
            table("Ort|Zahl", "Nord|1", header=True),
        ),
        ("<tr><td></td><th>2023</th></tr><tr><th>Nord</th><td>1</td></tr>", table("|2023", "Nord|1", header=True)),
        (
            "<tr><th></th><th> </th></tr><tr><th>Ort</th><th>Zahl</th></tr><tr><td>a</td><td>1</td></tr>",
            table("Ort|Zahl", "a|1", header=True),
        ),
        ("<tr><th>Nord</th><td>1</td></tr><tr><th>Süd</th><td>2</td></tr>", table("Nord|1", "Süd|2")),
        ("<tr><td><b>Ort</b></td><td><b>Zahl</b></td></tr><tr><td>a</td><td>1</td></tr>", table("Ort|Zahl", "a|1")),
        ("<caption>Zahlen <b>2024</b></caption><tr><td>a</td><td>1</td></tr>", table("a|1", caption="Zahlen 2024")),
        ("<tr><td>a</td><td colspan=2>b</td></tr><tr><td>c</td><td>d</td><td>e</td></tr>", table("a|b|", "c|d|e")),
        ("<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>", table("a|b", "|c")),
        ("<tr><td rowspan=9>a</td><td>b</td></tr><tr><td>c</td></tr>", table("a|b", "|c")),
        (
            "<tr><td>a</td><td>&nbsp;</td></tr><tr><td></td><td></td></tr><tr><td></td><td>b</td></tr>",
            table("a|", "|b"),
        ),
        ("<tr><td>a<br>b</td><td><p>c</p><p>d</p></td></tr>", table("a b|c d")),
        ("<tr><td><ul><li>a</li><li>b</li></ul></td><td>c</td></tr>", table("a b|c")),
        ("<tr><td><a href='/a'>a</a></td><td>b</td></tr>", table("a|b")),
        (
            "<tbody><tr><td>a</td><td>b</td></tr></tbody><tbody><tr><td>c</td><td>d</td></tr></tbody>",
            table("a|b", "c|d"),
        ),
    ],
)
def test_tables(html: str, expected: Table) -> None:
    assert blocks(f"<table>{html}</table>") == [expected]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", p("a", "b")),
        ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", p("a", "b")),
        ("<table><tr><td><p>a</p><p>b</p><p>c</p></td><td>d</td></tr></table>", p("a", "b", "c", "d")),
        ("<table role='presentation'><tr><td>a</td><td>b</td></tr></table>", p("a", "b")),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", [table("a|b")]),
        ("<table><tr><td><img></td><td>a</td></tr></table>", p("a")),
        ("<table><tr><td></td><td> </td></tr></table>", []),
        ("<ul>lose<li>a</li></ul>", p("lose", "a")),
        ("<ul></ul><ol><li></li></ol>", []),
        ("<p>a:</p><ul><li>b</li></ul><p>c</p>", [*p("a:"), ul("b"), *p("c")]),
        ("<p>a:<ul><li>b</li></ul>c", [*p("a:"), ul("b"), *p("c")]),
        ("a<table><tr><td>b</td><td>c</td></tr></table>d", [*p("a"), table("b|c"), *p("d")]),
    ],
)
def test_what_lays_out_and_what_stands_between(html: str, expected: list[Block]) -> None:
    assert blocks(html) == expected
