import os
import signal
import socket
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from infra.process import Launch, Part, PartError, free_ports, is_free, running
from tests.infra.hold import answers, file_server
from tests.infra.other import eventually, other_program, pid_of


def part_of(home: Path, program: str, patience: float = 5) -> Part:
    """A part whose server is that Python program; it never answers."""
    command = (sys.executable, "-c", program)
    return Part("silent part", home, lambda: Launch(command, {}, "http://127.0.0.1:9/"), lambda _: False, patience)


def test_yields_a_server_that_answers_and_ends_it(tmp_path: Path) -> None:
    with running(file_server(tmp_path / "home")) as address:
        assert answers(address)
        assert (tmp_path / "home" / "server.log").exists()
    assert not answers(address)
    assert not (tmp_path / "home" / "running.json").exists()


def test_home_is_its_owners_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    with running(file_server(home)):
        assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_home_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PartError, match="file/home: Not a directory"), running(file_server(tmp_path / "file" / "home")):
        pass


def test_starts_again_on_the_same_home(tmp_path: Path) -> None:
    for _ in range(2):
        with running(file_server(tmp_path)) as address:
            assert answers(address)


def test_second_joins_and_leaves_the_first_running(tmp_path: Path) -> None:
    with running(file_server(tmp_path)) as first:
        pid = pid_of(tmp_path)
        with running(file_server(tmp_path)) as second:
            assert second == first
        assert answers(first)
        assert pid_of(tmp_path) == pid


def test_joins_the_server_of_another_program(tmp_path: Path) -> None:
    with other_program("files", tmp_path) as (program, address):
        with running(file_server(tmp_path)) as joined:
            assert joined == address
        assert answers(address)
        assert program.poll() is None


def test_another_home_gets_another_server(tmp_path: Path) -> None:
    with running(file_server(tmp_path / "one")) as one, running(file_server(tmp_path / "two")) as two:
        assert one != two
        assert answers(one)
        assert answers(two)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_server_dies_with_a_program_that_is_killed(tmp_path: Path) -> None:
    with other_program("files", tmp_path) as (program, address):
        assert answers(address)
        program.kill()
        assert eventually(lambda: not answers(address))
    with running(file_server(tmp_path)) as again:
        assert answers(again)


def test_interrupt_at_the_terminal_does_not_reach_the_server(tmp_path: Path) -> None:
    with running(file_server(tmp_path)):
        assert os.getpgid(pid_of(tmp_path)) != os.getpgid(0)


def test_server_that_ignores_sigterm_is_killed(tmp_path: Path) -> None:
    program = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('deaf', 'w'); time.sleep(60)"
    deaf = replace(part_of(tmp_path, program), answers=lambda _: (tmp_path / "deaf").exists(), grace=0.2)
    with running(deaf):
        pid = pid_of(tmp_path)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_server_that_never_answers_is_one_clear_line_and_ended(tmp_path: Path) -> None:
    program = "import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(60)"
    with pytest.raises(PartError, match="no answer") as caught, running(part_of(tmp_path, program, patience=0.5)):
        pass
    assert str(tmp_path / "server.log") in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_server_that_ends_at_once_is_one_clear_line_with_its_log(tmp_path: Path) -> None:
    part = part_of(tmp_path, "import sys; sys.exit('no such volume')", patience=30)
    with pytest.raises(PartError, match="ended with status 1") as caught, running(part):
        pass
    assert str(part.log) in str(caught.value)
    assert "no such volume" in part.log.read_text()


def test_port_taken_in_the_moment_between_is_no_end(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports = iter([taken.getsockname()[1], *free_ports(1)])
        # The part's own launch would choose a free port: this one is unlucky once.
        part = replace(file_server(tmp_path), launch=lambda: file_server(tmp_path, next(ports)).launch())
        with running(
            replace(part, answers=lambda address: str(taken.getsockname()[1]) not in address and answers(address))
        ) as address:
            assert answers(address)


def test_says_so_when_another_programs_server_is_dead(tmp_path: Path) -> None:
    with running(file_server(tmp_path)) as address:
        os.kill(pid_of(tmp_path), signal.SIGKILL)
        assert eventually(lambda: not answers(address))
        joiner = replace(file_server(tmp_path), patience=0.3)
        with pytest.raises(PartError, match="does not answer; end that program"), running(joiner):
            pass


def test_leavings_are_cleared(tmp_path: Path) -> None:
    leaving = tmp_path / "left.sock"
    launch = file_server(tmp_path / "home").launch()
    with running(replace(file_server(tmp_path / "home"), launch=lambda: replace(launch, leavings=(leaving,)))):
        leaving.touch()
    assert not leaving.exists()


def test_free_ports_are_different_and_free() -> None:
    ports = free_ports(20)
    assert len(set(ports)) == 20
    assert all(is_free(port) for port in ports)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert not is_free(taken.getsockname()[1])
