"""The simulated registers in a process of their own, for tests of what workers see of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from opora.people.models import Person
from opora.sources.registry import Control

TOKEN = "token-of-the-flow"


@dataclass
class Registers:
    """The running registers: what they know, and their switches."""

    file: Path
    url: str
    known: dict[str, dict[str, Any]] = field(default_factory=dict)

    def know(self, register: str, person: Person, **facts: Any) -> None:
        """From now on the register answers so about a person."""
        self.known.setdefault(register, {})[str(person.emso)] = facts
        whole = self.file.with_suffix(".new")
        whole.write_text(json.dumps(self.known), "utf-8")
        whole.replace(self.file)

    def fail(self, register: str) -> None:
        """The register is out of order; the others are not."""
        Control(self.url, TOKEN).turn(register, outage=True)

    def heal(self, register: str) -> None:
        """The register answers again."""
        Control(self.url, TOKEN).turn(register, outage=False)


@pytest.fixture
def registers(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registers]:
    """The simulated registers, in a process of their own on a free port."""
    monkeypatch.setenv("OPORA_REGISTRY_TOKEN", TOKEN)
    file = tmp_path / "known.json"
    file.write_text("{}", "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.flow.registers_process", str(file)],
        cwd=Path(__file__).parents[2],
        env=os.environ,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        settings.OPORA_REGISTRY_URL = process.stdout.readline().strip()
        yield Registers(file, settings.OPORA_REGISTRY_URL)
    finally:
        process.terminate()
        process.wait(20)
