"""What the files of a copy say of each other beyond bytes: counts, first and last days, each release's row. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tasks.verify.examine import kind_of, members, rows
from tasks.verify.links import OutsideError, resolve

Data = Mapping[str, Any]
"""What was read, by path: of a release what its row should say, of a bulk file its releases' identifiers."""
_ROW = ("id", "url", "headline", "alternativeHeadline", "datePublished", "status", "version", "images")


def disagreements(data: Data) -> Iterator[tuple[str, str]]:
    """Every path and what it says otherwise than the files that it counts or lists."""
    for source in rows(data.get("index.json"), "sources"):
        yield from (("index.json", fault) for fault in _source(source, data))
    for path in data:
        if kind_of(path) == "year":
            yield from ((path, fault) for fault in _year(path, data))


def _source(source: dict[str, Any], data: Data) -> Iterator[str]:
    name, listed = source.get("id"), rows(source, "years")
    days: list[str] = []
    for year in listed:
        index = members(data.get(_found("index.json", year)))
        found = rows(index, "releases")
        days += [str(row.get("datePublished")) for row in found]
        if not index:
            return  # it could not be read, which is a fault of its own
        if len(found) != year.get("releases"):
            yield f"{name}/{year.get('year')}: counts {year.get('releases')} releases, its index lists {len(found)}"
        if (index.get("source"), index.get("year")) != (name, year.get("year")):
            yield f"{name}/{year.get('year')}: its index is of {index.get('source')}/{index.get('year')}"
    if len(days) != source.get("releases"):
        yield f"{name}: counts {source.get('releases')} releases, its years list {len(days)}"
    if days and (min(days), max(days)) != (source.get("first"), source.get("latest")):
        yield f"{name}: from {source.get('first')} to {source.get('latest')}, its years from {min(days)} to {max(days)}"


def _year(path: str, data: Data) -> Iterator[str]:
    index = members(data[path])
    source, listed = index.get("source"), rows(index, "releases")
    ids = [str(row.get("id")) for row in listed]
    yield from (f"{id_}: listed {count} times" for id_, count in Counter(ids).items() if count > 1)
    for row in listed:
        if (release := data.get(_found(path, row))) is not None:
            yield from _row({**row, "id": f"{source}/{row.get('id')}"}, members(release))
    folder = path.removesuffix("index.json")
    if (checks := data.get(f"{folder}checks.json")) is not None:
        yield from _same(ids, members(members(checks).get("releases")), "checks.json")
    if (bulk := data.get(f"data/{folder.rstrip('/')}.ndjson.gz")) is not None:
        yield from _same([f"{source}/{id_}" for id_ in ids], bulk, "the bulk file")


def _row(row: dict[str, Any], release: dict[str, Any]) -> Iterator[str]:
    for key in _ROW:
        if row.get(key) != release.get(key):
            yield f"{row['id']}: {key} is {row.get(key)!r}, in its release.json {release.get(key)!r}"


def _same(ids: list[str], others: Any, name: str) -> Iterator[str]:
    listed = Counter(map(str, others))
    if listed != Counter(ids):
        first = min((listed - Counter(ids)) + (Counter(ids) - listed))
        yield f"{name} is of {listed.total()} releases, the index of {len(ids)}; only in one: {first}"


def _found(path: str, row: dict[str, Any]) -> str:
    try:
        return resolve(path, str(row.get("href"))) or ""
    except OutsideError:
        return ""
