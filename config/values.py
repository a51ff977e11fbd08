"""Texts of a source file that must have a form: selectors, patterns, addresses, times; each says what is right."""

import re
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import cssselect
from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, Field


def _selector(text: str) -> str:
    try:
        pseudo = [selector.pseudo_element for selector in cssselect.parse(text) if selector.pseudo_element]
        cssselect.HTMLTranslator().css_to_xpath(text)
    except (cssselect.SelectorError, RecursionError) as error:
        raise ValueError(f"not a CSS selector: {str(error).splitlines()[0]}") from error
    if pseudo:
        raise ValueError("not a CSS selector of elements: it names a part of one (::)")
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return text


def _with_id(text: str) -> str:
    if "id" not in re.compile(text).groupindex:
        raise ValueError("not a pattern with the named group (?P<id>…), such as /release_(?P<id>[0-9]+)\\.html")
    return text


def _with_date(text: str) -> str:
    if "date" not in re.compile(text).groupindex:
        raise ValueError("not a pattern with the named group (?P<date>…), such as (?P<date>.+?) \\| (?P<publisher>.+)")
    return text


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: a folder of the database, a name too long
        raise ValueError("not a time zone of the IANA database, such as Europe/Berlin") from error
    return name


def _web(url: str) -> str:
    if not _is_web(url):
        raise ValueError("not a web address, such as https://www.example.org/")
    return url


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.port != 0
    except ValueError:  # a port out of range, half an IPv6 address
        return False
    return known and parts.username is None and _is_host(parts.hostname or "") and not re.search(r"[\s\x00-\x1f]", url)


def _is_host(name: str) -> bool:
    return bool(re.fullmatch(r"\w([\w.-]*\w)?\.?|[0-9a-fA-F]*:[0-9a-fA-F:.]+", name))


def _host(name: str) -> str:
    if not _is_host(name):
        raise ValueError("not a host name, such as media.example.org, without scheme, port and path")
    return name


def _cron(text: str) -> str:
    wrong = "not a cron line of five fields, such as 7 6-22 * * *"
    try:
        CronSim(text, datetime(2000, 1, 1, tzinfo=UTC))
    except (CronSimError, ValueError) as error:
        raise ValueError(wrong) from error
    if len(text.split()) != 5:  # a field for seconds: CronSim reads it in front, others at the end
        raise ValueError(wrong)
    return text


def _language(tag: str) -> str:
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", tag):
        raise ValueError("not a language tag, such as de or de-AT")
    return tag


def _country(code: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise ValueError("not a country's two letters (ISO 3166-1), such as DE")
    return code


def _source_id(name: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise ValueError("not an id: a lower-case letter, then lower-case letters, digits and hyphens, such as essen")
    return name


Selector = Annotated[str, AfterValidator(_selector)]
Pattern = Annotated[str, AfterValidator(_pattern)]
DateLine = Annotated[Pattern, AfterValidator(_with_date)]
ReleasePath = Annotated[Pattern, AfterValidator(_with_id)]
Cron = Annotated[str, AfterValidator(_cron)]
TimeZone = Annotated[str, AfterValidator(_zone)]
BaseUrl = Annotated[str, AfterValidator(_web)]
Host = Annotated[str, AfterValidator(_host)]
Country = Annotated[str, AfterValidator(_country)]
Language = Annotated[str, AfterValidator(_language)]
Share = Annotated[float, Field(ge=0, le=1)]
SourceId = Annotated[str, AfterValidator(_source_id)]
