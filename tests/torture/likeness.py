"""Whether two archives are alike, times aside: what they hold, with all put aside that no two runs have in common.

What may differ between a run and another over the same city, and nothing else:

- times at or after the run's first moment, the names of captures, which hold such a time, and records' random ids;
- digests and ETags of objects that hold what may differ: each is replaced by the name of the object that it is of;
- what was checked again, or by several runs at once, and found the same: further checks, captures that say `unchanged`,
  further captures of the same content;
- the order of changes that an archive noticed within one run;
- an edition's revision, and what it was made from: `soundness` asks instead whether anything is left to publish;
- what the archive tells of its runs, one by one (`_OF_RUNS`), and a source's agenda, which is made of its ledgers.
"""

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from itertools import islice
from typing import Any

from tasks.audit.places import COPIES
from tasks.capture.warc import Page, read_capture
from tasks.ledger.checks import Check, decode
from tasks.store.bucket import Bucket
from tests.tasks.publish.tree import read_all

_OF_RUNS = re.compile(r"(audit/copies/)?(health/.*|public/status\.(json|html)|ledger/[^/]+/agenda\.json)")
_MADE = ("madeFrom", "digest", "parts", "revision", "revisions", "volumes")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
_CAPTURE = re.compile(r"captures/[^\"/]+/[^\"/]+/(\d{8}T\d{6}Z)-[0-9a-f]{16}\.warc\.gz")
_HEX = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b")
_RECORD = re.compile(r"urn:uuid:[0-9a-f-]{36}")
_MOMENT = re.compile(r"(<time datetime=\"<time>\">)[^<]*|\d{1,2}\. \w+ \d{4}, \d\d:\d\d Uhr")
_ENTRY = re.compile(r"<entry\b.*?</entry>", re.DOTALL)


@dataclass(frozen=True)
class Likeness:
    """An archive with all put aside that may differ: its objects' texts by key, and the captures that say `unchanged`.

    The captures that hold content stand among the objects.
    """

    objects: dict[str, str]
    revisits: frozenset[str]


def differences(one: Likeness, other: Likeness, most: int = 12) -> list[str]:
    """How the other archive is unlike the one, a line each."""
    lost = [f"missing: {key}" for key in one.objects.keys() - other.objects.keys()]
    more = [f"surplus: {key}" for key in other.objects.keys() - one.objects.keys()]
    lost += [f"missing: {key}" for key in one.revisits - other.revisits]
    changed: list[str] = []
    for key in sorted(one.objects.keys() & other.objects.keys()):
        lines = (one.objects[key].splitlines(), other.objects[key].splitlines())
        told = [line for line in unified_diff(*lines, n=0, lineterm="") if line[:3] not in ("---", "+++")]
        changed += [f"{key}: {line[:300]}" for line in islice(told, 4)]
    return [*sorted(lost), *sorted(more), *changed][:most]


def likeness(bucket: Bucket, since: datetime, known: dict[str, bytes] | None = None) -> Likeness:
    """The archive as it may be compared; `since`: the run's first moment; `known`: what was read of it, by ETag."""
    stored = read_all(bucket, "", {} if known is None else known)
    bodies = {key: body for key, body in stored.items() if not _OF_RUNS.fullmatch(key)}
    captures = {key: said for key, body in bodies.items() if (said := _capture(key, body, since))}
    names = {**_digests(bodies, captures), **{_md5(body): f"<tag of {key}>" for key, body in bodies.items()}}
    objects, revisits = dict[str, str](), set[str]()
    for key, body in bodies.items():
        if key in captures:
            name, is_revisit = captures[key]
            if is_revisit:
                revisits.add(name)
            else:
                objects[name] = "a capture"
        else:
            objects[key] = _ordered(key, _plain(_text(key, body, since), captures, names, since))
    return Likeness(objects, frozenset(revisits))


def _capture(key: str, body: bytes, since: datetime) -> tuple[str, bool] | None:
    """What a capture of this run says, and whether it is that nothing changed; None for all other objects."""
    found = _CAPTURE.fullmatch(key)
    if not found or datetime.fromisoformat(found[1]) < since:
        return None
    said, folder = read_capture(body), key.rsplit("/", 1)[0]
    if isinstance(said, Page):
        return f"{folder}/<{said.url} {said.status} {hashlib.sha256(said.content).hexdigest()}>", False
    return f"{folder}/<{said.url} unchanged>", True


def _digests(bodies: dict[str, bytes], captures: dict[str, tuple[str, bool]]) -> dict[str, str]:
    """By digest the objects that it is of; where several have the same bytes, the first of them."""
    found: dict[str, str] = {}
    for key, body in sorted(bodies.items()):
        found.setdefault(
            hashlib.sha256(body).hexdigest(), f"<digest of {captures[key][0] if key in captures else key}>"
        )
    return found


def _md5(body: bytes) -> str:
    return hashlib.md5(body, usedforsecurity=False).hexdigest()


def _text(key: str, body: bytes, since: datetime) -> str:
    if key.endswith(".gz"):
        body = gzip.decompress(body)
    if key.endswith(".warc.gz"):
        return _RECORD.sub("<record>", body.decode("latin-1"))
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return hashlib.sha256(body).hexdigest()
    if key.endswith(".json") and key.removeprefix(COPIES).startswith(("ledger/", "edition/")):
        return json.dumps(_settled(json.loads(text), since), indent=1)
    return text


def _settled(value: Any, since: datetime) -> Any:
    """A ledger's or edition's value without what the number of checks and attempts alone makes different."""
    if isinstance(value, list):
        return [_settled(item, since) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _settled(item, since) for key, item in value.items() if key not in _MADE}
    if isinstance(kept.get("checks"), str):
        kept["checks"] = _findings(decode(kept["checks"]), since)
        kept["absence"] = kept.get("absence") is not None
    return kept


def _findings(checks: tuple[Check, ...], since: datetime) -> list[str]:
    """What the checks found; those of this run without time, and each finding once."""
    before = [str(one) for one in checks if one.at < since]
    found = [one.page or one.outcome for one in checks if one.at >= since]
    return [*before, *(one for one, last in zip(found, [None, *found], strict=False) if one != last)]


def _ordered(key: str, text: str) -> str:
    """What is in order of time in an order of its own: a ledger's lists, each item once, and feeds of changes."""
    if key.endswith("/changes.html"):
        return "\n".join(sorted(text.splitlines()))
    if key.endswith("changes.atom"):
        return _ENTRY.sub("", text) + "\n".join(sorted(_ENTRY.findall(text)))
    return json.dumps(_once(json.loads(text)), indent=1) if key.removeprefix(COPIES).startswith("ledger/") else text


def _once(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _once(item) for key, item in value.items()}
    if isinstance(value, list):
        return [json.loads(one) for one in sorted({json.dumps(_once(item), sort_keys=True) for item in value})]
    return value


def _plain(text: str, captures: dict[str, tuple[str, bool]], names: dict[str, str], since: datetime) -> str:
    text = _CAPTURE.sub(lambda found: captures[found[0]][0] if found[0] in captures else found[0], text)
    text = _HEX.sub(lambda found: names.get(found[0], found[0]), text)
    text = _TIME.sub(lambda found: "<time>" if datetime.fromisoformat(found[0]) >= since else found[0], text)
    return _MOMENT.sub(lambda found: found[1] or "<moment>", text)
