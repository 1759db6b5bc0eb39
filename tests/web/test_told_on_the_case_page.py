"""What the page of a case tells: which steps it waits for, and the hour of a deadline that has one."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.template.loader import render_to_string
from tests.cases.factories import CaseFactory

from opora.cases.steps import steps_of
from opora.web.deadlines import ReadDeadline
from opora.web.step_lines import Checklist, checklist

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def told(steps: Checklist) -> str:
    return render_to_string("work/_steps.html", {"steps": steps, "case": CaseFactory(), "may_do": False})


def of_task(key):
    case = CaseFactory(task=key)
    return checklist(steps_of(case, on=case.opened_on), case.opened_on)


def test_a_task_without_obligatory_steps_says_so_and_not_that_they_are_done():
    steps = of_task("guardian_report")
    optional = [line for line in steps if not line.is_obligatory]
    page = told(Checklist([], optional, []))
    assert "Ta naloga nima obveznih korakov." in page
    assert "opravljeni" not in page


def test_before_anything_is_done_nothing_is_said_to_be_done():
    page = told(of_task("guardian_report"))
    assert "Vsi obvezni koraki so opravljeni" not in page


def test_a_deadline_in_hours_is_told_with_its_hour():
    deadline = ReadDeadline(
        state="overdue",
        words="Predlog sodišču",
        day=DAY,
        hour=time(10, 15),
        left="zamuda",
        case=CaseFactory(),
        article="",
        why=(),
        key=1,
        is_ticked_off=False,
    )
    assert "10.15" in render_to_string("components/until.html", {"deadline": deadline})
