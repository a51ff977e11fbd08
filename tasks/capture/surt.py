"""Sort-friendly addresses (SURT), as web archives' indexes order captures. Pure.

    https://www.Anderstadt.example:443/Presse/?b=2&a=1#oben   →   example,anderstadt)/presse?a=1&b=2

By the rules that replay servers look up with: no scheme, no `www.`, no user, no default port, no fragment, no session
id; labels of the host reversed; all in lower case, percent-encoding undone as far as it can be and done once.
"""

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
_WWW = re.compile(r"www\d*\.")
_PORTS = {"http": 80, "https": 443}
_SESSIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(.*)(?:jsessionid=[0-9a-z]{32})(?:&(.*))?$",
        r"^(.*)(?:phpsessid=[0-9a-z]{32})(?:&(.*))?$",
        r"^(.*)(?:sid=[0-9a-z]{32})(?:&(.*))?$",
        r"^(.*)(?:aspsessionid[a-z]{8}=[a-z]{24})(?:&(.*))?$",
        r"^(.*)(?:cfid=[^&]+&cftoken=[^&]+)(?:&(.*))?$",
    )
)


def surt(url: str) -> str:
    """The address in sort-friendly form."""
    parts = urlsplit(url)
    host = _WWW.sub("", (parts.hostname or "").strip("."), count=1)
    host = host if host.isascii() else host.encode("idna").decode()
    port = f":{parts.port}" if parts.port and parts.port != _PORTS.get(parts.scheme) else ""
    path, query = _path(parts.path), _query(parts.query)
    return f"{','.join(reversed(host.split('.')))}{port}){path}{f'?{query}' if query else ''}"


def _path(path: str) -> str:
    kept: list[bytes] = []
    for step in _plain(path).split(b"/")[1:]:
        if step == b".." and kept:
            kept.pop()
        elif step != b".":
            kept.append(step)
    inner = [step for step in kept[:-1] if step]
    whole = _escaped(b"/" + b"/".join([*inner, *kept[-1:]])).lower()
    return whole[:-1] if whole.endswith("/") and len(whole) > 1 else whole


def _query(query: str) -> str:
    text = _escaped(_plain(query))
    for pattern in _SESSIONS:
        if found := pattern.match(text):
            text = found[1] + (found[2] or "")
    return "&".join(sorted(text.lower().split("&"), key=lambda pair: pair.split("=", 1)))


def _plain(text: str) -> bytes:
    """With percent-encoding undone until there is none."""
    plain = text.encode()
    while (further := unquote_to_bytes(plain)) != plain:
        plain = further
    return plain


def _escaped(text: bytes) -> str:
    return quote_from_bytes(text, safe=_SAFE)
