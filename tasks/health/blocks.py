"""Whether an answer keeps a program out, and how: told apart from a page that has no news. Pure.

Asked only of answers that gave no release: an error status, a page that does not read, a list that lists nothing.
So a release about riddles is none. Headers and signs of the services that do such things were taken from what they
publish and serve; a page of theirs is short, so no long page counts, whatever forms it holds.
"""

import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from tasks.capture.codings import UndecodableError, UnwantedError, decode
from tasks.errors import BlockedError
from tasks.types.health import Block
from tasks.types.web import Exchange, Fetched, Headers

KEPT_OUT = frozenset({401, 403, 429, 503})
"""Statuses whose pages may say why."""
LOOKED_AT = 262_144
"""Bytes of a page that are looked into."""
_LONG = 2000
"""Characters that a reader would see; a page that keeps out has fewer."""
_SHORT = 200

WORDS: dict[Block, str] = {
    "challenge": "the site asks for a proof that a browser visits it",
    "captcha": "the site asks for a riddle to be solved",
    "login": "the site asks for a login",
    "shell": "the page is empty until a script fills it",
    "refusal": "the site refuses us",
}
"""What each is called in a message."""

_HEADERS: tuple[tuple[str, str, Block], ...] = (
    ("cf-mitigated", r"challenge", "challenge"),  # Cloudflare
    ("x-amzn-waf-action", r"captcha", "captcha"),  # AWS WAF
    ("x-amzn-waf-action", r"challenge", "challenge"),
    ("x-datadome", r"protected", "captcha"),
    ("x-sucuri-block", r".", "refusal"),
)
_TITLES: tuple[tuple[str, Block], ...] = (
    (r"captcha|are you (?:a )?human|robot check|sind sie ein mensch|kein roboter", "captcha"),
    (r"just a moment|attention required|checking your browser|browser (?:wird )?(?:über)?prüf", "challenge"),
    (r"einen moment,? bitte|nur einen moment|sicherheits(?:über)?prüfung|ddos-guard|not a bot", "challenge"),
    (r"^(?:access denied|zugriff verweigert|zugang verweigert|request (?:blocked|unsuccessful)|blocked)\b", "refusal"),
    (r"pardon our interruption", "challenge"),
    (r"^(?:log ?in|sign in|anmeld(?:en|ung)|einloggen)\b", "login"),
)
_SIGNS: tuple[tuple[str, Block], ...] = (
    (r"captcha-delivery\.com|px-captcha|_sec/cp_challenge", "captcha"),
    (r"\b(?:g-recaptcha|h-captcha|cf-turnstile|frc-captcha|mtcaptcha)\b|hcaptcha\.com/1/api", "captcha"),
    (r"_cf_chl_opt|/cdn-cgi/challenge-platform/\S{0,40}/orchestrate/|cf-browser-verification", "challenge"),
    (r"_incapsula_resource|\.token\.awswaf\.com/|awswafcookiedomainlist|anubis_challenge", "challenge"),
    (r"sucuri_cloudproxy_js|/\.well-known/ddos-guard/|bunny-shield", "challenge"),
    (r"reference&#32;&#35;|reference #[0-9a-f]{1,3}\.[0-9a-f]+\.", "refusal"),  # Akamai
    (r"<input\b[^<>]*\btype\s*=\s*[\"']?password\b", "login"),
)
_LOGIN_PATH = re.compile(r"/(?:log-?in|sign-?in|anmelden|anmeldung|sso|saml2?|oauth2?|authorize)(?:[./?]|$)", re.I)
_MOUNT = re.compile(
    r"<(?:div|main|section)\b[^<>]*\bid\s*=\s*[\"']?(?:root|app|__next|__nuxt|main-app)\b[^<>]*>\s*</", re.I
)
_SCRIPT_WANTED = re.compile(
    r"(?:enable|activate|requires?|aktivieren|benötigt|erfordert)\W{0,3}(?:\w+\W+){0,4}javascript|javascript\W+(?:\w+\W+){0,4}(?:enable|activate|aktivieren|einschalten|deaktiviert|disabled)",
    re.I,
)
_HIDDEN = re.compile(r"<(/?)(script|style|noscript|template|svg|title)\b", re.I)
_TITLE = re.compile(r"<title\b[^<>]*>([^<]{0,300})", re.I)


def kept_out(status: int, headers: Headers, page: bytes, url: str) -> Block | None:
    """How that answer keeps us out; None where it does not, as far as it shows."""
    text = page[:LOOKED_AT].decode("utf-8", errors="replace")
    return (
        _by_headers(headers)
        or (_by_page(text, url) if _is_html(text) else None)
        or ("login" if status == 401 else "refusal" if status == 403 else None)
    )


def kept_out_by(exchange: Exchange) -> Block | None:
    """The same of an answer as it came over the wire; a body that does not unpack says nothing."""
    try:
        page = decode(exchange.body, exchange.header("content-encoding"), LOOKED_AT * 4)
    except (UndecodableError, UnwantedError):
        page = b""
    return kept_out(exchange.status, exchange.response_headers, page, exchange.url)


def demand_entry(fetched: Fetched) -> None:
    """Raise `BlockedError` where what was fetched keeps us out: for pages that were to give something and did not."""
    block = kept_out(fetched.status, fetched.answer.response_headers, fetched.content, fetched.url)
    if block:
        raise BlockedError(f"{fetched.url}: {fetched.status}, but {WORDS[block]}", fetched.url, block)


def _by_headers(headers: Headers) -> Block | None:
    said = [(name.lower(), value.lower()) for name, value in headers]
    return _first(
        block for name, pattern, block in _HEADERS for key, value in said if key == name and re.search(pattern, value)
    )


def _by_page(text: str, url: str) -> Block | None:
    seen = visible(text)
    if len(seen) >= _LONG:
        return None
    title = _TITLE.search(text)
    name = " ".join(html.unescape(title[1]).split()).lower() if title else ""
    low = text.lower()
    return (
        _first(block for pattern, block in _TITLES if re.search(pattern, name))
        or _first(block for pattern, block in _SIGNS if re.search(pattern, low))
        or ("login" if _LOGIN_PATH.search(urlsplit(url).path) else None)
        or ("shell" if _is_shell(text, seen) else None)
    )


def _is_shell(text: str, seen: str) -> bool:
    """Whether a program was to fill that page, and has not."""
    if len(seen) >= _SHORT or "<script" not in text.lower():
        return False
    return not seen or _MOUNT.search(text) is not None or _SCRIPT_WANTED.search(text) is not None


def visible(text: str) -> str:
    """What a reader sees of an HTML page without scripts, roughly: what stands outside of tags."""
    first, *rest = _HIDDEN.split(text)
    seen, hidden = [first], None
    for slash, name, part in zip(rest[0::3], rest[1::3], rest[2::3], strict=True):
        if hidden is None and not slash:
            hidden = name.lower()
        elif hidden == name.lower() and slash:
            hidden = None
            seen.append(f"<{part}")
    return " ".join(html.unescape(re.sub(r"<[^<>]*>?", " ", "".join(seen))).split())


def _is_html(text: str) -> bool:
    return re.search(r"<(?:!doctype\s+html|html|head|body|script)\b", text[:4096], re.I) is not None


def _first(blocks: Iterable[Block]) -> Block | None:
    return next(iter(blocks), None)
