"""`python -m infra.alarms`: makes the alarms known to the Prefect server at PREFECT_API_URL. Safe to repeat."""

import sys

from config.errors import ConfigError
from config.settings import read_settings


def main() -> int:
    """Enrol, and say which automations there are now."""
    from infra.alarms import enrol  # noqa: PLC0415  # Prefect reads its settings on import

    try:
        names = enrol(read_settings())
    except ConfigError as error:
        sys.stderr.write(f"alarms: {error}\n")
        return 2
    sys.stdout.write("".join(f"{name}\n" for name in names))
    return 0


if __name__ == "__main__":
    sys.exit(main())
