"""`opora run`: one command up, Ctrl-C down, nothing left behind."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from opora.config.embedded_postgres import EmbeddedPostgres, embedded_home

HOME = embedded_home(Path(__file__).resolve().parents[2]) / "test-run"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def heed_ctrl_c():
    """A run in the background hands down that Ctrl-C is ignored; whoever sits at a terminal does not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def opora_run():
    """Start `opora run` without the demo, in a home of its own; give process and port."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if "DATABASE" not in name}
    settings = kept | {
        "OPORA_HOME": str(HOME),
        "OPORA_PORT": str(port),
        "OPORA_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "opora.config.settings",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "opora.config.command", "run"],
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=heed_ctrl_c,
    )
    yield process, port
    process.kill()
    EmbeddedPostgres(HOME / "postgres").stop()


def read_until(process, words):
    """Read the printed lines up to the one with these words; the test fails if it never comes."""
    for line in process.stdout:
        if words in line:
            return line
    raise AssertionError(f"The program ended without printing: {words}")


def test_ctrl_c_stops_server_worker_and_database(opora_run):
    process, port = opora_run
    read_until(process, f"http://localhost:{port}/")
    assert urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5).read() == b"ok"
    process.send_signal(signal.SIGINT)
    read_until(process, "Opora has stopped.")
    assert process.wait(timeout=120) == 0
    assert not EmbeddedPostgres(HOME / "postgres").is_running()
    with pytest.raises(OSError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1)


def test_a_taken_port_is_named_before_anything_starts(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "opora.config.command", "run"],
            env=os.environ | {"OPORA_HOME": str(tmp_path), "OPORA_PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert not (tmp_path / "postgres").exists()


def test_a_preconfirmed_second_factor_is_refused_outside_the_demo():
    done = subprocess.run(
        [sys.executable, "-c", "import opora.config.wsgi"],
        env=os.environ | {"OPORA_DEMO_SECOND_FACTOR": "1", "DJANGO_SETTINGS_MODULE": "opora.config.settings"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode != 0
    assert "not marked as the demo's" in done.stderr
