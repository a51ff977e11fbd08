"""One line of an address: which fields it fills, by its label or by its form.

What has a label of an address and no value that a field takes (a contact person, opening hours, `E-Mail schreiben`)
belongs to the address and is said to be unread.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from bs4 import Tag

from tasks.parse.lines import read_lines

_TELEPHONE = r"(?:[^\W\d_]+-?)?telefon(?:nummer|[- ]?nr\.?|isch)?|tel(?:\.?-?\s?nr)?|fon|phone|ruf(?:nummer)?|durchwahl"
_LABELS = (
    ("mobile", r"mobil(?:telefon|nummer|nr)?|handy"),
    ("telephone", rf"(?:{_TELEPHONE})(?:\.?\s?(?:/|und|u\.|&)\s?(?:tele)?fax)?"),
    ("fax", r"(?:tele)?fax(?:nummer|-?nr)?"),
    ("email", r"e-?mail(?:-?adresse)?|mail"),
    ("url", r"url|internet(?:adresse)?|web(?:site|seite)?|homepage"),
)
_LETTERS = (("telephone", "T"), ("fax", "F"), ("mobile", "M"), ("email", "E"), ("url", "[WI]"))
LABEL = "|".join(label for _, label in _LABELS)
"""What opens a contact."""

# `Telefon (Presse): …`, `Telefon Pressestelle: …`
_OF = r"(?:\s*\([^)]{1,30}\)|\s+[^\W\d_][\w .-]{1,30}(?=:(?!//)))?"
_CONTACTS = tuple(
    (name, re.compile(rf"(?:{label}){_OF}\s*(?P<mark>[.:]*)\s*(?P<value>.*)", re.I)) for name, label in _LABELS
)
_SHORT_CONTACTS = tuple((name, re.compile(rf"{letter}(?:[.:]\s*|\s+)(?P<value>.+)")) for name, letter in _LETTERS)

_NUMBER = r"[+0-9(][0-9 ()/–.-]+[0-9]"
_DOMAIN = r"(?:[a-z0-9äöü-]+\.)+[a-z]{2,}"
_VALUES: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("telephone", "fax", "mobile"), re.compile(rf"{_NUMBER}.{{0,40}}")),
    "email": re.compile(r"[^\s@,;]+@[^\s@,;]+\.\w+"),
    "url": re.compile(r"\S+\.\w{2,}\S*"),
}
# Links so called lead to what they do not say.
_SPEAKS_OF = {
    "email": re.compile(r"(?:.{0,40}\W)?(?:e-?)?mail\b|.{0,20}nachricht schreiben", re.I),
    "url": re.compile(r"(?:zur\s)?(?:url|internet|web(?:site|seite)|homepage)\b", re.I),
}
# What tells a value without its label.
_BARE: Mapping[str, re.Pattern[str]] = {
    "telephone": re.compile(r"[+0(][0-9 ()/–.-]{5,}"),
    "email": _VALUES["email"],
    "url": re.compile(rf"(?i:https?://|www\.)\S+|{_DOMAIN}(?:/\S*)?"),
}
_AT = re.compile(r"\s*[(\[{]\s*(?:at|ät|@)\s*[)\]}]\s*|\s@\s", re.I)
_DOT = re.compile(r"\s*[(\[{]\s*(?:dot|punkt|\.)\s*[)\]}]\s*", re.I)

_HOURS = re.compile(
    r"\b[0-9]{1,2}(?:[.:][0-9]{2})?\s?Uhr\b|\b(?:mo|di|mi|do|fr|sa)\w*\.?\s?(?:-|–|bis)\s?(?:mi|do|fr|sa|so)", re.I
)
_HOURS_BEHIND = re.compile(rf"(?P<value>{_NUMBER})\s*[,;]?\s*(?P<hours>\(?\D*?(?:{_HOURS.pattern}).*)", re.I)

_ASIDE = re.compile(
    r"(?:ansprech(?:partner|person)\w*|kontakt(?:person)?|presse(?:kontakt|sprecher\w*)|rückfragen|redaktion|"
    r"(?:inhaltlich |redaktionell )?verantwortlich\w*|v\.?\s?i\.?\s?s\.?\s?d\.?\s?p\.?|"
    r"(?:öffnungs|sprech|geschäfts|büro)zeit(?:en)?|geschäftsführ\w*|vorsitz\w*|facebook|instagram|twitter|mastodon|"
    r"linkedin|youtube|whatsapp|bluesky)(?: [\w .-]{1,30})?\s*:.*",
    re.I,
)
_PERSON = re.compile(r"(?:frau|herrn?)\s.+", re.I)
_UNKNOWN_LABEL = re.compile(r"[^\W\d_][\w ./-]{1,40}:(?:\s.*)?")

_WORD = r"\(?[A-ZÄÖÜ][^\W\d_]*[.)]?"
_SMALL_WORD = r"an|am|auf|bei|der|den|dem|im|in|ob|und|unter|von|vor|[adviob]\."
_PLACE = rf"{_WORD}(?:(?:-|/|\s?-\s|\s)(?:{_WORD}|(?:{_SMALL_WORD})(?=[\s-])))*"
_TOWN = re.compile(
    r"(?:(?P<street_address>.{3,80}?)\s*[,;]\s*)?"
    r"(?:(?:D|DE)?[- ]?(?P<code>[0-9]{5})|(?:A|AT|CH|FL|L)[- ](?P<abroad>[0-9]{4}))"
    rf"\s+(?P<address_locality>{_PLACE})(?:\s*,\s*(?P<rest>.{{1,40}}))?"
)
_HOUSE_NUMBER = re.compile(r".{2,70}[^\W\d_.)]\.?\s[0-9]+\s?[a-z]?(?:\s?[-–/+]\s?[0-9]+\s?[a-z]?)?|Postfach\b.*", re.I)
_STREET_WORD = re.compile(
    r"(?:.*\W)?\w*(?:str\.|straße|strasse|platz|weg|allee|ring|gasse|damm|ufer|markt|wall|graben)"
    r"(?:\s+[0-9][^@:]{0,40})?",
    re.I,
)
_LONGEST = 300


class Said(NamedTuple):
    """What a line says: fields (an empty value is a label whose value stands elsewhere), and what fits none."""

    fields: Mapping[str, str]
    unread: str = ""


def read_field(text: str) -> Said | None:
    """What that line of an address says; None where it is no field and has no label of one."""
    if len(text) > _LONGEST:
        return None
    if said := _town(text) or _bare(text) or _labelled(text):
        return said
    return Said({}, text) if _ASIDE.fullmatch(text) else None


def spell_out(text: str, links: Iterable[Tag]) -> str:
    """The line, or where it only says that a link leads to an address (`E-Mail schreiben`), that address."""
    for link in links:
        scheme, _, target = str(link.get("href") or "").strip().partition(":")
        words = " ".join(read_lines([link]))
        name, written = (
            ("email", unquote(target.partition("?")[0]))
            if scheme.lower() == "mailto"
            else ("url", f"{scheme}:{target}")
        )
        if words and words in text and _SPEAKS_OF[name].match(text) and (said := value_of(name, written)):
            return text if value_of(name, words) else f"{name}: {said.fields[name]}"
    return text


def value_of(name: str, text: str) -> Said | None:
    """The text as that field's value; None where it has not its form."""
    text = _DOT.sub(".", _AT.sub("@", text)) if name == "email" else text
    if not _VALUES[name].fullmatch(text):
        return None
    if name not in ("email", "url") and (found := _HOURS_BEHIND.fullmatch(text)):
        return Said({name: found["value"]}, found["hours"])
    return Said({name: text})


