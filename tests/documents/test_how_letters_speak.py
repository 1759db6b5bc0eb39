"""A letter greets, names a woman as a woman, and says what its task asks for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.documents.test_papers_of_tasks import NOON, TODAY, drafted, keep, keys, opened  # noqa: F401
from tests.people.factories import PersonFactory

from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.models import Appointment
from opora.documents.papers.drafting import parts_of
from opora.documents.papers.feminine import feminine
from opora.documents.papers.making import letter_as_drafted
from opora.documents.papers.templates import said_by_task


@pytest.mark.parametrize(
    ("role", "woman"),
    [
        ("predlagatelj", "predlagateljica"),
        ("rejnik", "rejnica"),
        ("prosilec", "prosilka"),
        ("zakoniti zastopnik", "zakonita zastopnica"),
        ("udeleženec mediacije", "udeleženka mediacije"),
        ("drugi zakonec ali starš", "drugi zakonec ali starš"),
        ("žrtev", "žrtev"),
    ],
)
def test_a_role_has_its_word_for_a_woman(role, woman):
    assert feminine(role) == woman


@pytest.mark.django_db
def test_a_call_to_counselling_greets_says_how_long_and_that_one_comes_in_person():
    mother = PersonFactory(given_name="Nataša", family_name="Vohišnik", sex="female")
    case = opened("preliminary_counselling", proposer=mother)
    talk = Appointment.objects.create(
        case=case, worker=case.assigned_to, starts_at=datetime(2026, 5, 12, 7, 30, tzinfo=UTC), minutes=45,
        subject="Prvi razgovor", place="soba 2",
    )  # fmt: skip
    talk.persons.set([mother])
    parts = {part.key: part for part in parts_of(drafted(case, "invitation", mother), TODAY)}
    assert parts["greeting"].text == "Spoštovana gospa Vohišnik,"
    assert parts["when"].text == "12. 5. 2026 od 9.30 do 10.15, soba 2"
    assert parts["own_role"].blocks == ("Predlagateljica",)
    assert "osebno, brez pooblaščenca" in parts["particular"].text
    assert "mediacija" in parts["particular"].text
    minutes = letter_as_drafted(drafted(case, "minutes", None), by=case.assigned_to, on=TODAY)
    assert {"role": "predlagateljica", "name": str(mother)} in minutes["by_hand"]


@pytest.mark.django_db
def test_a_victim_signs_a_safety_plan_with_her_name_alone():
    victim = PersonFactory(sex="female")
    case = opened("safety_plan", victim=victim)
    letter = letter_as_drafted(drafted(case, "safety_plan", victim), by=case.assigned_to, on=TODAY)
    assert letter["by_hand"] == [{"role": "Podpis", "name": victim.full_name}]


@pytest.mark.django_db
def test_the_warning_of_day_21_says_when_the_child_came_and_which_day_that_is():
    case = opened("children_crisis_stay", child=PersonFactory())
    keep(case, "crisis_stay", "2026-04-20", admitted_at="2026-04-20T10:00:00+02:00", main_reason="removal")
    refresh_deadlines(case, on=TODAY)
    paper = drafted(case, "warning_day_21", None)
    parts = {part.key: part for part in parts_of(paper, TODAY)}
    assert "10. 5. 2026" in str(parts["limits"].blocks)
    assert "20. 4. 2026" in str(parts["record.crisis_stay"].blocks)
    assert "record.crisis_stay" not in paper.left_out


def test_what_a_task_says_is_said_in_every_language():
    said = {
        said_by_task("preliminary_counselling", "invitation", language) for language in ("sl", "it", "en")
    }
    assert len(said) == 3
    assert all(said)
    assert said_by_task("preliminary_counselling", "minutes", "sl") == ""
