"""`make bench`: the parts that are named, or all of them; printed, and written to `.pressearchiv/bench/` for machines.

`README.md` beside this file says what is measured, against what, and what the limits are.
"""

import argparse
import sys
from collections.abc import Callable, Sequence

from tests.bench.growth import SIZES, growth
from tests.bench.home import keep
from tests.bench.ingest import ingest
from tests.bench.paper import paper


def main() -> None:
    asked = _arguments()
    parts: dict[str, Callable[[], str]] = {
        "reading": _reading,
        "ingest": lambda: ingest(asked.releases),
        "growth": lambda: growth(asked.sizes),
        "rebuild": lambda: growth(asked.sizes, rebuild=True),
        "searching": _searching,
        "paper": paper,
    }
    for name in asked.parts or ("reading", "ingest", "rebuild", "searching", "paper"):
        sys.stdout.write(f"{name}\n{parts[name]()}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="Ratios within one run.")
    parser.add_argument(
        "parts", nargs="*", choices=("reading", "ingest", "growth", "rebuild", "searching", "paper", []), metavar="PART"
    )
    parser.add_argument("--releases", type=int, default=1000, help="of `ingest`")
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="of `growth` and `rebuild`: 300,3000,30000")
    return parser.parse_args()


def _sizes(text: str) -> Sequence[int]:
    return sorted(map(int, text.split(",")))


def _reading() -> str:
    # What this needs is installed for `make bench` alone; the other parts do without.
    from tests.bench import report  # noqa: PLC0415
    from tests.bench.reading import compare  # noqa: PLC0415

    measured = compare()
    keep("reading", report.data(measured))
    return report.table(measured)


def _searching() -> str:
    from tests.bench.searching import searching  # noqa: PLC0415

    return searching()


if __name__ == "__main__":
    main()