def is_street(text: str, *, surely: bool = False) -> bool:
    """Whether that may be a street or a postbox; surely, where it says so by its own words."""
    return bool(_STREET_WORD.fullmatch(text) or (not surely and _HOUSE_NUMBER.fullmatch(text)))


def is_aside(text: str) -> bool:
    """Whether a line in front of the fields names no organisation: a contact person, hours, anything with a label."""
    return bool(_UNKNOWN_LABEL.fullmatch(text) or _PERSON.fullmatch(text) or _HOURS.search(text))


def _town(text: str) -> Said | None:
    found = _TOWN.fullmatch(text) if re.search("[0-9]{4}", text) else None
    if not found or (found["street_address"] and not is_street(found["street_address"])):
        return None
    street = {"street_address": found["street_address"]} if found["street_address"] else {}
    code = found["code"] or found["abroad"]
    return Said({**street, "postal_code": code, "address_locality": found["address_locality"]}, found["rest"] or "")


def _bare(text: str) -> Said | None:
    return next(
        (said for name, form in _BARE.items() if (said := value_of(name, text)) and form.fullmatch(said.fields[name])),
        None,
    )


def _labelled(text: str) -> Said | None:
    for name, form in _SHORT_CONTACTS:
        if (found := form.fullmatch(text)) and (said := value_of(name, found["value"])):
            return said
    for name, form in _CONTACTS:
        if found := form.fullmatch(text):
            if not found["value"]:
                return Said({name: ""})
            if said := value_of(name, found["value"]):
                return said
            if found["mark"] or name == "email":
                return Said({}, text)
    return None
