"""A release's page, and what stands in place of a withdrawn one."""

from collections.abc import Sequence
from itertools import zip_longest

from markupsafe import Markup

from tasks.renditions.values import View
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
