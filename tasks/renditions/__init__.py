"""Renditions: from an original's bytes to smaller pictures for pages, each with the credit in its own metadata. Pure.

Pixels and words are made apart. `render_picture` looks at bytes alone and is costly, so once for an original is enough;
the `Sheet` that it gives is small, and says all that a page needs of the sizes. `write_credit` puts the words of one
release into a finished picture's container and encodes nothing, whatever words stood there before. A picture that two
releases caption or credit differently has files for each of them, of the same pixels: `place_renditions` names a file
by the original, the width, the recipe for its pixels, and the words. No other metadata of the original goes along: no
place, no device.

A file's name says what was asked for. Its bytes depend, beyond that, on the Pillow installed and the libwebp and lcms2
in it: the same ones make the same bytes, others may not. What stands under a name stays good, whoever made it; whoever
changes the sizes or how pixels are made gives `RECIPE` a new number, and so the files new names.
"""

from tasks.renditions.credit import credit_packet
from tasks.renditions.planning import place_renditions
from tasks.renditions.rendering import render_picture
from tasks.renditions.values import MEDIA_TYPE, RECIPE, Rendered, Rendition, Sheet, Size, View
from tasks.renditions.webp import is_made_of, write_credit

__all__ = [
    "MEDIA_TYPE",
    "RECIPE",
    "Rendered",
    "Rendition",
    "Sheet",
    "Size",
    "View",
    "credit_packet",
    "is_made_of",
    "place_renditions",
    "render_picture",
    "write_credit",
]
