import socket
from pathlib import Path

import httpx
import pytest

from infra.process import PartError, free_ports, running
from infra.stand_in import stand_in_city
from tests.infra.hold import answers, file_server


def test_serves_the_city_and_ends_it() -> None:
    [port] = free_ports(1)
    with stand_in_city(port) as site:
        assert site == f"http://127.0.0.1:{port}/"
        assert "Musterstadt" in httpx.get(site).text
    assert not answers(site)


def test_second_joins_and_leaves_the_first_running() -> None:
    [port] = free_ports(1)
    with stand_in_city(port) as first:
        with stand_in_city(port) as second:
            assert second == first
        assert answers(first)


def test_another_website_on_that_port_is_not_taken_for_it(tmp_path: Path) -> None:
    with running(file_server(tmp_path)) as other:
        port = httpx.URL(other).port
        assert port is not None
        with pytest.raises(PartError, match=f"another program serves port {port}"), stand_in_city(port):
            pass


def test_silent_program_on_that_port_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(PartError, match="another program"), stand_in_city(port):
            pass
