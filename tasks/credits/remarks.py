"""What may stand beside the name in a credit: dates, licences, notes on use, counters of a gallery."""

import re

_MONTH = "(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
_SEASON = "(?:Frühjahr|Frühling|Sommer|Herbst|Winter)"
_YEAR = r"(?:1[89]|20)\d\d(?: ?[-–/] ?\d{2,4})?"
_DECADE = r"(?:1[89]|20)\d0er(?:[- ]Jahren?)?"
_DATE = (
    r"(?:© ?)?(?:aufgenommen |Aufnahme )?(?:(?:vom|von|am|im|in den|aus|um|ca\.|Stand:?|Jahr) ){0,2}"
    rf"(?:\d{{4}}-\d\d-\d\d|{_SEASON} {_YEAR}"
    rf"|\d{{1,2}}\. ?\d{{1,2}}\. ?(?:\d{{4}}|\d{{2}})|\d{{1,2}}\. ?{_MONTH} {_YEAR}|{_MONTH} {_YEAR}"
    rf"|\d{{1,2}}/(?:19|20)\d\d|{_DECADE}|{_YEAR})|undatiert|o\. ?J\.|ohne Jahr"
)
DATE = re.compile(_DATE)
LEADING_YEAR = re.compile(rf"{_YEAR},?\s+(?=\D)")
_TRAILING_DATE = re.compile(rf"\s({_DATE})$")

_LICENCE = (
    r"(?:(?:Lizenz|Licen[cs]e|lizenziert unter|veröffentlicht unter|licensed under|unter)\b:? ?(?:der Lizenz )?)?"
    r"(?:CC[ -](?:BY|SA|NC|ND)(?:[ -](?:SA|NC|ND|BY)){0,3}|CC ?0|CC-?Zero|Creative Commons(?:-Lizenz)?"
    r"|dl-de/\w+-\d-\d|Datenlizenz Deutschland(?:[ –-]{1,3}(?:Namensnennung|Zero))?(?:[ –-]{1,3}Version)?"
    r"|Public Domain|gemeinfrei|Pixabay[- ](?:Licen[cs]e|Lizenz)|Unsplash[- ](?:Licen[cs]e|Lizenz)"
    r"|https?://(?:www\.)?creativecommons\.org/\S{1,60}|GNU FDL|GFDL)"
    r"(?:[ -]?\d\.\d)?(?: (?:DE|Deed|International|Unported))?"
)
LICENCE = re.compile(_LICENCE, re.IGNORECASE)
_TRAILING_LICENCE = re.compile(rf"(?<![\w-])({_LICENCE})$", re.IGNORECASE)
_PICTURE = r"(?:foto|fotos|bild|bilder|bildmaterial|grafik|aufnahme|aufnahmen)"
_NOTE = re.compile(
    r"\b(?:honorarfrei|kostenfrei|lizenzfrei|rechtefrei|rechte vorbehalten|rights reserved|quellenangabe|namensnennung"
    r"|urhebervermerk|redaktionelle|pressezwecke|nutzungsrecht|frei verwendbar)"
    r"|\b(?:abdruck|nachdruck|verwendung|nutzung|veröffentlichung)\b[^.]{0,80}"
    r"\b(?:frei|gestattet|erlaubt|verboten|untersagt|nur|kostenlos|genehmigung|nennung|angeben|anzugeben)\b"
    r"|\b(?:abdruck|nachdruck|veröffentlichung) (?:frei|freigegeben)\b"
    rf"|\b{_PICTURE} (?:darf|dürfen|kann|können) [^.]{{0,80}}\b(?:verwendet|genutzt|veröffentlicht|abgedruckt)\b",
    re.IGNORECASE,
)
_NOTE_OPENING = re.compile(
    r"\s*(?:(?:(?:die|das|der) )?"
    rf"(?:abdruck|nachdruck|verwendung|nutzung|veröffentlichung|{_PICTURE} (?:darf|dürfen|kann|können))"
    r"|honorarfrei|kostenfrei|lizenzfrei|alle rechte|all rights|nur (?:zur|für|mit)|zu[rm] (?:veröffentlichung|abdruck)"
    r"|bei (?:nennung|veröffentlichung|abdruck|verwendung)|lizenz|CC)\b",
    re.IGNORECASE,
)
COUNTER = re.compile(r"\(?(?:Bild|Foto) ?\d{1,3} ?(?:von|/) ?\d{1,3}\)?(?=$|\s)")
_BREAKS = re.compile(r"[,;|(/]|\s[-–—]\s|\.(?=\s)")
Span = tuple[str, int, int]
_EDGE = " \t\n,;|/(–—-"


def is_note(text: str) -> bool:
    """Whether that sentence or phrase says on what terms the picture may be used."""
    return bool(_NOTE.search(text)) or bool(LICENCE.fullmatch(text.strip(" .()")))


def begins_note(text: str) -> bool:
    """Whether a note on use begins there."""
    return bool(_NOTE_OPENING.match(text)) and is_note(text)


def _role(text: str) -> str | None:
    tail = text.strip(" .()")
    if DATE.fullmatch(tail):
        return "date"
    return "note" if is_note(tail) else None


def _last_remark(text: str) -> tuple[int, str] | None:
    if (counter := COUNTER.search(text)) and counter.end() == len(text):
        return counter.start(), "counter"
    if (dated := _TRAILING_DATE.search(text)) and text[: dated.start()].strip():
        return dated.start(1), "date"
    if licence := _TRAILING_LICENCE.search(text):
        return licence.start(1), "note"
    for found in reversed(list(_BREAKS.finditer(text))[-4:]):
        tail = text[found.end() :]
        if (role := _role(tail)) and (found[0] != "." or begins_note(tail)):
            return found.end(), role
    if DATE.fullmatch(text):
        return 0, "date"
    return (0, "note") if _NOTE.match(text) else None


def split_remarks(text: str) -> tuple[int, tuple[Span, ...]]:
    """Where the name ends in that text, and the spans of the remarks behind it: role, start, end."""
    spans: list[Span] = []
    end = len(text.rstrip())
    while found := _last_remark(text[:end]):
        start, role = found
        start += len(text[start:end]) - len(text[start:end].lstrip())
        closes = text[end - 1] == ")" and "(" not in text[start:end]
        stop = end - 1 if closes else end
        spans.append((role, start, stop))
        end = len(text[:start].rstrip(_EDGE))
    return end, tuple(reversed(spans))
