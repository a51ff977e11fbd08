"""What is cited is what the page says, readable by any BibTeX and any CSL processor, whatever stands in it."""

import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.formats.citation import Reference, bibtex, csl_json, in_words, reference
from tasks.site.rendering import Site, wording
from tests.tasks.site.samples import CITY, DIGEST, RELEASE, SOURCE, release

UNKNOWN, KNOWN = Site(), Site(url="https://archiv.musterstadt.example/presse/", publisher="Stadtarchiv Musterstadt")
PAGE = "https://archiv.musterstadt.example/presse/musterstadt/2026/1097219/index.html"
GERMAN = wording(UNKNOWN)
CSL = {
    **dict.fromkeys(("id", "type", "genre", "title", "container-title", "URL", "archive", "archive_location"), str),
    **dict.fromkeys(("version", "language"), str),
    **dict.fromkeys(("issued", "accessed", "custom"), dict),
    "author": list,
}
"""The part of CSL 1.0.2's schema that is used: names and types."""


def cited(changed: object = RELEASE, site: Site = UNKNOWN) -> Reference:
    return reference(changed, 2026, SOURCE.name, site)  # type: ignore[arg-type]


def fields(entry: bytes) -> dict[str, str]:
    """A BibTeX entry read by its grammar: one name and one balanced value a field."""
    head = re.fullmatch(r"@misc\{([A-Za-z0-9._-]+),\n(.*)\n\}\n", entry.decode(), re.S)
    assert head, entry
    found, rest = {"key": head[1]}, head[2]
    while rest:
        name = re.match(r" {2}([a-z]+) = ", rest)
        assert name, rest
        rest = rest[name.end() :]
        end = closing(rest) if rest.startswith("{") else rest.index(",")
        found[name[1]] = rest[:end]
        assert rest[end] == ",", rest[end:]
        rest = rest[end + 1 :].lstrip("\n")
    return found


def closing(text: str) -> int:
    """Where the brace that opens the text is closed: BibTeX counts every brace, whatever stands in front of it."""
    depth = 0
    for place, letter in enumerate(text):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0:
            return place + 1
    raise AssertionError(f"never closed: {text}")


def test_a_footnote_says_who_what_when_where_and_by_what_to_check_it() -> None:
    assert in_words(cited(), GERMAN) == (
        "Stadt Musterstadt: „Brücke am Mühlenufer öffnet nach zwei Jahren Bauzeit für den Radverkehr“. Pressemeldung "
        f"vom 27.\N{NO-BREAK SPACE}Mai\N{NO-BREAK SPACE}2026. {CITY}. Pressearchiv: musterstadt/1097219, "
        f"Fassung\N{NO-BREAK SPACE}2, erfasst 2026-05-27T09:31:05Z, SHA-256 {DIGEST}."
    )


def test_where_the_tree_knows_its_address_that_is_the_permalink_and_the_citys_page_the_origin() -> None:
    said = in_words(cited(site=KNOWN), wording(KNOWN))
    assert f" {PAGE}. Pressearchiv (Stadtarchiv Musterstadt): " in said
    assert said.endswith(f" Zuerst unter {CITY}")
    assert fields(bibtex(cited(site=KNOWN), GERMAN))["url"] == f"{{{PAGE}}}"
    [item] = json.loads(csl_json(cited(site=KNOWN), GERMAN))
    assert (item["URL"], item["custom"]["origin"]) == (PAGE, CITY)


def test_bibtex_is_written_in_latex_letters() -> None:
    entry = fields(bibtex(cited(), GERMAN))
    assert entry["key"] == "musterstadt-1097219"
    assert entry["title"].startswith(r"{{Br{\"u}cke am M{\"u}hlenufer {\"o}ffnet")
    assert (entry["author"], entry["year"], entry["month"]) == ("{{Stadt Musterstadt}}", "{2026}", "may")
    assert entry["urldate"] == "{2026-05-27}"
    odd = bibtex(cited(release(headline="50 % für „Fuß & Rad“ – 3 €_{x}\\ Łódź, Çağla~^#$")), GERMAN)
    assert fields(odd)["title"] == (
        r"{{50 \% f{\"u}r {\quotedblbase}Fu{\ss} \& Rad{\textquotedblleft} -- 3 {\texteuro}\_{\textbraceleft}x"
        r"{\textbraceright}{\textbackslash} {\L}{\'o}d{\'z}, {\c C}a{\u g}la{\textasciitilde}{\textasciicircum}\#\$}}"
    )


def test_csl_json_keeps_its_schema() -> None:
    [item] = json.loads(csl_json(cited(), GERMAN))
    assert {name: type(value) for name, value in item.items()} == CSL
    assert (item["type"], item["author"]) == ("webpage", [{"literal": "Stadt Musterstadt"}])
    assert item["issued"] == item["accessed"] == {"date-parts": [[2026, 5, 27]]}
    assert item["custom"] == {"origin": CITY, "captured": "2026-05-27T09:31:05Z", "sha256": DIGEST}


def test_the_day_is_the_archives_and_the_capture_that_of_the_cited_version() -> None:
    late = cited(release(date_published="2026-04-30T22:30Z", version=1))
    assert late.issued.isoformat() == "2026-05-01"
    assert (late.captured, late.sha256) == (datetime(2026, 5, 27, 8, 41, 12, tzinfo=UTC), DIGEST[::-1])


def test_what_the_page_does_not_say_is_left_out() -> None:
    bare = cited(release(publisher=None, archive=RELEASE.archive.model_copy(update={"captures": ()})))
    assert in_words(bare, GERMAN).endswith("Pressearchiv: musterstadt/1097219, Fassung\N{NO-BREAK SPACE}2.")
    assert in_words(bare, GERMAN).startswith("„Brücke")
    assert not {"author", "urldate"} & fields(bibtex(bare, GERMAN)).keys()
    [item] = json.loads(csl_json(bare, GERMAN))
    assert not {"author", "accessed"} & item.keys()
    assert item["custom"] == {"origin": CITY}


@pytest.mark.parametrize("name", ["headline", "url"])
@given(text=st.text(max_size=40))
def test_no_text_breaks_an_entry(name: str, text: str) -> None:
    it = cited(release(**{name: f"https://www.musterstadt.example/{text}"}))
    assert fields(bibtex(it, GERMAN)).keys() >= {"title", "url", "note"}
    assert json.loads(csl_json(it, GERMAN))
