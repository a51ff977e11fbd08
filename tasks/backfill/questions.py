"""Questions to an index: what is asked, answer by answer until the last. Pure: who fetches is given.

| server | is asked | goes on by |
|---|---|---|
| `wayback` | `url=PREFIX&matchType=prefix&output=json&limit=N&showResumeKey=true` | `resumeKey=`, as the answer ends |
| `pywb` | the same with `showNumPages=true` first: how many pages | `page=0`, `1`, … |

Of captures of one address with one content, following each other, the first is enough. An index that knows nothing
answers with an empty list (wayback), 404 or no page (pywb).
"""

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote_plus, urlencode, urlsplit

from config.backfill import Index
from config.source import Source
from tasks.backfill.cdx import Row, read_rows
from tasks.capture.surt import surt
from tasks.errors import ReadingError
from tasks.types.web import Fetched

Fetch = Callable[[str], Fetched]
_ENCODED = re.compile(r"[A-Za-z0-9%+._~!*()'-]+")


def prefixes(source: Source) -> tuple[str, ...]:
    """What an index is asked for: every host of the source with every path; `www.` makes no difference to indexes."""
    hosts = sorted(source.all_hosts, key=lambda host: (not host.startswith("www."), host))
    wanted: dict[str, str] = {}
    for prefix in (f"{_authority(host, source)}{path}" for host in hosts for path in source.backfill.paths):
        wanted.setdefault(surt(f"http://{prefix}"), prefix)
    return tuple(wanted.values())


def _authority(host: str, source: Source) -> str:
    base = urlsplit(source.base_url)
    return base.netloc if host == base.hostname else f"[{host}]" if ":" in host else host


def as_source(index: Index, source: Source) -> Source:
    """The index as a site of its own: its host alone, its pace, its limits."""
    limits = source.limits.model_copy(
        update={"seconds": index.seconds, "attempts": index.attempts, "retry_wait": index.retry_wait}
    )
    return source.model_copy(
        update={
            "base_url": index.url,
            "hosts": (),
            "requests_per_second": index.requests_per_second,
            "allow_private_addresses": index.allow_private_addresses,
            "limits": limits,
        }
    )


def ask(index: Index, prefix: str, fetch: Fetch) -> Iterator[tuple[Row, ...]]:
    """What the index lists below that prefix, one answer after the other; `ReadingError` where it is no such answer."""
    yield from _ask_wayback(index, prefix, fetch) if index.kind == "wayback" else _ask_pywb(index, prefix, fetch)


def _ask_wayback(index: Index, prefix: str, fetch: Fetch) -> Iterator[tuple[Row, ...]]:
    wanted = (
        ("url", prefix),
        ("matchType", "prefix"),
        ("output", "json"),
        ("fl", "original,timestamp,statuscode,digest,length"),
        ("filter", "statuscode:200"),
        ("collapse", "digest"),
        ("limit", str(index.rows)),
        ("showResumeKey", "true"),
    )
    first = f"{index.url}?{urlencode(wanted)}"
    asked, onward = {first}, first
    while True:
        found = read_rows(_content(onward, fetch), index.name)
        yield found.rows
        if found.resume is None:
            return
        onward = f"{first}&resumeKey={_encoded(found.resume)}"
        if onward in asked:
            raise ReadingError(f"{index.name}: its answers run in a circle: {onward} comes again")
        asked.add(onward)
        _refuse_more(index, prefix, len(asked))


def _ask_pywb(index: Index, prefix: str, fetch: Fetch) -> Iterator[tuple[Row, ...]]:
    wanted = (
        ("url", prefix),
        ("matchType", "prefix"),
        ("output", "json"),
        ("fl", "url,timestamp,status,digest,length,offset,filename"),
        ("filter", "=status:200"),
        ("pageSize", "1"),
    )
    question = f"{index.url}?{urlencode(wanted)}"
    pages = _pages(f"{question}&showNumPages=true", index, fetch)
    _refuse_more(index, prefix, pages)
    for page in range(pages):
        address = f"{question}&page={page}"
        answer = fetch(address)
        yield () if answer.status == 404 else read_rows(_whole(answer, address), index.name).rows


def _pages(address: str, index: Index, fetch: Fetch) -> int:
    answer = fetch(address)
    if answer.status == 404:
        return 0
    try:
        said = json.loads(_whole(answer, address))
        return int(said["pages"] if isinstance(said, dict) else said)
    except (ValueError, KeyError, TypeError) as error:
        raise ReadingError(f"{index.name}: does not say how many pages it has for that question: {address}") from error


def _content(address: str, fetch: Fetch) -> bytes:
    return _whole(fetch(address), address)


def _whole(answer: Fetched, address: str) -> bytes:
    if answer.status != 200:
        raise ReadingError(f"{address}: answered {answer.status}")
    return answer.content


def _encoded(key: str) -> str:
    """A resume key as it is sent back: servers give it encoded already, or as it is."""
    return key if _ENCODED.fullmatch(key) else quote_plus(key)


def _refuse_more(index: Index, prefix: str, pages: int) -> None:
    if pages > index.max_pages:
        raise ReadingError(
            f"{index.name}: more than {index.max_pages} answers for {prefix} (max_pages); narrow backfill.paths"
        )
