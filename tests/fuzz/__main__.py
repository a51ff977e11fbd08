"""`make fuzz SECONDS=60`: try mutated inputs for so long. Exit status 1 when one breaks a rule; it is kept."""

import argparse
import secrets
import sys
import time

from tests.fuzz.checks import Case, fault
from tests.fuzz.kept import keep
from tests.fuzz.mutations import case, deep, wide

ENORMOUS_EVERY = 500


def chosen(seed: int, number: int) -> Case:
    """The input of that number; a few are enormous."""
    return {1: deep, 2: wide}.get(number % ENORMOUS_EVERY, case)(seed, number)


def main() -> int:
    arguments = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000), help="the same inputs once more")
    given = arguments.parse_args()
    until = time.monotonic() + given.seconds
    number = findings = 0
    while time.monotonic() < until:
        tried = chosen(given.seed, number)
        if wrong := fault(tried):
            findings += 1
            sys.stdout.write(f"{keep(tried, given.seed, number)}: {wrong}\n")
        number += 1
    sys.stdout.write(f"seed {given.seed}: {number} inputs, {findings} findings\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
