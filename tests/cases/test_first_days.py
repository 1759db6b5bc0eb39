"""Work counts from the day a matter began, and no day of a case lies in another century by mistake."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import OPENED_ON, CaseFactory

from opora.cases.links import link_cases
from opora.cases.minutes import hold_session, spend_time
from opora.cases.models import LinkKind
from opora.cases.steps import do_step
from opora.cases.typed_days import Unreadable, read_day, read_moment
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 2, 8, 0, tzinfo=UTC)
BEFORE = date(2026, 5, 3)
STEP = "study_request"


@pytest.fixture
def case():
    return CaseFactory(assigned=True, task="opinion_on_eviction")


def a_step(case, on):
    return do_step(case, STEP, on=on, minutes=15, by=case.assigned_to, at=AT)


def minutes(case, on):
    return spend_time(case, worker=case.assigned_to, on=on, minutes=15, by=case.assigned_to, at=AT)


def a_session(case, on):
    other = CaseFactory(unit=case.unit, task=case.task, assigned_to=case.assigned_to, opened_on=BEFORE)
    return hold_session(
        unit=case.unit, cases=[other, case], subject="Skupina", on=on, workers=[case.assigned_to],
        minutes=15, by=case.assigned_to, at=AT,
    )  # fmt: skip


@pytest.mark.parametrize("work", [a_step, minutes, a_session])
@pytest.mark.parametrize("on", [BEFORE, date(1990, 1, 1)])
def test_nothing_was_done_in_a_case_before_it_was_opened(work, on, case):
    with pytest.raises(Refused, match="še ni bila odprta") as refusal:
        work(case, on)
    assert refusal.value.field == "on"
    assert not case.steps.exists()
    work(case, OPENED_ON)


def test_work_of_the_case_it_grew_out_of_counts_from_the_first_day_of_that_one(case):
    first, between = (
        CaseFactory(unit=case.unit, task=case.task, assigned_to=case.assigned_to, opened_on=opened)
        for opened in (date(2026, 3, 1), date(2026, 4, 1))
    )
    for later, earlier in ((case, between), (between, first)):
        link_cases(later, earlier, kind=LinkKind.GREW_OUT_OF, by=case.assigned_to, at=AT)
    minutes(case, date(2026, 3, 1))
    with pytest.raises(Refused, match="še ni bila odprta"):
        minutes(case, date(2026, 2, 28))


@pytest.mark.parametrize("typed", ["1. 1. 1890", "1890-01-01", "4. 5. 0026"])
def test_a_day_of_another_century_is_asked_about(typed):
    for read in (read_day, lambda words: read_moment(f"{words} 9.30")):
        with pytest.raises(Unreadable, match="Preverite"):
            read(typed)
    assert read_day("1. 1. 1931") == date(1931, 1, 1)
