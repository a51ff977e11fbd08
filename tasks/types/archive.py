"""What an archive says of itself."""

from pydantic import PositiveInt

from tasks.types.release import Value


class Mark(Value):
    """In which format it is written (`tasks.store.format`)."""

    format: PositiveInt
