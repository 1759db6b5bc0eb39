"""What is said of each right stands in one record, and nothing else branches on rights."""

import ast
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.decisions.situations import computed, letter, operative, reasons, situation

from opora import decisions
from opora.decisions.decision_letter import compose_letter
from opora.decisions.matter import matter_of_situation
from opora.decisions.parts import printable
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.of_right import what_would_change
from opora.decisions.rights_told import RIGHTS, told
from opora.decisions.terms import duties_on
from opora.law import rulebook

ROOM = Path(decisions.__file__).parent


def explained(data):
    found = computed(data)
    explanation = Explanation(found.result["figures"], data, found.facts, matter_of_situation(data))
    return found.result["rights"], explanation


def test_every_right_of_the_rulebook_has_its_record():
    assert set(rulebook().graph.rights) <= set(RIGHTS)


def test_a_right_without_a_record_is_named_with_what_to_do():
    with pytest.raises(
        LookupError, match=r"'heating_aid'.* no record. Write one in decisions/rights_told.yaml"
    ):
        told("heating_aid")


def test_no_other_module_of_the_room_names_a_right():
    """But `terms`, which asks how a procedure ends that must end in a decision."""
    naming = {
        path.name
        for path in ROOM.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in RIGHTS
    }
    # `child_benefit` and `cash_social_assistance` are names of figures too, which hold the amount
    assert naming <= {"rights_told.py", "terms.py", "children.py"}


def test_a_third_right_is_told_by_its_record_alone(monkeypatch):
    reasons_of_it = SimpleNamespace(
        reasons_of_period=lambda *_given, **_more: ["Razlogi za ogrevanje."],
        closing=lambda *_given: ["Konec ogrevanja."],
        what_would_change=lambda *_given: ["Ogrevali bi se."],
    )
    third = replace(
        told("cash_social_assistance"),
        acts=("ZUPJS", "ZOgr"),
        name="ogrevanje",
        exercised="ogrevanja",
        duty_to_report="Ogrevanje sporočite {within_days}.",
        reasons=reasons_of_it,
    )
    monkeypatch.setitem(RIGHTS, "heating_aid", third)
    data = situation("single_parent_no_income")
    found = computed(data)
    found.result["rights"] = {"heating_aid": found.result["rights"]["cash_social_assistance"]}
    data["rights"] = ["heating_aid"]
    monkeypatch.setattr("opora.decisions.decision_letter.ending", _as_assistance)
    written = printable(compose_letter(found, matter_of_situation(data)))
    assert "ima pravico do ogrevanja" in operative(written)
    assert "Ogrevanje sporočite v 8 dneh." in operative(written)
    assert "(ZUPJS), ZOgr in Zakona" in written["introduction"][1]
    assert "Razlogi za ogrevanje.\nKonec ogrevanja." in reasons(written)


def _as_assistance(_rights, on):
    from opora.decisions.terms import ending

    return ending(["cash_social_assistance"], on)


def test_every_right_has_its_day_of_payment():
    matter = matter_of_situation(situation("couple_one_full_time"))
    assert set(duties_on(matter.issued_on).payment_days) == set(RIGHTS)


@pytest.mark.parametrize("name", ["single_parent_no_income", "couple_one_full_time", "refusal_for_property"])
def test_what_would_have_changed_the_result_is_a_sentence_of_the_letter(name):
    data = situation(name)
    rights, explanation = explained(data)
    text = reasons(letter(data))
    for right, result in rights.items():
        for period in result["periods"]:
            [sentence] = what_would_change(right, period, explanation)
            assert sentence in text


def test_where_several_conditions_fail_each_has_its_sentence_and_none_promises_the_right():
    data = situation("refusal_for_property", persons={"peter": {"actually_lives_in_slovenia": False}})
    rights, explanation = explained(data)
    [period] = rights["cash_social_assistance"]["periods"]
    sentences = what_would_change("cash_social_assistance", period, explanation)
    assert len(sentences) == 2
    assert all(sentence.startswith("Ta pogoj bi izpolnjevali, če bi") for sentence in sentences)


def test_while_nothing_is_certain_nothing_is_said_to_change_it():
    data = situation("refusal_for_property")
    for fact in ("citizenship", "vehicle_value"):
        del data["persons"]["peter"][fact]
    rights, explanation = explained(data)
    [period] = rights["cash_social_assistance"]["periods"]
    assert what_would_change("cash_social_assistance", period, explanation) == []
