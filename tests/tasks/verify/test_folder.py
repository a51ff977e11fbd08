"""A copy in a folder: sound as it was published, and every way in which it can be wrong is one named line."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tasks.verify import Folder, verify
from tests.tasks.publish.archives import LEAFLET, PHOTO, sha
from tests.tasks.verify.copies import RELEASE, YEAR, change, faults

IMAGE = f"images/{sha(PHOTO)[:2]}/{sha(PHOTO)}.jpg"
FILE = f"files/{sha(LEAFLET)[:2]}/{sha(LEAFLET)}.pdf"


def test_a_published_tree_is_sound_and_read_whole(copy: Path, tree: dict[str, bytes]) -> None:
    told: list[tuple[int, int]] = []
    verdict = verify(Folder(copy), lambda *counts: told.append(counts))
    assert verdict.faults == ()
    assert verdict.files == len(tree)
    assert verdict.links > 100
    # two years, three releases, each release's picture and leaflet in release.json, its versions and its page, names
    assert verdict.checksums >= 2 + 3 + 2 * (3 + 4)
    assert str(verdict) == f"{verdict.files} files, {verdict.links} links, {verdict.checksums} checksums: sound"
    assert told[-1] == (verdict.files, verdict.files)


def test_what_stands_besides_is_no_fault(copy: Path) -> None:
    (copy / "CNAME").write_text("archiv.example")
    (copy / "auenstadt" / "note.html").write_text("<a href='nowhere.html'>")
    assert faults(copy) == []


@pytest.mark.parametrize("path", [IMAGE, FILE, RELEASE, f"{YEAR}/index.json"])
def test_a_changed_byte_is_found(copy: Path, path: str) -> None:
    body = (copy / path).read_bytes()
    (copy / path).write_bytes(body[:-1] + b" ")
    assert any(fault.startswith(f"{path}: has SHA-256 ") for fault in faults(copy))


def test_a_wrong_length_is_found(copy: Path) -> None:
    (copy / IMAGE).write_bytes(PHOTO + b"more")
    assert f"{IMAGE}: has {len(PHOTO) + 4} bytes, not {len(PHOTO)} as in auenstadt/" in "\n".join(faults(copy))


def test_any_published_file_that_is_not_there_is_missed(copy: Path, tree: dict[str, bytes]) -> None:
    for path, body in tree.items():
        (copy / path).unlink()
        assert any(fault.startswith(f"{path}: no such file") for fault in faults(copy)), path
        (copy / path).write_bytes(body)


def _cut(key: str) -> Callable[[Any], object]:
    return lambda data: data[key].pop()


@pytest.mark.parametrize(
    ("path", "edit", "words"),
    [
        (f"{YEAR}/index.json", _cut("releases"), "index.json: auenstadt/2026: counts 2 releases, its index lists 1"),
        (f"{YEAR}/index.json", _cut("releases"), "checks.json is of 2 releases, the index of 1"),
        (f"{YEAR}/index.json", lambda data: data.update(year=2024), "its index is of auenstadt/2024"),
        (f"{YEAR}/index.json", lambda data: data["releases"].append(data["releases"][0]), "listed 2 times"),
        (f"{YEAR}/index.json", lambda data: data["releases"][0].update(images=4), "images is 4, in its release.json 1"),
        (RELEASE, lambda data: data.update(headline="Anders"), "1003: headline is 'Auf dem Kornmarkt: Zwei"),
        (RELEASE, lambda data: data.update(version=7), "1003/v7.json: no such file"),
        (RELEASE, lambda data: data.update(more=1), "breaks schema/release.schema.json at $: "),
        ("index.json", lambda data: data["sources"][0].update(releases=4), "auenstadt: counts 4 releases, its years"),
        ("index.json", lambda data: data["sources"][0].update(latest="2027-01-01"), "to 2027-01-01, its years from"),
        (f"{YEAR}/1003/v2.json", lambda data: data.update(version=1), "another version than its name says"),
        (f"{YEAR}/checks.json", lambda data: data["releases"].clear(), "checks.json is of 0 releases, the index of 2"),
    ],
)  # fmt: skip
def test_what_is_said_twice_must_agree(copy: Path, path: str, edit: Callable[[Any], object], words: str) -> None:
    change(copy, path, edit)
    assert words in "\n".join(faults(copy))


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("../../../../outside.html", "leads out of the copy: ../../../../outside.html"),
        ("/index.html", "not relative: /index.html"),
        ("file:///etc/passwd", "not relative: file:///etc/passwd"),
        ("//evil.example/x", "not relative: //evil.example/x"),
        ("..%2f..%2f..%2f..%2fx", "leads out of the copy"),
        ("..\\x", "no path of an archive"),
        ("a%00b", "no path of an archive"),
        ("a/" * 20 + "b", "no path of an archive"),
        ("http://[", "no address"),
        ("nowhere.html", f"{YEAR}/1003/nowhere.html: no such file; named by {RELEASE[:-12]}index.html"),
        ("../", f"{YEAR}/: no file"),
        ("x\x1b[31m", "no path of an archive"),
    ],
)
def test_a_link_that_leads_elsewhere_is_a_fault(copy: Path, link: str, words: str) -> None:
    page = copy / f"{YEAR}/1003/index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", f'<a href="{link}">x</a></main>'), "utf-8")
    found = "\n".join(faults(copy))
    assert words in found
    assert "\x1b" not in found


@pytest.mark.parametrize("link", ["https://elsewhere.example/x", "mailto:a@b.example", "#content", "?q=1#x", "tel:+49"])
def test_a_link_into_the_world_is_none_of_ours(copy: Path, link: str) -> None:
    page = copy / f"{YEAR}/1003/index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", f'<a href="{link}">x</a></main>'), "utf-8")
    assert faults(copy) == []


def test_srcset_and_whole_addresses_within_the_tree_are_followed(copy: Path) -> None:
    page = copy / f"{YEAR}/1003/index.html"
    more = '<img srcset="a.jpg 1x, b.jpg 2x"><a href="https://archiv.example/presse/c.html">c</a>'
    page.write_text(page.read_text("utf-8").replace("</main>", f"{more}</main>"), "utf-8")
    assert {fault.split(":")[0] for fault in faults(copy)} == {f"{YEAR}/1003/a.jpg", f"{YEAR}/1003/b.jpg", "c.html"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!doctype html><p>Anmeldung</p>", "no JSON, but HTML"),
        (b"", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 200_000, "no JSON"),
        (b"[1e400, " + b"9" * 5000 + b"]", "no JSON"),
        (b"null", "breaks schema/release.schema.json"),
        (b"[[], {}, 7]", "breaks schema/release.schema.json"),
        (b" " * (33 << 20), "larger than 32 MiB: not looked into"),
    ],
)
def test_what_is_no_such_json_is_a_fault(copy: Path, body: bytes, words: str) -> None:
    (copy / RELEASE).write_bytes(body)
    assert f"{RELEASE}: {words}" in "\n".join(faults(copy))


@pytest.mark.parametrize("body", [b"{}", b'{"sources": [1, {"years": 3}, {"years": [{"href": 1}]}]}', b'"x"'])
def test_an_index_of_nonsense_is_a_fault(copy: Path, body: bytes) -> None:
    (copy / "index.json").write_bytes(body)
    (copy / "schema" / "index.schema.json").write_bytes(b"{}")
    (copy / "schema" / "year.schema.json").write_bytes(b"{}")
    verify(Folder(copy))
    (copy / f"{YEAR}/index.json").write_bytes(body)
    verify(Folder(copy))


@pytest.mark.parametrize("name", ["auenstadt/feed.atom", f"{YEAR}/1003/index.html"])
def test_what_is_no_markup_is_a_fault(copy: Path, name: str) -> None:
    (copy / name).write_bytes(b"")
    assert f"{name}: no " in "\n".join(faults(copy))


def test_entities_of_a_feed_are_not_followed(copy: Path) -> None:
    feed = copy / "auenstadt/feed.atom"
    (copy / "secret").write_text("geheim")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 1000}">' for n in range(12))
    feed.write_text(f'<!DOCTYPE feed [{bomb}<!ENTITY s SYSTEM "secret">]><feed><link href="&e11;"/>&s;</feed>')
    assert all("geheim" not in fault for fault in faults(copy))


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        (b"{}", None),
        (b"nonsense", "no JSON"),
        (b"[]", "no JSON Schema"),
        (b'{"type": "nonsense"}', "no JSON Schema"),
        (b'{"$ref": "https://evil.example/schema.json"}', "refers to a schema elsewhere; not applied"),
        (b'{"$ref": "#/$defs/nowhere"}', "cannot be held against"),
        (b'{"$ref": "#"}', "cannot be held against"),
        (
            b'{"properties": {"headline": {"pattern": "(a+)+$"}}}',
            "a pattern that this check does not know; not applied",
        ),
        (b'{"patternProperties": {"(a+)+$": {}}}', "a pattern that this check does not know; not applied"),
    ],
)
def test_a_schema_of_the_copy_is_not_trusted(copy: Path, schema: bytes, words: str | None) -> None:
    (copy / "schema/release.schema.json").write_bytes(schema)
    found = "\n".join(faults(copy))
    assert words in found if words else found == ""


def test_links_of_the_file_system_stay_within_the_copy(copy: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.jpg"
    outside.write_bytes(PHOTO)
    place = copy / IMAGE
    place.unlink()
    place.symlink_to(outside)
    assert f"{IMAGE}: leads out of the folder" in "\n".join(faults(copy))
    place.unlink()
    place.symlink_to(place.name)
    assert f"{IMAGE}: cannot be read" in "\n".join(faults(copy))
    place.unlink()
    (copy / "moved.jpg").write_bytes(PHOTO)
    place.symlink_to(copy / "moved.jpg")
    assert faults(copy) == []


def test_a_pipe_or_a_folder_in_a_file_s_place_is_no_file(copy: Path) -> None:
    (copy / IMAGE).unlink()
    os.mkfifo(copy / IMAGE)
    (copy / FILE).unlink()
    (copy / FILE).mkdir()
    found = "\n".join(faults(copy))
    assert f"{IMAGE}: no file; named by" in found
    assert f"{FILE}: no file; named by" in found


def test_an_empty_folder_has_no_copy(tmp_path: Path) -> None:
    verdict = verify(Folder(tmp_path))
    assert [str(fault) for fault in verdict.faults] == ["index.html: no such file", "index.json: no such file"]
    assert str(verdict) == "0 files, 0 links, 0 checksums: 2 faults"
