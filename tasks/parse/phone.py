"""Telephone numbers as printed, to E.164 (ITU-T E.164, as RFC 3966 writes a global number): `+492018856007`.

Only a print that is one whole number is read, and nothing in it is guessed. With `+` it names its country itself;
without, it is a number of the given country, and then its area code must be there, told by the trunk prefix, and be
one that is in use. Two numbers, a range, an extension in words, a local number, a number of an authority (115): none.
"""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

_NUMBER = re.compile(r"\(?\+?[0-9(][0-9 ()./–-]*[0-9]")
# Behind the area code: groups of digits, one dash before the extension. Another dash, or a slash, opens another number.
_GROUPS = "[0-9]+(?:[ .][0-9]+)*"
_SUBSCRIBER = re.compile(rf"[ )./–-]*{_GROUPS}(?: ?[-–] ?{_GROUPS})?")
_MOST_DIGITS = 15


def read_phone(print_: str, country: str | None) -> str | None:
    """That number in E.164; None where the print does not settle it. `country` is ISO 3166-1 alpha-2."""
    if not _NUMBER.fullmatch(print_):
        return None
    dialled = re.sub("[^0-9+]", "", print_)
    if not dialled.startswith("+") and not (country and dialled.startswith(_trunk_prefix(country))):
        return None
    try:
        number = phonenumbers.parse(dialled, country)
    except NumberParseException:
        return None
    if not _may_be_dialled(number, names_country=dialled.startswith("+")) or not _is_one(print_, number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _trunk_prefix(country: str) -> str:
    """What stands before an area code in that country; empty where every number is printed whole."""
    return phonenumbers.ndd_prefix_for_region(country, True) or ""


def _may_be_dialled(number: PhoneNumber, *, names_country: bool) -> bool:
    """Whether the number is in use; where the print names the country, that its length may be is enough."""
    if len(f"{number.country_code}{phonenumbers.national_significant_number(number)}") > _MOST_DIGITS:
        return False
    possible = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    return phonenumbers.is_valid_number(number) or (names_country and possible)


def _is_one(print_: str, number: PhoneNumber) -> bool:
    """Whether the print parts its digits as those of one number are parted."""
    area = phonenumbers.length_of_national_destination_code(number)
    subscriber = len(phonenumbers.national_significant_number(number)) - area
    places = [place.start() for place in re.finditer("[0-9]", print_)]
    return bool(_SUBSCRIBER.fullmatch(print_, places[-subscriber - 1] + 1))
