import json
import os
import posixpath
import subprocess
import sys
from hashlib import sha256
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from tasks.renditions import RECIPE, Rendition, Sheet, Size, View
from tasks.site.pages.browse import source_page, start_page, year_page
from tasks.site.pages.names import page_of_name
from tasks.site.pages.release import release_page, tombstone_page
from tasks.site.pages.withdrawn import withdrawals_page
from tasks.site.rendering import Listed, Site, assets
from tasks.types.edition import RootIndex, Withdrawals, YearIndex
from tasks.types.release import Heading, Image, Paragraph, VersionRef, WithdrawnImage
from tests.tasks.site.samples import (
    ABSENT,
    DIGEST,
    LATEST,
    NOW,
    PHOTO,
    PLAN,
    RELEASE,
    ROOT,
    SOURCE,
    TOMBSTONE,
    WITHDRAWALS,
    YEAR,
    in_status,
    release,
    row,
)

GERMAN, ENGLISH = Site(), Site("en")
PAGE = "musterstadt/2026/1097219/index.html"


def read(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def page(changed: object = RELEASE, versions: int = 2, site: Site = GERMAN) -> BeautifulSoup:
    return read(release_page(changed, SOURCE.name, 2026, versions, site))  # type: ignore[arg-type]


def words(soup: BeautifulSoup, selector: str) -> str:
    return " ".join(soup.select(selector)[0].get_text(" ").split()).replace(" ,", ",")


def tree(site: Site = GERMAN) -> dict[str, str]:
    """Every page of the sample archive by its path."""
    pages = {
        "index.html": start_page(ROOT, LATEST, site),
        "musterstadt/index.html": source_page(SOURCE, LATEST, site),
        "musterstadt/2026/index.html": year_page(YEAR, SOURCE.name, site),
    }
    pages["withdrawals.html"] = withdrawals_page(WITHDRAWALS, site)
    pages["musterstadt/2026/1095990/index.html"] = tombstone_page(TOMBSTONE, SOURCE.name, 2026, site)
    for one in (one for one in YEAR.releases if one.status != "withdrawn"):
        changed = release(identifier=f"musterstadt/{one.id}")
        pages[f"musterstadt/2026/{one.id}/index.html"] = release_page(changed, SOURCE.name, 2026, one.version, site)
    return pages


def published() -> set[str]:
    """What the publishing side puts beside the pages."""
    paths = {"index.json", "withdrawals.json", "dcat.jsonld", "sitemap.xml", *assets()} | {
        f"musterstadt/{name}" for name in ("feed.atom", "feed.json", "changes.atom")
    }
    for year in SOURCE.years:
        paths |= {f"musterstadt/{year.year}/{name}" for name in ("index.html", "index.json", "checks.json")}
    paths |= {f"musterstadt/{name}/index.html" for name in ("publishers", "credits", "pictures")}
    paths |= {f"musterstadt/2026/{name}.html" for name in ("05", "04", "03", "01", "pictures", "changes")}
    paths |= {"about.html", "status.html", "developers.html", "search/index.html", "musterstadt/changes.html"}
    paths |= {"musterstadt/publishers/stadt-musterstadt/index.html"}
    paths |= {
        f"musterstadt/{page_of_name('credits', name)}"
        for name in ("Jette Vollrath", "Stadt Musterstadt", PLAN.credit_text)
    }
    for one in YEAR.releases:
        folder = f"musterstadt/2026/{one.id}/"
        versions = (f"v{n + 1}.json" for n in range(one.version))
        paths |= {folder + name for name in ("release.json", "ninjs.json", "cite.bib", "cite.json", *versions)}
    files = {image.content_url for image in RELEASE.image} | {file.content_url for file in RELEASE.associated_media}
    return paths | {str(url).removeprefix("../../../") for url in files if url}


@pytest.mark.parametrize("path", sorted(tree()))
def test_every_link_inside_names_a_file_of_the_tree(path: str) -> None:
    pages = tree()
    soup = read(pages[path])
    for element in soup.select("[href], [src]"):
        url = element.get("href") or element.get("src") or ""
        parts = urlsplit(str(url))
        if parts.scheme:
            assert element.name == "a", f"a foreign request: {element}"
            assert element["rel"] == ["noopener", "noreferrer"]
        elif not parts.path:
            assert soup.find(id=parts.fragment), url
        else:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            assert target in pages.keys() | published(), f"{path}: {url}"


@pytest.mark.parametrize("path", sorted(tree()))
@pytest.mark.parametrize("site", [GERMAN, ENGLISH], ids=["de", "en"])
def test_every_page_is_accessible_by_its_structure(path: str, site: Site) -> None:
    soup = read(tree(site)[path])
    levels = [int(heading.name[1]) for heading in soup.select("h1, h2, h3, h4, h5, h6")]
    ids = [element["id"] for element in soup.select("[id]")]
    assert soup.html is not None
    assert soup.html["lang"] == site.language
    assert [len(soup.select(tag)) for tag in ("h1", "main", "body > header", "body > footer", "title")] == [1] * 5
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))
    assert len(ids) == len(set(ids))
    assert soup.select("a.skip")[0]["href"] == "#content"
    assert all(image.has_attr("alt") for image in soup.select("img"))
    assert not soup.select("[style], style, script:not([type='application/ld+json'])")


