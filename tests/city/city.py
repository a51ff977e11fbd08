"""The state of a city that changes over time: its releases, what it took down, what it moved, and who asked for what.

Every method may be called while a server answers: changes are seen by the next request.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.city.captures import WebCapture
from tests.city.misbehaviour import Behaviour
from tests.city.model import Release, load_releases

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came in, path with query, and the status it was answered with (None: it got no answer)."""

    method: str
    target: str
    headers: Mapping[str, str]
    status: int | None = None

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True)
class View:
    """What a visitor can see of the city at one moment; `releases`, those that are listed, are newest first."""

    releases: tuple[Release, ...]
    year: int
    notice: str


class City:
    """A city's press releases and their fate. Ids are strings."""

    def __init__(self, releases: Iterable[Release], clock: Clock = _now) -> None:
        self._lock = threading.RLock()
        self._clock = clock
        self._releases = {release.id: release for release in releases}
        self._removed: dict[str, int] = {}
        self._moved: dict[str, tuple[str, bool]] = {}
        self._failing: dict[str, tuple[Behaviour, int | None]] = {}
        self._media: dict[str, bytes] = {}
        self._requests: list[Request] = []
        self._notice = "Diese Website verwendet Cookies, um Ihnen den Besuch so angenehm wie möglich zu machen."
        self._listed: int | None = None
        self._captures: list[WebCapture] = []
        self._revision = 0

    @classmethod
    def sample(cls) -> "City":
        """The bundled city."""
        return cls(load_releases())

    @classmethod
    def of(cls, releases: Iterable[Release]) -> "City":
        return cls(releases)

    # What there is

    @property
    def releases(self) -> dict[str, Release]:
        """The truth by id: every release that can be visited now."""
        with self._lock:
            return {id_: release for id_, release in self._releases.items() if id_ not in self._removed}

    @property
    def requests(self) -> tuple[Request, ...]:
        """Every request so far, in order of arrival."""
        with self._lock:
            return tuple(self._requests)

    @property
    def revision(self) -> int:
        """Another number whenever the city has changed."""
        with self._lock:
            return self._revision

    def view(self) -> View:
        """What can be seen now."""
        with self._lock:
            newest = sorted(self.releases.values(), key=lambda r: (r.published, int(r.id)), reverse=True)
            return View(tuple(newest[: self._listed]), self._clock().year, self._notice)

    @property
    def captures(self) -> tuple[WebCapture, ...]:
        """What web archives hold of the city."""
        with self._lock:
            return tuple(self._captures)

    def removed(self, path: str) -> int | None:
        """The status that a removed release's address answers with."""
        with self._lock:
            return next((status for id_, status in self._removed.items() if path in self._releases[id_].paths), None)

    def moved(self, path: str) -> str | None:
        """Where a moved release's old address leads, if it leads anywhere."""
        with self._lock:
            to, redirect = self._moved.get(path, ("", False))
            return to if redirect else None

    def media(self, path: str) -> bytes | None:
        """The bytes that replaced a picture or file."""
        with self._lock:
            return self._media.get(path)

    # What a city does

    def publish(self, release: Release) -> None:
        with self._lock:
            if release.id in self._releases:
                raise ValueError(f"release {release.id} is published already: edit it")
            self._releases[release.id] = release
            self._revision += 1

    def edit(self, id_: str, **changes: Any) -> Release:
        """Change a release; its time of change moves on unless `modified` is given."""
        with self._lock:
            before = self._releases[id_]
            touched = {"modified": max(self._clock(), before.modified + timedelta(seconds=1))}
            after = Release.model_validate(before.model_dump() | touched | changes)
            self._releases[id_] = after
            self._revision += 1
            return after

    def move(self, id_: str, new_path: str, *, redirect: bool = True) -> None:
        """Give a release another main address; the old one redirects (301) or is not found."""
        with self._lock:
            before = self._releases[id_]
            self._moved.pop(new_path, None)
            self._moved[before.path] = (new_path, redirect)
            self._releases[id_] = before.model_copy(update={"paths": (new_path, *before.paths[1:])})
            self._revision += 1

    def remove(self, id_: str, status: int = 404) -> None:
        """Take a release off the lists; its addresses answer with that status."""
        with self._lock:
            self._removed[self._releases[id_].id] = status
            self._revision += 1

    def restore(self, id_: str) -> None:
        with self._lock:
            del self._removed[id_]
            self._revision += 1

    def list_only(self, newest: int | None) -> None:
        """List the newest releases only; the others stay where they are."""
        with self._lock:
            self._listed = newest
            self._revision += 1

    def captured(self, *captures: WebCapture) -> None:
        """Let web archives know of these captures as well."""
        with self._lock:
            self._captures += captures
            self._revision += 1

    def replace(self, path: str, content: bytes) -> None:
        """Put other bytes at a picture's or file's address."""
        with self._lock:
            self._media[path] = content
            self._revision += 1

    def redecorate(self, notice: str) -> None:
        """Change the furniture of every page, and no release."""
        with self._lock:
            self._notice = notice
            self._revision += 1

    # What goes wrong

    def fail(self, target: str, behaviour: Behaviour, times: int | None = None) -> None:
        """Misbehave at that path (or path and query), for so many requests or until healed."""
        with self._lock:
            self._failing[target] = (behaviour, times)

    def heal(self, target: str) -> None:
        with self._lock:
            self._failing.pop(target, None)

    def misbehaviour(self, target: str) -> Behaviour | None:
        """How the next answer at that target goes wrong; counts as one time."""
        with self._lock:
            key = target if target in self._failing else target.partition("?")[0]
            behaviour, times = self._failing.get(key, (None, None))
            if behaviour is not None and times is not None:
                self._failing[key] = (behaviour, times - 1)
                if times <= 1:
                    del self._failing[key]
            return behaviour

    # Who asked

    def note(self, request: Request) -> int:
        """Log a request; the number is for `answered`."""
        with self._lock:
            self._requests.append(request)
            return len(self._requests) - 1

    def answered(self, number: int, status: int) -> None:
        with self._lock:
            self._requests[number] = replace(self._requests[number], status=status)
