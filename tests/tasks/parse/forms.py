"""One release, printed in the many forms a page may give it: of title, subtitle, date, text, publisher and pictures.

Each table holds the forms of one part by name; `page` puts the chosen ones together in the sure order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tasks.types.release import Block, Heading, ListBlock, ListItem, Paragraph, Publisher, Quote, Table

TITLE = "Neue Bänke für den Stadtgarten"
SUBTITLE = "Förderverein stiftet 24 Sitzplätze"
DATE = "12.03.2024"
FIRST = "Am Samstag haben Ehrenamtliche die ersten Bänke aufgestellt. Sie bestehen aus heimischer Eiche."
SECOND = "Die übrigen folgen bis zum 1. Mai; die Kosten trägt der Förderverein."

HEADS: dict[str, Callable[[str], str]] = {
    "paragraphs": lambda sub: f"<p class='sub'>{sub}</p><p>{DATE}</p>",
    "heading and div": lambda sub: f"<h2 class='detail'>{sub}</h2><div class='datum'>{DATE}</div>",
    "time": lambda sub: f"<h2>{sub}</h2><time datetime='2024-03-12'>{DATE}</time>",
    "time with clock": lambda sub: f"<h2>{sub}</h2><p><time datetime='2024-03-12T09:00'>{DATE}</time></p>",
    "lines of one paragraph": lambda sub: f"<p><strong>{sub}</strong><br><span>{DATE}</span></p>",
    "bare lines": lambda sub: f"{sub}<br>\n{DATE}<br><br>\n",
    "bare line": lambda sub: f"<div>{sub}</div>{DATE}<br>\n",
    "heading's line": lambda sub: f"<h2>{sub}<br><small>{DATE}</small></h2>",
    "date heading": lambda sub: f"<h2>{sub}</h2><h3>{DATE}</h3>",
    "nested divs": lambda sub: f"<div><div><div>{sub}</div><div><div><span>{DATE}</span></div></div></div></div>",
    "city and date": lambda sub: f"<p>{sub}</p><p>Musterstadt, {DATE}</p>",
    "spaced": lambda sub: f"<p>{sub}</p><p>&nbsp;</p><p>&nbsp;{DATE}&#8203; </p>",
    "tools between": lambda sub: f"<p>{sub}</p><ul><li><a href='?print=1'>Drucken</a></li></ul><p>{DATE}</p>",
    "definition list": lambda sub: f"<p>{sub}</p><dl><dd>{DATE}</dd></dl>",
}
"""Subtitle and date."""

_BARE_LIST = ListBlock(ordered=False, items=(ListItem(text="Eiche"), ListItem(text="Lärche, geölt")))
TEXTS: dict[str, tuple[str, tuple[Block, ...]]] = {
    "paragraphs": (f"<p>{FIRST}</p><p>{SECOND}</p>", (Paragraph(text=FIRST), Paragraph(text=SECOND))),
    "blank lines": (f"{FIRST}<br><br>{SECOND}<br>", (Paragraph(text=FIRST), Paragraph(text=SECOND))),
    "blank lines in a span": (
        f"<span>{FIRST}<br />&nbsp;<br /><font>{SECOND}</font></span>",
        (Paragraph(text=FIRST), Paragraph(text=SECOND)),
    ),
    "divs": (f"<div><div>{FIRST}</div>\n<div>{SECOND}</div></div>", (Paragraph(text=FIRST), Paragraph(text=SECOND))),
    "line break": (f"<p>{FIRST}<br>{SECOND}</p>", (Paragraph(text=f"{FIRST}\n{SECOND}"),)),
    "heading": (
        f"<p>{FIRST}</p><h3>Service</h3><p>{SECOND}</p>",
        (Paragraph(text=FIRST), Heading(level=3, text="Service"), Paragraph(text=SECOND)),
    ),
    "list": (
        f"<p>{FIRST}</p><ul><li>Eiche</li><li><p>Lärche, geölt</p></li></ul>",
        (Paragraph(text=FIRST), _BARE_LIST),
    ),
    "table": (
        "<p>Zahlen:</p><table><tr><th>Ort</th><th>Bänke</th></tr><tr><td>Nord</td><td>12</td></tr></table>",
        (Paragraph(text="Zahlen:"), Table(header=True, rows=(("Ort", "Bänke"), ("Nord", "12")))),
    ),
    "quote": (
        f"<blockquote><p>{FIRST}</p></blockquote><p>{SECOND}</p>",
        (Quote(text=FIRST), Paragraph(text=SECOND)),
    ),
    "inline elements": (
        f"<p>{FIRST.replace('Bänke', '<b>B</b><i>än</i>ke')}</p><section><article>{SECOND}</article></section>",
        (Paragraph(text=FIRST), Paragraph(text=SECOND)),
    ),
    "a date and a label in it": (
        f"<p>{FIRST}</p><p>13.03.2024</p><p>Herausgeber: Verlag Nord</p><p>{SECOND}</p>",
        tuple(Paragraph(text=text) for text in (FIRST, "13.03.2024", "Herausgeber: Verlag Nord", SECOND)),
    ),
}
"""The text, and the blocks it is."""

OFFICE = Publisher(
    name="Stadt Musterstadt",
    department="Presse- und Kommunikationsamt",
    street_address="Rathausplatz 1",
    postal_code="44990",
    address_locality="Musterstadt",
    telephone="+49 200 88 10123",
    email="presse@musterstadt.example",
    url="www.musterstadt.example/presse",
)
PUBLISHERS: dict[str, Publisher] = {
    "office": OFFICE,
    "jobcenter": Publisher(
        name="JobCenter Musterstadt",
        street_address="Ruhrallee 175",
        postal_code="44992",
        address_locality="Musterstadt",
        telephone="+49 201 88 56007",
        email="pressestelle@jobcenter.musterstadt.example",
    ),
    "company": Publisher(
        name="Wohnbau Musterstadt GmbH & Co. KG",
        department="Unternehmenskommunikation, Abteilung 3",
        street_address="Am Betriebshof 5a-7",
        postal_code="44994",
        address_locality="Musterstadt-Niederwenge",
        url="https://www.wohnbau.example",
    ),
    "square without number": Publisher(
        name="Stadt Musterstadt",
        department="Amt 13",
        street_address="Porscheplatz",
        postal_code="44990",
        address_locality="Musterstadt",
    ),
    "association": Publisher(name="Freunde des Stadtgartens e.V.", telephone="0200 / 88-12"),
    "name alone": Publisher(name="Feuerwehr Musterstadt"),
}


def _lines(publisher: Publisher) -> list[tuple[str, str, str]]:
    """Field, label and value of each printed line."""
    town = " ".join(filter(None, (publisher.postal_code, publisher.address_locality)))
    lines = (
        ("name", "", publisher.name),
        ("department", "", publisher.department),
        ("street", "", publisher.street_address),
        ("town", "", town),
        ("telephone", "Telefon", publisher.telephone),
        ("email", "E-Mail", publisher.email),
        ("url", "URL", publisher.url),
    )
    return [(field, label, value.replace("&", "&amp;")) for field, label, value in lines if value]


def _linked(field: str, value: str) -> str:
    href = {"email": f"mailto:{value}", "url": value if "://" in value else f"https://{value}"}.get(field)
    return f"<a href='{href}'>{value}</a>" if href else value


def _printed(publisher: Publisher, colon: str = ":", **labels: str) -> list[str]:
    return [
        f"{labels.get(field, label)}{colon} {_linked(field, value)}" if label else value
        for field, label, value in _lines(publisher)
    ]


def _each(tag: str, lines: list[str]) -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def _apart(publisher: Publisher) -> list[str]:
    """Label and value in blocks of their own."""
    return [
        part
        for field, label, value in _lines(publisher)
        for part in ([f"{label}:"] if label else []) + [_linked(field, value)]
    ]


def _rows(publisher: Publisher) -> str:
    return "".join(
        f"<tr><td>{label}:</td><td>{_linked(field, value)}</td></tr>"
        if label
        else f"<tr><td colspan=2>{value}</td></tr>"
        for field, label, value in _lines(publisher)
    )


ADDRESSES: dict[str, Callable[[str, Publisher], str]] = {
    "label and lines": lambda label, who: f"<p>{label}</p><p>{'<br>'.join(_printed(who))}</p>",
    "one block": lambda label, who: f"<p>{label}<br>{'<br />'.join(_printed(who))}</p>",
    "name behind the label": lambda label, who: f"<p><strong>{label}</strong> {'<br>'.join(_printed(who))}</p>",
    "strong label": lambda label, who: f"<p><strong>{label}</strong></p><p>{'<br>'.join(_printed(who))}</p>",
    "heading": lambda label, who: f"<h3>{label}</h3><div>{'<br>'.join(_printed(who))}</div>",
    "h2 and address": lambda label, who: f"<h2>{label}</h2><address>{'<br>'.join(_printed(who))}</address>",
    "address around": lambda label, who: f"<address>{label}<br>{'<br>'.join(_printed(who))}</address>",
    "blocks": lambda label, who: f"<p>{label}</p>" + _each("p", _printed(who)),
    "divs": lambda label, who: f"<div class='h'><div>{label}</div>{_each('div', _printed(who))}</div>",
    "bare lines": lambda label, who: f"<br>{label}<br>{'<br>'.join(_printed(who))}<br><br>",
    "values apart": lambda label, who: f"<p>{label}</p>" + _each("div", _apart(who)),
    "spans": lambda label, who: f"<p>{label}</p><p>{'<br>'.join(f'<span>{line}</span>' for line in _printed(who))}</p>",
    "list": lambda label, who: f"<p>{label}</p><ul>{_each('li', _printed(who))}</ul>",
    "definition list": lambda label, who: f"<dl><dt>{label}</dt>{_each('dd', _printed(who))}</dl>",
    "table": lambda label, who: f"<p>{label}</p><table>{_rows(who)}</table>",
    "table with the label": lambda label, who: (
        f"<table><tr><td>{label}</td><td>{'<br>'.join(_printed(who))}</td></tr></table>"
    ),
    "short labels": lambda label, who: (
        f"<p>{label}</p><p>{'<br>'.join(_printed(who, telephone='Tel.', email='Mail', url='Internet'))}</p>"
    ),
    "no colons": lambda label, who: f"<p>{label}</p><p>{'<br>'.join(_printed(who, '', telephone='Fon'))}</p>",
    "footer": lambda label, who: f"<footer><p>{label}</p><p>{'<br>'.join(_printed(who))}</p></footer>",
}
"""Publisher label and address."""

LABELS = ("Herausgegeben von:", "Herausgeber:", "HERAUSGEGEBEN VON:", "Herausgegeben von", "Herausgeber :")


class Shot(NamedTuple):
    """A picture: its original's path and its printed caption."""

    path: str
    caption: str

    def at(self, size: str) -> str:
        return self.path.replace(".jpg", f"_{size}.jpg")


