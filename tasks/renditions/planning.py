"""Which renditions a picture has, and their names: arithmetic alone.

The steps serve a column of text on a telephone, on a laptop, and on screens with two pixels where others have one.
"""

import hashlib

from tasks.renditions.values import Rendition, Sheet, Size

_STEPS = (480, 960, 1600)
# What a page can load as it is: a rendition would hardly be quicker there.
_LIGHT = 50_000
# The largest side of a WebP picture.
_LONGEST = 16_383


def plan_sizes(size: Size, weight: int, *, shown: bool) -> tuple[Size, ...]:
    """The renditions' sizes; `weight`: the original's bytes; `shown`: every browser shows it, and shows it upright."""
    if shown and weight <= _LIGHT and size.width <= _STEPS[-1]:
        return ()
    widest = min(size.width, _STEPS[-1])
    # A step that saves little beside the widest is none.
    widths = (*(step for step in _STEPS if step * 5 <= widest * 4), widest)
    sizes = (Size(width=width, height=max(1, round(size.height * width / size.width))) for width in widths)
    return tuple(each for each in sizes if each.height <= _LONGEST)


def place_renditions(sheet: Sheet, packet: bytes) -> tuple[Rendition, ...]:
    """The renditions beside the sheet's original, smallest first, with those words in them."""
    words = hashlib.sha256(packet).hexdigest()[:8]
    stem = f"images/{sheet.sha256[:2]}/{sheet.sha256}"
    return tuple(
        Rendition(each.width, each.height, f"{stem}-{each.width}-{sheet.recipe}-{words}.webp") for each in sheet.sizes
    )
