"""What the environment may set, read once, with the defaults of a fresh machine."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from opora.config.embedded_postgres import embedded_home

PROJECT = Path(__file__).resolve().parents[3]


def home() -> Path:
    """Folder for everything a running installation keeps: database, documents, keys."""
    chosen = os.environ.get("OPORA_HOME")
    return Path(chosen) if chosen else embedded_home(PROJECT)


def port() -> int:
    """Port of the web server (`OPORA_PORT`, 8000 unless told)."""
    return int(os.environ.get("OPORA_PORT", "8000"))


def registry_port() -> int:
    """Port of the demo's simulated state registers (`OPORA_REGISTRY_PORT`, the web port + 1)."""
    return int(os.environ.get("OPORA_REGISTRY_PORT", port() + 1))


def registry_url() -> str:
    """Address of the state registers (`OPORA_REGISTRY_URL`, the demo's own unless told)."""
    return os.environ.get("OPORA_REGISTRY_URL", f"http://127.0.0.1:{registry_port()}")


def proxies() -> int:
    """How many of the centre's own proxies add to `X-Forwarded-For` (`OPORA_PROXIES`, none unless told)."""
    return int(os.environ.get("OPORA_PROXIES", "0"))


def largest_request() -> int:
    """Bytes of the largest request taken in (`OPORA_LARGEST_REQUEST_MB`, 60 MB unless told)."""
    return int(os.environ.get("OPORA_LARGEST_REQUEST_MB", "60")) * 1024 * 1024


def reform_population() -> Path | None:
    """Folder of the population that reforms are tried on (`OPORA_REFORM_POPULATION`; the demo makes one)."""
    named = os.environ.get("OPORA_REFORM_POPULATION")
    return Path(named) if named else None


def training_hours() -> int | None:
    """Hours of training a worker owes a year (`OPORA_TRAINING_HOURS`; unknown unless told)."""
    told = os.environ.get("OPORA_TRAINING_HOURS")
    return int(told) if told else None


def small_count() -> int:
    """A number from fewer cases is hidden in what is published (`OPORA_SMALL_COUNT`; 5 unless told).

    Below 3 two hidden numbers could be told from their sum.
    """
    told = int(os.environ.get("OPORA_SMALL_COUNT", "5"))
    if told < 3:
        raise ValueError("OPORA_SMALL_COUNT must be 3 or more: below, hidden numbers can be told from sums.")
    return told


def simulation_socket() -> Path:
    """Where the process answers that holds this population."""
    return home() / "simulation.sock"


def secret_key() -> str:
    """Django's secret key: `OPORA_SECRET_KEY`, or one made at set-up and kept below `home()`."""
    if given := os.environ.get("OPORA_SECRET_KEY"):
        return given
    path = home() / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


def database(url: str) -> dict[str, Any]:
    """Django's description of the database behind a `postgresql://` address."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def switched_on(name: str) -> bool:
    """Whether an environment switch is set to 1, true, yes or on."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}
