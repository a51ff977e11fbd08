"""What every part of a source file is: frozen, and deaf to keys that it does not know."""

from pydantic import BaseModel, ConfigDict


class Rules(BaseModel):
    """A frozen part of a source file; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
