import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

import feedparser
import pytest
from lxml import etree

from tasks.site.feeds import ENTRIES, LIMIT, Channel, atom_feed, json_feed
from tasks.site.rendering import Entry, Site
from tests.tasks.site.samples import CITY, NOW, RELEASE, SOURCE, WITHDRAWALS, entries, release

CHANNEL = Channel("musterstadt/", SOURCE.name)
ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
UNKNOWN, KNOWN = Site(), Site(url="https://archiv.musterstadt.example/presse")
BASE = "https://archiv.musterstadt.example/presse/musterstadt/"
SITES = pytest.mark.parametrize("site", [UNKNOWN, KNOWN], ids=["address unknown", "address known"])


def atom(given: Any, site: Site = UNKNOWN, **options: Any) -> bytes:
    return atom_feed(CHANNEL, given, updated=NOW, site=site, **options)


def parsed(given: Any, site: Site = UNKNOWN) -> Any:
    return json.loads(json_feed(CHANNEL, given, site=site))


def links(element: Any) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in element.findall(f"{ATOM}link")}


@SITES
def test_atom_has_what_rfc_4287_requires(site: Site) -> None:
    feed = etree.fromstring(atom(entries(30), site))
    found = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *found):
        assert [len(element.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert len([a for a in element.findall(f"{ATOM}link") if a.get("rel") == "alternate"]) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert all(RFC3339.fullmatch(at.text or "") for name in ("updated", "published") for at in feed.iter(ATOM + name))
    ids = [str(one.text) for one in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 1 + 30
    assert all(UUID(one).version == 5 and one.startswith("urn:uuid:") for one in ids)


@SITES
def test_atom_reads_cleanly_in_a_feed_reader(site: Site) -> None:
    feed = feedparser.parse(atom(entries(30), site))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == "Stadt Musterstadt: Neue Meldungen"
    assert [entry.title for entry in feed.entries] == [f"Meldung {n} & mehr" for n in range(29, -1, -1)]
    assert feed.entries[0].content[0].type == "text/html"
    assert "Foto:" in feed.entries[0].content[0].value


def test_without_an_address_entries_lead_to_the_city_and_to_the_copy_beside_the_feed() -> None:
    feed = etree.fromstring(atom([Entry(RELEASE, 2026, NOW)]))
    assert links(feed) == {"alternate": "index.html"}
    assert links(feed.find(f"{ATOM}entry")) == {"alternate": CITY, "related": "2026/1097219/index.html"}
    assert 'src="../images/3f/' in (feed.findtext(f".//{ATOM}content") or "")


def test_with_an_address_entries_lead_to_the_archive_and_name_the_city_as_origin() -> None:
    feed = etree.fromstring(atom([Entry(RELEASE, 2026, NOW)], KNOWN))
    assert links(feed) == {"alternate": BASE + "index.html", "self": BASE + "feed.atom"}
    assert links(feed.find(f"{ATOM}entry")) == {"alternate": BASE + "2026/1097219/index.html", "via": CITY}
    content = feed.findtext(f".//{ATOM}content") or ""
    assert all(url.startswith("https://") for url in re.findall(r'(?:src|href)="([^"]+)"', content))
    assert f'src="{urljoin(BASE, "../images/3f/")}' in content


def test_ids_stay_whatever_the_archives_address_text_or_year() -> None:
    one = parsed([Entry(RELEASE, 2026, NOW)])["items"][0]["id"]
    other = parsed([Entry(release(headline="Anders", url=CITY + "?neu"), 2025, NOW)], KNOWN)["items"][0]["id"]
    assert one == other == "urn:uuid:66551f4a-fc8b-54c0-b233-d7e514e7df36"


@SITES
def test_json_feed_has_what_version_1_1_requires(site: Site) -> None:
    feed = parsed(entries(30), site)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Stadt Musterstadt: Neue Meldungen"
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) == 30
    for item in feed["items"]:
        assert ("content_html" in item) != ("content_text" in item)
        assert RFC3339.fullmatch(item["date_published"])
        assert RFC3339.fullmatch(item["date_modified"])
        assert None not in item.values()
    addresses = [feed.get("home_page_url"), feed.get("feed_url")]
    assert addresses == ([BASE + "index.html", BASE + "feed.json"] if site.url else [None, None])


def test_json_items_have_absolute_addresses() -> None:
    here, there = (parsed([Entry(RELEASE, 2026, NOW)], site)["items"][0] for site in (UNKNOWN, KNOWN))
    assert (here["url"], here["_archive"]["page"]) == (CITY, "2026/1097219/index.html")
    assert (there["url"], there["external_url"]) == (BASE + "2026/1097219/index.html", CITY)


def test_a_date_becomes_the_days_first_moment_where_the_archive_stands() -> None:
    given = [Entry(release(date_published=text), 2026, NOW) for text in ("2026-07-01", "2026-01-02T08:00Z")]
    assert [item["date_published"] for item in parsed(given)["items"]] == [
        "2026-07-01T00:00:00+02:00",
        "2026-01-02T09:00:00+01:00",
    ]


@pytest.mark.parametrize(("length", "whole"), [(100, 25), (8_000, 5), (120_000, 0)])
def test_feeds_stay_small_and_keep_the_newest_whole(length: int, whole: int) -> None:
    given = entries(25, "Ein Satz. " * (length // 10))
    items = parsed(given)["items"]
    kept = ["content_html" in item for item in items]
    assert len(items) == ENTRIES
    assert kept == sorted(kept, reverse=True)
    assert whole <= sum(kept)
    assert sum(kept) < ENTRIES or length == 100
    assert all(item["summary"].endswith("…") for item in items if length > 300)
    for feed in (json_feed(CHANNEL, given, site=UNKNOWN), atom(given)):
        assert len(feed) < LIMIT
    assert not feedparser.parse(atom(given)).bozo


def test_even_absurd_headlines_break_no_feed() -> None:
    given = [Entry(release(identifier=f"musterstadt/{n}", headline="Ä" * 9_000), 2026, NOW) for n in range(25)]
    assert len(json_feed(CHANNEL, given, site=UNKNOWN)) < LIMIT
    assert 0 < len(etree.fromstring(atom(given)).findall(f"{ATOM}entry")) < ENTRIES


def test_an_empty_feed_is_a_feed() -> None:
    assert not feedparser.parse(atom(())).bozo
    assert parsed(())["items"] == []


def test_same_entries_in_any_order_same_bytes() -> None:
    given = entries(12)
    assert atom(given) == atom(given[::-1])
    assert json_feed(CHANNEL, given, site=KNOWN) == json_feed(CHANNEL, given[::-1], site=KNOWN)


def test_updated_is_the_last_change_in_utc() -> None:
    local = datetime.fromisoformat("2026-05-27T11:31:05+02:00")
    feed = etree.fromstring(atom([Entry(RELEASE, 2026, local)]))
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == feed.findtext(f"{ATOM}updated") == "2026-05-27T09:31:05Z"


def test_what_was_withdrawn_is_a_deleted_entry_as_rfc_6721_says() -> None:
    gone = WITHDRAWALS.withdrawals[:1]
    text = atom_feed(CHANNEL, entries(3), gone, updated=NOW, site=UNKNOWN)
    feed = etree.fromstring(text)
    tombstones = "{http://purl.org/atompub/tombstones/1.0}"
    (deleted,) = feed.findall(f"{tombstones}deleted-entry")
    entry = etree.fromstring(atom([Entry(release(identifier=gone[0].id), 2026, NOW)])).find(f"{ATOM}entry")
    assert entry is not None
    assert deleted.get("ref") == entry.findtext(f"{ATOM}id"), "names the entry that readers may hold"
    assert deleted.get("when") == "2026-05-27T09:31:05Z"
    assert deleted.findtext(f"{tombstones}comment") == gone[0].reason
    assert not feedparser.parse(text).bozo
    assert len(feedparser.parse(text).entries) == 3
    data = json.loads(json_feed(CHANNEL, entries(3), gone, site=UNKNOWN))
    assert data["_archive"]["withdrawn"][0]["id"] == deleted.get("ref")
    assert len(data["items"]) == 3


def test_even_long_reasons_break_no_feed() -> None:
    long = [WITHDRAWALS.withdrawals[0].model_copy(update={"reason": "<" * 500})] * 40
    given = entries(25, "Ein Satz. " * 500)
    assert len(atom_feed(CHANNEL, given, long, updated=NOW, site=UNKNOWN)) < LIMIT
    assert len(json_feed(CHANNEL, given, long, site=UNKNOWN)) < LIMIT
