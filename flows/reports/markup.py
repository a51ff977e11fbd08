"""Text and sizes as reports in Markdown show them. Pure."""


def plain(text: str) -> str:
    """Text from outside as text: one line, nothing that Markdown or HTML would read as markup."""
    folded = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|!" else char for char in folded)


def size(number: int) -> str:
    """So many bytes."""
    return f"{number / 1_000_000:.1f} MB" if number >= 1_000_000 else f"{number / 1000:.0f} kB"
