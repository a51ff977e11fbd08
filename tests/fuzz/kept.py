"""The corpus: inputs that once broke a rule, as `corpus/<kind>-<source>-<seed>-<number>.bin`."""

from pathlib import Path
from typing import get_args

from tests.fuzz.checks import Case, Kind

CORPUS = Path(__file__).parent / "corpus"


def keep(case: Case, seed: int, number: int) -> Path:
    """Keep an input, so that the suite tries it from now on."""
    CORPUS.mkdir(exist_ok=True)
    file = CORPUS / f"{case.kind}-{case.source}-{seed}-{number}.bin"
    file.write_bytes(case.content)
    return file


def kept() -> dict[str, Case]:
    """Every input that was kept, by the name of its file."""
    return {file.name: _case(file) for file in sorted(CORPUS.glob("*.bin"))}


def _case(file: Path) -> Case:
    kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    kind, source, *_ = file.name.split("-")
    return Case(kinds[kind], file.read_bytes(), source)
