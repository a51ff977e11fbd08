"""A page as it reads, field by field with the rule that found each, in lines for the operator. Pure."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from config.source import Source
from tasks.credits.crediting import credit_picture
from tasks.errors import ReadingError
from tasks.normalise import block_text, known_names, normalise
from tasks.parse.page import read_page
from tasks.parse.survey import survey
from tasks.types.ledger import Medium
from tasks.types.reading import Figure, Reading
from tasks.types.release import Content, CreditClaim, Image

_LABEL = 12
_WIDTH = 100
_MOST_BLOCKS = 40


class Shown(NamedTuple):
    """A page to be shown: as a site sent it, a capture holds it or a file does."""

    url: str
    content: bytes
    content_type: str | None


def describe(page: Shown, id_: str, source: Source, media: Mapping[str, Medium]) -> tuple[bool, list[str]]:
    """Whether the page reads, and what an operator is shown of it. `media` holds what is archived of its pictures."""
    try:
        reading = read_page(page.content, page.content_type, page.url, source)
    except ReadingError as error:
        return False, [_line("set aside", str(error)), *_survey(page, source)]
    content = normalise(reading, id_, page.url, media, source)
    return True, [*_fields(reading, content), *_pictures(reading, content, media, source), *_rest(reading, content)]


def _line(label: str, value: str, rule: str | None = None) -> str:
    return f"{label:{_LABEL}}{value}{f'  [{rule}]' if rule else ''}"


def _survey(page: Shown, source: Source) -> Iterator[str]:
    """What the templates' selectors find, as far as the page is one at all."""
    try:
        found = survey(page.content, page.content_type, source)
    except ReadingError:
        return
    for finds in found:
        if finds.key == "applies":
            yield _line("template", finds.template)
        yield f"  {finds.matches:>5} × {finds.key:16}{_cut(finds.selector)}"


def _fields(reading: Reading, content: Content) -> Iterator[str]:
    rules = reading.rules
    yield _line("template", reading.template)
    yield _line("headline", content.headline, rules["title"])
    yield _line("subtitle", content.alternative_headline or "–", rules["subtitle"])
    yield _line("date", content.date_published, rules["date"])
    if content.date_modified:
        yield _line("modified", f"{content.date_modified:%Y-%m-%dT%H:%M:%SZ}", "meta element")
    yield _line("body", f"{len(content.body)} blocks, {len(content.article_body)} characters", rules["body"])
    for block in content.body[:_MOST_BLOCKS]:
        yield f"  {block.type:{_LABEL - 2}}{_cut(' / '.join(block_text(block).split(chr(10))))}"
    if len(content.body) > _MOST_BLOCKS:
        yield f"  … and {len(content.body) - _MOST_BLOCKS} more"
    yield _line("publisher", content.publisher.name if content.publisher else "–", rules["publisher"])
    if content.publisher:
        parts = content.publisher.to_json().items()
        yield from (f"  {name}: {value}" for name, value in parts if name not in ("@type", "name"))


def _pictures(reading: Reading, content: Content, media: Mapping[str, Medium], source: Source) -> Iterator[str]:
    known = known_names(reading, source)
    for figure, image in zip(reading.figures, content.image, strict=True):
        yield _line("picture", image.url)
        yield f"  caption: {image.caption or '–'}  [{_caption_rule(figure)}]"
        form = credit_picture(figure, media.get(image.url), known).form
        rule = f"{image.credit_evidence}: {form}" if form else image.credit_evidence
        yield f"  credit: {image.credit_text or 'none anywhere'}{f'  [{rule}]' if rule else ''}"
        yield from (f"    {creator.type_}: {creator.name}" for creator in image.creator or ())
        yield from (f"    not so {claim.credit_evidence}: {claim.credit_text}" for claim in _others(image))
        more = (("kind", image.kind), ("usage", image.usage_info), ("alt text", image.description))
        yield from (f"  {name}: {value}" for name, value in more if value)


def _others(image: Image) -> list[CreditClaim]:
    return [claim for claim in image.credit_claim or () if not claim.agrees]


def _caption_rule(figure: Figure) -> str:
    return figure.caption_rule or ("from an attribute" if figure.attribute_caption else "not found")


def _rest(reading: Reading, content: Content) -> Iterator[str]:
    yield from (_line("file", f"{file.url}: {file.name}") for file in content.associated_media)
    yield from (_line("link", f"{link.url}: {link.name}") for link in content.citation)
    if content.copyright_notice:
        yield _line("copyright", content.copyright_notice)
    yield from (_line("notice", finding) for finding in reading.findings)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
