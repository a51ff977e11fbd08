"""The words of a label, such as `Archivfoto`, `Bild- und Textrechte`, `Foto/Grafik`, and what they say of the picture.

`label_word` is a pattern; its group is what `kind_of` and `doubted_after` read. Compounds are spelt out where a word
beside them names what is shown instead: `Luftbild` is a label, `Gruppenbild` and `Leitbild` are none.
"""

import re

from tasks.credits.ground import Sort
from tasks.types.release import ImageKind

_BEFORE = (
    r"(?:Archiv|Symbol|Presse|Luft|Titel|Agentur|Porträt|Portrait|Handy|Beispiel|Farb|Original|Vorschau|Produkt|Team"
    r"|Drohnen|Satelliten|Panorama|Detail|Szenen|Bühnen|Proben|Teaser|Header|Cover|Stand|Film|Video|Innen|Außen|Werk"
    r"|Studio|Privat|Licht|Serien|Motiv|Ausschnitt)"
)
_CARRIER = r"(?:fotos?|photos?|bild(?:er|es)?|aufnahmen?)"
_RIGHT = (
    r"(?:quellen?|rechte?(?:inhaber(?:in)?)?|nachweise?|credits?|copyrights?|autor(?:in)?|urheber(?:in)?|lizenz|material"
    r"|verweis|hinweis|motiv|herkunft|archiv|dokumentation)"
)
_PHOTOGRAPH = (
    rf"(?:{_BEFORE}-?)?{_CARRIER}(?:[- ]?{_RIGHT})?(?:\saus\sdem\sArchiv)?"
    r"|(?:foto|photo)(?:graf|graph)(?:in|innen|en|ie|y|s|\*in|:in|/in|er)?|photo(?:grapher| by)"
    r"|repro(?:s|duktion)?"
)
_DRAWING = (
    r"\w{0,12}-?gra(?:f|ph)ik(?:en|er|erin|design)?|(?:foto|bild)?(?:montage|collage)n?|illustration(?:en)?"
    r"|illustrator(?:in)?|(?:plan|bau)?zeichnung(?:en)?|karikatur|schaubild|diagramm|piktogramme?|skizzen?|screenshots?"
    r"|plakat(?:motiv|gestaltung)|gestaltung|layout"
)
_MODEL = (
    r"\w{0,12}-?visualisierung(?:en)?|visuali[sz]ation|rendering(?:s)?"
    r"|\w{0,12}-?(?:animation|simulation)(?:en)?|entwurf"
)
_PLAN = (
    r"(?:lage|stadt|übersichts|bebauungs|umleitungs|strecken|gelände|rahmen)?pl(?:an|äne)(?:ausschnitt|grundlage)?"
    r"|(?:übersichts|stadt|lage)?karten?(?:grundlage|ausschnitt|daten|material)?|geobasisdaten"
)
_SOURCE = (
    r"(?:daten)?quellen?(?:angabe|nachweis)?|credits?|urheber(?:in|recht)?(?:nachweis)?|rechte(?:inhaber(?:in)?)?"
    r"|nachweise?|(?:bild)?bearbeitung"
)
_NOUN = rf"{_PHOTOGRAPH}|{_DRAWING}|{_MODEL}|{_PLAN}|logos?|{_SOURCE}"
_FRONT = (
    r"(?:(?:alle|beide|historische[sr]?)\s|(?:^|(?<=[.,;/]\s)|(?<=[(\n]))\d\.\s)?"
    r"(?:(?-i:[A-ZÄÖÜ]{2,6}|dpa|epd)-)?"
)
_FIRST = r"(?:(?:texte?|(?:text|foto|bild)-)\s?(?:/|&|und|\+)\s?)?"
_BESIDE = (
    r"(?:(?:\s?[/&+,]\s?|\sund\s)(?:texte?(?:rechte)?|bearbeitung|montage|grafik|repro|rechte|quelle|copyright|collage"
    r"|visualisierung|illustration|video|fotos?|bild(?:er)?)(?!\w)){0,2}"
)


# One of these is in every label, which is quick to tell of a text: most hold none.
STEMS = (
    "foto photo bild aufnahme repro"
    " grafik graphik montage collage illustrat zeichnung karikatur diagramm piktogramm skizze screenshot plakat"
    " gestaltung layout"
    " visuali rendering animation simulation entwurf"
    " plan pläne karte geobasis"
    " logo quelle credit urheber rechte nachweis bearbeitung"
    " text image copyright © (c)"
).split()
# No label begins so many characters before its first stem: `historische dpa-Satelliten-`.
LONGEST_FRONT = 40


def label_word(group: str) -> str:
    """The pattern of a label's word or words; `group` names what it captures."""
    return rf"(?<!\w)(?<!\w-){_FRONT}(?P<{group}>{_FIRST}(?:{_NOUN}|textrechte(?<=und textrechte)){_BESIDE})(?![\w-])"


WORD = re.compile(_NOUN, re.IGNORECASE)
_PARTS = re.compile(r"[/&+,]|\sund\s")
# What a label's word says of the picture; the first pattern found decides.
KINDS: tuple[tuple[re.Pattern[str], ImageKind], ...] = (
    (re.compile("logo", re.IGNORECASE), "logo"),
    (re.compile("visuali|rendering|animation|simulation|entwurf|computergra|3d-gra", re.IGNORECASE), "visualisation"),
    (
        re.compile(
            "gra(?:f|ph)ik|montage|collage|illustrat|zeichnung|karikatur|schaubild|diagramm|piktogramm|skizze|screenshot"
            "|plakat|gestaltung|layout",
            re.IGNORECASE,
        ),
        "graphic",
    ),
    (re.compile("pl(?:an|äne)|karte|geobasis", re.IGNORECASE), "plan"),
    (re.compile("foto|photo|bild(?!bearbeitung)|aufnahme|repro", re.IGNORECASE), "photo"),
)
# Labels of a shown thing: at the head of a text these sorts of names are no evidence of a credit behind them.
_DOUBTED: tuple[tuple[re.Pattern[str], frozenset[Sort]], ...] = (
    (re.compile("logo|pl(?:an|äne)|karte", re.IGNORECASE), frozenset((Sort.PERSON, Sort.SURNAME, Sort.GROUP))),
    (
        re.compile(
            "^luft|gra(?:f|ph)ik|visualisierung|animation|entwurf|skizze|diagramm",
            re.IGNORECASE,
        ),
        frozenset((Sort.SURNAME, Sort.GROUP)),
    ),
    (re.compile("^symbol|illustration|collage|screenshot", re.IGNORECASE), frozenset((Sort.SURNAME,))),
)
_SEVERAL = re.compile("fotos|photos|bilder|aufnahmen|grafiken|visualisierungen|renderings|karten|pläne", re.IGNORECASE)


def kind_of(noun: str) -> ImageKind | None:
    """What kind of picture that label's noun names; `Quelle` and `©` name none. The first of several leads."""
    named = (kind for part in _PARTS.split(noun) for pattern, kind in KINDS if pattern.search(part))
    return next(named, None)


def doubted_after(noun: str) -> frozenset[Sort]:
    """The sorts of names that are no evidence of a credit where that label's noun opens a text."""
    return next((sorts for pattern, sorts in _DOUBTED if pattern.search(noun)), frozenset())


def names_several(noun: str) -> bool:
    """Whether the label speaks of more pictures than one."""
    return bool(_SEVERAL.search(noun))
