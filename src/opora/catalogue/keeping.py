"""The catalogue as it was read and checked, kept beside the compiled modules: every process reads it faster.

Reading some seven hundred files of YAML takes seconds, the same content as JSON a tenth of that. It is used
only while files and checks are those it was made from; where a file has a fault, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

KEPT = Path("__pycache__") / "catalogue.json"
MADE_FROM = ("tasks/**/*.yaml", "code_lists/*.yaml", "schema/*.py", "*.py")


def made_from(folder: Path) -> str:
    """The hash of everything the checked content follows from."""
    found = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(folder.glob(pattern)):
            found.update(f"{path.relative_to(folder)}\n".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def kept_content(folder: Path, of: str) -> dict[str, Any] | None:
    """What was kept of these files; none where nothing was, or of others."""
    try:
        kept = json.loads((folder / KEPT).read_bytes())
    except (OSError, ValueError):
        return None
    return kept["content"] if isinstance(kept, dict) and kept.get("made_from") == of else None


def keep_content(folder: Path, of: str, content: dict[str, Any]) -> None:
    """Keep it for the next process. A folder that cannot be written to costs time and nothing else."""
    if sys.dont_write_bytecode:
        return
    unfinished = folder / KEPT.with_name(f"catalogue.{os.getpid()}")
    with contextlib.suppress(OSError):
        unfinished.parent.mkdir(exist_ok=True)
        unfinished.write_text(json.dumps({"made_from": of, "content": content}), encoding="utf-8")
        unfinished.replace(folder / KEPT)
