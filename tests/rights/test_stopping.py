"""A new decision on a right wins over what an emergency act prolonged."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.decisions.factories import decision, issue
from tests.rights.factories import morning, office
from tests.rights.test_prolonging import RIGHT, after, in_force, last_month_of, months_given, night

from opora.cases.models import Event
from opora.decisions.models import Decision, Outcome
from opora.rights.models import Determination, EmergencyAct, Entitlement, Prolongation, ProlongedMonth
from opora.rights.prolonging import prolong_from
from opora.rights.stopping import stop_prolongations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def place():
    return office()


def decided_anew(before: Decision, issued_on: date, *, granted_from: date | None) -> Decision:
    """Another decision on the same right, issued on a day: granted for two months from one on, or refused."""
    newer = Decision.objects.get(pk=before.pk)
    newer.pk, newer.public_id, newer.document = None, uuid4(), None
    newer.number = f"{before.number}-{Decision.objects.count()}"
    newer.issued_on, newer.issued_at = issued_on, morning(issued_on)
    newer.outcome = Outcome.GRANTED if granted_from else Outcome.REFUSED
    newer.save()
    determination = Determination.objects.get(decision=before)
    determination.pk, determination.decision = None, newer
    period = {"from": issued_on.replace(day=1).isoformat(), "to": None, "entitled": False}
    if granted_from:
        last = after(granted_from, 2) - timedelta(days=1)
        period = {
            "from": granted_from.isoformat(),
            "to": last.isoformat(),
            "entitled": True,
            "amount": "400.00",
        }
    determination.result = determination.result | {"rights": {RIGHT: {"periods": [period]}}}
    determination.save()
    newer.remedy = newer.remedy | {"rights": [RIGHT]}
    newer.save()
    stop_prolongations(newer)
    return newer


@pytest.mark.covers("004a/R-122")
def test_a_new_decision_takes_the_months_it_grants_and_they_are_paid_by_it_alone(place):
    before = decision(at_office=place, served=True)
    last = last_month_of(before)
    in_force(place, last, after(last, 5))
    night(after(last, 3))
    newer = decided_anew(before, after(last, 3), granted_from=after(last, 2))
    assert months_given() == [after(last)]
    stopped = Prolongation.objects.filter(stopped_by=newer)
    assert {each.month for each in stopped} == {after(last, 2), after(last, 3)}
    assert all(each.entitlement.revoked_from == each.month for each in stopped)
    assert Event.objects.filter(key="prolongation_stopped").count() == 2


def test_after_a_refusal_nothing_more_is_given_and_what_was_given_before_stays(place):
    before = decision(at_office=place, served=True)
    last = last_month_of(before)
    in_force(place, last, after(last, 5))
    night(after(last, 2))
    decided_anew(before, after(last, 2), granted_from=None)
    night(after(last, 5))
    assert months_given() == [after(last), after(last, 2)]
    assert not Entitlement.objects.filter(prolongation__isnull=False, revoked_from__isnull=False).exists()


def test_what_a_new_decision_gives_is_itself_prolonged_when_it_runs_out(place):
    before = decision(at_office=place, served=True)
    last = last_month_of(before)
    in_force(place, last, after(last, 5))
    newer = decided_anew(before, last, granted_from=after(last))
    night(after(last, 4))
    assert set(Prolongation.objects.values_list("decision", "month")) == {
        (newer.pk, after(last, 3)),
        (newer.pk, after(last, 4)),
    }


def test_issuing_a_decision_stops_the_prolongation_by_itself(place):
    """The issue of any decision on an application goes this way."""
    before = decision(at_office=place, submitted=True)
    last = date(2026, 4, 1)
    earlier = decision(at_office=place, served=True)
    act = in_force(place, last, last)
    applicant = before.case.application.applicant
    Prolongation.objects.create(
        act=act,
        decision=earlier,
        person=applicant,
        unit=place.unit,
        right=RIGHT,
        month=date(2026, 6, 1),
        made_at=morning(date(2026, 6, 1)),
    )
    issue(before, place)
    assert not Prolongation.objects.lasting().exists()


@given(
    first=st.integers(-2, 3),
    length=st.integers(0, 5),
    issued=st.none() | st.integers(0, 6),
    granted=st.none() | st.integers(-1, 4),
    nights=st.lists(st.integers(0, 9), max_size=4),
    is_replayed=st.booleans(),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_never_two_for_a_month_never_beyond_the_act_and_a_decision_always_wins(
    before_and_act, first, length, issued, granted, nights, is_replayed
):
    """In whatever order nights, a replay and a decision come, the same months are given."""
    before, act = before_and_act
    last = last_month_of(before)
    cleared(before)
    first_month, last_month = after(last, first), after(last, first + length)
    EmergencyAct.objects.filter(pk=act.pk).update(first_month=first_month, last_month=last_month)
    issued_on = None if issued is None else after(last, issued)
    newer, today = None, last
    for months in sorted(nights):
        today = after(last, months)
        if issued_on and newer is None and issued_on <= today:
            newer = decided_anew(before, issued_on, granted_from=granted and after(issued_on, granted))
        night(today)
    if issued_on and newer is None:
        newer = decided_anew(before, issued_on, granted_from=granted and after(issued_on, granted))
    end = after(last, 12)
    night(end)
    if is_replayed:
        prolong_from(first_month, today=end, at=morning(end))
    lasting = list(Prolongation.objects.lasting())
    months = [each.month for each in lasting]
    assert len(months) == len(set(months))
    assert all(first_month < month <= after(last_month) for month in months)
    of_before = {each.month for each in lasting if each.decision_id == before.pk}
    expected = set()
    month = last
    while first_month <= month <= last_month and not taken(after(month), issued_on, granted):
        month = after(month)
        expected.add(month)
    assert of_before == expected


def taken(month: date, issued_on: date | None, granted: int | None) -> bool:
    """Whether the newer decision has the month."""
    if issued_on is None:
        return False
    bounds = [after(issued_on)] + ([after(issued_on, granted)] if granted else [])
    return month >= min(bounds)


def cleared(before: Decision) -> None:
    prolonged = Prolongation.objects.all()
    entitlements = list(prolonged.values_list("entitlement", flat=True))
    prolonged.delete()
    ProlongedMonth.objects.all().delete()
    Entitlement.objects.filter(pk__in=[pk for pk in entitlements if pk]).delete()
    newer = Decision.objects.filter(case=before.case).exclude(pk=before.pk)
    Determination.objects.filter(decision__in=newer).delete()
    newer.delete()


@pytest.fixture
def before_and_act(place):
    before = decision(at_office=place, served=True)
    Entitlement.objects.exclude(right=RIGHT).delete()
    return before, in_force(place, date(2020, 1, 1), date(2020, 1, 1))
