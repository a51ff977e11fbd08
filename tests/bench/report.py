"""The comparison as a table to read, with the targets and whether they were met, and as data."""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any

from tests.bench.readers import OURS, PEERS
from tests.bench.reading import LXML, ROUNDS, Comparison
from tests.bench.scores import Scores
from tests.bench.target import Target

_COLUMNS: dict[str, Callable[[Scores], float]] = {
    "body F1": lambda scores: scores.body_f1,
    "exact": lambda scores: scores.body_exact.value,
    "dates": lambda scores: scores.dates.value,
    "images": lambda scores: scores.images.value,
    "captions": lambda scores: scores.captions.value,
    "credits": lambda scores: scores.credits.value,
}
_PACKAGES = ("beautifulsoup4", "lxml", "newspaper4k", "readability-lxml", "trafilatura")
_LACKS = {peer.name: peer.lacks for peer in PEERS}


def targets(measured: Comparison) -> tuple[Target, ...]:
    """What reading must reach, speed as ratios within this run."""
    ours, times = measured.scores[OURS.name], measured.times
    return (
        Target("body F1", ours.body_f1, 0.995),
        Target("body exact", ours.body_exact.value, 0.95),
        Target("dates", ours.dates.value, 1.0),
        Target("captions exact", ours.captions.value, 0.98),
        Target("credits exact", ours.credits.value, 0.98),
        Target("times as fast as trafilatura", times.ratio("trafilatura", OURS.name), 15),
        Target("times as long as lxml alone", times.ratio(OURS.name, LXML), 2.5, at_least=False),
    )


def data(measured: Comparison) -> dict[str, Any]:
    """The comparison for machines. A score that somebody lacks by nature is null."""
    sizes = [len(page.content) for page in measured.pages]
    return {
        "pages": len(measured.pages),
        "bytes": {"least": min(sizes), "most": max(sizes)},
        "unchanged": measured.unchanged,
        "untrue": measured.scores[OURS.name].untrue,
        "timed": {"pages": len(measured.timed), "rounds": ROUNDS},
        "readers": {name: _figures(measured, name) for name in measured.times.seconds},
        "targets": [{**vars(target), "met": target.met} for target in targets(measured)],
        "versions": {package: version(package) for package in _PACKAGES},
    }


def _figures(measured: Comparison, name: str) -> dict[str, float | None]:
    times = measured.times
    scores = {column: _value(measured, name, column) for column in _COLUMNS} if name in measured.scores else {}
    beside = {"times_lxml": times.ratio(name, LXML), "times_pressearchiv": times.ratio(name, OURS.name)}
    return {**scores, "milliseconds": times.milliseconds(name), **beside}


def _value(measured: Comparison, name: str, column: str) -> float | None:
    return None if column in _LACKS.get(name, ()) else _COLUMNS[column](measured.scores[name])


def table(measured: Comparison) -> str:
    """The comparison for readers."""
    return "\n".join(_lines(measured)) + "\n"


def _lines(measured: Comparison) -> Iterator[str]:
    known = data(measured)
    size = f"{known['bytes']['least'] / 1000:.0f} to {known['bytes']['most'] / 1000:.0f} kB"
    yield f"{known['pages']} golden pages of {size}; {known['unchanged']} of them read as before they were enlarged"
    yield f"times: {len(measured.timed)} pages, best of {ROUNDS} rounds, median over the pages"
    yield ""
    yield f"{'':20}" + "".join(f"{column:>10}" for column in (*_COLUMNS, "ms a page", "x lxml", "x ours"))
    for name, figures in known["readers"].items():
        scores = [_cell(figures[column]) if column in figures else "" for column in _COLUMNS]
        speed = [f"{figures[key]:.1f}" for key in ("milliseconds", "times_lxml", "times_pressearchiv")]
        yield f"{name:20}" + "".join(f"{cell:>10}" for cell in (*scores, *speed))
    yield ""
    yield f"captions and credits told that the page does not give: {known['untrue']}"
    yield from map(str, targets(measured))


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
