"""Ledgers of earlier formats, read as the present one. Pure.

Format 1 kept what followed from the observations and not the observations themselves. Of its checks only those are
carried over that it names a time for: the first, each version's, the last seen, and of an absence its first and its
last. What it does not tell (who read a superseded version, what that one says in short) stays unknown.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tasks.ledger.checks import Check, check, encode
from tasks.ledger.versions import versions_of
from tasks.types.ledger import Entry, Ledger, Seen

_FORMAT_1 = re.compile(rb'\s*\{\s*"format":\s*1\s*,')


def upgrade(body: bytes) -> bytes:
    """The ledger's bytes in the present format; what is no ledger of an earlier one is left as it is."""
    if not _FORMAT_1.match(body):
        return body
    try:
        data = json.loads(body)
        entries = {id_: _entry(entry) for id_, entry in data["entries"].items()}
        return Ledger(source=data["source"], shard=data["shard"], entries=entries).encode()
    except (ValueError, KeyError, TypeError, AttributeError):
        return body  # damaged: whoever reads it says so


def _entry(old: Mapping[str, Any]) -> Entry:
    entry = Entry.model_validate(_observed(old))
    versions, current = versions_of(entry)
    return entry.model_copy(update={"versions": versions, "current": current})


def _observed(old: Mapping[str, Any]) -> dict[str, Any]:
    versions, page = old.get("versions", []), old.get("page")
    seen = old.get("lastSeen")
    latest = versions[-1] if versions else None
    states = [{key: one[key] for key in ("at", "sha256", "warc")} for one in (*versions, *([page] if page else []))]
    return {
        "id": old["id"],
        "checks": encode(_checks(old)),
        "addresses": _addresses(old),
        "states": _unique(states),
        "readings": _readings(old),
        "contents": {latest["content"]: old["facts"]} if latest and "facts" in old else {},
        "media": {url: [medium] for url, medium in old.get("media", {}).items()},
        "decisions": _decisions(old),
        **({"page": {**page, "last": seen}} if page and seen else {"page": page} if page else {}),
        "url": old["url"],
        "status": old["status"],
        **({"absence": _absence(old["absence"])} if "absence" in old else {}),
        **{key: old[key] for key in ("firstSeen", "lastSeen", "lastChecked") if key in old},
        "versions": [_version(one, versions) for one in versions],
        **({"current": latest["number"]} if latest else {}),
    }


def _checks(old: Mapping[str, Any]) -> list[Check]:
    def at(time: str, outcome: Seen, page: str | None = None) -> Check:
        return check(datetime.fromisoformat(time), outcome, page)

    checks = [at(version["at"], "read", version["sha256"]) for version in old.get("versions", [])]
    page, aside, absence = old.get("page"), old.get("setAside"), old.get("absence")
    if aside and page:
        checks.append(at(aside["at"], "set_aside", page["sha256"]))
    known = {one.at for one in checks}
    if "lastSeen" in old and datetime.fromisoformat(old["lastSeen"]) not in known:
        checks.append(at(old["lastSeen"], "unchanged", page["sha256"] if page else None))
    if absence:
        last: Seen = "gone" if old["status"] == "gone" else "missing"
        outcomes: dict[str, Seen] = {absence["since"]: "missing", old["lastChecked"]: last}
        checks += [at(time, outcome) for time, outcome in outcomes.items()]
    if datetime.fromisoformat(old["firstSeen"]) not in {one.at for one in checks}:
        checks.append(at(old["firstSeen"], "unchanged"))
    return checks


def _addresses(old: Mapping[str, Any]) -> list[dict[str, Any]]:
    asked, seen = old["lastChecked"], old.get("lastSeen")
    own = {"url": old["url"], "asked": asked, **({"first": old["firstSeen"], "last": seen} if seen else {})}
    listed = [{"url": url, "asked": old["firstSeen"]} for url in old.get("aliases", [])]
    return sorted([own, *listed], key=lambda one: one["url"])


def _readings(old: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every version was read from its page; the last page seen says what the last version does, or was set aside."""
    versions, page, aside = old.get("versions", []), old.get("page"), old.get("setAside")
    reader = {"reader": old["reader"]} if "reader" in old else {}
    made = [
        {"page": one["sha256"], "content": one["content"], "first": one["at"], "last": one["at"]} for one in versions
    ]
    if page and aside:
        aside_at = {"first": aside["at"], "last": aside["at"]}
        made.append({"page": page["sha256"], "reader": aside["reader"], "reason": aside["reason"], **aside_at})
    elif page and versions:
        at = max(page["at"], versions[-1]["at"])
        last = {"page": page["sha256"], "content": versions[-1]["content"], **reader, "first": at, "last": at}
        same = made[-1]["page"] == page["sha256"]
        made = [*(made[:-1] if same else made), {**last, "complete": not old.get("incomplete", False)}]
    return made


def _version(one: Mapping[str, Any], versions: list[dict[str, Any]]) -> dict[str, Any]:
    capture = {key: one[key] for key in ("at", "sha256", "warc")}
    previous = {"previous": one["number"] - 1} if one is not versions[0] else {}
    said = {"number": one["number"], "cause": "edited" if previous else "first", **previous}
    return {**said, "at": one["at"], "read": one["at"], "content": one["content"], "capture": capture}


def _absence(old: Mapping[str, Any]) -> dict[str, Any]:
    return {"since": old["since"], "checks": old["checks"]}


def _decisions(old: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"at": old["lastChecked"], "kind": "withdraw", "scope": "page"}] if old["status"] == "withdrawn" else []


def _unique(states: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for place, one in enumerate(states) if one not in states[:place]]
