"""Putting right what other evidence allows, object by object; nothing is written that its digests do not bear out.

Every write is conditional on what was found, so a run at work is never overwritten. Each repair says why it could not
be done, where it could not. What can be rebuilt from what is in `tasks.audit.remedies`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple

from tasks.audit.fixity import capture_digest, examine, homes_of
from tasks.audit.places import ROOTS, SEALED, copy_key, place_of
from tasks.audit.reading_again import Rules, read_again
from tasks.audit.rebuild import capture_around, content_in
from tasks.audit.survey import Survey
from tasks.capture.warc import Page, read_capture
from tasks.publish.press import at_once, kind_of
from tasks.site.rendering import assets
from tasks.store.bucket import FOREVER, JSON, Bucket, Kind, Stored
from tasks.store.store import WARC, Store
from tasks.types.audit import Finding, Notice
from tasks.types.ledger import Ledger

Candidates = Iterator[Stored]
Misfits = Mapping[str, Sequence[Stored]]
"""Bytes that stand under a wrong name, by the keys under which they belong."""


class Done(NamedTuple):
    """Why a repair could not be done; what is to be known of one that was."""

    refused: list[Notice]
    told: list[Notice]


@dataclass(frozen=True)
class Repair:
    """One round of repairs, by what one look found."""

    store: Store
    survey: Survey
    rules: Rules

    @property
    def bucket(self) -> Bucket:
        return self.store.bucket

    @cached_property
    def wrong(self) -> dict[str, Finding]:
        """What is missing or damaged, by key."""
        return {one.key: one for one in self.survey.findings if one.kind in ("missing", "damaged")}

    @cached_property
    def misfits(self) -> Misfits:
        """Bytes that stand under a wrong name, by the keys under which they belong and are wanted."""
        found: dict[str, list[Stored]] = defaultdict(list)
        by_digest = {claim.sha256: key for key, claim in self.survey.claims.items() if claim.sha256}
        names = {place_of(key).digest: key for key in self.wrong if place_of(key).room in ("capture", "medium")}
        for key in sorted({one.key for one in self.survey.findings if one.kind in ("damaged", "stray")}):
            stored = self.bucket.look(key)
            if stored is None:
                continue
            sha256, named = stored.sha256, capture_digest(stored.body)[:16]
            homes = {by_digest.get(sha256), names.get(sha256), names.get(named), *homes_of(stored.body)}
            for home in homes & self.wrong.keys() - {key}:
                found[str(home)].append(stored)
        return found

    def run(self) -> Done:
        """Repair what can be repaired without publishing."""
        # All is found before anything is written: two may be swapped.
        bodies = zip(self.wrong, at_once(partial(self._found, self.misfits), self.wrong), strict=True)
        found = {key: body for key, body in bodies if body}
        older = [self._older(key, body) for key, body in found.items()]
        refused = [self._write(key, body) for key, body in found.items()]
        astray = {one.key for one in self.survey.findings if one.kind in ("damaged", "stray")}
        refused += [self._remove(key) for key in sorted(astray - self.survey.claims.keys())]
        return Done([one for one in refused if one], [one for one in older if one])

    def _found(self, misfits: Misfits, key: str) -> Stored | None:
        """The bytes that belong under that key, from wherever they can be had."""
        standing = self.bucket.look(key)
        for candidate in chain(misfits.get(key, ()), self._candidates(key, standing)):
            if self._belongs(key, candidate, standing):
                return candidate
        return None

    def _candidates(self, key: str, standing: Stored | None) -> Candidates:
        room, place = place_of(key).room, place_of(key)
        if room in ROOTS:
            yield from self._looked(copy_key(key))
        elif room == "copy":
            yield from self._looked(place.of)
        elif room == "medium":
            yield from self._payloads(place.digest)
        elif room == "asset":
            yield from (Stored(body, "") for path, body in assets().items() if f"public/{path}" == key)
        elif room == "content":
            yield from self._contents(key)
        elif room == "capture" and standing:
            yield from self._captures(key, standing)

    def _looked(self, key: str) -> Candidates:
        stored = self.bucket.look(key) if self.survey.is_sound(key) else None
        yield from [stored] if stored else []

    def _payloads(self, digest: str) -> Candidates:
        """What sound captures hold with that digest."""
        for key, one in self.survey.examined.items():
            if one.content == digest and (stored := self.bucket.look(key)):
                held = read_capture(stored.body)
                yield from [Stored(held.content, "")] if isinstance(held, Page) else []

    def _contents(self, key: str) -> Candidates:
        """The content as its published versions say it, or else as its captured page is read again."""
        place = place_of(key)
        for ledger in self._ledgers(place.source):
            entry = ledger.entries.get(place.release)
            for number, version in entry.numbered.items() if entry else ():
                path = f"public/{place.source}/{ledger.shard}/{place.release}/v{number}.json"
                if version.content == place.digest and self.survey.is_sound(path):
                    said = self.bucket.look(path)
                    content = content_in(said.body) if said else None
                    yield from [Stored(content.encode(), "")] if content else []
            if entry and place.source in self.rules:
                again = read_again(self.store, self.rules[place.source], entry, place.digest)
                yield from (Stored(one.encode(), "") for one in again)

    def _ledgers(self, source: str) -> Iterator[Ledger]:
        return (one for one in self.survey.roots.values() if isinstance(one, Ledger) and one.source == source)

    def _captures(self, key: str, standing: Stored) -> Candidates:
        """The capture around the published original of what it holds."""
        claim = self.survey.claims.get(key)
        held = claim.content if claim else None
        for path, known in self.survey.claims.items() if held else ():
            if known.sha256 == held and place_of(path).room == "medium" and self.survey.is_sound(path):
                original = self.bucket.look(path)
                rebuilt = capture_around(standing.body, original.body) if original else None
                yield from [Stored(rebuilt, "")] if rebuilt else []

    def _belongs(self, key: str, candidate: Stored, standing: Stored | None) -> bool:
        """Whether these bytes are the ones: by name and claim, and by a seal where only that vouches for all."""
        if examine(key, candidate.body, None, self.survey.claims.get(key)).wrong:
            return False
        room = place_of(key).room
        if standing and standing.seal and not standing.is_sealed:
            return candidate.sha256 == standing.seal
        return room not in SEALED or room == "content" or candidate.is_sealed

    def _older(self, key: str, stored: Stored) -> Notice | None:
        """What is to be known of a ledger put back by its copy, where nothing tells that this was its last word."""
        if place_of(key).room not in ("ledger", "record") or self.misfits.get(key):
            return None
        standing = self.bucket.look(key)
        if standing and standing.seal == stored.sha256:
            return None
        return Notice(key=key, what="put back as it stood at the last audit: what was observed since is not in it")

    def _write(self, key: str, stored: Stored) -> Notice | None:
        standing = self.bucket.look(key)
        if self.bucket.replace(key, stored.body, self._kind(key), standing.etag if standing else None):
            return None
        return Notice(key=key, what="was changed by another writer while it was to be repaired; audit again")

    def _kind(self, key: str) -> Kind:
        claim = self.survey.claims.get(key)
        match place_of(key).room:
            case "capture":
                return WARC
            case "medium" if claim and claim.media_type:
                return Kind(claim.media_type, FOREVER)
            case "asset":
                return kind_of(key, FOREVER)
            case "file":
                return kind_of(key)
            case _:
                return JSON

    def _remove(self, key: str) -> Notice | None:
        """Remove what nothing names, where its bytes stand soundly where they belong."""
        stored = self.bucket.look(key)
        if stored is None or key in homes_of(stored.body):
            return None
        if self._stands_at_home(stored) or self._is_derived(key):
            self.bucket.delete(key)
            return None
        return Notice(key=key, what="stays: its bytes stand nowhere else under a name that is theirs")

    def _stands_at_home(self, stored: Stored) -> bool:
        """Whether those bytes stand under a key that names them, as it was found or as it was put right."""
        claimed = self.survey.claims.keys() & self.survey.examined.keys()
        held = {
            key for key in claimed if self.survey.examined[key].sha256 == stored.sha256 and self.survey.is_sound(key)
        }
        wanted = {home for home, found in self.misfits.items() if any(one.body == stored.body for one in found)}
        return any(other and other.body == stored.body for other in map(self.bucket.look, sorted(held | wanted)))

    def _is_derived(self, key: str) -> bool:
        """Whether that is an image or file that a sound capture holds, or made of one."""
        place = place_of(key)
        if place.room in ("rendition", "sheet"):
            return True
        captured = {one.content for one in self.survey.examined.values() if not one.wrong}
        return place.room == "medium" and self.survey.is_sound(key) and place.digest in captured
