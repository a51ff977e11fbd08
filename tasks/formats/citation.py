r"""How to cite a release: in words, as BibTeX (`cite.bib`) and as CSL-JSON (`cite.json`). Pure.

A reference names what the page says (publisher, headline, date), where to read it, and what it can be checked by: the
version, when its page was captured, and the SHA-256 of what was received. It leads to the release's page here where the
tree knows its own address, or else to the city's page, and names the release by its identifier in any case. What the
page does not say, such as who published it, is left out.

BibTeX is written in LaTeX's own letters where it has them (`{\"u}`), so that any BibTeX reads it, and every value has
balanced braces, whatever was in it. CSL-JSON keeps the schema of CSL 1.0.2.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from tasks.site.rendering import Site, is_web, printable, utc, wording
from tasks.site.wording import Wording
from tasks.types.release import Release, Sha256

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SIGNS = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "^": r"{\textasciicircum}",
    "~": r"{\textasciitilde}", "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
    "ß": r"{\ss}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}", "ø": r"{\o}", "Ø": r"{\O}",
    "ł": r"{\l}", "Ł": r"{\L}", "ı": r"{\i}",
    "„": r"{\quotedblbase}", "“": r"{\textquotedblleft}", "”": r"{\textquotedblright}", "‚": r"{\quotesinglbase}",
    "‘": r"{\textquoteleft}", "’": r"{\textquoteright}", "»": r"{\guillemotright}", "«": r"{\guillemotleft}",
    "–": "--", "—": "---", "…": r"{\ldots}", "€": r"{\texteuro}", "§": r"{\S}", "©": r"{\textcopyright}",
    "\N{NO-BREAK SPACE}": "~",
}  # fmt: skip
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u ", "\u0307": ".",
    "\u0308": '"', "\u030a": "r ", "\u030b": "H ", "\u030c": "v ", "\u0327": "c ", "\u0328": "k ",
}  # fmt: skip
_DOTLESS = {"i": r"\i", "j": r"\j"}


@dataclass(frozen=True)
class Reference:
    """What a citation of a release says. `captured` and `sha256`: of the version's page, where it is known."""

    identifier: str
    title: str
    source: str
    author: str | None
    issued: date
    language: str
    url: str
    origin: str
    version: int
    keeper: str | None
    captured: datetime | None
    sha256: Sha256 | None


def reference(release: Release, year: int, source: str, site: Site) -> Reference:
    """The release as it now stands in its source's volume of that year."""
    folder, _, number = release.identifier.partition("/")
    captures = release.archive.captures
    capture = captures[release.version - 1] if release.version <= len(captures) else None
    return Reference(
        identifier=release.identifier,
        title=_line(release.headline),
        source=_line(source),
        author=_line(release.publisher.name) if release.publisher else None,
        issued=wording(site).date_of(release.date_published),
        language=release.in_language,
        url=site.address(f"{folder}/{year}/{number}/index.html") or release.url,
        origin=release.url,
        version=release.version,
        keeper=site.publisher,
        captured=capture.at if capture else None,
        sha256=capture.sha256 if capture else None,
    )


def in_words(it: Reference, words: Wording) -> str:
    """The reference as a sentence for a footnote."""
    said = words.say(
        "cite_words",
        title=it.title,
        day=words.day(it.issued.isoformat()),
        url=it.url,
        record=_record(it, words),
        archive=_archive(it),
    )
    origin = f" {words.say('cite_origin', url=it.origin)}" if it.origin != it.url else ""
    return f"{it.author}: {said}{origin}" if it.author else f"{said}{origin}"


def bibtex(it: Reference, words: Wording) -> bytes:
    """The reference as one BibTeX entry."""
    origin = [words.say("cite_origin", url=it.origin)] if it.origin != it.url else []
    fields = {
        "author": _braced(_braced(_latex(it.author))) if it.author else None,
        "title": _braced(_braced(_latex(it.title))),
        "howpublished": _braced(_latex(words.say("cite_genre"))),
        "year": _braced(str(it.issued.year)),
        "month": _MONTHS[it.issued.month - 1],
        "url": _braced(_address(it.url)),
        "urldate": _braced(utc(it.captured)[:10]) if it.captured else None,
        "note": _braced(_latex(" ".join([f"{_archive(it)}: {_record(it, words)}.", *origin]))),
    }
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items() if value)
    key = it.identifier.replace("/", "-")
    return printable("@misc" + _braced(f"{key},\n{lines},\n") + "\n").encode()


def csl_json(it: Reference, words: Wording) -> bytes:
    """The reference as CSL-JSON: a list of one item."""
    item = {
        "id": it.identifier,
        "type": "webpage",
        "genre": words.say("cite_genre"),
        "title": it.title,
        "author": [{"literal": it.author}] if it.author else None,
        "container-title": it.source,
        "issued": _parts(it.issued),
        "accessed": _parts(it.captured.date()) if it.captured else None,
        "URL": it.url,
        "archive": _archive(it),
        "archive_location": it.identifier,
        "version": str(it.version),
        "language": it.language,
        "custom": _known(
            {"origin": it.origin, "captured": utc(it.captured) if it.captured else None, "sha256": it.sha256}
        ),
    }
    lines = ",\n".join(f" {_json(name)}: {_json(value)}" for name, value in _known(item).items())
    return printable(f"[{{\n{lines}\n}}]\n").encode()


def _record(it: Reference, words: Wording) -> str:
    """What the cited version can be found and checked by."""
    version = words.count("version", it.version)
    if it.captured is None:
        return f"{it.identifier}, {version}"
    return words.say("cite_record", id=it.identifier, version=version, at=utc(it.captured), sha256=it.sha256)


def _archive(it: Reference) -> str:
    return f"Pressearchiv ({it.keeper})" if it.keeper else "Pressearchiv"


def _braced(value: str) -> str:
    return f"{{{value}}}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _line(text: str) -> str:
    return " ".join(text.split())


def _latex(text: str) -> str:
    return "".join(map(_letter, unicodedata.normalize("NFC", text)))


def _letter(letter: str) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if len(marks) == 1 and marks[0] in _ACCENTS and base.isascii():
        accent = _ACCENTS[marks[0]]
        return f"{{\\{accent}{_DOTLESS.get(base, base) if accent not in ('c ', 'k ') else base}}}"
    return letter


def _address(url: str) -> str:
    """The address without what ends or comments out a field."""
    return quote(url, safe="%:/?#[]@!$&'()*+,;=~", errors="replace") if is_web(url) else _latex(url)


def _known(data: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if value is not None}
