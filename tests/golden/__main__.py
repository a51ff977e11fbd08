"""`make golden`: what the saved pages read as now, beside what is expected. Exit status 1 until all is reviewed."""

import argparse
import sys
from collections.abc import Iterable
from difflib import unified_diff

from tests.golden.saved import Saved, encode, read_saved, saved_pages


def compare(page: Saved) -> str:
    """How the page reads otherwise than expected, as a diff; the new reading is left beside the expectation."""
    before = page.expected.read_text("utf-8") if page.expected.exists() else ""
    after = encode(read_saved(page))
    if before == after:
        page.proposed.unlink(missing_ok=True)
        return ""
    page.proposed.write_text(after, "utf-8")
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    return "".join(unified_diff(old, new, f"expected/{page.expected.name}", f"expected/{page.proposed.name}"))


def accept(pages: Iterable[Saved]) -> None:
    """Make the reviewed readings of these pages the expected ones."""
    for page in pages:
        if page.proposed.exists():
            page.proposed.replace(page.expected)


def main() -> int:
    arguments = argparse.ArgumentParser(prog="make golden", description=__doc__)
    arguments.add_argument("--accept", metavar="NAME", help="a page's name, or all")
    wanted = arguments.parse_args().accept
    pages = saved_pages()
    if wanted not in (None, "all", *(page.name for page in pages)):
        arguments.error(f"no page {wanted!r} in tests/golden/pages: give a name without suffix, or all")
    accept(page for page in pages if wanted in ("all", page.name))
    differences = list(filter(None, map(compare, pages)))
    sys.stdout.write("".join(differences))
    sys.stdout.write(f"{len(pages)} pages, {len(differences)} to review\n")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
