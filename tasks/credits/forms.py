"""The forms of a credit, one row each: how it opens, an example, what the example yields; and the traps beside them.

At one place in a text the first row that matches reads it, so the rows stand from the particular to the general. Rows
without a pattern have no label of their own: `finding` reads them by their place, by a name that can only be a
credit's, or as a combination of other rows. `TRAPS` are texts that open like a credit, or name people like one, and
hold none.
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
    usage_info: str | None = None

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
    Form("several credits", None, "Zwei Säle. Foto links: Jule Harkort, Foto rechts: Stadt Lindenau", "Zwei Säle.",
         "Jule Harkort; Stadt Lindenau", ("Jule Harkort", "Stadt Lindenau")),
    Form("several pictures", None, "Zwei Säle. Fotos: Jule Harkort (oben), Henrik Tolle (unten)", "Zwei Säle.",
         "Jule Harkort (oben), Henrik Tolle (unten)", ("Jule Harkort", "Henrik Tolle")),
    Form("organisation before the label", None, "Der Rat tagt. Stadt Lindenau/Archivbild: Jule Harkort",
         "Der Rat tagt.", "Stadt Lindenau/Jule Harkort", ("Stadt Lindenau", "Jule Harkort")),
    Form("credit in front", None, "Archivfoto: Stadt Lindenau/Jule Harkort Der Rat tagt lang.", "Der Rat tagt lang.",
         "Stadt Lindenau/Jule Harkort", ("Stadt Lindenau", "Jule Harkort")),
    Form("credit on its own line", None, "Der Rat tagt.\nFotos: Harkort", "Der Rat tagt.", "Harkort", ("Harkort",)),
    Form("date", None, "Der Rat tagt. Foto: Jule Harkort, Mai 2019", "Der Rat tagt.", "Jule Harkort",
         ("Jule Harkort",)),
    Form("gallery's counter", None, "Der Rat tagt.\n© Jule HarkortBild 3 von 12", "Der Rat tagt.", "Jule Harkort",
         ("Jule Harkort",)),
    Form("note on use", None, "Der Rat tagt. Foto: Stadt Lindenau. Veröffentlichung mit dieser Meldung honorarfrei.",
         "Der Rat tagt.", "Stadt Lindenau", ("Stadt Lindenau",), "Veröffentlichung mit dieser Meldung honorarfrei."),
    Form("licence", None, "Der Rat tagt. Foto: Jule Harkort/Wikimedia Commons (CC BY-SA 4.0)", "Der Rat tagt.",
         "Jule Harkort/Wikimedia Commons", ("Jule Harkort", "Wikimedia Commons"), "CC BY-SA 4.0"),
    Form(NO_CREDIT, None, "Foto: Eine Frau hält einen Schirm.", "Foto: Eine Frau hält einen Schirm.", None),
)  # fmt: skip

# What each has in common with a credit, and a text that stays a caption as it is.
TRAPS: tuple[tuple[str, str], ...] = (
    ("a label opens a description", "Foto: Eine Frau hält einen Schirm."),
    ("a label opens a noun", "Luftbild: Stadion Moosbach"),
    ("a place follows the label", "Foto: Rathaus Lindenau"),
    ("an event follows the label", "Foto: Feuerwehr im Einsatz"),
    ("people follow the label", "Foto: Anna Probe (links) und Henrik Tolle (rechts)"),
    ("an office follows the label", "Foto: Oberbürgermeisterin Anna Probe"),
    ("the label tells which picture is described", "Bild oben: das neue Becken"),
    ("the thing itself, not its label", "Neuer Plan: Radwege für alle"),
    ("the label is in a sentence", "Unser Foto zeigt v. l. Anna Probe (Grün und Auen) und Henrik Tolle."),
    ("the label ends a phrase", "Auf dem Bild: Anna Probe und Henrik Tolle"),
    ("an adjective before the label", "Weiteres Bild: Anna Probe im Rathaus"),
    ("the order of people behind the label", "Foto (v.l.n.r.): Anna Probe, Henrik Tolle"),
    ("the order of people alone", "v. l. n. r.: Anna Probe, Henrik Tolle"),
    ("the label in a compound", "Gruppenbild: Anna Probe und Henrik Tolle"),
    ("the label in another compound", "Fotowettbewerb: Anna Probe gewinnt"),
    ("the label in a title", "Menschen in der Ausstellung „Bild: Macht“."),
    ("the photographer is who is shown", "Der Fotograf: Henrik Tolle"),
    ("a source that is no reference", "Die Quelle: Hier entspringt die Moos."),
    ("a sign without a name", "© 2024"),
    ("a label without a name", "Alle lachen auf dem Foto."),
    ("names without a label", "Anna Probe (Stadt Lindenau) und Henrik Tolle (Moosbau GmbH)"),
    ("a colon between digits", "Beginn: 14:30 Uhr, Foto ab 15:00 Uhr"),
    ("a counter alone", "Bild 6 von 12"),
)

BY_GROUP = {form.group: form for form in FORMS}
_ROWS = "|".join(
    f"(?P<{form.group}>{form.pattern.replace('{name}', form.group)})" for form in FORMS if form.pattern is not None
)
# Every row begins with a word or a sign: nowhere else are they tried.
OPENER = re.compile(rf"(?:(?<!\w)(?=\w)|(?=[©(]))(?:{_ROWS})", re.IGNORECASE)
