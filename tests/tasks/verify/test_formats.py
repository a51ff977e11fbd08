"""The archive in other people's formats is checked with the rest, wherever something names it."""

import hashlib
import json
from pathlib import Path

import pytest

from tasks.formats.bulk import bulk, bulk_path
from tasks.formats.dcat import Keeper, dcat
from tasks.formats.ninjs import ninjs
from tasks.formats.parquet import parquet
from tasks.formats.sitemap import root_sitemaps, year_page, year_sitemaps
from tasks.site.rendering import Site
from tasks.types.edition import RootIndex, YearIndex
from tasks.types.release import Release
from tests.tasks.verify.copies import YEAR, faults, write

SITE = Site(url="https://archiv.example/presse")
BULK, TABLE = bulk_path("auenstadt", 2026), bulk_path("auenstadt", 2026, "parquet")


@pytest.fixture
def whole(copy: Path) -> Path:
    """The copy with everything of one year in all formats, named by its start page and the releases' pages."""
    rows = YearIndex.model_validate_json((copy / YEAR / "index.json").read_bytes()).releases
    releases = [Release.model_validate_json((copy / YEAR / row.href).read_bytes()) for row in rows]
    pages = filter(None, (year_page(one, row, f"{YEAR}/") for one, row in zip(releases, rows, strict=True)))
    years = year_sitemaps(f"{YEAR}/", pages, SITE)
    root = RootIndex.model_validate_json((copy / "index.json").read_bytes())
    lines = bulk(releases)
    files = {BULK: lines, TABLE: parquet(lines)}
    digests = {path: hashlib.sha256(body).hexdigest() for path, body in files.items()}
    files |= {f"{YEAR}/{row.id}/ninjs.json": ninjs(one, 2026, SITE) for one, row in zip(releases, rows, strict=True)}
    files |= {**years, **root_sitemaps(root, list(years), SITE), "dcat.jsonld": dcat(root, digests, Keeper(), SITE)}
    named: dict[str, tuple[str, ...]] = {"index.html": ("dcat.jsonld", "sitemap.xml")}
    named |= {f"{YEAR}/{row.id}/index.html": ("ninjs.json",) for row in rows}
    for page, links in named.items():
        more = "".join(f'<link rel="alternate" href="{link}">' for link in links)
        files[page] = (copy / page).read_bytes().replace(b"</head>", f"{more}</head>".encode())
    return write(copy, files)


def test_all_of_it_is_sound(whole: Path) -> None:
    assert faults(whole) == []


@pytest.mark.parametrize("path", [BULK, TABLE, "sitemap-pages.xml", f"{YEAR}/sitemap.xml", f"{YEAR}/1003/ninjs.json"])
def test_a_file_that_is_not_there_is_missed(whole: Path, path: str) -> None:
    (whole / path).unlink()
    assert any(fault.startswith(f"{path}: no such file; named by ") for fault in faults(whole))


@pytest.mark.parametrize("path", [BULK, TABLE])
def test_a_changed_bulk_file_is_found(whole: Path, path: str) -> None:
    (whole / path).write_bytes((whole / path).read_bytes() + b"\0")
    assert any(fault.startswith(f"{path}: has SHA-256 ") for fault in faults(whole))


def test_a_bulk_file_of_other_releases_is_found(whole: Path) -> None:
    (whole / BULK).write_bytes(bulk([]))
    assert any("the bulk file is of 0 releases, the index of 2" in fault for fault in faults(whole))


def test_a_picture_that_only_ninjs_names_is_missed(whole: Path) -> None:
    place = whole / YEAR / "1003" / "ninjs.json"
    data = json.loads(place.read_bytes())
    data["associations"][0]["renditions"][0]["href"] = "../../../images/none.jpg"
    place.write_text(json.dumps(data), "utf-8")
    assert faults(whole) == [f"images/none.jpg: no such file; named by {YEAR}/1003/ninjs.json"]