SHOTS = (
    Shot("/media/wwwmusterstadt/presse/bank.jpg", "Die erste Bank steht. Foto: Elke Sommerfeld, Stadt Musterstadt"),
    Shot("/media/wwwmusterstadt/presse/eiche.jpg", "Eichenholz aus dem Stadtwald 2024 | Fotos: A. Rau / B. Rau"),
    Shot("/media/wwwmusterstadt/presse/garten.jpg", "Plan des Gartens (Grafik: Grün und Ruhr)"),
)
ELSEWHERE = tuple(
    shot._replace(path=path)
    for shot, path in zip(SHOTS, ("/bilder/a.jpg", "https://media.example/b.png", "c.webp"), strict=True)
)

_NOTICE = " © Elke Sommerfeld"
SILENT: dict[str, Callable[[Shot], str]] = {
    "single": lambda shot: (
        f"<div class='einzelbild bspace'><h3>Bild des Tages</h3><div class='copyright'><a class='fancybox' "
        f"rel='lightbox-1' href='\n\t{shot.at('1024_16zu9')}\n' data-copyright='{_NOTICE}' title='{_NOTICE}'>"
        f"<figure class='responsive' data-media='{shot.path}' alt='null' title=''><noscript>"
        f"<img src='{shot.at('0660_3zu2')}'></noscript><figcaption class='titleOverlay'>{_NOTICE}</figcaption></figure>"
        f"</a><div class='fliesstextklein'></div></div></div>"
    ),
    "link": lambda shot: f"<a class='fancybox' href='{shot.at('1024_16zu9')}'><img src='{shot.at('0660_3zu2')}'></a>",
    "figure": lambda shot: f"<figure class='16zu9' data-media='{shot.path}' title=''></figure>",
    "figure and img": lambda shot: f"<figure><img src='{shot.at('speziell_0900_0700_sv')}' alt=''></figure>",
    "figure with a link": lambda shot: f"<figure><a href='{shot.path}'><img src='{shot.path}'></a></figure>",
    "img": lambda shot: f"<img src='{shot.path}' alt='Bank'>",
    "img in a paragraph": lambda shot: f"<p><img src='{shot.path}'></p>",
    "img in divs": lambda shot: f"<div class='bild'><div><img src='{shot.path}'><br></div></div>",
    "picture": lambda shot: f"<picture><source srcset='x.webp'><img src='{shot.path}'></picture>",
    "late": lambda shot: f"<div><img data-src='{shot.path}'><noscript><img src='{shot.path}'></noscript></div>",
    "magnifier": lambda shot: (
        f"<a href='{shot.path}' title='Bild vergrößern'><img src='{shot.at('0660_3zu2')}'><span>Vergrößern</span></a>"
    ),
}
"""A picture without its caption."""

