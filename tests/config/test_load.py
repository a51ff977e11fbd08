"""A source file as operators write it, and every way to write it wrong."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import ConfigError
from config.load import bundled, load_source
from config.source import ListSeed, Source

KEYS = ", ".join(("extends", *Source.model_fields))
LIST_KEYS = ", ".join(ListSeed.model_fields)
COMPLETE = """\
id: anywhere
name: Stadt Anderswo
base_url: https://www.anderswo.example/
language: de
time_zone: Europe/Berlin
release: {pattern: '/release_(?P<id>[0-9]+)'}
seeds: [{kind: links, url: /presse}]
pages:
  templates:
    - {id: one, applies: body, root: main, figures: {figure: figure}}
  publisher_labels: ['Herausgegeben von:']
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def complaint(text: str, folder: Path) -> list[str]:
    (folder / "city.yaml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_source("city.yaml")
    return str(caught.value).split("\n")


def test_a_complete_file_needs_no_other(folder: Path) -> None:
    (folder / "city.yaml").write_text(COMPLETE, "utf-8")
    source = load_source("city.yaml")
    assert source.id == "anywhere"
    assert source.requests_per_second == 1.0
    assert source.schedule is None


def test_a_byte_order_mark_is_no_key(folder: Path) -> None:
    (folder / "city.yaml").write_text(COMPLETE, "utf-8-sig")
    assert load_source("city.yaml").id == "anywhere"


def test_few_lines_archive_the_same_structure_on_another_host(folder: Path) -> None:
    (folder / "city.yaml").write_text("extends: essen\nbase_url: https://presse.example/\n", "utf-8")
    source, essen = load_source("city.yaml"), load_source("essen")
    assert source == essen.model_copy(update={"base_url": "https://presse.example/"})


def test_lists_replace_and_mappings_merge(folder: Path) -> None:
    text = "extends: essen\nid: other\npages:\n  publisher_labels: [Von]\nlimits: {attempts: 2}\nschedule: null\n"
    (folder / "city.yaml").write_text(text, "utf-8")
    source, essen = load_source("city.yaml"), load_source("essen")
    assert source.pages.publisher_labels == ("Von",)
    assert source.pages.templates == essen.pages.templates
    assert (source.limits.attempts, source.limits.redirects) == (2, essen.limits.redirects)
    assert source.schedule is None


def test_extends_names_a_path_relative_to_its_file(folder: Path) -> None:
    (folder / "cities").mkdir()
    (folder / "base.yaml").write_text(COMPLETE, "utf-8")
    (folder / "cities" / "north.yaml").write_text("extends: ../base.yaml\nid: north\n", "utf-8")
    (folder / "cities" / "district.yaml").write_text("extends: north.yaml\nname: Nordviertel\n", "utf-8")
    source = load_source("cities/district.yaml")
    assert (source.id, source.name, source.language) == ("north", "Nordviertel", "de")


def test_a_bundled_name_goes_before_a_file(folder: Path) -> None:
    (folder / "essen").write_text(COMPLETE, "utf-8")
    assert load_source("essen").id == "essen"
    assert load_source("./essen").id == "anywhere"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("requests_per_second: fast", ["2: requests_per_second: 'fast' is not a number"]),
        ("requests_per_second: '5'", ["2: requests_per_second: '5' is not a number"]),
        ("requests_per_second: yes", ["2: requests_per_second: yes is not a number"]),
        ("requests_per_second: 0", ["2: requests_per_second: 0 is not more than 0.0"]),
        ("requests_per_second: .inf", ["2: requests_per_second: .inf is not a number"]),
        ("requests_per_second:", ["2: requests_per_second has no value"]),
        ("limits:\n  attempts: 1.5\n  redirects: -1", [
            "3: limits.attempts: 1.5 is not a whole number",
            "4: limits.redirects: -1 is less than 0",
        ]),
        ("gates: {failed_share: 20}", ["2: gates.failed_share: 20 is more than 1.0"]),
        ("recheck: {full_days: 0}", ["2: recheck.full_days: 0 is not more than 0.0"]),
        ("gates: 5", ["2: gates: 5 is no mapping of key: value lines"]),
        ("language: no", ["2: language: no is not text; put it in quotes"]),
        ("language: german", ["2: language: 'german' is not a language tag, such as de or de-AT"]),
        ("name: ''", ["2: name: '' is empty"]),
        ("name: [a]", ["2: name: a list is not text"]),
        ("id: Essen 2", [
            "2: id: 'Essen 2' is not an id: a lower-case letter, then lower-case letters, digits and hyphens, "
            "such as essen"
        ]),
        ("allow_private_addresses: 1", ["2: allow_private_addresses: 1 is neither true nor false"]),
        ("hosts: media.example", ["2: hosts: 'media.example' is no list"]),
        ("hosts:\n  - a.example\n  - https://b.example/", [
            "4: hosts[1]: 'https://b.example/' is not a host name, such as media.example.org, without scheme, port "
            "and path"
        ]),
        ("base_url: essen.de", ["2: base_url: 'essen.de' is not a web address, such as https://www.example.org/"]),
        ('base_url: "http://a\\nb/"', [
            "2: base_url: 'http://a\\nb/' is not a web address, such as https://www.example.org/"
        ]),
        ("time_zone: Europe/Essen", [
            "2: time_zone: 'Europe/Essen' is not a time zone of the IANA database, such as Europe/Berlin"
        ]),
        ("schedule: every hour", [
            "2: schedule: 'every hour' is not a cron line of five fields, such as 7 6-22 * * *"
        ]),
        ("release:\n  pattern: 'x('", [
            "3: release.pattern: 'x(' is not a regular expression: missing ), unterminated subpattern at position 1"
        ]),
        ("release:\n  pattern: '/a.html'", [
            "3: release.pattern: '/a.html' is not a pattern with the named group (?P<id>…), "
            "such as /release_(?P<id>[0-9]+)\\.html"
        ]),
        ("seeds: []", ["2: seeds: a list should hold at least 1"]),
        ("seeds:\n  - url: /x", [
            "3: seeds[0].kind is missing; it should be one of: list, links, feed, sitemap"
        ]),
        ("seeds:\n  - url: /x\n    kind: lists", [
            "4: seeds[0].kind: 'lists' should be one of: list, links, feed, sitemap"
        ]),
        ("seeds:\n  - {kind: links, url: /x}\n  - kind: list\n    url: /y", ["4: seeds[1].row is missing"]),
        ("seeds:\n  - kind: list\n    url: /y\n    row: 'tr['", [
            "5: seeds[0].row: 'tr[' is not a CSS selector: Expected ident or '*', got <EOF at 3>"
        ]),
        ("seeds: [/x]", ["2: seeds[0]: '/x' is no mapping of key: value lines"]),
        ("seeds:\n  - kind: list\n    url: /y\n    rows: tr", [
            "3: seeds[0].row is missing",
            f"5: unknown key 'rows' in seeds[0]; did you mean row? Allowed: {LIST_KEYS}",
        ]),
        ("request_per_second: 1", [
            f"2: unknown key 'request_per_second'; did you mean requests_per_second? Allowed: {KEYS}"
        ]),
        ("zzz: 1", [f"2: unknown key 'zzz'. Allowed: {KEYS}"]),
        ("gone:\n  extends: essen", ["3: unknown key 'extends' in gone. Allowed: checks, days"]),
        ("release:\n  <<: {pattern: x}", ["3: unknown key '<<' in release. Allowed: pattern, query"]),
        ("name: a\nid: b\nname: c", ["4: key 'name' stands twice, first on line 2"]),
        ("name: &n a\nid: *n", ["3: alias *n is refused; write the value out"]),
        ("name: !!python/name:os.system x", [
            "2: tag 'tag:yaml.org,2002:python/name:os.system' is refused; write a plain value"
        ]),
        ("name: !!int x", ["2: 'x' cannot be read as int"]),
        (f"cadence_days: 0x{'f' * 20}", ["2: '0xffffffffffffffffffff' cannot be read as int"]),
        ('name: "\\ud800"', ["2: '\\ud800' holds half a character"]),
        ("? [a, b]\n: c", ["2: a key should be a plain word"]),
        ("name: [a", [
            "3: not YAML: while parsing a flow sequence, expected ',' or ']', but got '<stream end>'"
        ]),
        ("\tname: a", [
            "2: not YAML: while scanning for the next token, found character '\\t' that cannot start any token"
        ]),
        ("name: a\n---\nname: b", [
            "3: not YAML: expected a single document in the stream, but found another document"
        ]),
        ("name: a\x07", ["2: not YAML: character U+0007 is not allowed"]),
        (f"name: {'[' * 30}", ["2: nested deeper than 20 levels"]),
    ],
)  # fmt: skip
def test_every_finding_names_its_line(folder: Path, lines: str, expected: list[str]) -> None:
    assert complaint(f"extends: essen\n{lines}\n", folder) == [f"city.yaml:{line}" for line in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "city.yaml: is empty; it should hold lines of the form key: value"),
        ("# nothing yet\n", "city.yaml: is empty; it should hold lines of the form key: value"),
        ("- a\n", "city.yaml:1: should hold lines of the form key: value, not a list"),
        ("essen\n", "city.yaml:1: should hold lines of the form key: value, not 'essen'"),
        ("extends: nowhere\n", "city.yaml:1: extends: no source file 'nowhere', and no bundled source of that name; "
         "bundled: essen, gelsenkirchen, muenster, sample"),
        ("id: a\nextends: [essen]\n", "city.yaml:2: extends: a list is no id and no path"),
        ("extends:\n", "city.yaml:1: extends: no value is no id and no path"),
        ("extends: 'a\\0b'\n", "city.yaml:1: extends: no source file 'a\\\\0b', and no bundled source of that name; "
         "bundled: essen, gelsenkirchen, muenster, sample"),
        ('extends: "a\\0b"\n', "city.yaml:1: extends: no source file 'a\\x00b', and no bundled source of that name; "
         "bundled: essen, gelsenkirchen, muenster, sample"),
        ("extends: city.yaml\n", "city.yaml:1: extends: goes in a circle: city.yaml → city.yaml"),
        ("extends: .\n", "city.yaml:1: extends: .: cannot be read: Is a directory"),
    ],
)  # fmt: skip
def test_a_file_as_a_whole(folder: Path, text: str, expected: str) -> None:
    assert complaint(text, folder) == [expected]


