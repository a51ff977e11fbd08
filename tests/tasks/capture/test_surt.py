"""Sort-friendly addresses: by example, and as the replay servers' own library makes them."""

import json
import subprocess
from pathlib import Path

import pytest

from tasks.capture.surt import surt
from tests.city.city import City

REPLAY = Path(__file__).parent.parent.parent.parent / ".venv-replay/bin/python"
ADDRESSES = [
    "https://www.Anderstadt.example:443/Presse/?b=2&a=1#oben",
    "http://anderstadt.example",
    "http://anderstadt.example/",
    "http://anderstadt.example:80/a/",
    "http://anderstadt.example:8410/a//b/../c/./d.html",
    "http://127.0.0.1:8410/meldungen/pressemeldung_1.de.html",
    "https://www2.media.anderstadt.example/bilder/Stra%C3%9Fe%20neu.JPG",
    "https://www.anderstadt.example/bilder/Straße neu.jpg?größe=1",
    "https://user:pass@anderstadt.example/x?&=&a&a=&B=%26&b=%2526",
    "https://anderstadt.example/x.jsp?jsessionid=0123456789abcdef0123456789ABCDEF&id=7",
    "https://anderstadt.example/x.jsp?id=7&sid=0123456789abcdef0123456789ABCDEF",
    "https://anderstadt.example/x?",
    "https://münster.example/presse",
    "https://anderstadt.example/a%2Fb%3Fc",
    "https://anderstadt.example/%25%32%35/ä+ö",
]


def test_the_form_is_the_documented_one() -> None:
    assert surt(ADDRESSES[0]) == "example,anderstadt)/presse?a=1&b=2"
    assert surt("http://127.0.0.1:8410/Aktuell.de.html") == "1,0,0,127:8410)/aktuell.de.html"


@pytest.fixture(scope="module")
def theirs() -> dict[str, str]:
    """The same addresses as the library of replay servers writes them."""
    addresses = [*ADDRESSES, *(f"http://127.0.0.1:8410{one.path}" for one in City.sample().releases.values())]
    code = "import json, sys, surt; print(json.dumps({url: surt.surt(url) for url in json.load(sys.stdin)}))"
    done = subprocess.run([REPLAY, "-c", code], input=json.dumps(addresses), capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def test_replay_servers_look_them_up_under_the_same_form(theirs: dict[str, str]) -> None:
    assert {url: surt(url) for url in theirs} == theirs
