"""The access table: complete, free of contradiction, and printed as it is."""

from pathlib import Path

import pytest
import yaml

import opora
from opora.cases.models import CaseState
from opora.decisions.models import Decision, DecisionState
from opora.organisation.access_page import print_access_page
from opora.organisation.access_table import TABLE, Page, TableError, load_once, read_table, table
from opora.organisation.models import Role

PACKAGE = Path(opora.__file__).parent
DOCS = Path(__file__).parents[2] / "docs" / "access.md"


def changed(path, value):
    """The table's data with one place changed."""
    raw = yaml.load(TABLE.read_text(), yaml.CSafeLoader)
    place = raw
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return raw


def test_the_printed_page_says_what_the_table_says():
    assert DOCS.read_text() == print_access_page()


def test_the_table_knows_the_states_of_cases_and_decisions():
    assert list(table().case_states) == CaseState.values
    assert list(table().decision_states) == DecisionState.values


def test_four_eyes_name_a_field_of_the_decision():
    named = {step.four_eyes for step in table().steps.values() if step.four_eyes}
    assert named == {"drafted_by"}
    assert all(Decision._meta.get_field(field).related_model for field in named)


def test_whoever_drafts_and_decides_in_one_person_is_stopped_by_four_eyes():
    deciding = [table().steps[key] for key in ("approve_decision", "return_decision")]
    assert all(step.four_eyes == "drafted_by" for step in deciding)


def test_an_administrator_sees_no_personal_data():
    assert {
        step.key for step in table().steps.values() if Role.ADMINISTRATOR in step.who and step.personal
    } == set()


def test_an_auditor_reads_the_log_the_law_and_the_catalogue_and_does_nothing():
    assert {step.key for step in table().steps.values() if Role.AUDITOR in step.who} == {
        "see_log",
        "see_law",
        "see_catalogue",
        "see_broken_glass",
        "see_worklist",
    }


def test_every_step_is_open_to_some_role():
    assert [step.key for step in table().steps.values() if not step.who] == []


def test_every_step_is_what_an_address_is_for_or_what_an_act_asks():
    named = {route.step.key for route in table().routes.values() if route.step}
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert [key for key in table().steps if key not in named and f'"{key}"' not in code] == []


def test_a_page_that_changes_something_is_not_told_as_reading():
    assert {route.page for route in table().routes.values() if route.step} <= set(Page)


def test_a_row_entered_twice_is_refused():
    with pytest.raises(TableError, match="health: entered twice"):
        load_once(TABLE.read_text() + "  health: {open: closed}\n")


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("steps", "see_case", "who"), {"clark": "own_unit"}, "clark is not known"),
        (("steps", "see_case", "who"), {"clerk": "world"}, "world is not known"),
        (("steps", "see_case", "case"), ["opened"], "opened is not known"),
        (("steps", "see_case", "decision"), ["signed"], "signed is not known"),
        (("steps", "see_case", "rolls"), [], "rolls is not known"),
        (("routes", "health"), {}, "either a step or whom it is open to"),
        (("routes", "health"), {"open": "friends"}, "friends is not known"),
        (("routes", "health"), {"step": "sea_case", "page": "list"}, "sea_case is not known"),
        (("routes", "health"), {"step": "see_case", "page": "picture"}, "picture is not known"),
        (("routes", "health"), {"step": "see_case"}, "is not known"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused(path, value, words):
    with pytest.raises(TableError, match=words):
        read_table(changed(path, value))