def test_what_is_missing_is_listed(folder: Path) -> None:
    required = [name for name, field in Source.model_fields.items() if field.is_required() and name != "id"]
    assert complaint("\n\nid: a\n", folder) == [f"city.yaml:3: {name} is missing" for name in required]


def test_ten_findings_are_enough(folder: Path) -> None:
    lines = complaint("extends: essen\n" + "".join(f"zzz{number}: 1\n" for number in range(12)), folder)
    assert len(lines) == 10
    assert lines[8].startswith("city.yaml:10: unknown key 'zzz8'")
    assert lines[9] == "… and 3 more"


def test_an_inherited_fault_is_named_where_it_stands(folder: Path) -> None:
    (folder / "base.yaml").write_text(COMPLETE.replace("language: de", "language: deutsch"), "utf-8")
    assert complaint("extends: base.yaml\nid: B\n", folder) == [
        "base.yaml:4: language: 'deutsch' is not a language tag, such as de or de-AT",
        "city.yaml:2: id: 'B' is not an id: a lower-case letter, then lower-case letters, digits and hyphens, "
        "such as essen",
    ]


def test_a_longer_circle_is_shown(folder: Path) -> None:
    (folder / "other.yaml").write_text("name: x\nextends: city.yaml\n", "utf-8")
    expected = "other.yaml:2: extends: goes in a circle: city.yaml → other.yaml → city.yaml"
    assert complaint("extends: other.yaml\n", folder) == [expected]


