"""`python -m infra.bucket`: makes the archive's bucket, `public/` readable by everyone, nothing else.

It needs the storage's administrator; so workers need no such rights.
"""

import sys

from config.settings import read_settings
from flows.workplace import open_store


def main() -> None:
    """Make it where there is none; what goes wrong is one line."""
    settings = read_settings()
    open_store(settings)
    sys.stdout.write(f"bucket {settings.s3_bucket} stands\n")


if __name__ == "__main__":
    main()
