import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.capture.codings import UndecodableError, UnwantedError, dechunk, decode


def raw_deflate(content: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(content) + stream.flush()


CODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "X-GZip": gzip.compress,
    "deflate": zlib.compress,
    " Deflate ": raw_deflate,
}


@pytest.mark.parametrize("coding", [None, "", "identity"])
def test_without_coding_the_body_is_the_content(coding: str | None) -> None:
    assert decode(b"text", coding, 4) == b"text"


@pytest.mark.parametrize("coding", CODERS)
@given(content=st.binary(max_size=2000))
def test_what_was_coded_comes_back(coding: str, content: bytes) -> None:
    assert decode(CODERS[coding](content), coding, len(content)) == content


@pytest.mark.parametrize("coding", CODERS)
@given(content=st.binary(min_size=1, max_size=300), data=st.data())
def test_no_part_of_it_passes_for_the_whole(coding: str, content: bytes, data: st.DataObject) -> None:
    coded = CODERS[coding](content)
    with pytest.raises(UndecodableError):
        decode(coded[: data.draw(st.integers(0, len(coded) - 1))], coding, 10_000)


@pytest.mark.parametrize("coding", CODERS)
def test_a_bomb_stops_at_the_limit(coding: str) -> None:
    bomb = CODERS[coding](bytes(20_000_000))
    tracemalloc.start()
    with pytest.raises(UnwantedError, match="larger than 1000 bytes"):
        decode(bomb, coding, 1000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, deflate", "compress"])
def test_codings_not_asked_for_are_refused(coding: str) -> None:
    with pytest.raises(UnwantedError, match="was not asked for"):
        decode(b"x", coding, 100)


def test_padding_after_gzip_is_allowed_and_nothing_else() -> None:
    assert decode(gzip.compress(b"text") + bytes(9), "gzip", 100) == b"text"
    with pytest.raises(UndecodableError, match="goes on after the end"):
        decode(gzip.compress(b"text") + gzip.compress(b"more"), "gzip", 100)


@pytest.mark.parametrize(
    ("body", "content"),
    [
        (b"4\r\nMarg\r\n5;name=value\r\narete\r\n0\r\n\r\n", b"Margarete"),
        (b"0\r\n\r\n", b""),
        (b"A \r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n", b"0123456789"),
        (b"<html>undone before</html>", b"<html>undone before</html>"),
        (b"", b""),
    ],
)
def test_chunks_are_put_together(body: bytes, content: bytes) -> None:
    assert dechunk(body) == content


@pytest.mark.parametrize(
    "body", [b"4\r\nMarg", b"4\r\nMarg\r\n", b"4\r\nMargarete\r\n0\r\n\r\n", b"4\r\nMarg\r\nzz\r\n"]
)
def test_chunks_that_end_early_are_an_error(body: bytes) -> None:
    with pytest.raises(UndecodableError, match="ends within its chunks"):
        dechunk(body)
