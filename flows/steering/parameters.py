"""Parameters that several flows take, as Prefect's forms show them."""

from typing import Annotated

from pydantic import Field

from config.load import bundled

SourceName = Annotated[str, Field(json_schema_extra={"enum": list(bundled())})]
"""A source's bundled id, to be chosen from a list; where a flow is called directly, a source file's path, too."""
