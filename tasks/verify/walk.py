"""The way through a copy: every file that is named, each read once, several at a time.

Kept in memory is what later files are held against, some hundred bytes for each file and row; bodies are let go.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tasks.schema import schema_files
from tasks.verify.books import disagreements
from tasks.verify.examine import Said, examine
from tasks.verify.links import Name, OutsideError, home_of, resolve
from tasks.verify.places import AT_ONCE, KEPT, Place, Read
from tasks.verify.schemas import Schemas

ROOTS = ("index.json", "index.html")
MOST = 20_000_000
"""No archive has more files: who names more leads on for ever."""
_LOOKED_INTO = (".json", ".jsonld", ".html", ".atom", ".xml", ".ndjson.gz")
_BY_DIGEST = ("images/", "files/")
_SHOWN = 300

Told = Callable[[int, int], None]
"""Told how many files were read of how many that are known by now."""


class Fault(NamedTuple):
    """What is wrong, and in which file of the copy."""

    where: str
    what: str

    def __str__(self) -> str:
        line = "".join(
            sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in f"{self.where}: {self.what}"
        )
        return line if len(line) <= _SHOWN else f"{line[:_SHOWN]} …"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a check ended."""

    files: int
    links: int
    checksums: int
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        count = len(self.faults)
        found = f"{count} fault{'s' if count > 1 else ''}" if count else "sound"
        return f"{self.files} files, {self.links} links, {self.checksums} checksums: {found}"


@dataclass(slots=True)
class _Named:
    """A file that others name: by which first, and what is said of its bytes, each by whom first."""

    by: str
    claims: dict[tuple[str | None, int | None], str] = field(default_factory=dict)


def verify(place: Place, told: Told = lambda *_: None) -> Verdict:
    """Check the copy that stands there."""
    return _Walk(place, told).run()


class _Walk:
    def __init__(self, place: Place, told: Told) -> None:
        self._place = place
        self._told = told
        self._named: dict[str, _Named] = {}
        self._read: dict[str, tuple[str, int]] = {}
        self._data: dict[str, Any] = {}
        self._waiting: deque[str] = deque()
        self._faults: set[Fault] = set()
        self._links = self._checksums = self._done = 0
        self._schemas, self._home = self._prepare()

    def _prepare(self) -> tuple[Schemas, str | None]:
        """The copy's schemas and its own address, which all else is read with."""
        self._early = {path: self._place.read(path) for path in ("index.html", *schema_files())}
        bodies = {path: one.body for path, one in self._early.items() if isinstance(one, Read) and one.body is not None}
        start = bodies.pop("index.html", b"")
        schemas = Schemas({path[7 : -len(".schema.json")]: body for path, body in bodies.items()})
        self._faults |= {Fault(f"schema/{name}.schema.json", fault) for name, fault in schemas.faults.items()}
        return schemas, home_of(start)

    def run(self) -> Verdict:
        for path in (*ROOTS, *(path for path, one in self._early.items() if isinstance(one, Read))):
            self._note(path, path)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            pending: set[Future[tuple[str, Read | str, Said]]] = set()
            while self._waiting or pending:
                while self._waiting and len(pending) < 2 * AT_ONCE:
                    pending.add(pool.submit(self._look, self._waiting.popleft()))
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    self._absorb(*future.result())
        for path, named in self._named.items():
            self._compare(path, named)
        self._faults |= {Fault(*found) for found in disagreements(self._data)}
        return Verdict(len(self._read), self._links, self._checksums, tuple(sorted(self._faults)))

    def _look(self, path: str) -> tuple[str, Read | str, Said]:
        """Read one file, in a thread of its own."""
        read = self._early.get(path) or self._place.read(path)
        if isinstance(read, str) or not path.endswith(_LOOKED_INTO):
            return path, read, Said()
        if read.body is None:
            return path, read, Said(faults=(f"larger than {KEPT >> 20} MiB: not looked into",))
        said = examine(path, read.body, self._schemas)
        return path, Read(read.size, read.sha256, None), said

    def _absorb(self, path: str, read: Read | str, said: Said) -> None:
        if isinstance(read, str):
            by = self._named[path].by
            self._fault(path, read if by == path else f"{read}; named by {by}")
        else:
            self._read[path] = read.sha256, read.size
        if said.data is not None:
            self._data[path] = said.data
        for fault in said.faults:
            self._fault(path, fault)
        for name in said.names:
            self._follow(path, name)
        for implied in said.implied:
            self._follow(path, Name(implied), base="")
        self._done += 1
        self._told(self._done, len(self._named))

    def _follow(self, path: str, name: Name, base: str | None = None) -> None:
        """Take up what a file names, where that lies in the copy."""
        try:
            inside = self._inside(name.link)
            found = resolve("" if inside is not None else path if base is None else base, inside or name.link)
        except OutsideError as error:
            self._fault(path, f"{error}: {name.link}")
            return
        if found is None:
            return
        self._links += 1
        if (named := self._note(found, path)) and (name.sha256 or name.size is not None):
            self._checksums += name.sha256 is not None
            named.claims.setdefault((name.sha256, name.size), path)

    def _inside(self, link: str) -> str | None:
        """The path of a file that is named by its whole address in this copy, or in the tree that it copies."""
        inside = self._place.inside(link)
        if inside is None and self._home and link.startswith(self._home):
            inside = link.removeprefix(self._home)
        return inside

    def _note(self, path: str, by: str) -> _Named | None:
        if path not in self._named:
            if len(self._named) >= MOST:
                self._fault(by, "names files without an end")
                return None
            self._named[path] = _Named(by)
            self._waiting.append(path)
            parts = path.split("/")
            if path.startswith(_BY_DIGEST) and len(stem := parts[-1].partition(".")[0]) == 64:
                self._checksums += 1
                self._named[path].claims[stem, None] = "its name"
        return self._named[path]

    def _compare(self, path: str, named: _Named) -> None:
        if path not in self._read:
            return
        sha256, size = self._read[path]
        for (digest, length), by in named.claims.items():
            if digest is not None and digest != sha256:
                self._fault(path, f"has SHA-256 {sha256}, not {digest} as in {by}")
            if length is not None and length != size:
                self._fault(path, f"has {size} bytes, not {length} as in {by}")

    def _fault(self, where: str, what: str) -> None:
        self._faults.add(Fault(where, what))
