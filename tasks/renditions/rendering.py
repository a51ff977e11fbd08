"""From an original's bytes to the pixels of its renditions: upright, in sRGB, alpha kept, WebP.

The widest is made from the original, the others from the widest. Pictures in a lossless format are encoded both ways,
and the lighter way is kept; what is no lighter than an original that every browser shows is not kept at all. AVIF was
tried: at the speeds that encode in about WebP's time it saves little.
"""

from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageCms
from PIL.Image import Resampling, Transpose

from tasks.errors import MediaError
from tasks.media.kinds import decode_picture
from tasks.renditions.planning import plan_sizes
from tasks.renditions.values import RECIPE, Rendered, Sheet, Size

_SHOWN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})
_LOSSLESS = frozenset({"image/png", "image/gif", "image/tiff"})
_QUALITY = 80
# Of the encoder's methods the one behind which time grows much faster than bytes shrink.
_METHOD = 4

_ORIENTATION = 0x0112
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_SIDEWAYS = (5, 6, 7, 8)
# The modes whose pixels are colours for sure; of the others (signed or floating numbers) nobody says what is white.
_MODES = frozenset("1 L LA La P PA RGB RGBA RGBa CMYK YCbCr I;16 I;16L I;16B".split())
# By a profile's colour space: the mode that it is about.
_SPACES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}


def render_picture(content: bytes, *, max_pixels: int) -> Rendered:
    """The picture's sheet and renditions; `MediaError` when it is none, broken or too large."""
    picture, image = decode_picture(content, max_pixels=max_pixels)
    form, mode = picture.media_type, image.mode
    turn = _turn(image, form)
    width, height = (image.height, image.width) if turn in _SIDEWAYS else image.size
    size = Size(width=width, height=height)
    # Browsers do not agree in which formats they heed an orientation, nor on CMYK.
    shown = form in _SHOWN and turn not in _TURNS and mode != "CMYK"
    sizes = () if mode not in _MODES or _moves(image, form) else plan_sizes(size, len(content), shown=shown)
    try:
        made = _render(image, turn, sizes, lossless=form in _LOSSLESS)
    except Exception as error:  # on odd bytes Pillow raises errors of nearly every type
        said = " ".join(str(error).split()) or type(error).__name__
        raise MediaError(f"no renditions of {form} in {mode}: {said}") from error
    lighter = {each: webp for each, webp in made.items() if not shown or len(webp) < len(content)}
    original = not sizes or sizes[-1] not in lighter
    digest = sha256(content).hexdigest()
    sheet = Sheet(sha256=digest, recipe=RECIPE, size=size, sizes=tuple(lighter), original=original)
    return Rendered(sheet, {each.width: webp for each, webp in lighter.items()})


def _turn(image: Image.Image, media_type: str) -> int:
    """The Exif orientation. TIFF files are upright once decoded; what XMP says of it no browser heeds."""
    block = image.info.get("exif")
    if not block or media_type == "image/tiff":
        return 1
    exif = Image.Exif()
    try:
        exif.load(block)
        return int(exif.get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001  # a damaged block turns nothing, as in browsers
        return 1


def _moves(image: Image.Image, media_type: str) -> bool:
    return media_type != "image/tiff" and getattr(image, "n_frames", 1) > 1


def _render(image: Image.Image, turn: int, sizes: tuple[Size, ...], *, lossless: bool) -> dict[Size, bytes]:
    if not sizes:
        return {}
    profile = image.info.get("icc_profile")
    widest = _spread(image)
    if turn in _TURNS:
        widest = widest.transpose(_TURNS[turn])
    widest = _to_srgb(_resize(widest, sizes[-1]), profile)
    return {each: _encode(_resize(widest, each), lossless=lossless) for each in sizes}


def _spread(image: Image.Image) -> Image.Image:
    """In a mode that can be resized: no palette, eight bits, transparency as alpha."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if image.mode in ("P", "PA", "RGB", "RGBA", "RGBa"):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    if image.mode in ("1", "L", "LA", "La"):
        return image.convert("LA" if image.has_transparency_data else "L")
    return image


def _resize(image: Image.Image, size: Size) -> Image.Image:
    wanted = (size.width, size.height)
    return image if image.size == wanted else image.resize(wanted, Resampling.LANCZOS)


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, which looks alike where profiles are heeded and where they are not."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colours = image.convert(image.mode.removesuffix("A")) if alpha else image
    result = _by_profile(colours, profile) if profile else None
    result = result or colours.convert("RGB")
    if alpha:
        result.putalpha(alpha)
    return result


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """In sRGB by the profile; None where that is damaged or about other pixels, and therefore ignored."""
    try:
        read = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = _SPACES.get(read.profile.xcolor_space)
        if mode == "RGB" and image.mode == "L":
            image = image.convert("RGB")
        if mode != image.mode:
            return None
        return ImageCms.profileToProfile(
            image,
            read,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError):
        return None


def _encode(image: Image.Image, *, lossless: bool) -> bytes:
    ways = [_webp(image, lossless=way) for way in ((False, True) if lossless else (False,))]
    return min(ways, key=len)


def _webp(image: Image.Image, *, lossless: bool) -> bytes:
    target = BytesIO()
    image.save(target, "WEBP", quality=_QUALITY, method=_METHOD, lossless=lossless)
    return target.getvalue()
