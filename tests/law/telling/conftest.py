"""The examples decided once, for all tests of what is told of them."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from opora.law import Determination
from opora.law.command import determine_file

EXAMPLES = Path(__file__).parents[3] / "examples"


@cache
def decided_examples() -> dict[str, Determination]:
    """Every situation of `examples/`, decided, by its path there."""
    return {
        str(path.relative_to(EXAMPLES)): determine_file(path) for path in sorted(EXAMPLES.rglob("*.json"))
    }


@cache
def told_examples() -> dict[str, dict[str, Any]]:
    """The same with their figures, as they are told."""
    return {name: decided.to_json(explain=True) for name, decided in decided_examples().items()}


@pytest.fixture(scope="session")
def examples() -> dict[str, dict[str, Any]]:
    return told_examples()


@pytest.fixture(scope="session")
def example(examples):
    """One example by its path, without the ending."""
    return lambda name: examples[f"{name}.json"]
