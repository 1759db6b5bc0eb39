"""Each of the 264 worked examples is computed, or says why there is nothing to compute."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
NUMBERS = [f"W{number:03d}" for number in range(1, 265)]
NUMBER = re.compile(r"W\d{3}")
IN_A_TEST = re.compile(r"Worked example (W\d{3})")


def numbered(told: Any) -> list[dict[str, Any]]:
    """Every row of a table that bears the number of a worked example."""
    if isinstance(told, list):
        return [row for each in told for row in numbered(each)]
    if not isinstance(told, dict):
        return []
    own = [told] if NUMBER.fullmatch(str(told.get("id", ""))) else []
    return own + [row for each in told.values() for row in numbered(each)]


TABLES = [
    yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    for file in sorted((HERE / "examples").glob("*.yaml"))
]
ROWS = [row for table in TABLES for row in numbered(table)]
LEFT_OUT = [row["id"] for row in ROWS if "not_computable" in row]
TESTED_BY_ITSELF = [
    number for file in HERE.rglob("test_*.py") for number in IN_A_TEST.findall(file.read_text("utf-8"))
]


def test_every_number_stands_in_a_table_or_has_a_test_of_its_own():
    assert sorted({row["id"] for row in ROWS} | set(TESTED_BY_ITSELF)) == NUMBERS


def test_a_number_that_is_not_computed_stands_once_and_says_why():
    told = Counter([row["id"] for row in ROWS] + TESTED_BY_ITSELF)
    assert {told[number] for number in LEFT_OUT} == {1}


def test_the_page_of_the_law_tells_how_many_are_computed():
    left_out = len(LEFT_OUT)
    page = (HERE.parents[1] / "docs" / "law-data.md").read_text("utf-8")
    assert f"{264 - left_out} of 264 worked examples are computed, {left_out} are not" in page
