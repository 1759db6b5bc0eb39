"""What `docs/situation.md` says of the format is so."""

import ast
import json
import re
from datetime import date
from pathlib import Path

import pytest

from opora.law import ask, decide, parse_situation, situation
from opora.law.engine.types import LARGEST_HOUSEHOLD
from opora.law.situation.shape import DatesShape, SituationShape

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "situation.md").read_text("utf-8")
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))


def table_under(heading: str) -> str:
    return PAGE.split(f"## {heading}")[1].split("\n## ")[0]


def problem_keys() -> set[str]:
    """Every key that the room of situations gives a problem, read from its source."""
    found = set()
    for path in Path(situation.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Problem", "WrongFact"):
                place = 1 if node.func.id == "Problem" else 0
                key = node.args[place] if len(node.args) > place else None
                if isinstance(key, ast.Constant):
                    found.add(key.value)
    return found


def test_the_situation_it_shows_is_read():
    shown = json.loads(PAGE.split("```json")[1].split("```")[0])
    assert parse_situation(shown).rights == ("child_benefit", "cash_social_assistance")


def test_it_names_every_part_of_the_format():
    parts = {*SituationShape.model_fields, *(f"dates.{name}" for name in DatesShape.model_fields)}
    named = set(re.findall(r"`([a-z._]+)`", PAGE)) | set(re.findall(r'^  "([a-z]+)":', PAGE, re.MULTILINE))
    assert parts <= named
    assert f"at most {LARGEST_HOUSEHOLD} |" in PAGE


def test_it_names_every_problem():
    named = set(re.findall(r"`([a-z_]+)`", table_under("What is refused")))
    assert problem_keys() | {"missing", "unknown_part", "wrong_value", "negative", "absurd"} <= named


def test_it_links_every_example_and_each_is_complete():
    linked = set(re.findall(r"\.\./examples/([a-z_]+\.json)", PAGE))
    assert linked == {path.name for path in EXAMPLES}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_leaves_no_question(path):
    parsed = parse_situation(json.loads(path.read_text("utf-8")))
    assert ask(parsed) == []
    assert None not in {result.entitled for result in decide(parsed).rights.values()}


def test_it_names_everything_an_answer_holds():
    answer = decide(parse_situation(json.loads(EXAMPLES[0].read_text("utf-8")))).to_json(explain=True)
    named = set(re.findall(r"[a-z_]+", table_under("The answer")))
    right = next(iter(answer["rights"].values()))
    assert {*right, *right["reasons"][0]} - {"figure"} <= named
    assert {key for figure in answer["figures"] for key in figure} <= named


def test_without_a_month_a_right_begins_the_month_after_filing(household):
    result = decide(parse_situation(household(filed="2026-04-14", rights=("cash_social_assistance",))))
    assert result.rights["cash_social_assistance"].starts_on == date(2026, 5, 1)


def test_an_earlier_month_than_the_law_lets_begin_changes_nothing(household):
    early, plain = (
        household(filed="2026-04-14", month=month, rights=("cash_social_assistance",))
        for month in ("2026-02", None)
    )
    assert decide(parse_situation(early)).to_json() == decide(parse_situation(plain)).to_json()


def test_it_names_everything_a_warning_holds():
    answer = decide(parse_situation(json.loads(EXAMPLES[0].read_text("utf-8")))).to_json()
    named = set(re.findall(r"`([a-z_]+)`", table_under("The answer")))
    warnings = [warning for right in answer["rights"].values() for warning in right["warnings"]]
    assert warnings
    for warning in warnings:
        assert {*warning, *warning["cells"][0], *warning["reasons"][0], warning["kind"]} <= named
