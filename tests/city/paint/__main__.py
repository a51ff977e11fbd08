"""`python -m tests.city.paint [NAME ...]`: paint the named pictures, or all of them and the documents."""

import sys

from tests.city.model import HERE
from tests.city.paint.album import PAINTINGS, documents, paint


def main(names: list[str]) -> None:
    for name in names or PAINTINGS:
        (HERE / "images" / name).write_bytes(paint(name))
    if not names:
        for name, content in documents():
            (HERE / "files" / name).write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1:])
