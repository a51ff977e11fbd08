"""`make bench`: reading and ingest, printed, with a machine-readable copy in `.pressearchiv/bench.json`.

`README.md` beside this file says what is measured, against what, and what the limits are.
"""

import json
import sys
from pathlib import Path

from tests.bench import report
from tests.bench.ingest import ingest
from tests.bench.reading import compare


def main() -> None:
    measured = compare()
    sys.stdout.write("reading\n" + report.table(measured) + "\n")
    archived = ingest()
    sys.stdout.write("ingest   " + "  ".join(f"{key} {value:.3g}" for key, value in archived.items()) + "\n")
    out = Path(".pressearchiv") / "bench.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps({"reading": report.data(measured), "ingest": archived}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
