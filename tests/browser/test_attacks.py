"""What the city's site says is data: in a real browser no attack runs, asks anybody, or is anything but text."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tasks.site.rendering import printable
from tests.browser.attacks import ATTACKS
from tests.browser.hostile import SHARES
from tests.browser.reading import Reader

_INERT = """[...document.querySelectorAll('*')].every(one => [...one.attributes].every(
  it => !it.name.startsWith('on') && it.name !== 'style' && it.name !== 'srcdoc'))"""


def test_there_are_attacks_enough() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= 100
    assert {one for share in SHARES for one in share.split("\n")} >= {one for one in ATTACKS if "\n" not in one}


def test_no_attack_runs_on_any_page(browser: Browser, hostile: tuple[Path, str]) -> None:
    folder, web = hostile
    pages = sorted(str(one.relative_to(folder)) for one in folder.rglob("*.html"))
    assert len(pages) > 40
    with Reader.at(browser) as reader:
        for path in pages:
            page = reader.open(web + path)
            # A script that the policy had to stop, or a foreign picture, would be said on the console.
            assert (path, reader.dialogs, reader.said) == (path, [], [])
            assert reader.hosts == {urlsplit(web).netloc}, path
            assert (page.url, page.title() == "marked") == (web + path, False)
            assert page.evaluate(_INERT), path


def test_attacks_stand_as_the_text_they_are(browser: Browser, hostile: tuple[Path, str]) -> None:
    with Reader.at(browser) as reader:
        for number in range(2, len(SHARES)):
            _stands_as_text(reader, hostile[1], number)


def _stands_as_text(reader: Reader, web: str, number: int) -> None:
    page = reader.open(f"{web}auenstadt/2026/{2000 + number}/index.html")
    said = " ".join(printable(f"{SHARES[number - 1]}\n\n{SHARES[number]}").split())
    for selector in ("h1", ".lead", ".text p", ".text li", "figcaption p", ".credit", "address"):
        text = page.locator(selector).first.text_content() or ""
        assert said in " ".join(text.split()), selector
    assert " ".join((page.locator("figure img").first.get_attribute("alt") or "").split()) in ("", said)
