"""What is made of an original, and where it is published."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from tasks.types.release import Value

MEDIA_TYPE = "image/webp"
RECIPE = 1
"""Grows with every change of the sizes or of how pixels are made."""


class Size(Value):
    """Pixels, as one sees the picture."""

    width: int = Field(gt=0)
    height: int = Field(gt=0)


class Sheet(Value):
    """What an original looks like on a page: its size upright, and the sizes of its renditions, smallest first."""

    recipe: int
    size: Size
    sizes: tuple[Size, ...] = ()
    original: bool = Field(description="whether, of all that is shown, the original is the widest; if browsers know it")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A picture's sheet, and its renditions by width: WebP files that hold pixels alone."""

    sheet: Sheet
    pixels: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Rendition:
    """A published rendition: its size, and its path below `public/`."""

    width: int
    height: int
    path: str

    @property
    def kin(self) -> str:
        """How the paths begin of all renditions that have the same pixels, whatever their words."""
        return f"{self.path.rpartition('-')[0]}-"

    @property
    def address(self) -> str:
        """Where it stands, relative to a release's folder."""
        return f"../../../{self.path}"