def test_headline_date_and_publisher_stand_as_printed() -> None:
    soup = page()
    assert words(soup, "h1") == RELEASE.headline
    assert words(soup, ".lead") == RELEASE.alternative_headline
    assert soup.select(".dateline time")[0]["datetime"] == "2026-05-27T08:30Z"
    assert words(soup, ".dateline time") == "27. Mai 2026, 10:30 Uhr"
    assert words(page(release(date_published="2017-02-15")), ".dateline time") == "15. Februar 2017"
    assert "Rathausplatz 3 00123 Musterstadt Telefon: +49 000 123 45-0" in words(soup, "address")


def test_body_keeps_the_form_of_its_blocks() -> None:
    text = page().select(".text")[0]
    assert [br.parent.name for br in text.select("br") if br.parent] == ["p"]
    assert [li.get_text() for li in text.select("ul > li > ol > li")] == ["vom Mühlenufer", "von der Gartenstraße"]
    assert [cell.get_text() for cell in text.select("th[scope=col]")] == ["Abschnitt", "Länge", "Kosten"]
    assert len(text.select("tbody tr")) == 2
    assert text.select("blockquote p")


def test_headings_never_skip_a_level() -> None:
    blocks = (Heading(level=4, text="a"), Paragraph(text="…"), Heading(level=6, text="b"), Heading(level=2, text="c"))
    found = page(release(body=blocks)).select(".text h2, .text h3, .text h4, .text h5, .text h6")
    assert [(heading.name, heading.get_text()) for heading in found] == [("h2", "a"), ("h3", "b"), ("h2", "c")]


def test_a_picture_has_size_credit_and_the_way_to_its_original() -> None:
    image = page().select("figure img")[0]
    assert (image["width"], image["height"], image["loading"], image["decoding"]) == ("3000", "2000", "lazy", "async")
    assert image["alt"] == ""
    caption = words(page(), "figcaption")
    assert caption.startswith(f"{PHOTO.caption} Foto: Jette Vollrath, Stadt Musterstadt Veröffentlichung")
    assert caption.endswith("Original, JPEG, 3.000 × 2.000 Pixel, 2,4 MB · Herkunft")


