"""A copy on a host: any that serves files will do; what it answers is not trusted."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from infra.s3 import S3Access
from tasks.verify import Host, Verdict, open_host, verify
from tests.tasks.hostile import Answer, Hostile, answer, broken, redirect, serve
from tests.tasks.publish.archives import PHOTO, Archive, sha

IMAGE = f"images/{sha(PHOTO)[:2]}/{sha(PHOTO)}.jpg"
PAGE = "auenstadt/2026/1003/index.html"


@contextmanager
def hosted(tree: dict[str, bytes], **answers: Answer | list[Answer]) -> Iterator[Hostile]:
    """The tree below `/presse/` of a server, with these answers in place of the image's or the page's."""
    with serve() as server:
        server.routes |= {f"/presse/{path}": answer(body) for path, body in tree.items()}
        server.routes |= {f"/presse/{ {'image': IMAGE, 'page': PAGE}[name] }": one for name, one in answers.items()}
        yield server


def check(server: Hostile, path: str = "/presse", pauses: list[float] | None = None) -> Verdict:
    with httpx.Client(trust_env=False) as client:
        slept = [] if pauses is None else pauses
        return verify(Host(server.url(path, "127.0.0.1"), client, pause=slept.append))


def lines(verdict: Verdict) -> str:
    return "\n".join(map(str, verdict.faults))


@pytest.mark.parametrize("path", ["/presse", "/presse/", "/presse/index.html", "/presse/index.json"])
def test_a_sound_copy_by_any_of_its_names(tree: dict[str, bytes], path: str) -> None:
    with hosted(tree) as server:
        verdict = check(server, path)
        assert (verdict.faults, verdict.files) == ((), len(tree))
        asked = [request.path for request in server.received]
        assert all(one.startswith("/presse/") for one in asked)
        assert len(asked) == len(set(asked)) == len(tree)
        assert {request.headers["Accept-Encoding"] for request in server.received} == {"identity"}


def test_a_copy_on_an_s3_endpoint(standing: Archive, s3: S3Access) -> None:
    address = f"{s3.endpoint_url.rstrip('/')}/{standing.store.bucket.name}/public/"
    with open_host(address, "Leserin/1.0") as host:
        verdict = verify(host)
    assert verdict.faults == ()
    assert verdict.files > 30


def test_whole_addresses_of_the_copy_itself_are_followed(tree: dict[str, bytes]) -> None:
    with hosted(tree) as server:
        link = server.url("/presse/nowhere.html", "127.0.0.1")
        server.routes[f"/presse/{PAGE}"] = answer(tree[PAGE].replace(b"</main>", f'<a href="{link}">'.encode()))
        assert lines(check(server)) == f"nowhere.html: answers 404; named by {PAGE}"


def test_a_host_that_is_busy_or_breaks_off_is_given_time(tree: dict[str, bytes]) -> None:
    half = answer(PHOTO)[:-3]
    busy: list[Answer] = [answer(b"", "503 Service Unavailable"), broken(half), answer(PHOTO)]
    pauses: list[float] = []
    with hosted(tree, image=busy) as server:
        assert check(server, pauses=pauses).faults == ()
    assert pauses == [1.0, 5.0]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (answer(b"", "503 Service Unavailable"), "cannot be had (answers 503)"),
        (answer(b"", "403 Forbidden"), "answers 403"),
        (broken(b""), "cannot be had ("),
        (broken(b"nonsense\r\n\r\n"), "cannot be had ("),
        (answer(b"no gzip", "200 OK", "Content-Encoding: gzip"), "answered wrongly"),
        (redirect("https://elsewhere.example/x.jpg"), "leads out of the copy, to https://elsewhere.example/x.jpg"),
        (redirect("/presse/../secret"), "leads out of the copy, to http"),
        (redirect(f"/presse/{IMAGE}"), "redirected again and again"),
    ],
)
def test_an_answer_that_is_none_is_a_fault(tree: dict[str, bytes], given: Answer, words: str) -> None:
    with hosted(tree, image=given) as server:
        found = lines(check(server))
        assert found.startswith(f"{IMAGE}: {words}")
        assert "\n" not in found


def test_a_page_may_have_another_name_within_the_copy(tree: dict[str, bytes]) -> None:
    with hosted(tree, page=redirect("./")) as server:
        server.routes["/presse/auenstadt/2026/1003/"] = answer(tree[PAGE])
        assert check(server).faults == ()


def test_pages_without_an_end_are_left(tree: dict[str, bytes]) -> None:
    class Endless(Hostile):
        def answer_to(self, path: str) -> Answer:
            return answer(f'<a href="{path[-8:].strip("/")}/a/index.html">'.encode())

    with serve() as server:
        server.__class__ = Endless
        verdict = check(server, "/")
    assert "no path of an archive" in lines(verdict)


@pytest.mark.parametrize("address", ["http://", "ftp://a.example/", "http://a.example/?x=1", "https://a.example/#x"])
def test_what_is_no_address_of_a_folder(address: str) -> None:
    with pytest.raises(ValueError, match=r".*"), open_host(address, "Leserin/1.0"):
        pass