SPEAKING: dict[str, Callable[[Shot], str]] = {
    "single": lambda shot: SILENT["single"](shot).replace("klein'>", f"klein'><p>{shot.caption}</p>"),
    "figcaption": lambda shot: f"<figure><img src='{shot.path}'><figcaption>{shot.caption}</figcaption></figure>",
    "figcaption of a link": lambda shot: (
        f"<figure><a href='{shot.path}'><img src='{shot.at('0660_3zu2')}'></a><figcaption><p>{shot.caption}</p>"
        "</figcaption></figure>"
    ),
    "div in figure": lambda shot: f"<figure><img src='{shot.path}'><div>{shot.caption}</div></figure>",
    "item": lambda shot: (
        f"<div class='item'><figure class='16zu9' data-media='{shot.path}' title='Bild'></figure>"
        f"<div class='fliesstextklein'>{shot.caption}</div></div>"
    ),
    "item with a paragraph": lambda shot: (
        f"<div class='item'><figure data-media='{shot.path}'></figure><p>{shot.caption}</p></div>"
    ),
    "marked paragraph": lambda shot: f"<p><img src='{shot.path}'></p><p class='Bildunterschrift'>{shot.caption}</p>",
    "marked div behind": lambda shot: f"{SILENT['single'](shot)}<div class='fliesstextklein'>{shot.caption}</div>",
    "picture box": lambda shot: f"<div class='bildBox'><img src='{shot.path}'><p>{shot.caption}</p></div>",
    "paragraph behind": lambda shot: f"<p><img src='{shot.path}'></p><p>{shot.caption}</p>",
    "line behind": lambda shot: f"<p><img src='{shot.path}'><br>{shot.caption}</p>",
    "box": lambda shot: f"<div class='foto'><img src='{shot.path}'><p>{shot.caption}</p></div>",
}
"""A picture with its caption."""