@pytest.mark.parametrize(
    ("image", "alt", "credit"),
    [
        (PLAN, PLAN.description, "Visualisierung: Büro Kranich + Partner (Nachweis aus der Bilddatei)"),
        (PLAN.model_copy(update={"description": None}), "Bild ohne Beschreibung", "Visualisierung: Büro"),
        (PHOTO.model_copy(update={"description": PHOTO.caption}), "", "Foto: Jette Vollrath, Stadt Musterstadt"),
        (PHOTO.model_copy(update={"credit_text": None}), "", "Foto: Jette Vollrath, Stadt Musterstadt"),
        (
            PHOTO.model_copy(update={"credit_text": None, "creator": None}),
            "",
            "Foto ohne Bildnachweis, weder auf der Seite noch in der Bilddatei",
        ),
        (
            PHOTO.model_copy(update={"copyright_notice": "© Stadt Musterstadt", "kind": None}),
            "",
            "Bild: Jette Vollrath, Stadt Musterstadt",
        ),
    ],
)
def test_alt_text_and_credit_say_what_is_known(image: object, alt: str, credit: str) -> None:
    soup = page(release(image=(image,)))
    assert soup.select("figure img")[0]["alt"] == alt
    assert words(soup, ".credit").startswith(credit)


def test_a_picture_that_is_not_archived_says_so_and_names_its_origin() -> None:
    soup = page(release(image=(ABSENT,)))
    assert not soup.select("img")
    assert "konnte nicht archiviert werden" in words(soup, ".absent")
    assert soup.select(".absent a")[0]["href"] == ABSENT.url


def test_a_drawing_that_may_hold_script_is_offered_and_not_shown() -> None:
    drawing = PHOTO.model_copy(update={"encoding_format": "image/svg+xml", "content_url": "../../../images/3f/x.svg"})
    soup = page(release(image=(drawing,)))
    assert not soup.select("img, svg, object, iframe")
    assert soup.select(".file a")[0].has_attr("download")


def test_attachments_say_type_and_size() -> None:
    kept, absent = page().select(".files li")
    assert " ".join(kept.get_text().split()) == "Faltblatt zur Brücke, PDF, 3,1 MB · Herkunft"
    assert absent.get_text().startswith("Verkehrsführung (nicht archiviert)")


@pytest.mark.parametrize("status", ["missing", "gone", "withdrawn"])
def test_a_status_that_is_not_live_stands_above_the_text(status: str) -> None:
    assert words(page(in_status(status)), ".notice") in words(page(in_status(status)), "dl")
    assert not page().select(".notice")


def test_every_version_is_linked_newest_first_with_its_evidence() -> None:
    soup = page()
    assert [a["href"] for a in soup.select("dt a")] == ["v2.json", "v1.json"]
    assert [code.get_text() for code in soup.select("dd code")] == [
        DIGEST,
        "evidence/b.warc.gz",
        DIGEST[::-1],
        "evidence/a.warc.gz",
    ]
    assert words(soup, ".secondary details p").endswith(
        "heraus mit pressearchiv evidence musterstadt/1097219 1097219.wacz"
    )
    assert "27. Mai 2026, 10:41 Uhr" in words(soup, "dl")
    assert not page(in_status("withdrawn"), versions=0).select("dt a")


def test_linked_data_is_schema_org_and_nothing_else() -> None:
    script = page().select("script[type='application/ld+json']")[0]
    data = json.loads(script.get_text())
    assert (data["@type"], data["headline"], data["archivedAt"]) == ("NewsArticle", RELEASE.headline, "index.html")
    assert data["image"][0]["creator"][0] == {"@type": "Person", "name": "Jette Vollrath"}
    assert not {"body", "archive", "articleBody"} & data.keys()
    assert not {"kind", "creditEvidence"} & data["image"][0].keys()


def test_canonical_address_only_where_the_tree_has_one() -> None:
    assert not page().select("link[rel=canonical]")
    known = page(site=Site(url="https://archiv.musterstadt.example/presse"))
    assert known.select("link[rel=canonical]")[0]["href"] == f"https://archiv.musterstadt.example/presse/{PAGE}"


def test_words_are_in_the_sites_language_and_the_text_in_its_own() -> None:
    soup = page(site=ENGLISH)
    assert soup.select("header.opening")[0]["lang"] == soup.select(".text")[0]["lang"] == "de"
    assert words(soup, ".dateline time") == "27 May 2026, 10:30"
    assert "3,000 × 2,000 pixels, 2.4 MB" in words(soup, "figcaption")
    assert not page().select(".text")[0].has_attr("lang")


