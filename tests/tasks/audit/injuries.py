"""Injuries at random: what rot, a slip of the hand or a broken restore does to objects, and what each one must come to.

Rot changes bytes under a seal that stays; a slip moves objects with their seals. Injuries of one round hit different
pieces of evidence: what one of them destroys another one does not need.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal

from tasks.audit.places import COPIES, place_of
from tasks.types.ledger import Ledger
from tests.tasks.audit.archives import Archive

Way = Literal["flip", "truncate", "delete", "swap", "swap with seals", "duplicate", "overwrite"]
WAYS: tuple[Way, ...] = ("flip", "truncate", "delete", "swap", "swap with seals", "duplicate", "overwrite")


@dataclass(frozen=True)
class Injury:
    """What was done, to which objects; `keys` are to be named by the audit."""

    way: Way
    keys: tuple[str, ...]

    @property
    def loses_bytes(self) -> bool:
        """Whether the bytes are nowhere any more."""
        return self.way in ("flip", "truncate", "delete", "overwrite")


def injure(archive: Archive, random: Random, number: int) -> list[Injury]:
    """So many injuries, each to evidence of its own."""
    keys = sorted(archive.store.bucket.etags(""))
    clusters = _clusters(archive, keys)
    random.shuffle(keys)
    free = _one_of_each(keys, clusters)
    made: list[Injury] = []
    for place in range(number):
        way = WAYS[place % len(WAYS)]
        made.append(_Hand(archive, random).do(way, free))
    return made


def _one_of_each(keys: list[str], clusters: Mapping[str, str]) -> Iterator[str]:
    taken: set[str] = set()
    for key in keys:
        if clusters[key] not in taken:
            taken.add(clusters[key])
            yield key


def _clusters(archive: Archive, keys: list[str]) -> dict[str, str]:
    """What belongs together: all of a release with its pictures, a root with its copy."""
    releases: dict[str, str] = {}
    for shard in archive.store.shards(archive.source.id):
        ledger: Ledger = archive.store.read_ledger(archive.source.id, shard)
        for entry in ledger.entries.values():
            for medium in (one for held in entry.media.values() for one in held):
                releases.setdefault(medium.sha256, entry.id)
    return {key: _cluster(key, releases) for key in keys}


def _cluster(key: str, releases: Mapping[str, str]) -> str:
    place, parts = place_of(key), key.split("/")
    if place.room in ("capture", "content") and place.release != "lists":
        return place.release
    if place.room == "medium":
        return releases[place.digest]
    if place.room == "file" and len(parts) > 4:
        return parts[3]
    return key.removeprefix(COPIES)


class _Hand:
    def __init__(self, archive: Archive, random: Random) -> None:
        self._client = archive.bucket.client
        self._name = archive.bucket.name
        self._random = random

    def do(self, way: Way, keys: Iterator[str]) -> Injury:
        key = next(keys)
        body, seal = self._get(key)
        match way:
            case "flip":
                self._put(key, self._flipped(body), seal)
            case "truncate":
                self._put(key, body[: self._random.randrange(len(body))], seal)
            case "delete":
                self._client.delete_object(Bucket=self._name, Key=key)
            case "overwrite":
                self._put(key, self._random.randbytes(len(body)), {})
            case "swap" | "swap with seals":
                other = next(keys)
                theirs, their_seal = self._get(other)
                moved = way == "swap with seals"
                self._put(key, theirs, their_seal if moved else seal)
                self._put(other, body, seal if moved else their_seal)
                return Injury(way, (key, other))
            case "duplicate":
                copy = self._elsewhere(key)
                self._put(copy, body, seal)
                return Injury(way, (copy,))
        return Injury(way, (key,))

    def _flipped(self, body: bytes) -> bytes:
        bit = self._random.randrange(8 * len(body))
        flipped = bytearray(body)
        flipped[bit // 8] ^= 1 << bit % 8
        return bytes(flipped)

    def _elsewhere(self, key: str) -> str:
        """Another name, as a slip of the hand would give it: in the same folder, or where its like stands."""
        place, folder = place_of(key), key.rsplit("/", 1)[0]
        digest = f"{self._random.getrandbits(64):016x}"
        likely: dict[str, tuple[str, ...]] = {
            "capture": (key.replace(f"/{place.release}/", "/4711/"), key.replace(place.digest, digest)),
            "content": (key.replace(f"/{place.release}/", "/4711/"), f"{folder}/{digest * 4}.json"),
            "medium": (f"{key}.bak", f"{key.rsplit('.', 1)[0]}.tiff", key.replace("/images/", "/files/")),
            "ledger": (f"{folder}/{self._random.randrange(1900, 1999)}.json",),
            "year": (f"{folder}/{self._random.randrange(1900, 1999)}.json",),
            "report": (f"{folder}/19{self._random.randrange(10, 99)}0101T000000Z.json",),
        }
        return self._random.choice((*likely.get(place.room, ()), f"{folder}/{digest}.json", f"attic/{digest}"))

    def _get(self, key: str) -> tuple[bytes, dict[str, str]]:
        answer = self._client.get_object(Bucket=self._name, Key=key)
        return answer["Body"].read(), answer["Metadata"]

    def _put(self, key: str, body: bytes, metadata: dict[str, str]) -> None:
        self._client.put_object(Bucket=self._name, Key=key, Body=body, Metadata=metadata)
