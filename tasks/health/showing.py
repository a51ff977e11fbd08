"""What a release was read to have, as gates ask for it. Pure."""

from collections.abc import Iterator

from tasks.types.health import Field_, Shown
from tasks.types.release import Content


def shown_by(content: Content) -> Shown:
    """The fields that the release has, and how many of its pictures have a credit."""
    credited = sum(image.credit_text is not None for image in content.image)
    return Shown(fields=tuple(_fields(content)), pictures=len(content.image), credited=credited)


def _fields(content: Content) -> Iterator[Field_]:
    has: dict[Field_, object] = {
        "headline": content.headline.strip(),
        "alternativeHeadline": content.alternative_headline,
        "date": content.date_published,
        "publisher": content.publisher,
        "text": content.article_body.strip(),
        "picture": content.image,
        "attachment": content.associated_media,
    }
    return (name for name, value in has.items() if value)
