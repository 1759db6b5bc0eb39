"""Open deadlines are counted again when the calendar changes."""

from datetime import date

import pytest
from tests.cases.factories import CaseFactory, DeadlineFactory

from opora.cases import deadline_recompute
from opora.cases.deadline_recompute import recompute_deadlines
from opora.cases.deadline_rules import refresh_many
from opora.cases.models import Deadline, DeadlineState
from opora.config.command import main
from opora.law.procedure import OfficeCalendar, law, standard_law

pytestmark = pytest.mark.django_db
OPENED = date(2026, 5, 4)


@pytest.fixture
def closed_on(monkeypatch):
    """Let offices be closed on days, as after a new work-free day."""

    def close(*days):
        calendar = OfficeCalendar(closed_on=dict.fromkeys(days, "dan žalovanja"))
        changed = law.ProcedureLaw(standard_law().parameters, calendar)
        for module in ("opora.cases.deadline_days", "opora.law.procedure.deciding"):
            monkeypatch.setattr(f"{module}.standard_law", lambda: changed)

    return close


def counselling(cases=1):
    made = CaseFactory.create_batch(cases, task="preliminary_counselling", opened_on=OPENED)
    refresh_many([case.pk for case in made], on=OPENED)


def moved(**told):
    return [each for batch in recompute_deadlines(**told) for each in batch]


def test_nothing_moves_while_the_calendar_stays():
    counselling()
    DeadlineFactory(day=date(2026, 7, 6))
    assert moved() == []


def test_what_ends_on_a_new_work_free_day_moves_with_its_explanation(closed_on):
    counselling()
    by_an_act = DeadlineFactory(day=date(2026, 7, 6))
    closed_on(date(2026, 5, 18), date(2026, 7, 6))
    days = {each.key: (each.before, each.after) for each in moved()}
    assert days == {
        "invitation_due": (date(2026, 5, 18), date(2026, 5, 19)),
        "decision": (date(2026, 7, 6), date(2026, 7, 7)),
    }
    by_an_act.refresh_from_db()
    assert by_an_act.day == date(2026, 7, 7)
    assert by_an_act.explanation["steps"][-1]["values"]["sl"] == "dan žalovanja"
    assert moved() == []


def test_a_dry_run_says_what_would_move_and_moves_nothing(closed_on):
    counselling()
    closed_on(date(2026, 5, 18))
    assert [each.after for each in moved(dry_run=True)] == [date(2026, 5, 19)]
    assert Deadline.objects.get(key="invitation_due").day == date(2026, 5, 18)


def test_what_has_ended_stays_as_it_was(closed_on):
    counselling()
    Deadline.objects.update(state=DeadlineState.MET, ended_on=OPENED)
    closed_on(date(2026, 5, 18))
    assert moved() == []


@pytest.mark.parametrize("cases", [1, 40])
def test_a_batch_costs_the_same_however_many_cases(cases, closed_on, django_assert_num_queries):
    counselling(cases)
    closed_on(date(2026, 5, 18))
    with django_assert_num_queries(2):
        assert len(moved()) == cases


def test_no_deadline_is_passed_over_between_two_batches(closed_on, monkeypatch):
    monkeypatch.setattr("opora.cases.deadline_recompute.AT_ONCE", 3)
    counselling(5)
    closed_on(date(2026, 5, 18))
    assert len({each.case_id for each in moved(dry_run=True)}) == 5
    assert len(moved()) == 5


def test_what_moved_meanwhile_stays_where_it_was_put(closed_on, monkeypatch):
    counselling()
    closed_on(date(2026, 5, 18))
    batches = recompute_deadlines()
    first = Deadline.objects.get(key="invitation_due")
    write = deadline_recompute._write

    def after_another_change(rows):
        Deadline.objects.filter(pk=first.pk).update(day=OPENED)
        write(rows)

    monkeypatch.setattr(deadline_recompute, "_write", after_another_change)
    next(batches)
    first.refresh_from_db()
    assert first.day == OPENED


def test_the_command_lists_what_would_move(closed_on, capsys):
    counselling()
    closed_on(date(2026, 5, 18))
    assert main(["deadlines", "recompute", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "invitation_due\t2026-05-18\t2026-05-19" in told
    assert "would move: 1." in told
