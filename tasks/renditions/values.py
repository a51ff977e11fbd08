"""What is made of an original, and where it is published."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from tasks.types.release import Sha256, Value

MEDIA_TYPE = "image/webp"
RECIPE = 1
"""Grows with every change of the sizes or of how pixels are made."""


class Size(Value):
    """Pixels, as one sees the picture."""

    width: int = Field(gt=0)
    height: int = Field(gt=0)


class Sheet(Value):
    """What an original looks like on a page: its digest, its size upright, its renditions' sizes, smallest first."""

    sha256: Sha256
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


@dataclass(frozen=True, slots=True)
class View:
    """How a page shows a picture: what the original looks like, and its renditions, smallest first."""

    sheet: Sheet
    renditions: tuple[Rendition, ...]

    @property
    def is_tall(self) -> bool:
        """Whether it is higher than wide."""
        return self.sheet.size.height > self.sheet.size.width
