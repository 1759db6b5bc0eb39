"""A deadline that stands still is read as standing still: since when, why, and what is left of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory, DeadlineFactory
from tests.web.scene import set_scene

from opora.cases.deadlines import days_left_after, start_deadline
from opora.cases.models import CaseState, DeadlineState
from opora.web.deadlines import read
from opora.web.templatetags.page import day as written_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def paused(scene):
    """The term to decide began 20 days ago and stands still since ten days ago."""
    today = timezone.localdate()
    case = CaseFactory(
        unit=scene.unit, centre=scene.unit.centre, assigned_to=scene.clerk, state=CaseState.AWAITING_PARTY
    )
    filed = today - timedelta(days=20)
    deadline = start_deadline(
        case, "decision", on=filed, filed_on=filed, starts="filed", **{"from": filed.isoformat()}
    )
    deadline.state, deadline.paused_on = DeadlineState.PAUSED, today - timedelta(days=10)
    deadline.save()
    return deadline


def test_a_paused_deadline_keeps_the_days_that_were_left_when_it_was_paused(paused):
    today = timezone.localdate()
    left = days_left_after(paused, on=today)
    assert abs(left - (paused.day - paused.paused_on).days) <= 4, "the last day is a working day again"
    later = days_left_after(paused, on=today + timedelta(days=28))
    assert abs(later - left) <= 4, "waiting for the party costs no days"


def test_a_paused_deadline_set_by_hand_keeps_its_days_too():
    deadline = DeadlineFactory(paused=True, rests_on={})
    assert days_left_after(deadline, on=deadline.paused_on + timedelta(days=40)) == (
        (deadline.day - deadline.paused_on).days
    )


def test_a_paused_deadline_is_never_late_however_long_it_stands_still(paused):
    told = read(paused, timezone.localdate() + timedelta(days=300))
    assert told.state == "paused"
    assert "ne teče od" in told.stands_still
    assert "ko spet steče" in told.left


@pytest.mark.parametrize("page", ["case", "worklist"])
def test_a_page_says_since_when_a_deadline_stands_still_and_names_no_last_day(page, paused, scene, sign_in):
    address = reverse("case", args=[paused.case.public_id]) if page == "case" else reverse("worklist")
    shown = sign_in(scene.clerk).get(address).content.decode()
    assert f"ne teče od {written_day(paused.paused_on)}" in shown
    assert "ko spet steče" in shown
    assert written_day(paused.day) not in shown


def test_a_paused_deadline_comes_after_all_that_runs(paused, scene, sign_in):
    running = DeadlineFactory(
        case=paused.case, key="fetch_records", day=timezone.localdate() + timedelta(days=20)
    )
    rows = sign_in(scene.clerk).get(reverse("worklist")).context["deadlines"]
    assert [row.key for row in rows][-2:] == [running.pk, paused.pk]


def test_a_paused_deadline_is_not_overdue_in_the_unit(paused, scene, sign_in):
    paused.day = timezone.localdate() - timedelta(days=5)
    paused.save()
    shown = sign_in(scene.head).get(reverse("unit_overview"), {"unit": paused.case.unit_id})
    assert paused.case.number not in [late.case.number for late in shown.context.get("overdue", [])]
