"""What no log may hold: secrets of the installation, and how to reach a person. Pure.

Whatever a log line quotes (a page, an address, an error of somebody else's program) goes through here. E-mail
addresses and telephone numbers become `[e-mail]` and `[telephone]`, values of secret variables and passwords inside
addresses `[secret]`. A number that a date, a time or a longer name holds is none.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

_SECRET_NAME = re.compile(
    r"SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|AUTH_STRING|API_KEY|ACCESS_KEY|CREDENTIAL|CONNECTION_URL|WEBHOOK|MAIL_URL",
    re.I,
)
_SHORTEST = 6
_USER_INFO = re.compile(r"(?P<scheme>\b[a-z][a-z0-9+.-]{0,20}://)[^\s/@\"'<>]{1,200}@", re.I)
_E_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@|%40|\s?[(\[]at[)\]]\s?)(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b", re.I)
_CALL = re.compile(r"(?<![\w./:%=+-])(?:\+|00)?\(?\d[\d ()/.–-]{5,24}\d(?![\w:%=-]|[.,]\d)")
_LABELLED = re.compile(
    r"(?P<label>\b(?:tel(?:efon)?|fon|phone|mobil|handy|fax|durchwahl)\b\.?:?\s{0,3})[+\d][\d ()/.–-]{3,24}\d", re.I
)
_OPENING = re.compile(r"\+|\(?0")
_OTHER = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})\b|^0\.\d+$")


def secrets_of(env: Mapping[str, str]) -> tuple[str, ...]:
    """The values in that environment that nobody may be told, longest first, as they are and as addresses hold them."""
    values = {value for name, value in env.items() if _SECRET_NAME.search(name) and len(value) >= _SHORTEST}
    return tuple(sorted({*values, *(quote(value, safe="") for value in values)}, key=len, reverse=True))


def discreet(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without secrets and contacts."""
    for secret in secrets:
        text = text.replace(secret, "[secret]")
    text = _USER_INFO.sub(r"\g<scheme>[secret]@", text)
    text = _E_MAIL.sub("[e-mail]", text)
    text = _LABELLED.sub(r"\g<label>[telephone]", text)
    return _CALL.sub(_unless_other, text)


def _unless_other(found: re.Match[str]) -> str:
    """The number's stead; itself where it is no telephone number: those begin with 0 or + and have seven digits."""
    text = found[0]
    digits = sum(char.isdigit() for char in text)
    is_number = _OPENING.match(text) and 7 <= digits <= 16 and not _OTHER.search(text)
    return "[telephone]" if is_number else text