def test_text_in_another_encoding_is_named(folder: Path) -> None:
    (folder / "city.yaml").write_bytes("id: a\nname: Köln\n".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"^city\.yaml:2: not UTF-8: byte 0xf6; save it as UTF-8$"):
        load_source("city.yaml")


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "city.yaml").symlink_to("city.yaml")
    with pytest.raises(ConfigError, match=r"^city\.yaml: cannot be read: Too many levels of symbolic links$"):
        load_source("city.yaml")


@pytest.mark.parametrize("name", ["nowhere", "nowhere.yaml", "city.yaml/below", "a\0b", "\ud800", "a\nb"])
def test_a_name_that_is_no_source(folder: Path, name: str) -> None:
    (folder / "city.yaml").write_text(COMPLETE, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_source(name)
    expected = f"no source file {name!r}, and no bundled source of that name; bundled: {', '.join(bundled())}"
    assert str(caught.value) == expected


PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates())
KEYED = st.sampled_from([*Source.model_fields, *ListSeed.model_fields, "kind", "extends", "templates", "pattern"])
VALUES = st.recursive(
    st.one_of(PLAIN, st.sampled_from(["list", "links", "feed"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYED | st.text(), inner, max_size=4)),
    max_leaves=12,
)
FILES = st.dictionaries(KEYED | st.text(), VALUES, max_size=6)
QUICK = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(FILES, st.booleans())
def test_no_file_raises_anything_but_a_config_error(folder: Path, content: object, extends: bool) -> None:
    text = yaml.safe_dump({"extends": "essen", **content} if extends and isinstance(content, dict) else content)
    (folder / "city.yaml").write_text(text, "utf-8", "surrogatepass")
    try:
        load_source("city.yaml")
    except ConfigError as error:
        lines = str(error).splitlines()
        assert 0 < len(lines) <= 10
        assert all(line.startswith(("city.yaml:", "essen.yaml:", "… and ")) for line in lines)


@QUICK
@given(st.text(alphabet=st.characters(codec="utf-8")) | st.text("{}[]:&*!|>-'\"\\ \n\taé#%?,0x"))
def test_no_text_raises_anything_but_a_config_error(folder: Path, text: str) -> None:
    (folder / "city.yaml").write_text(text, "utf-8")
    with pytest.raises(ConfigError):
        load_source("city.yaml")
