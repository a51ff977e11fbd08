"""`pressearchiv check`: what a source file finds on the site now, shown field by field; nothing is stored."""

from collections.abc import Iterator
from typing import TextIO

from config.source import Source
from tasks.discover import Discovery, discover
from tasks.errors import FetchError, ReadingError
from tasks.evidence import Fetch
from tasks.normalise import normalise
from tasks.parse.page import read_page
from tasks.types.reading import Reading
from tasks.types.web import Find

SHOWN = 3
"""How many of the newest releases are read."""


def check_source(source: Source, fetch: Fetch, out: TextIO) -> bool:
    """Write what the seeds list and how the newest releases read; whether all of it is sound."""
    limit = source.limits.page_bytes
    # Everything counts as known: each list is asked for its first page only.
    found = discover(source, lambda url: fetch(url, limit=limit), lambda _: True, full=False, since=None, until=None)
    out.writelines(f"{line}\n" for line in _seeds(found))
    readings = [_check_release(source, fetch, find, out) for find in found.finds[:SHOWN]]
    return bool(readings) and all(readings)


def _seeds(found: Discovery) -> Iterator[str]:
    for seed in found.seeds:
        yield f"{seed.kind:8} {seed.url}: {seed.finds} releases{f' — {seed.problem}' if seed.problem else ''}"
    yield f"{len(found.finds)} releases in all"


def _check_release(source: Source, fetch: Fetch, find: Find, out: TextIO) -> bool:
    out.write(f"\n{find.url}\n")
    try:
        fetched = fetch(find.url, limit=source.limits.page_bytes)
        if fetched.status != 200:
            out.write(f"  answered {fetched.status}\n")
            return False
        reading = read_page(fetched.content, fetched.answer.header("content-type"), fetched.url, source)
    except (FetchError, ReadingError) as error:
        out.write(f"  {error}\n")
        return False
    out.writelines(f"  {line}\n" for line in _fields(reading, find, source))
    return True


def _fields(reading: Reading, find: Find, source: Source) -> Iterator[str]:
    content = normalise(reading, find.id, find.url, {}, source)
    rules = reading.rules
    publisher = content.publisher.model_dump(exclude_none=True, exclude={"type_"}) if content.publisher else {}
    printed = ", ".join(f"{name}: {value}" for name, value in publisher.items())
    length = f"{len(content.body)} blocks, {len(content.article_body)} characters, {len(content.citation)} links"
    yield f"template   {reading.template}"
    yield f"headline   {content.headline}  [{rules['title']}]"
    yield f"subtitle   {content.alternative_headline or '–'}  [{rules['subtitle']}]"
    yield f"date       {content.date_published}  [{rules['date']}]"
    yield f"body       {length}"
    yield f"publisher  {printed or '–'}  [{rules['publisher']}]"
    for image in content.image:
        credit = f"{image.credit_text} [{image.credit_evidence}]" if image.credit_text else "no credit"
        yield f"image      {image.url}: {image.caption or image.description or '–'} — {credit}"
    for file in content.associated_media:
        yield f"file       {file.url}: {file.name}"
    for finding in reading.findings:
        yield f"notice     {finding}"
