"""`opora run`: set up what is missing, then keep server, worker and demo registry running."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field

from opora.config import environment
from opora.config.database_setup import create_database
from opora.config.embedded_postgres import APPLICATION_ROLE, OWNER_ROLE, EmbeddedPostgres
from opora.config.set_up import set_up_is_current

SECONDS_TO_ANSWER = 180
"""A machine at its limit needs them to read the law; a port that is taken ends the wait at once."""
SECONDS_TO_STOP = 15
PAUSE_BEFORE_RESTART = 1.0


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora run`."""
    parser = subcommands.add_parser("run", help="set up what is missing and start everything")
    parser.set_defaults(run=run)


def run(_chosen: argparse.Namespace) -> int:
    """Start everything, print the address, and stop all of it on Ctrl-C or a termination signal."""
    began = time.monotonic()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        refuse_taken_port(environment.port())
        with database() as addresses:
            set_up(addresses)
            programs = [Program(*program) for program in _programs(addresses)]
            with running(programs):
                if not wait_until_answering(programs):
                    return 1
                print(greeting(time.monotonic() - began), flush=True)
                keep_running(programs)
    except KeyboardInterrupt:
        print("\nOpora has stopped.", flush=True)
    except SetUpFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


@dataclass(frozen=True)
class Addresses:
    """Where the database is: for the owner of its tables, and for the application."""

    owner: dict[str, str]
    application: dict[str, str]
    embedded: bool


class SetUpFailed(Exception):
    """Setting up did not succeed; the message says what to do."""


@contextlib.contextmanager
def database() -> Iterator[Addresses]:
    """The database to work with: the one named by `OPORA_DATABASE_URL`, or the embedded one."""
    if given := os.environ.get("OPORA_DATABASE_URL"):
        owner = os.environ.get("OPORA_OWNER_DATABASE_URL", given)
        role = {} if "OPORA_OWNER_DATABASE_URL" in os.environ else {"OPORA_DATABASE_ROLE": APPLICATION_ROLE}
        yield Addresses({"OPORA_DATABASE_URL": owner}, {"OPORA_DATABASE_URL": given, **role}, embedded=False)
        return
    server = EmbeddedPostgres(environment.home() / "postgres")
    with server.in_use():
        create_database(server)
        yield Addresses(
            {"OPORA_DATABASE_URL": server.url(OWNER_ROLE)},
            {"OPORA_DATABASE_URL": server.url(APPLICATION_ROLE)},
            embedded=True,
        )


def refuse_taken_port(port: int) -> None:
    """Say so before anything starts if another program listens on the port already."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            raise SetUpFailed(
                f"Port {port} is taken by another program, perhaps by Opora itself. "
                f"Stop it, or choose a free port: OPORA_PORT={port + 10} make run"
            ) from None


def set_up(addresses: Addresses) -> None:
    """Migrate and load what this version brings, unless the database has had it already."""
    if addresses.embedded and set_up_is_current():
        return
    done = subprocess.run(
        [sys.executable, "-m", "opora.config.command", "set-up"],
        env=os.environ | addresses.owner | _demo_settings(),
        check=False,
    )
    if done.returncode:
        raise SetUpFailed("Opora could not be set up; the lines above say why. Nothing was started.")


def _programs(addresses: Addresses) -> list[tuple[str, list[str], dict[str, str]]]:
    shared = os.environ | addresses.application | _demo_settings()
    python = sys.executable
    port = environment.port()
    web = [python, "-m", "gunicorn", "opora.config.wsgi", "--bind", f"127.0.0.1:{port}"]
    web += [
        "--workers",
        "2",
        "--threads",
        "4",
        "--timeout",
        str(SECONDS_TO_ANSWER),
        "--log-level",
        "warning",
        "--worker-tmp-dir",
        _shared_memory(),
    ]
    programs = [
        ("web server", web, shared),
        ("worker", [python, "-m", "opora.config.command", "jobs"], shared),
    ]
    if _demo_settings():
        registry = [
            python,
            "-m",
            "opora.config.command",
            "registry",
            "serve",
            "--port",
            str(environment.registry_port()),
        ]
        programs.append(("simulated registers", registry, shared))
    if _demo_settings() or environment.reform_population():
        simulation = [python, "-m", "opora.config.command", "simulation", "serve"]
        programs.append(("simulation of reforms", simulation, shared))
    return programs


def _demo_settings() -> dict[str, str]:
    if os.environ.get("OPORA_DEMO", "1") == "0":
        return {}
    return {
        "OPORA_DEMO": "1",
        "OPORA_DEMO_SECOND_FACTOR": os.environ.get("OPORA_DEMO_SECOND_FACTOR", "1"),
        "OPORA_REGISTRY_URL": environment.registry_url(),
    }


def _shared_memory() -> str:
    return "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp"  # noqa: S108


@dataclass
class Program:
    """A child process that is started again when it ends by itself."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start the program in a session of its own, so that Ctrl-C reaches only the supervisor."""
        self.process = subprocess.Popen(  # noqa: S603
            self.command, env=self.environment, start_new_session=True
        )

    def restart_if_ended(self) -> None:
        """Start again a program that ended without being told to."""
        if self.process and self.process.poll() is not None:
            print(f"The {self.name} ended (code {self.process.returncode}); starting it again.", flush=True)
            time.sleep(PAUSE_BEFORE_RESTART)
            self.start()

    def stop(self) -> None:
        """Ask the program to end; end it by force if it does not."""
        if not self.process or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextlib.contextmanager
def running(programs: list[Program]) -> Iterator[None]:
    """Start the programs, and stop every one of them on leaving."""
    try:
        for program in programs:
            program.start()
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for program in reversed(programs):
            program.stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)


def keep_running(programs: list[Program]) -> None:
    """Watch the programs until interrupted."""
    while True:
        time.sleep(1)
        for program in programs:
            program.restart_if_ended()


def wait_until_answering(programs: list[Program]) -> bool:
    """Wait for the web server's first answer; False, with a sentence, if none comes."""
    address = f"http://127.0.0.1:{environment.port()}/health"
    until = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < until:
        if programs[0].process and programs[0].process.poll() is not None:
            break
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return True
        time.sleep(0.05)
    print(
        f"The web server does not answer on port {environment.port()}. If another program uses the port, "
        "choose a free one: OPORA_PORT=8001 make run",
        file=sys.stderr,
    )
    return False


def greeting(seconds: float) -> str:
    """What the person at the terminal needs to know now."""
    lines = [f"Opora is ready after {seconds:.1f} s: http://localhost:{environment.port()}/"]
    if _demo_settings():
        accounts = environment.home() / "demo_accounts.txt"
        if accounts.exists():
            lines.append(accounts.read_text().rstrip())
    lines.append("Ctrl-C stops everything.")
    return "\n".join(lines)


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
