"""Which addresses count, and where a release is asked for."""

import pytest

from config.load import load_source
from tasks.backfill.addresses import find_at, finds_among, read_addresses

ESSEN = load_source("essen").model_copy(
    update={"base_url": "https://www.anderstadt.example/", "hosts": ("alt.example",)}
)
PAGE = "/meldungen/pressemeldung_7.de.html"


@pytest.mark.parametrize(
    ("address", "url"),
    [
        (f"https://www.anderstadt.example{PAGE}", f"https://www.anderstadt.example{PAGE}"),
        (f"http://www.anderstadt.example:80{PAGE}#oben", f"https://www.anderstadt.example{PAGE}"),
        (f"http://alt.example{PAGE}", f"https://alt.example{PAGE}"),
        (f"http://www.anderstadt.example:8080{PAGE}", f"http://www.anderstadt.example:8080{PAGE}"),
        (f"  http://WWW.anderstadt.example{PAGE}\n", f"https://www.anderstadt.example{PAGE}"),
        (f"https://www.fremdestadt.example{PAGE}", None),
        (f"https://user@www.anderstadt.example{PAGE}", None),
        (f"ftp://www.anderstadt.example{PAGE}", None),
        ("https://www.anderstadt.example/impressum.de.html", None),
        ("https://[::1/meldungen/pressemeldung_7.de.html", None),
        (f"https://www.anderstadt.example:99999{PAGE}", None),
        (PAGE, None),
    ],
)
def test_releases_of_the_source_count_and_are_asked_for_as_the_site_is_today(address: str, url: str | None) -> None:
    find = find_at(address, ESSEN)
    assert (find and find.url, find and find.id) == (url, "7" if url else None)


def test_a_list_is_read_line_by_line_and_what_is_no_release_is_told() -> None:
    text = f"# Liste vom Stadtarchiv\n\n  https://alt.example{PAGE}  \r\nhttps://alt.example/presse\n"
    finds, others = finds_among(read_addresses(text), ESSEN)
    assert [find.id for find in finds] == ["7"]
    assert others == ("https://alt.example/presse",)