def test_year_page_groups_by_local_month_newest_first() -> None:
    soup = read(year_page(YEAR, SOURCE.name, GERMAN))
    assert [" ".join(h.get_text().split()) for h in soup.select(".primary h2")] == [
        "Mai 3 Meldungen",
        "März 1 Meldung",
        "Januar 2 Meldungen",
    ]
    assert [a["href"] for a in soup.select(".rows a")] == [f"{one.id}/index.html" for one in YEAR.releases]
    marks = [mark.get_text().replace("\xa0", " ") for mark in soup.select(".marks")]
    assert marks == [
        "4 Bilder · Fassung 2",
        "1 Bild",
        "nicht mehr auf der Seite der Stadt",
        "2 Bilder · zuletzt nicht gefunden",
        "Fassung 2 · zurückgezogen",
    ]


def test_start_page_gives_the_numbers_of_the_index() -> None:
    soup = read(start_page(ROOT, LATEST, GERMAN))
    assert words(soup, ".secondary .span") == "1.234 Meldungen, 15. Februar 2024 bis 27. Mai 2026"
    assert [a["href"] for a in soup.select(".years a")] == [f"musterstadt/{y}/index.html" for y in (2026, 2025, 2024)]
    assert soup.select(".foot time")[0]["datetime"] == "2026-05-27T09:31:05Z"


def test_with_several_sources_each_row_says_whose_it_is() -> None:
    other = SOURCE.model_copy(update={"id": "beispielheim", "name": "Beispielheim", "years": ()})
    both = RootIndex(generated=NOW, sources=(SOURCE, other))
    soup = read(start_page(both, [Listed(other, 2026, row(7, "2026-05-01"))], GERMAN))
    assert words(soup, ".rows .marks") == "Beispielheim"
    assert soup.select(".rows a")[0]["href"] == "beispielheim/2026/7/index.html"


def test_an_empty_archive_says_so() -> None:
    empty = SOURCE.model_copy(update={"releases": 0, "first": "", "latest": "", "years": ()})
    pages = (
        start_page(RootIndex(generated=NOW, sources=()), (), GERMAN),
        start_page(RootIndex(generated=NOW, sources=(empty,)), (), GERMAN),
        source_page(empty, (), GERMAN),
        year_page(YearIndex(source="musterstadt", year=2026, releases=()), empty.name, GERMAN),
    )
    assert all("Noch ist keine Meldung archiviert." in html for html in pages)


def test_same_values_same_bytes_in_every_process() -> None:
    code = (
        "import sys, hashlib; from tests.tasks.site import samples as s, test_pages as t;"
        "print(hashlib.sha256(repr(sorted(t.tree().items())).encode()).hexdigest())"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout.decode()
        for seed in ("1", "2")
    }
    assert prints == {sha256(repr(sorted(tree().items())).encode()).hexdigest() + "\n"}


def test_a_tombstone_says_since_when_and_why_and_nothing_of_the_release() -> None:
    soup = read(tombstone_page(TOMBSTONE, SOURCE.name, 2026, GERMAN))
    assert words(soup, "h1") == "Zurückgezogene Meldung 1095990"
    assert "Sie bleibt unter Verschluss erhalten." in words(soup, ".notice")
    assert words(soup, "dl").startswith(
        "Zurückgezogen am 27. Mai 2026, 11:31 Uhr Grund Rechte an <Text> & Bild ungeklärt"
    )
    assert soup.select("meta[name=robots]")[0]["content"] == "noindex"
    assert not soup.select("script")
    last = read(year_page(YEAR, SOURCE.name, GERMAN)).select(".title")[-1]
    assert last.get_text() == "Zurückgezogene Meldung 1095990"


