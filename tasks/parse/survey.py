"""What each selector of a source's templates finds on a page: for the operator who mends a source file."""

from collections.abc import Iterator
from typing import NamedTuple

from config.source import Source, Template
from tasks.parse.decode import decode
from tasks.parse.document import Document
from tasks.parse.selectors import Element, select


class Finds(NamedTuple):
    """How often one selector of a template matches; within the template's root, where there is just one."""

    template: str
    key: str
    selector: str
    matches: int


def survey(content: bytes, content_type: str | None, source: Source) -> tuple[Finds, ...]:
    """Every selector of every template, in the order in which templates are tried; `ReadingError` where no page is."""
    document = Document(decode(content, content_type).utf_8)
    return tuple(finds for template in source.pages.templates for finds in _template(document, template))


def _template(document: Document, template: Template) -> Iterator[Finds]:
    roots = select(document.element, template.root)
    within: Element = roots[0] if len(roots) == 1 else document.element
    yield Finds(template.id, "applies", template.applies, len(select(document.element, template.applies)))
    yield Finds(template.id, "root", template.root, len(roots))
    for key, selector in _selectors(template):
        yield Finds(template.id, key, selector, len(select(within, selector)))


def _selectors(template: Template) -> Iterator[tuple[str, str]]:
    figures = template.figures
    named = (
        ("title", template.title),
        ("subtitle", template.subtitle),
        ("date", template.date),
        ("publisher", template.publisher),
        ("credits", template.credits),
        ("file_lists", template.file_lists),
        *((f"drop[{number}]", selector) for number, selector in enumerate(template.drop)),
        ("figures.figure", figures.figure),
        ("figures.overlay", figures.overlay),
        ("figures.caption", figures.caption),
    )
    yield from ((key, selector) for key, selector in named if selector)
