"""An archived image or file as the ledger keeps it: what its bytes really are, and what an image says of its credit."""

from datetime import datetime
from functools import cache

from tasks.media.embedded import read_embedded
from tasks.media.kinds import measure_picture, recognise_file
from tasks.readers import code_digest
from tasks.types.ledger import EmbeddedCredit, Folder, Medium, Resource


@cache
def metadata_reader() -> str:
    """Names how images' own metadata is read."""
    return code_digest("tasks.media.embedded")


def measure(content: bytes, resource: Resource, folder: Folder, max_pixels: int) -> Medium:
    """The medium of these bytes; `MediaError` where they are not what the page says."""
    found = dict(resource) | {"folder": folder, "size": len(content)}
    if folder == "files":
        file = recognise_file(content)
        return Medium.model_validate(found | {"media_type": file.media_type, "extension": file.extension})
    picture = measure_picture(content, max_pixels=max_pixels)
    kind = {"media_type": picture.media_type, "extension": picture.extension}
    size = {"width": picture.width, "height": picture.height}
    said = {"embedded": _embedded(content), "reader": metadata_reader(), "measured": resource.at}
    return Medium.model_validate(found | kind | size | said)


def measure_again(medium: Medium, content: bytes, now: datetime) -> Medium:
    """The medium with its own metadata read anew."""
    return medium.model_copy(update={"embedded": _embedded(content), "reader": metadata_reader(), "measured": now})


def _embedded(content: bytes) -> EmbeddedCredit | None:
    """What the image says of its own credit; None where it says nothing."""
    said = read_embedded(content)
    credit = EmbeddedCredit(
        creators=said.creators,
        credit=said.credit,
        copyright=said.copyright,
        usage=said.usage,
        caption=said.caption,
    )
    return None if credit == EmbeddedCredit() else credit
