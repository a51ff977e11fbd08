"""The forms of a credit, one row each: how it opens, an example, and what the example yields.

At one place in a text the first row that matches reads it, so the rows stand from the particular to the general. Rows
without a pattern have no label; `reading` finds them by their place or by a name that can only be a credit's.
"""

import re
from dataclasses import dataclass

from tasks.credits.leaves import Sort
from tasks.types.release import ImageKind

_BEFORE = (
    r"(?:Archiv|Symbol|Presse|Luft|Titel|Agentur|Porträt|Portrait|Handy|Beispiel|Farb|Original|Vorschau|Produkt|Team)"
)
_CARRIER = r"(?:fotos?|photos?|bild(?:er|es)?|aufnahmen?)"
_RIGHT = r"(?:quellen?|rechte?|nachweise?|credits?|autor(?:in)?|urheber(?:in)?|lizenz|material|verweis|hinweis)"
_NOUN = (
    rf"(?:{_BEFORE}-?)?{_CARRIER}(?:-?{_RIGHT})?"
    r"|(?:foto|photo)(?:graf|graph)(?:in|innen|en|ie|y|s|\*in|:in|/in|er)?|photo(?:grapher| by)"
    r"|(?:info|computer)?gra(?:f|ph)ik(?:en|er|erin)?|(?:foto|bild)?montagen?|collagen?|illustration(?:en)?|illustrator(?:in)?"
    r"|zeichnung(?:en)?|karikatur|schaubild|screenshots?|visualisierung(?:en)?|rendering(?:s)?|animation(?:en)?|simulation"
    r"|entwurf|(?:lage|stadt|übersichts|bebauungs)?pl(?:an|äne)|(?:übersichts)?karten?(?:grundlage)?|logos?|repro(?:s|duktion)?"
    r"|(?:quellen?|credits?|urheber(?:in)?|rechte|nachweise?|lizenz)(?:angabe|nachweis)?"
)
_WORD = (
    r"(?<![\w-])(?:(?:alle|beide)\s)?(?:(?-i:[A-ZÄÖÜ]{2,6}|dpa|epd)-)?(?:texte?\s?(?:/|&|und|\+)\s?)?"
    rf"(?P<noun_{{name}}>{_NOUN})(?![\w-])"
)
_ALONE = r"(?:^|(?<=\n)|(?<=[(\[|])|(?<=[.!?)\]\"“”»|–-]\s))"
_WITH = r"(?:\s?(?:/|&|und|\+)\s?(?:texte?|bearbeitung|montage|grafik|fotos?|collage))?"
_PLACE = r"(?:\s(?:ganz|oben|unten|links|rechts|mitte|mittig|li\.|re\.|und|\+|\d{1,2}(?:[-–/]\d{1,2})?\b)){0,3}"
_SIGN = r"(?:©|\(c\)|copyright(?:\s(?:by|©))?:?)"
_INSIDE = (
    r"\((?!\s?v\.|von )(?=[^()\n]{0,60}(?:lizenz|fotograf|grafik|quelle|urheber|rechte|nachweis|archiv|symbol"
    r"|links|rechts|oben|unten|mitte|\d))[^()\n]{1,60}\)"
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
        "label and sign", rf"{_WORD}{_WITH}{_PLACE}\s?:?\s?{_SIGN}",
        "Das Amt. (Foto: © Jule Harkort, Stadt Lindenau)", "Das Amt.", "Jule Harkort, Stadt Lindenau",
        ("Jule Harkort", "Stadt Lindenau"),
    ),
    Form(
        "label and colon", rf"{_WORD}{_WITH}{_PLACE}(?:\s(?:von|by))?\s?:",
        "Der Rat tagt. Foto: Jule Harkort, Stadt Lindenau", "Der Rat tagt.", "Jule Harkort, Stadt Lindenau",
        ("Jule Harkort", "Stadt Lindenau"),
    ),
    Form(
        "label and full stop", rf"{_ALONE}(?-i:(?P<noun_{{name}}>Fotos?|Bild|Grafik|Bildnachweis|Quelle))\.(?=\s)",
        "Der Rat tagt. Foto. Jule Harkort", "Der Rat tagt.", "Jule Harkort", ("Jule Harkort",),
    ),
    Form(
        "copyright", r"(?<!\w)copyrights?(?:\s?(?:by\b|bei\b|:|©|\(c\))){0,2}(?!\w)",
        "Der Neubau. Copyright: Harkort Architekten GmbH", "Der Neubau.", "Harkort Architekten GmbH",
        ("Harkort Architekten GmbH",),
    ),
    Form(
        "sign", r"(?:©|\(c\))(?:\s?:)?",
        "Zwei Gäste, © Museum Lindenau, 2014", "Zwei Gäste", "Museum Lindenau", ("Museum Lindenau",),
    ),
    Form(
        UNMARKED,
        r"(?:(?<=[(\[|\n])|(?<=[(|.!?)]\s))"
        r"(?P<noun_{name}>(?:archiv|symbol)?(?:fotos?|photos?))\s(?:von\s|by\s)?(?-i:(?=[A-ZÄÖÜ]))",
        "Der Rat tagt. (Foto Jule Harkort)", "Der Rat tagt.", "Jule Harkort", ("Jule Harkort",),
    ),
    Form(
        "picture bank's wording",
        r"(?<![\w-])(?P<noun_{name}>Foto|Bild|Photo|Image)\s(?:von|by)\s"
        r"(?=[^\n]{1,60}\s(?:auf|on)\s(?:pixabay|unsplash|pexels)\b)",
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

# What a label says of the picture; the first pattern found in the noun decides.
KINDS: tuple[tuple[re.Pattern[str], ImageKind], ...] = (
    (re.compile("logo", re.IGNORECASE), "logo"),
    (re.compile("visualisierung|rendering|animation|simulation|entwurf|computergra", re.IGNORECASE), "visualisation"),
    (
        re.compile("gra(?:f|ph)ik|montage|collage|illustrat|zeichnung|karikatur|schaubild|screenshot", re.IGNORECASE),
        "graphic",
    ),
    (re.compile("pl(?:an|äne)|karte", re.IGNORECASE), "plan"),
    (re.compile("foto|photo|bild|aufnahme|repro", re.IGNORECASE), "photo"),
)
# Labels of a shown thing: at the head of a text these sorts of names are no evidence of a credit behind them.
_DOUBTED: tuple[tuple[re.Pattern[str], frozenset[Sort]], ...] = (
    (re.compile("logo|pl(?:an|äne)|karte", re.IGNORECASE), frozenset((Sort.PERSON, Sort.SURNAME, Sort.GROUP))),
    (
        re.compile("^luft|gra(?:f|ph)ik|visualisierung|animation|entwurf", re.IGNORECASE),
        frozenset((Sort.SURNAME, Sort.GROUP)),
    ),
)


def kind_of(noun: str) -> ImageKind | None:
    """What kind of picture that label's noun names; `Quelle` and `©` name none."""
    return next((kind for pattern, kind in KINDS if pattern.search(noun)), None)


def doubted_after(noun: str) -> frozenset[Sort]:
    """The sorts of names that are no evidence of a credit where that label's noun opens a text."""
    return next((sorts for pattern, sorts in _DOUBTED if pattern.search(noun)), frozenset())
