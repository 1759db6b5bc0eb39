"""Names of files that leave the system: what they are and of which number, never of whom."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml


def file_name(kind: str, *of: str, ending: str) -> str:
    """*odlocba-1232-15-2026-3.pdf*: the kind, what it is of, and the ending, in plain letters."""
    named = _names().get(kind, _names()["otherwise"])
    return "-".join(filter(None, [named, *(_plain(part) for part in of)])) + ending


def _plain(text: str) -> str:
    """Letters without their marks, everything but letters and digits a hyphen."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")


@cache
def _names() -> Mapping[str, str]:
    return yaml.safe_load(Path(__file__).with_name("file_names.yaml").read_text("utf-8"))  # type: ignore[no-any-return]
