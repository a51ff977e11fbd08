"""The readable pages of the published tree: complete HTML documents, one for each `index.html`.

Without JavaScript; a content security policy forbids everything but pictures and the stylesheet of this tree. Each
release page carries its facts as schema.org JSON-LD, in a data block that no browser runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from urllib.parse import quote

from markupsafe import Markup

from tasks.renditions.values import View
from tasks.site.rendering import Listed, Site, excerpt, render, wording
from tasks.site.wording import Wording
from tasks.types.edition import ReleaseRow, RootIndex, SourceRow, WithdrawalRow, Withdrawals, YearIndex
from tasks.types.release import CaptureRef, Release, Tombstone, VersionRef


@dataclass(frozen=True)
class _Line:
    """A row of a list as shown."""

    row: ReleaseRow
    href: str
    marks: tuple[str, ...]


def start_page(root: RootIndex, latest: Sequence[Listed], site: Site) -> str:
    """`index.html`: what this is, the sources with their years, the latest releases in the order given."""
    named = len(root.sources) > 1
    lines = [
        _line(one.row, f"{one.source.id}/{one.year}/", site, *((one.source.name,) if named else ())) for one in latest
    ]
    return render("start.html.j2", site, path="index.html", up="", trail=(), root=root, lines=lines)


def source_page(source: SourceRow, latest: Sequence[Listed], site: Site) -> str:
    """`<source>/index.html`: the source's years and latest releases."""
    lines = [_line(one.row, f"{one.year}/", site) for one in latest]
    trail = ((source.name, None),)
    path = f"{source.id}/index.html"
    return render("source.html.j2", site, path=path, up="../", trail=trail, source=source, lines=lines)


def year_page(year: YearIndex, source_name: str, site: Site) -> str:
    """`<source>/<year>/index.html`: all releases of a year by month, in the index's order (newest first)."""
    words = wording(site)
    by_month = groupby(year.releases, key=lambda row: words.date_of(row.date_published).month)
    months = [(month, [_line(row, "", site) for row in rows]) for month, rows in by_month]
    return render(
        "year.html.j2",
        site,
        path=f"{year.source}/{year.year}/index.html",
        up="../../",
        trail=((source_name, "../index.html"), (str(year.year), None)),
        source_name=source_name,
        year=year.year,
        total=len(year.releases),
        months=months,
    )


def release_page(
    release: Release, source_name: str, year: int, versions: int, site: Site, views: Sequence[View | None] = ()
) -> str:
    """`<source>/<year>/<id>/index.html`: the release, its pictures with their credits, and the evidence.

    `versions` is how many `v<n>.json` stand beside the page: none are linked where it is 0. `views`: how each picture
    is shown; without one, the original.
    """
    source, _, number = release.identifier.partition("/")
    foreign = release.in_language != site.language
    return render(
        "release.html.j2",
        site,
        path=f"{source}/{year}/{number}/index.html",
        up="../../../",
        trail=((source_name, "../../index.html"), (str(year), "../index.html")),
        release=release,
        views=views,
        source_name=source_name,
        versions=versions,
        captures=_captures(release, versions, wording(site)),
        changed=versions > 0 and any(one.previous for one in release.archive.versions),
        summary=excerpt(release.article_body or release.headline, 160),
        linked=_linked_data(release),
        lang=_lang(release.in_language) if foreign else "",
        lang_back=_lang(site.language) if foreign else "",
    )


def tombstone_page(stone: Tombstone, source_name: str, year: int, site: Site) -> str:
    """`<source>/<year>/<id>/index.html` of a withdrawn release: since when, why, and what became of it."""
    source, _, number = stone.identifier.partition("/")
    return render(
        "tombstone.html.j2",
        site,
        path=f"{source}/{year}/{number}/index.html",
        up="../../../",
        trail=((source_name, "../../index.html"), (str(year), "../index.html")),
        stone=stone,
        number=number,
        source_name=source_name,
        withdrawn=stone.archive.withdrawn,
    )


def withdrawals_page(log: Withdrawals, site: Site) -> str:
    """`withdrawals.html`: every withdrawal, the latest first."""
    trail = ((wording(site).say("withdrawals"), None),)
    rows = [(row, _page_of(row)) for row in log.withdrawals]
    return render("withdrawals.html.j2", site, path="withdrawals.html", up="", trail=trail, rows=rows)


def _page_of(row: WithdrawalRow) -> str:
    return quote(f"{row.href.rpartition('/')[0]}/index.html", errors="replace")


def _line(row: ReleaseRow, folder: str, site: Site, *marks: str) -> _Line:
    words = wording(site)
    said = (
        *marks,
        words.count("images", row.images) if row.images else "",
        words.count("version", row.version) if row.version > 1 else "",
        words.say(f"mark_{row.status}") if row.status != "live" else "",
    )
    return _Line(row, f"{folder}{quote(row.id, safe='', errors='replace')}/index.html", tuple(filter(None, said)))


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


def _lang(language: str) -> Markup:
    return Markup(' lang="{}"').format(language)


def _linked_data(release: Release) -> dict[str, object]:
    """The release in schema.org terms alone; the text itself stands on the page, the rest in release.json."""
    data = release.model_copy(
        update={
            "image": tuple(
                image.model_copy(
                    update={
                        "kind": None,
                        "credit_evidence": None,
                        "credit_claim": None,
                        "embedded": None,
                        "withdrawn": None,
                    }
                )
                for image in release.image
            )
        }
    ).to_json()
    own = ("body", "articleBody", "archive")
    return {key: value for key, value in data.items() if key not in own and value != []} | {"archivedAt": "index.html"}
