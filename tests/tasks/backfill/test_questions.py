"""Questions to indexes, answered by the stand-in's servers."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from config.backfill import Index
from config.load import load_source
from config.source import Source
from tasks.backfill.questions import as_source, ask, prefixes
from tasks.errors import ReadingError
from tasks.types.web import Exchange, Fetched
from tests.city.captures import BLOCK, PYWB, SERVERS, WAYBACK, WebCapture

HOST = "www.anderstadt.example"
CAPTURES = [WebCapture(f"http://{HOST}:80/presse/{id_}.html", f"20190{id_}01080000") for id_ in range(1, 8)]


def source(**rules: object) -> Source:
    return load_source("essen").model_copy(
        update={"base_url": f"https://{HOST}/", "hosts": ("anderstadt.example", "alt.anderstadt.example"), **rules}
    )


def fetched(url: str, status: int, body: bytes) -> Fetched:
    at = datetime(2026, 5, 4, tzinfo=UTC)
    return Fetched((Exchange(at, url, (), status, "", "HTTP/1.1", (), body, "192.0.2.1"),), body)


class Server:
    """An index that answers from these captures, and what it was asked."""

    def __init__(self, path: str, captures: list[WebCapture]) -> None:
        self.path, self.captures, self.asked = path, captures, list[str]()

    def __call__(self, url: str) -> Fetched:
        self.asked.append(url)
        answer = SERVERS[self.path](self.captures, parse_qs(urlsplit(url).query))
        return fetched(url, answer.status, answer.body)


def index(kind: str, **rules: object) -> Index:
    return Index.model_validate({"kind": kind, "url": f"https://index.example{kind_path(kind)}", **rules})


def kind_path(kind: str) -> str:
    return WAYBACK if kind == "wayback" else PYWB


def listed(answers: Iterator[tuple[object, ...]]) -> list[str]:
    return [row.url for rows in answers for row in rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "rules", "requests"), [("wayback", {"rows": 3}, 3), ("pywb", {}, 1 + 7 // BLOCK + 1)])
def test_answer_by_answer_until_everything_is_listed(kind: str, rules: dict[str, int], requests: int) -> None:
    server = Server(kind_path(kind), [*CAPTURES, WebCapture(f"http://{HOST}/presse/9.html", "2019", status="404")])
    assert listed(ask(index(kind, **rules), f"{HOST}/presse/", server)) == [one.url for one in CAPTURES]
    assert len(server.asked) == len(set(server.asked)) == requests


@pytest.mark.parametrize("kind", ["wayback", "pywb"])
def test_an_index_that_knows_nothing_lists_nothing(kind: str) -> None:
    server = Server(kind_path(kind), CAPTURES)
    assert listed(ask(index(kind), "other.example/", server)) == []
    assert len(server.asked) == 1


def test_captures_of_one_content_in_a_row_count_once() -> None:
    same = [WebCapture(CAPTURES[0].url, f"2019010{day}080000") for day in range(1, 6)]
    changed = WebCapture(CAPTURES[0].url, "20190106080000", digest="SHA2")
    assert len(listed(ask(index("wayback"), f"{HOST}/", Server(WAYBACK, [*same, changed])))) == 2


def test_more_answers_than_allowed_are_an_error_not_a_shorter_list() -> None:
    for kind in ("wayback", "pywb"):
        with pytest.raises(ReadingError, match=r"more than 2 answers .*narrow backfill\.paths"):
            list(ask(index(kind, rows=1, max_pages=2), f"{HOST}/", Server(kind_path(kind), CAPTURES)))


def test_an_index_that_leads_in_a_circle_is_left() -> None:
    answer = b'[["original","timestamp"],["http://a.example/","2019"],[],["key here"]]'
    with pytest.raises(ReadingError, match=r"run in a circle: .*resumeKey=key\+here"):
        list(ask(index("wayback"), HOST, lambda url: fetched(url, 200, answer)))


@pytest.mark.parametrize(
    ("kind", "status", "body", "message"),
    [
        ("wayback", 404, b"", "answered 404"),
        ("wayback", 200, b"org.archive.util.io.RuntimeIOException: Blocked Site Error", "no line of an index"),
        ("pywb", 200, b"<html>", "does not say how many pages"),
        ("pywb", 410, b"", "answered 410"),
    ],
)
def test_what_is_no_answer_is_an_error(kind: str, status: int, body: bytes, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        list(ask(index(kind), HOST, lambda url: fetched(url, status, body)))


def test_every_host_and_path_is_asked_for_once() -> None:
    city = source(backfill=source().backfill.model_copy(update={"paths": ("/meldungen/", "/presse/")}))
    assert prefixes(city) == (
        "www.anderstadt.example/meldungen/",
        "www.anderstadt.example/presse/",
        "alt.anderstadt.example/meldungen/",
        "alt.anderstadt.example/presse/",
    )


def test_an_index_is_a_site_of_its_own() -> None:
    site = as_source(index("wayback", requests_per_second=0.1, seconds=7), source(allow_private_addresses=True))
    assert site.all_hosts == {"index.example"}
    assert (site.requests_per_second, site.limits.seconds, site.allow_private_addresses) == (0.1, 7, False)
