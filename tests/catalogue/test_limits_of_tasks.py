"""The time limits of shipped definitions, as the engine counts them from what happened."""

from datetime import date

import pytest

from opora.cases.deadline_due import due
from opora.cases.deadline_facts import Facts, Happened
from opora.catalogue import catalogue

TODAY = date(2026, 5, 4)


def days_of(task_key, *happened, born=None, opened_on=TODAY):
    """By when each time limit is due, where a case of the task was opened and this happened in it."""
    task = catalogue().task(task_key, on=TODAY)
    facts = Facts(on=TODAY, opened_on=opened_on, happened=happened, born=born or {})
    return {each.key: each.day for each in due(task, facts)}


def kept(record, on=TODAY, **content):
    return Happened(f"record.{record}", on, about="1", content=content)


@pytest.mark.covers("000_002/36", "000_002/37")
@pytest.mark.parametrize(
    ("task_key", "begins", "ends"),
    [
        (
            "conditional_release_supervision",
            ("release", "decision_received_on"),
            ("release", "sentence_runs_out_on"),
        ),
        (
            "suspended_sentence_supervision",
            ("judgment", "order_received_on"),
            ("judgment", "sanction_ends_on"),
        ),
    ],
)
def test_supervision_has_a_contact_each_month_a_report_each_half_year_and_a_last_one(task_key, begins, ends):
    record, first = begins
    found = days_of(task_key, kept(record, **{first: date(2026, 3, 2), ends[1]: date(2026, 10, 1)}))
    assert found["monthly_contact"] == date(2026, 4, 2)
    assert found["half_year_report"] == date(2026, 9, 2)
    assert found["final_report_due"] == date(2026, 10, 16)
    task = catalogue().task(task_key, on=TODAY)
    [breach] = [record for record in task.records if record.key == "breach"]
    assert any(field.key.endswith("told_on") for field in breach.fields)


@pytest.mark.covers("000_002/81")
def test_a_separate_claim_for_maintenance_is_open_for_a_year_after_the_final_divorce():
    found = days_of("adult_maintenance_advice", kept("claim", divorce_final_on=date(2026, 3, 2)))
    assert found["separate_claim_due"] == date(2027, 3, 2)


def test_a_programme_begins_three_months_before_the_release():
    found = days_of("imprisonment_help", kept("sentence", release_on=date(2026, 11, 30)))
    assert found["programme_begins"] == date(2026, 8, 28)  # 30 August is a Sunday


def test_a_court_sets_the_day_of_an_opinion():
    found = days_of("opinion_on_eviction", kept("enforcement", court_due_on=date(2026, 5, 20)))
    assert found["court_due"] == date(2026, 5, 20)


def test_a_ward_comes_of_age_on_a_birthday():
    found = days_of("guardianship_of_child", born={"child": (("1", date(2010, 6, 1)),)})
    assert found["ward_of_age"] == date(2028, 6, 1)


def test_each_task_of_a_plan_has_its_own_day():
    task = catalogue().task("safety_plan", on=TODAY)
    happened = tuple(
        Happened("record.plan_task", TODAY, about=str(number), content={"until": date(2026, 5, 10 + number)})
        for number in (1, 2)
    )
    found = [
        (each.about, each.day)
        for each in due(task, Facts(on=TODAY, opened_on=TODAY, happened=happened))
        if each.key == "plan_task_due"
    ]
    assert found == [("1", date(2026, 5, 11)), ("2", date(2026, 5, 12))]


def test_every_limit_of_every_definition_can_be_counted():
    """Whatever a field may hold: no limit fails on a day it was never tried with. Nothing has ended yet."""
    for key, versions in catalogue().tasks.items():
        task = versions[-1]
        ends = {deadline.ends_with for deadline in task.deadlines if deadline.every}
        days = {
            record.key: {
                field.key: date(2026, 5, 4)
                for field in record.fields
                if field.type in ("date", "moment") and f"record.{record.key}.{field.key}" not in ends
            }
            for record in task.records
        }
        happened = [kept(record.key, **days[record.key]) for record in task.records]
        happened += [
            Happened(f"{kind}.{piece.key}", TODAY, about="1")
            for kind, pieces in (("step", task.steps), ("document", task.documents), ("stage", task.stages))
            for piece in pieces
        ]
        happened += [Happened(what, TODAY, about="1") for what in ("filed", "served", "decided", "closed")]
        born = {role.key: (("1", date(2010, 6, 1)),) for role in task.roles}
        found = due(task, Facts(on=TODAY, opened_on=TODAY, happened=tuple(happened), born=born))
        counted = {each.key for each in found}
        expected = {
            deadline.key
            for deadline in task.deadlines
            if deadline.when is None
            and deadline.term != "supplement_due"
            and not {deadline.starts, deadline.falls_on} & ends
        }
        waiting = {"called_to_supplement", "asked", "agreed", "completed", "assigned"}
        assert expected - counted <= {d.key for d in task.deadlines if d.starts in waiting}, key
