"""What is published, to the file, byte and header."""

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from tasks.publish import everything, publish
from tasks.schema import schema_files
from tasks.site.rendering import Site, assets
from tests.tasks.publish.archives import LEAFLET, NAME, PHOTO, SITE, Archive, Recording, at, sha
from tests.tasks.publish.tree import problems, read_tree, resolve

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


PACKED = ("pf_fragment", "pf_index", "pf_meta")
RELEASE = ("index.html", "release.json", "ninjs.json", "cite.bib", "cite.json")
LISTS = ("pictures.html", "changes.html", "credits/jette-vollrath.html")


def searched(tree: dict[str, bytes]) -> list[str]:
    """What searching needs, as the files say that name it."""
    manifest = json.loads(tree["search/manifest.json"])
    listed = [f"search/{one['href']}" for one in manifest["bundles"]]
    files = [resolve(path, one["href"]) for path in listed for one in json.loads(tree[path])["files"]]
    engine = [f"search/{one['href']}" for one in manifest["engine"]["files"]]
    assert listed == ["search/auenstadt/2026/files.json", "search/auenstadt/2025/files.json"]
    return ["search/index.html", "search/manifest.json", *engine, *listed, *files]


@pytest.fixture
def tree(standing: Archive) -> dict[str, bytes]:
    return read_tree(standing.store.bucket)


def data(tree: dict[str, bytes], path: str) -> Any:
    return json.loads(tree[path])


def test_exactly_these_files_are_published(tree: dict[str, bytes]) -> None:
    assert sorted(tree) == sorted(
        [
            "about.html",
            "developers.html",
            "index.html",
            "index.json",
            "dcat.jsonld",
            "status.html",
            "status.json",
            "withdrawals.html",
            "withdrawals.json",
            *assets(),
            *schema_files(),
            *searched(tree),
            *(f"auenstadt/{name}" for name in ("index.html", "feed.atom", "feed.json", "changes.atom", "changes.html")),
            *(
                f"auenstadt/{name}/index.html"
                for name in ("publishers", "credits", "credits/jette-vollrath", "pictures")
            ),
            *(
                f"auenstadt/{year}/{name}"
                for year in (2025, 2026)
                for name in ("index.html", "index.json", "checks.json", *LISTS)
            ),
            "auenstadt/archive/2025.atom",
            "auenstadt/archive/2025.json",
            "auenstadt/2025/12.html",
            "auenstadt/2026/05.html",
            *(f"data/auenstadt/{year}.{ending}" for year in (2025, 2026) for ending in ("ndjson.gz", "parquet")),
            *(f"auenstadt/2025/1001/{name}" for name in (*RELEASE, "v1.json")),
            *(f"auenstadt/2026/1002/{name}" for name in (*RELEASE, "v1.json")),
            *(
                f"auenstadt/2026/1003/{name}"
                for name in (*RELEASE, "changes.html", "changes.json", "v1.json", "v2.json")
            ),
            f"images/{sha(PHOTO)[:2]}/{sha(PHOTO)}.jpg",
            f"files/{sha(LEAFLET)[:2]}/{sha(LEAFLET)}.pdf",
        ]
    )


def test_every_link_leads_to_a_file_and_every_digest_is_right(tree: dict[str, bytes]) -> None:
    assert problems(tree) == []


def test_the_links_also_hold_where_the_site_knows_its_address(archive: Archive) -> None:
    archive.publish(Site(url="https://archiv.example/presse"))
    tree = read_tree(archive.store.bucket)
    assert any(b"https://archiv.example/presse/auenstadt/2026/1003/index.html" in body for body in tree.values())
    assert problems(tree, home="https://archiv.example/presse/") == []


def test_the_check_itself_finds_what_is_wrong(tree: dict[str, bytes]) -> None:
    tree["auenstadt/2026/1003/release.json"] += b" "
    del tree[f"images/{sha(PHOTO)[:2]}/{sha(PHOTO)}.jpg"], tree["auenstadt/2025/1001/v1.json"]
    found = problems(tree)
    assert "auenstadt/2026/index.json: the digest of auenstadt/2026/1003/release.json" in found
    assert "auenstadt/2025/1001/index.html: v1.json" in found
    for feed in ("feed.atom", "feed.json"):
        assert any(line.startswith(f"auenstadt/{feed}: ") and sha(PHOTO) in line for line in found), "feeds show it"


@pytest.mark.parametrize("kind", ["release", "index", "year", "checks", "changes", "withdrawals"])
def test_what_is_published_keeps_its_published_schema(tree: dict[str, bytes], kind: str) -> None:
    schema = data(tree, f"schema/{kind}.schema.json")
    Draft202012Validator.check_schema(schema)
    belongs = {
        "release": r".*/(release|v\d+)\.json",
        "index": r"index\.json",
        "year": r"\w+/\d{4}/index\.json",
        "checks": r".*/checks\.json",
        "changes": r".*/changes\.json",
        "withdrawals": r"withdrawals\.json",
    }
    documents = [json.loads(body) for path, body in tree.items() if re.fullmatch(belongs[kind], path)]
    assert documents
    for document in documents:
        Draft202012Validator(schema).validate(document)


def test_the_indexes_say_what_the_contract_says(tree: dict[str, bytes]) -> None:
    (source,) = data(tree, "index.json")["sources"]
    assert [source[name] for name in ("id", "name", "releases", "first", "latest")] == [
        "auenstadt",
        NAME,
        3,
        "2025-12-30",
        "2026-05-04T07:30Z",
    ]
    assert [(year["year"], year["releases"]) for year in source["years"]] == [(2026, 2), (2025, 1)]
    rows = data(tree, "auenstadt/2026/index.json")["releases"]
    assert [(row["id"], row["status"], row["version"], row["images"]) for row in rows] == [
        ("1002", "live", 1, 1),
        ("1003", "live", 2, 1),
    ]
    assert data(tree, "auenstadt/2026/checks.json")["releases"]["1003"] == {
        "lastChecked": "2026-05-04T10:00:00Z",
        "lastSeen": "2026-05-04T10:00:00Z",
    }