Frame = Literal["present", "older", "bare"]
Slot = Literal["above", "head", "text", "label", "address", "column"]
SLOTS: tuple[Slot, ...] = ("above", "head", "text", "label", "address", "column")
"""Where pictures stand: before the title, behind it, in the text, before the label, behind the address, beside it."""

CAPTIONS: dict[str, Callable[[Sequence[Shot]], str]] = {
    "paragraphs": lambda shots: _each("p", [shot.caption for shot in shots]),
    "divs": lambda shots: "".join(f"<div><div>{shot.caption}</div></div>" for shot in shots),
    "own box": lambda shots: f"<div class='bu'>{_each('p', [shot.caption for shot in shots])}</div>",
    "blank lines": lambda shots: "<br><br>".join(shot.caption for shot in shots),
    "heading": lambda shots: "<h3>Bilder zur Meldung</h3>" + _each("p", [shot.caption for shot in shots]),
    "link": lambda shots: _each(
        "p", [f"{shot.caption[:-2]}<a href='/x.html'>{shot.caption[-2:]}</a>" for shot in shots]
    ),
}
"""Captions behind the address."""

FILES: dict[str, str] = {
    "none": "",
    "paragraph": "<p><a href='/media/plan.pdf' target='_blank'>Plan (pdf, 3069 <acronym>kB</acronym>)</a> "
    "<a href='https://docs.example/read?url=https%3A%2F%2Fwww.musterstadt.example%2Fmedia%2Fplan.pdf'>Vorlesen</a></p>",
    "list": "<ul><li><a href='/media/plan.pdf'>Plan</a> (pdf, 3 MB)</li></ul>",
    "icon": "<p><img src='/layout/pdf.png'><a href='/media/plan.pdf'><img src='/x.png' width='16'>"
    "Plan [PDF, 1,2 MB]</a></p>",
    "column": "<div class='linklist'><h3>Downloads</h3><ul><li><a href='\n/media/plan.pdf\n'>"
    "Plan (pdf, 3 kB)</a></li></ul></div>",
}

