"""A release's page, and what stands in place of a withdrawn one."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from tasks.formats.citation import bibtex, csl_json, in_words, reference
from tasks.renditions.values import View
from tasks.site.pages.linked import linked_data
from tasks.site.pages.marks import lang_of
from tasks.site.pages.names import credit_line, names_of, page_of_name
from tasks.site.rendering import Site, excerpt, render, wording
from tasks.site.wording import Wording
from tasks.types.release import CaptureRef, Release, Tombstone, VersionRef


def release_page(
    release: Release, source_name: str, year: int, versions: int, site: Site, views: Sequence[View | None] = ()
) -> str:
    """`<source>/<year>/<id>/index.html`: the release, its pictures with their credits, and the evidence.

    `versions` is how many `v<n>.json` stand beside the page: none are linked where it is 0. `views`: how each picture
    is shown; without one, the original.
    """
    foreign, words = release.in_language != site.language, wording(site)
    cited = reference(release, year, source_name, site)
    return render(
        "release.html.j2",
        site,
        **_frame(release.identifier, source_name, year),
        release=release,
        views=views,
        credits=[credit_line(image) for image in release.image],
        published_by=next((page_of_name(kind, name) for kind, name in names_of(release) if kind == "publishers"), None),
        versions=versions,
        captures=_captures(release, versions, words),
        changed=versions > 0 and any(one.previous for one in release.archive.versions),
        summary=excerpt(release.article_body or release.headline, 160),
        cited=in_words(cited, words),
        references=(("BibTeX", "cite.bib", bibtex(cited, words)), ("CSL-JSON", "cite.json", csl_json(cited, words))),
        linked=linked_data(release),
        lang=lang_of(release.in_language) if foreign else "",
        lang_back=lang_of(site.language) if foreign else "",
    )


def tombstone_page(stone: Tombstone, source_name: str, year: int, site: Site) -> str:
    """`<source>/<year>/<id>/index.html` of a withdrawn release: since when, why, and what became of it."""
    frame = _frame(stone.identifier, source_name, year)
    return render("tombstone.html.j2", site, **frame, stone=stone, withdrawn=stone.archive.withdrawn)


def _frame(identifier: str, source_name: str, year: int) -> Mapping[str, object]:
    """What a release's page and a tombstone share."""
    source, _, number = identifier.partition("/")
    return {
        "path": f"{source}/{year}/{number}/index.html",
        "up": "../../../",
        "trail": ((source_name, "../../index.html"), (str(year), "../index.html")),
        "number": number,
        "source_name": source_name,
    }


def _captures(release: Release, versions: int, words: Wording) -> list[tuple[int, CaptureRef | None, str | None]]:
    """Version numbers, newest first, each with the capture behind it, and why there is that version."""
    causes = {n: _cause(one, words) for one in release.archive.versions for n in (one.number, *(one.also or ()))}
    captures = release.archive.captures[:versions]
    rows = list(zip_longest(range(1, versions + 1), captures))[::-1]
    return [(number, capture, causes.get(number)) for number, capture in rows]


def _cause(version: VersionRef, words: Wording) -> str:
    """Why there is that version, and what differs in it. Where the text differs, so do its blocks: said once."""
    fields = [name for name in version.fields or () if name != "body" or "articleBody" not in (version.fields or ())]
    said = words.say(f"cause_{version.cause}")
    return f"{said} ({', '.join(words.say(f'field_{name}') for name in fields)})" if fields else said