def test_a_release_names_a_capture_for_each_version(tree: dict[str, bytes]) -> None:
    release = data(tree, "auenstadt/2026/1003/release.json")
    assert (release["version"], release["articleBody"]) == (2, "Zwei Zelte stehen dort.")
    assert [capture["at"] for capture in release["archive"]["captures"]] == [
        at(0).strftime("%Y-%m-%dT%H:%M:%SZ"),
        at(2).strftime("%Y-%m-%dT%H:%M:%SZ"),
    ]
    first = data(tree, "auenstadt/2026/1003/v1.json")
    assert (first["version"], first["articleBody"]) == (1, "Ein Zelt steht dort.")
    assert first["archive"]["captures"] == release["archive"]["captures"][:1]
    assert tree["auenstadt/2026/1003/v2.json"] == tree["auenstadt/2026/1003/release.json"]


def test_a_release_says_why_it_has_each_version(tree: dict[str, bytes]) -> None:
    versions = data(tree, "auenstadt/2026/1003/release.json")["archive"]["versions"]
    times = {"at": "2026-05-04T10:00:00Z", "read": "2026-05-04T10:00:00Z"}
    fields = ["headline", "articleBody", "body"]
    assert versions[1] == {"number": 2, **times, "cause": "edited", "previous": 1, "fields": fields}
    assert (versions[0]["number"], versions[0]["cause"]) == (1, "first")
    assert data(tree, "auenstadt/2026/1003/v1.json")["archive"]["versions"] == versions[:1]


def test_what_changed_between_versions_is_data(tree: dict[str, bytes]) -> None:
    changes = data(tree, "auenstadt/2026/1003/changes.json")
    assert changes["identifier"] == "auenstadt/1003"
    (step,) = changes["steps"]
    assert (step["previous"], step["version"], step["cause"]) == (1, 2, "edited")
    assert step["values"] == {
        "headline": {
            "before": "Auf dem Kornmarkt: Ein Zelt steht dort.",
            "after": "Auf dem Kornmarkt: Zwei Zelte stehen dort.",
        }
    }
    assert step["items"] == {}
    assert step["text"] == [
        {"op": "delete", "text": "Ein Zelt steht"},
        {"op": "insert", "text": "Zwei Zelte stehen"},
        {"op": "equal", "text": " dort."},
    ]


def test_files_are_served_as_what_they_are(standing: Archive, s3_client: "S3Client") -> None:
    bucket = standing.store.bucket
    kinds: dict[str, set[tuple[str, str]]] = {}
    for key in bucket.etags("public/"):
        head = s3_client.head_object(Bucket=bucket.name, Key=key)
        assert "ContentEncoding" not in head, "whoever asks for .gz gets .gz"
        name = key.rsplit("/", 1)[-1]
        ending = name if name in ("feed.json", "cite.json") else name.rsplit(".", 1)[-1]
        kinds.setdefault(ending, set()).add((head["ContentType"], head["CacheControl"]))
    forever = "public, max-age=31536000, immutable"
    assert kinds == {
        "html": {("text/html; charset=utf-8", "no-cache")},
        "json": {("application/json", "no-cache")},
        "feed.json": {("application/feed+json", "no-cache")},
        "cite.json": {("application/vnd.citationstyles.csl+json", "no-cache")},
        "bib": {("application/x-bibtex; charset=utf-8", "no-cache")},
        "atom": {("application/atom+xml", "no-cache")},
        "css": {("text/css; charset=utf-8", forever)},
        "js": {("text/javascript; charset=utf-8", cache) for cache in ("no-cache", forever)},
        **{ending: {("application/octet-stream", "no-cache")} for ending in ("pagefind", *PACKED)},
        "svg": {("image/svg+xml", forever)},
        "jsonld": {("application/ld+json", "no-cache")},
        "gz": {("application/gzip", "no-cache")},
        "parquet": {("application/vnd.apache.parquet", "no-cache")},
        "jpg": {("image/jpeg", forever)},
        "pdf": {("application/pdf", forever)},
    }


def test_stylesheet_first_indexes_after_what_they_name_root_index_last(archive: Archive, recording: Recording) -> None:
    archive.publish()
    written = [key.removeprefix("public/") for name, key in recording.calls if name in ("put", "replace")]
    order = {path: place for place, path in enumerate(written)}
    assert all(order[asset] < order["auenstadt/2025/1001/index.html"] for asset in assets())
    for path in ("1002/release.json", "1003/v1.json", "1003/v2.json", "1003/release.json", "1003/index.html"):
        assert order[f"auenstadt/2026/{path}"] < order["auenstadt/2026/index.html"] < order["auenstadt/2026/index.json"]
    assert order["auenstadt/2026/1003/v2.json"] < order["auenstadt/2026/1003/release.json"]
    assert max(order[path] for path in written if not path.startswith("edition/")) == order["index.json"]


def test_everything_knows_all_sources_and_their_names(archive: Archive) -> None:
    assert everything(archive.store) == {"auenstadt": ("auenstadt", (2025, 2026))}
    publish(archive.store, everything(archive.store), SITE)
    assert problems(read_tree(archive.store.bucket)) == []


def test_an_archive_without_releases_publishes_nothing(archive: Archive, recording: Recording) -> None:
    assert publish(archive.store, {}, SITE) == 0
    assert publish(archive.store, {"auenstadt": (NAME, ())}, SITE, changed_only=True) == 0
    assert recording.written == []