_NAVIGATION = """<header id="header"><a href="/"><img src="/media/wwwmusterstadt/layout/logo.png" alt="Stadt"></a>
<nav><h2>Menü</h2><ul><li><a href="/aktuell.de.html">Aktuell</a></li></ul></nav></header>"""
_TEASERS = """<div class="teaserbox"><h3>Mehr zum Thema</h3>
<a href="pressemeldung_7.de.html"><figure data-media="/media/t.jpg"><img src="/media/t_0660_3zu2.jpg"></figure></a>
<p>Musterstadt, 01.02.2024</p><p><a href="pressemeldung_7.de.html">Andere Meldung</a></p>
<p>Worum es dort geht.</p></div>
<div class="linklist"><h3>Service</h3><ul><li><a href="/">Alle aktuellen Meldungen</a></li></ul></div>"""
_BELOW = """<div id="kontaktContainer"><h2>Kontakt</h2><p>Telefon: +49 200 88 0</p><p>01.02.2019</p></div>
<div id="bottomline"><ul><li><a href="/impressum.de.html">Impressum</a></li></ul></div>"""
_COOKIES = "<div id='cookieHinweis'><p>Diese Website verwendet Cookies, um gut zu sein.</p></div>"
END = "© 2026 Stadt Musterstadt"


@dataclass(frozen=True)
class Form:
    """The form of one page, by the names of its parts' forms."""

    frame: Frame = "present"
    head: str = "paragraphs"
    text: str = "paragraphs"
    publisher: str = "office"
    label: str = LABELS[0]
    address: str = "label and lines"
    pictures: int = 1
    picture: str = "single"
    speaking: bool = False
    slot: Slot = "address"
    captions: str = "paragraphs"
    files: str = "none"
    shots: tuple[Shot, ...] = SHOTS

    @property
    def shown(self) -> tuple[Shot, ...]:
        return self.shots[: self.pictures]


def page(form: Form) -> str:
    """That page's HTML."""
    render = (SPEAKING if form.speaking else SILENT)[form.picture]
    images = "\n".join(map(render, form.shown))
    at = {slot: images if slot == form.slot else "" for slot in SLOTS}
    captions = "" if form.speaking else CAPTIONS[form.captions](form.shown)
    files = FILES[form.files]
    beside = files if form.files == "column" else ""
    main = (
        f"{at['above']}<h1>{TITLE}</h1>{at['head']}{HEADS[form.head](SUBTITLE)}\n{TEXTS[form.text][0]}"
        f"{at['text']}{'' if beside else files}{at['label']}\n"
        f"{ADDRESSES[form.address](form.label, PUBLISHERS[form.publisher])}\n{at['address']}\n{captions}\n"
    )
    return _FRAMES[form.frame](main, at["column"] + beside)


def _present(main: str, column: str) -> str:
    opening, heading, rest = main.partition(f"<h1>{TITLE}</h1>")
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE} - Stadt Musterstadt</title></head><body>{_COOKIES}{_NAVIGATION}"
        f"<main id='main-content'><div id='contentWrapper'><div id='content3SpaltigWrapper'>"
        f"<div id='breadcrumbContent'>Sie sind hier: <a href='/'>Start</a></div>{_TEASERS}"
        f"<div id='contentMitteRechtsWrapper' data-search-mindbreeze='index'>{opening}{heading}<div id='contentMitte'>"
        f"<div class='bspace fliesstext'><div class='text'><div class='fliesstext'>{rest}</div></div></div></div>"
        f"<div id='contentRechts'>{column}{_TEASERS}</div></div></div></div></main>"
        f"{_BELOW}<footer><p>{END}</p></footer>"
        "</body></html>"
    )


def _older(main: str, column: str) -> str:
    return (
        f"<html><head><title>Meldung: {TITLE}</title></head><body>{_NAVIGATION}<div id='inhalt'>"
        f"<p>Sie sind hier: <a href='/'>Start</a></p>{main}{column}<h3>Service</h3><ul><li><a href='x.jsp'>"
        f"Alle aktuellen Meldungen der Stadt</a></li></ul><h3>Kontakt</h3><p>Telefon: +49 200 88 0</p></div>"
        f"<p id='fuss'>{END}</p>{_COOKIES}</body></html>"
    )


def _bare(main: str, column: str) -> str:
    return (
        f"<html><head><title>{TITLE}</title></head><body><main id='main-content'>{main}<p>{END}</p>{column}</main>"
        "</body></html>"
    )


_FRAMES: dict[Frame, Callable[[str, str], str]] = {"present": _present, "older": _older, "bare": _bare}
FRAMES = tuple(_FRAMES)
