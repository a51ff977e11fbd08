"""Marks that release pages share."""

from markupsafe import Markup


def lang_of(language: str) -> Markup:
    """The attribute of what is in another language than the page."""
    return Markup(' lang="{}"').format(language)