def test_the_log_of_withdrawals_names_no_more_than_ids_and_reasons() -> None:
    soup = read(withdrawals_page(WITHDRAWALS, GERMAN))
    assert [link.get_text() for link in soup.select(".rows a")] == ["musterstadt/1095990", "musterstadt/1097111"]
    assert words(soup, ".rows .subtitle") == "Meldung zurückgezogen. Grund: Rechte an <Text> & Bild ungeklärt"
    assert words(soup, ".rows .marks") == "Wieder veröffentlicht am 27. Mai 2026, 11:31 Uhr"
    assert "Bisher wurde nichts zurückgezogen." in words(
        read(withdrawals_page(Withdrawals(withdrawals=()), GERMAN)), "main"
    )


def view(width: int, height: int, *widths: int, original: bool = False) -> View:
    """How a picture of that size is shown, with renditions of these widths."""
    sizes = tuple(Size(width=each, height=round(height * each / width)) for each in widths)
    sheet = Sheet(sha256=DIGEST, recipe=RECIPE, size=Size(width=width, height=height), sizes=sizes, original=original)
    return View(
        sheet, tuple(Rendition(each.width, each.height, f"images/3f/{DIGEST}-{each.width}.webp") for each in sizes)
    )


def shown(image: Image, how: View) -> Tag:
    (found,) = read(release_page(release(image=(image,)), SOURCE.name, 2026, 2, GERMAN, (how,))).select("figure img")
    return found


def test_a_picture_is_offered_in_sizes_the_widest_for_whoever_knows_none() -> None:
    image = shown(PHOTO, view(3000, 2000, 480, 1600))
    stem = f"../../../images/3f/{DIGEST}"
    assert image["srcset"] == f"{stem}-480.webp 480w, {stem}-1600.webp 1600w"
    assert (image["src"], image["width"], image["height"]) == (f"{stem}-1600.webp", "3000", "2000")
    assert image["sizes"] == "(min-width: 40rem) 36rem, 100vw"


def test_where_the_original_is_the_widest_it_is_among_the_sizes() -> None:
    image = shown(PHOTO, view(1200, 800, 480, original=True))
    assert str(image["srcset"]).endswith(f"-480.webp 480w, {PHOTO.content_url} 1200w")
    assert image["src"] == PHOTO.content_url


def test_a_picture_stands_as_one_sees_it() -> None:
    image = shown(PHOTO, view(2000, 3000, original=True))
    assert (image["src"], image["width"], image["height"]) == (PHOTO.content_url, "2000", "3000")
    assert image["class"] == ["tall"]
    assert "24rem" in str(shown(PHOTO, view(2000, 3000, 480))["sizes"])


def test_what_browsers_do_not_show_is_shown_by_its_renditions() -> None:
    scan = PHOTO.model_copy(update={"encoding_format": "image/tiff"})
    assert str(shown(scan, view(3000, 2000, 480))["src"]).endswith("-480.webp")


def test_each_version_says_why_there_is_one() -> None:
    told = (
        VersionRef(number=1, at=NOW, read=NOW, cause="first"),
        VersionRef(
            number=2, at=NOW, read=NOW, cause="edited", previous=1, fields=("headline", "articleBody", "body", "image")
        ),
    )
    changed = release(archive=RELEASE.archive.model_copy(update={"versions": told}))
    said = words(page(changed), "section[aria-labelledby=standing]")
    assert "Fassung 2 Von der Stadt geändert (Überschrift, Text, Bilder) Erfasst" in said
    assert "Fassung 1 Erste Fassung Erfasst" in said
    assert page(changed).select('a[href="changes.json"]')
    assert not page().select('a[href="changes.json"]')


def test_a_withdrawn_picture_keeps_its_caption_and_credit() -> None:
    mark = WithdrawnImage(at=NOW, reason="Nachweis <strittig>", sha256=DIGEST)
    soup = page(release(image=(PHOTO.model_copy(update={"content_url": None, "sha256": None, "withdrawn": mark}),)))
    assert not soup.select("figure img")
    absent = words(soup, "figure .absent")
    assert absent == "Dieses Bild wurde am 27. Mai 2026, 11:31 Uhr zurückgezogen. Grund: Nachweis <strittig>"
    assert "Jette Vollrath, Stadt Musterstadt" in words(soup, "figcaption .credit")
