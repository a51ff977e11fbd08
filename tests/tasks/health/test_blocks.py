"""Keeping out is told apart from having no news. The pages are modelled on what such services serve."""

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.errors import BlockedError
from tasks.health.blocks import WORDS, demand_entry, kept_out, kept_out_by, visible
from tasks.types.web import Exchange, Fetched

URL = "https://www.stadt.example/presse/aktuell.html"
FILLED = "<p>" + "Die Stadt hat heute viel zu berichten. " * 80 + "</p>"


def page(body: str, title: str = "Presse") -> bytes:
    return f"<!DOCTYPE html><html lang=de><head><title>{title}</title></head><body>{body}</body></html>".encode()


def exchange(status: int, body: bytes, **headers: str) -> Exchange:
    answered = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Exchange(datetime(2026, 5, 4, tzinfo=UTC), URL, (), status, "", "HTTP/1.1", answered, body, "192.0.2.1")


CHALLENGE = page(
    "<script>window._cf_chl_opt={cvId:'3'};</script><noscript>Enable JavaScript</noscript>", "Just a moment..."
)
KEPT_OUT = [
    ("challenge", CHALLENGE),
    ("challenge", page("<p>Einen Moment, bitte.</p>", "Sicherheitsüberprüfung")),
    ("challenge", page("<script src=/x/_Incapsula_Resource?SWJIYLWA=7></script>", "")),
    ("challenge", page("<script src=https://a.b.token.awswaf.com/a/challenge.js></script>", "")),
    ("challenge", page('<script id="anubis_challenge">{}</script>', "Making sure you're not a bot!")),
    ("captcha", page('<form><div class="h-captcha" data-sitekey=x></div></form>')),
    ("captcha", page('<form><div class="frc-captcha"></div><button>Weiter</button></form>')),
    ("captcha", page("<script src=https://geo.captcha-delivery.com/c.js></script>", "stadt.example")),
    ("captcha", page("<p>Bitte lösen Sie das Rätsel.</p>", "Captcha")),
    ("login", page('<form><input name=u><input type="password" name=p></form>', "Intranet")),
    ("login", page("<p>Bitte melden Sie sich an.</p>", "Anmeldung")),
    ("shell", page('<div id="root"></div><script src="/static/main.4f2a.js"></script>')),
    ("shell", page("<noscript>Bitte aktivieren Sie JavaScript.</noscript><script src=a.js></script>")),
    ("refusal", page("<p>You don't have permission. Reference #18.4f2a.1700000000.1a2b</p>", "Access Denied")),
]  # fmt: skip
LET_IN = [
    page("<h1>Pressemeldungen</h1><p>Zurzeit gibt es keine Meldungen.</p><script src=zaehler.js></script>"),
    page(FILLED + '<form><input type="password"></form>'),
    page(FILLED + '<div class="g-recaptcha"></div><script src=a.js></script>'),
    page("<h1>404</h1><p>Die Seite wurde nicht gefunden.</p>", "Nicht gefunden"),
    page("<h1>Stadt warnt vor falschen Captchas</h1>" + FILLED, "Stadt warnt vor falschen Captchas"),
    b"",
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Presse</title></channel></rss>',
    b"\xff\xd8\xff\xe0 no page at all",
]


@pytest.mark.parametrize(("block", "content"), KEPT_OUT)
def test_a_page_that_keeps_out_is_known_whatever_its_status(block: str, content: bytes) -> None:
    assert kept_out(200, (), content, URL) == block
    assert kept_out(503, (), content, URL) == block
    with pytest.raises(BlockedError) as caught:
        demand_entry(Fetched((exchange(200, content),), content))
    assert caught.value.block == block
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", LET_IN)
def test_a_page_without_news_keeps_nobody_out(content: bytes) -> None:
    assert kept_out(200, (), content, URL) is None
    demand_entry(Fetched((exchange(200, content),), content))


@pytest.mark.parametrize(
    ("status", "headers", "block"),
    [
        (403, {"cf_mitigated": "challenge"}, "challenge"),
        (202, {"x_amzn_waf_action": "challenge"}, "challenge"),
        (405, {"x_amzn_waf_action": "captcha"}, "captcha"),
        (403, {"x_datadome": "protected"}, "captcha"),
        (403, {}, "refusal"),
        (401, {}, "login"),
        (429, {}, None),
        (503, {}, None),
        (404, {}, None),
    ],
)
def test_headers_and_status_tell_too(status: int, headers: dict[str, str], block: str | None) -> None:
    assert kept_out_by(exchange(status, b"<html><body><h1>Fehler</h1></body></html>", **headers)) == block


def test_what_came_packed_is_unpacked_and_what_does_not_unpack_says_nothing() -> None:
    assert kept_out_by(exchange(503, gzip.compress(CHALLENGE), content_encoding="gzip")) == "challenge"
    assert kept_out_by(exchange(503, gzip.compress(CHALLENGE)[:40], content_encoding="gzip")) is None


def test_a_redirect_to_a_login_is_known_by_where_it_led() -> None:
    assert kept_out(200, (), page("<p>Willkommen</p>"), "https://www.stadt.example/sso?ziel=presse") == "login"


def test_every_block_has_words() -> None:
    assert {block for block, _ in KEPT_OUT} == set(WORDS)


@given(st.binary(max_size=2000), st.integers(100, 599))
def test_no_bytes_break_it(content: bytes, status: int) -> None:
    assert kept_out(status, (), content, URL) in {None, *WORDS}


@given(st.text(st.sampled_from("<>/scriptyle noxTI=\"' -!"), max_size=400))
def test_what_a_reader_sees_holds_no_more_than_the_page(text: str) -> None:
    assert len(visible(text)) <= len(text)
