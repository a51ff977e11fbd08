"""The forms of a credit, one row each: how it opens, an example, and what the example yields.

At one place in a text the first row that matches reads it, so the rows stand from the particular to the general. Rows
without a pattern have no label; `reading` finds them by their place or by a name that can only be a credit's.
"""

import re
from dataclasses import dataclass

from tasks.credits.nouns import label_word

_WORD = label_word("noun_{name}")
_ALONE = r"(?:^|(?<=\n)|(?<=[(\[|])|(?<=[.!?)\]\"“”»|–-]\s))"
_PLACE = (
    r"(?:\s(?:(?:ganz|oben|unten|links|rechts|mitte|mittig|alle|seite|und|bis|\d{1,2}(?:[-–/]\d{1,2})?)\b"
    r"|(?:li|re|l|r)\.|\+)){0,3}"
)
_SIGN = r"(?:©|\(c\)|\(©\)|copyright(?:\s(?:by|©))?:?)\ufe0f?"
_INSIDE = (
    r"\((?!\s?v\.|von )(?=[^()\n]{0,60}(?:lizenz|fotograf|grafik|quelle|urheber|rechte|nachweis|archiv|symbol|honorar"
    r"|alle|links|rechts|oben|unten|mitte|\d))[^()\n]{1,60}\)"
)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to print a credit."""

    name: str
    pattern: str | None
    example: str
    caption: str | None
    credit_text: str | None
    creators: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        return re.sub(r"\W", "_", self.name)


NO_CREDIT = "no credit"
TEXT = "text"
UNMARKED = "label without a mark"
IN_BRACKETS = "label and name in brackets"
BARE = "name by its place"
BANK = "picture bank"
KNOWN = "known organisation"
PRIVATE = "private"
DESCRIPTION = "label of a description"

FORMS: tuple[Form, ...] = (
    Form(
        TEXT, r"(?<![\w-])texte?\s?(?::\s?©?|©)",
        "Text: Presseamt\nFoto: Jule Harkort", None, "Jule Harkort", ("Jule Harkort",),
    ),
    Form(
        "label with a bracket", rf"{_WORD}\s?{_INSIDE}\s?:",
        "Konzert im Park\nBild (Bildlizenz/Fotograf/Grafiker): Henrik Tolle", "Konzert im Park", "Henrik Tolle",
        ("Henrik Tolle",),
    ),
    Form(
        "label and sign", rf"{_WORD}{_PLACE}\s?[:/]?\s?{_SIGN}(?:\s?:)?",
        "Das Amt. (Foto: © Jule Harkort, Stadt Lindenau)", "Das Amt.", "Jule Harkort, Stadt Lindenau",
        ("Jule Harkort", "Stadt Lindenau"),
    ),
    Form(
        "label and colon", rf"{_WORD}{_PLACE}(?:\s(?:von|by))?\s?\.?:(?:\s?:)?",
        "Der Rat tagt. Foto: Jule Harkort, Stadt Lindenau", "Der Rat tagt.", "Jule Harkort, Stadt Lindenau",
        ("Jule Harkort", "Stadt Lindenau"),
    ),
    Form(
        "label and full stop", rf"{_ALONE}(?-i:(?P<noun_{{name}}>Fotos?|Bild|Grafik|Bildnachweis|Quelle))[.;](?=\s)",
        "Der Rat tagt. Foto. Jule Harkort", "Der Rat tagt.", "Jule Harkort", ("Jule Harkort",),
    ),
    Form(
        "label and dash", rf"{_ALONE}(?-i:(?P<noun_{{name}}>Fotos?|Bildnachweis|Quelle))\s[–—-]\s(?-i:(?=[A-ZÄÖÜ]))",
        "Der Rat tagt. (Foto – Jule Harkort)", "Der Rat tagt.", "Jule Harkort", ("Jule Harkort",),
    ),
    Form(
        IN_BRACKETS,
        rf"{_ALONE}(?P<noun_{{name}}>(?:archiv|symbol)?(?:fotos?|bild))\s?\((?=[^()\n:©]{{2,80}}\)(?:\s?:|\.?$))",
        "Foto (Jule Harkort): Der Rat tagt.", "Der Rat tagt.", "Jule Harkort", ("Jule Harkort",),
    ),
    Form(
        "copyright", r"(?<!\w)copyrights?(?![\w-])(?:\s?(?:by\b|bei\b|:|©|\(c\))){0,2}",
        "Der Neubau. Copyright: Harkort Architekten GmbH", "Der Neubau.", "Harkort Architekten GmbH",
        ("Harkort Architekten GmbH",),
    ),
    Form(
        "sign", r"(?:©(?!\s?(?:19|20)\d\d(?:$|[\n.)]))|\(c\))\ufe0f?(?:\s?by\b)?(?:\s?:)?",
        "Zwei Gäste, © Museum Lindenau, 2014", "Zwei Gäste", "Museum Lindenau", ("Museum Lindenau",),
    ),
    Form(
        UNMARKED,
        r"(?:(?<=[(\[|\n])|(?<=[(|.!?)©]\s))"
        r"(?P<noun_{name}>(?:archiv|symbol)?(?:fotos?|photos?|bild(?=\s(?-i:[A-ZÄÖÜ])\S{1,30}\s(?-i:[A-ZÄÖÜ]))))"
        r"\s(?:von\s|by\s)?(?-i:(?=[A-ZÄÖÜ]|privat\b))",
        "Der Rat tagt. (Foto Jule Harkort)", "Der Rat tagt.", "Jule Harkort", ("Jule Harkort",),
    ),
    Form(
        "picture bank's wording",
        r"(?<![\w-])(?P<noun_{name}>Foto|Bild|Photo|Image)\s(?:von|by)\s"
        r"(?=[^\n]{1,60}\s(?:auf|on|from)\s(?:pixabay|unsplash|pexels)\b)",
        "Ein Radweg. Bild von Henrik Tolle auf Pixabay", "Ein Radweg.", "Henrik Tolle auf Pixabay",
        ("Henrik Tolle", "Pixabay"),
    ),
    Form(BANK, None, "Ein Radweg\nHenrik Tolle - stock.adobe.com", "Ein Radweg", "Henrik Tolle - stock.adobe.com",
         ("Henrik Tolle", "stock.adobe.com")),
    Form(KNOWN, None, "Der Rat tagt.\nJule Harkort, Stadt Lindenau", "Der Rat tagt.", "Jule Harkort, Stadt Lindenau",
         ("Jule Harkort", "Stadt Lindenau")),
    Form(PRIVATE, None, "Das Ehepaar im Garten (privat)", "Das Ehepaar im Garten", "privat"),
    Form(BARE, None, "Jule Harkort", None, "Jule Harkort", ("Jule Harkort",)),
    Form(DESCRIPTION, None, "Luftbild: Das Stadion wird erweitert. © Jule Harkort", "Das Stadion wird erweitert.",
         "Jule Harkort", ("Jule Harkort",)),
    Form(NO_CREDIT, None, "Foto: Eine Frau hält einen Schirm.", "Foto: Eine Frau hält einen Schirm.", None),
)  # fmt: skip

BY_GROUP = {form.group: form for form in FORMS}
OPENER = re.compile(
    "|".join(
        f"(?P<{form.group}>{form.pattern.replace('{name}', form.group)})" for form in FORMS if form.pattern is not None
    ),
    re.IGNORECASE,
)
