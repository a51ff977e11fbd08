"""Repair by publishing: what is published is derived, so what is wrong with it is written anew."""

from collections.abc import Iterator

from tasks.audit.places import place_of
from tasks.audit.survey import Survey
from tasks.errors import PressearchivError
from tasks.publish import everything, publish
from tasks.publish.press import kind_of
from tasks.site.rendering import Site
from tasks.store.store import Store
from tasks.types.audit import Finding, Notice

Volume = tuple[str, str]
"""A source and a year."""


def republish(store: Store, survey: Survey, site: Site) -> list[Notice]:
    """Publish every year with which something is wrong, and what stands above; why that could not be done."""
    wanted = {volume for one in survey.findings for volume in _volumes(one)}
    if not wanted:
        return []
    for finding in survey.findings:
        _make_way(store, survey, finding)
    try:
        held = everything(store)
    except PressearchivError as error:
        return [Notice(key="ledger/", what=str(error))]
    newest = {(source, str(max(years))) for source, (_, years) in held.items() if years}
    said = []
    for source, year in sorted((wanted | newest) - {("", "")}):
        if source in held and year.isdecimal():
            try:
                publish(store, {source: (held[source][0], (int(year),))}, site)
            except PressearchivError as error:
                said.append(Notice(key=f"edition/{source}/{year}.json", what=str(error)))
    return said


def _volumes(finding: Finding) -> Iterator[Volume]:
    """The years to be published for that finding; none of its own where it stands above the years."""
    for key in (finding.key, *([finding.named_by] if finding.named_by else [])):
        place = place_of(key)
        if place.room == "year" or (place.room == "ledger" and finding.kind == "stray"):
            yield place.source, place.shard
        elif place.room in ("root", "shelves", "asset", "file", "rendition", "sheet"):
            yield _of_path(key.split("/"))


def _of_path(parts: list[str]) -> Volume:
    is_within_year = len(parts) > 3 and parts[2].isdecimal()
    return (parts[1], parts[2]) if is_within_year else ("", "")


def _make_way(store: Store, survey: Survey, finding: Finding) -> None:
    """What publishing would pass over or stumble on: what is derived and damaged, a file listed as it should be."""
    key, claim = finding.key, survey.claims.get(finding.key)
    if finding.kind != "damaged":
        return
    match place_of(key).room:
        case "year" | "shelves" | "root":
            stored = store.bucket.look(key)
            if stored and not stored.is_sealed:
                store.bucket.delete(key)
        case "rendition" | "sheet":
            store.bucket.delete(key)
        case "file" if claim and claim.etag == survey.listing[key].etag:
            stored = store.bucket.look(key)
            if stored and stored.sha256 != claim.sha256:
                # Written as it is, it is listed otherwise than remembered. Its edition vouches for it, not its seal.
                store.bucket.put(key, stored.body, kind_of(key))
        case _:
            pass
