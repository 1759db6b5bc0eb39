"""A change of a parameter changes results, or the parameter says why it does not."""

import ast
from functools import cache
from pathlib import Path

import pytest

import opora
from opora.law import rulebook
from opora.law.parameters import load_parameters
from opora.law.parameters.gaps import GapKind, gaps
from opora.law.parameters.reading import shipped_files

LAW = load_parameters()
MODELLED = (
    "child_benefit.parameters.yaml",
    "cash_social_assistance.parameters.yaml",
    "scholarship.parameters.yaml",
    "kindergarten_and_meals.parameters.yaml",
    "maintenance_indexation.parameters.yaml",
    "foster_care_payment.parameters.yaml",
    "family_code.parameters.yaml",
    "disability_and_care.parameters.yaml",
    "exemptions.parameters.yaml",
    "family_benefits.parameters.yaml",
    "parental_protection.parameters.yaml",
)
OF_MODELLED_RIGHTS = [
    parameter.key for name, file in shipped_files() if name in MODELLED for parameter in file.parameters
]


@cache
def read_by_rules():
    return {node.given["parameter"] for node in rulebook().graph.nodes if node.op in ("parameter", "table")}


@cache
def read_by_anything():
    return read_by_rules() | named_in_code() | {LAW.parameter(key).uprated_by for key in LAW}


def named_in_code():
    """Key words in the code of every room; a docstring that mentions one is no key word."""
    found = set()
    for path in Path(opora.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


@pytest.mark.parametrize("key", OF_MODELLED_RIGHTS)
def test_a_parameter_of_a_modelled_right_is_read_or_says_why_not(key):
    reason = LAW.parameter(key).not_read
    assert key in read_by_anything() or reason, (
        f"{key} is read by nothing; let a rule read it or add 'not_read: reason'"
    )
    assert not (key in read_by_rules() and reason), f"{key} is read by a rule; take 'not_read' away"


def test_what_is_not_read_is_among_the_gaps():
    unread = {key for key in LAW if LAW.parameter(key).not_read}
    assert unread == {gap.parameter for gap in gaps() if gap.kind is GapKind.NOT_READ}
    assert "income_class_comparison" in unread
