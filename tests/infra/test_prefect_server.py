import re
import sys
from pathlib import Path

import httpx
import pytest

from infra.prefect_server import embedded_prefect
from infra.process import PartError
from tests.infra.hold import answers
from tests.infra.other import pid_of

HTML = {"accept": "text/html"}


def test_serves_the_api(prefect_api: str) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/api", prefect_api)
    assert httpx.get(f"{prefect_api}/health").json() is True
    assert httpx.post(f"{prefect_api}/flow_runs/filter", json={}).status_code == 200


def test_serves_the_ui_that_speaks_to_this_api(prefect_api: str) -> None:
    base = prefect_api.removesuffix("/api")
    page = httpx.get(base, headers=HTML, follow_redirects=True)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Prefect Server" in page.text
    assets = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))"', page.text)
    assert assets
    assert all(httpx.get(f"{base}{asset}").status_code == 200 for asset in assets)
    assert 'src="http' not in page.text
    assert httpx.get(f"{base}/ui-settings").json()["api_url"] == prefect_api


def test_keeps_its_data_at_home_and_reports_to_nobody(prefect_api: str, prefect_home: Path) -> None:
    home = prefect_home / "prefect"
    settings = httpx.get(f"{prefect_api}/admin/settings").json()
    assert settings["home"] == str(home)
    assert settings["server"]["analytics_enabled"] is False
    assert httpx.get(prefect_api.replace("/api", "/ui-settings")).json()["default_ui"] == "v1"
    assert (home / "prefect.db").exists()
    assert home.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("origin", "let_in"), [("https://example.com", False), ("http://localhost", False), ("", True)]
)
def test_only_its_own_pages_may_use_it(prefect_api: str, origin: str, let_in: bool) -> None:
    own = prefect_api.removesuffix("/api")
    answer = httpx.options(
        f"{prefect_api}/deployments/",
        headers={
            "origin": origin or own,
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
        },
    )
    assert (answer.headers.get("access-control-allow-origin") == own) is let_in


def test_second_joins(prefect_api: str, prefect_home: Path) -> None:
    with embedded_prefect(prefect_home) as joined:
        assert joined == prefect_api
    assert answers(f"{prefect_api}/health")


def test_says_so_when_its_port_is_taken(prefect_api: str, tmp_path: Path) -> None:
    port = httpx.URL(prefect_api).port
    with pytest.raises(PartError, match=f"port {port} is taken"), embedded_prefect(tmp_path, port):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_is_one_process_so_that_none_is_left_behind(prefect_api: str, prefect_home: Path) -> None:
    pid = pid_of(prefect_home / "prefect")
    assert Path(f"/proc/{pid}/task/{pid}/children").read_text() == ""
