"""The embedded server: what starting, stopping and sharing it promise."""

import os
import signal
import stat
from pathlib import Path

import psycopg
import pytest

from opora.config.embedded_postgres import OWNER_ROLE, EmbeddedPostgres, embedded_home


@pytest.fixture
def server():
    home = embedded_home(Path(__file__).resolve().parents[2]) / "test-embedded"
    server = EmbeddedPostgres(home, durable=False)
    yield server
    server.stop()


def test_a_started_server_answers_on_its_socket_and_on_no_port(server):
    server.start()
    with psycopg.connect(server.url(OWNER_ROLE, "postgres")) as connection:
        addresses, version = connection.execute(
            "select current_setting('listen_addresses'), current_setting('server_version_num')::int"
        ).fetchone()
    assert addresses == ""
    assert version >= 170000


def test_the_socket_can_be_entered_by_its_owner_only(server):
    server.start()
    assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700


def test_starting_a_running_server_again_changes_nothing(server):
    server.start()
    assert server.start() is False


def test_a_server_killed_without_warning_starts_again(server):
    server.start()
    pid = int((server.data / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    while server.is_running():
        pass
    assert server.start() is True


def test_the_last_user_to_leave_stops_the_server(server):
    with server.in_use():
        with server.in_use():
            pass
        assert server.is_running()
    assert not server.is_running()


def test_a_wrong_password_is_turned_away(server):
    server.start()
    address = server.url(OWNER_ROLE, "postgres").replace(":", ":wrong", 2).replace("wrong//", "//")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(address)
