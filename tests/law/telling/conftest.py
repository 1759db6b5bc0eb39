"""The examples decided once, for all tests of what is told of them."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from opora.law.command import determine_file

EXAMPLES = Path(__file__).parents[3] / "examples"


@cache
def told_examples() -> dict[str, dict[str, Any]]:
    """Every situation of `examples/`, decided and with its figures, by its path there."""
    return {
        str(path.relative_to(EXAMPLES)): determine_file(path).to_json(explain=True)
        for path in sorted(EXAMPLES.rglob("*.json"))
    }


@pytest.fixture(scope="session")
def examples() -> dict[str, dict[str, Any]]:
    return told_examples()


@pytest.fixture(scope="session")
def example(examples):
    """One example by its path, without the ending."""
    return lambda name: examples[f"{name}.json"]
