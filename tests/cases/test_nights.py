"""Nights and days follow from arrival and departure, by person and month, with their mean."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.counting.history import a_case, a_record, about, by, counted, number
from tests.organisation.factories import UnitFactory

from opora.cases.models import CaseRecord
from opora.cases.nights import guests_of, record_of_nights
from opora.catalogue import catalogue

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 10)


def stays(case, party, came, left=None):
    told = {"person": party.pk, "kind": "woman", "from": f"{came}T20:00:00+02:00", "newly_admitted": True}
    if left:
        told["until"] = f"{left}T09:00:00+02:00"
    return CaseRecord.objects.create(
        centre=case.centre,
        unit=case.unit,
        case=case,
        task=case.task,
        key="stay_member",
        happened_on=came,
        content=told,
        entered_by=case.opened_by,
        entered_at=datetime(2026, 5, 1, tzinfo=UTC),
    )


@pytest.mark.covers("004b/R-17")
def test_each_guest_has_nights_and_days_by_month_and_on_average():
    case = CaseFactory(task="victims_crisis_stay", opened_on=date(2026, 4, 20))
    woman, child = PartyFactory(case=case, role="woman"), PartyFactory(case=case, role="child")
    stays(case, woman, "2026-04-28", "2026-05-04")
    stays(case, child, "2026-05-08")
    record = record_of_nights(catalogue().task("victims_crisis_stay", on=TODAY))
    first, second = guests_of(case, record, on=TODAY)
    assert first.name == str(woman)
    assert [(month, each.nights, each.days) for month, each in first.by_month] == [
        (date(2026, 4, 1), 3, 3),
        (date(2026, 5, 1), 3, 4),
    ]
    assert (first.whole.nights, first.nights_a_month, first.days_a_month) == (6, Decimal(3), Decimal("3.5"))
    assert (second.whole.nights, second.whole.days) == (3, 3)  # tonight is counted, as it is in the year


@pytest.mark.covers("004b/R-17")
def test_the_year_of_a_crisis_centre_has_nights_and_days_by_month_and_their_mean():
    unit = UnitFactory()
    case = a_case("victims_crisis_stay", unit, date(2026, 1, 10))
    about(case, "woman")
    about(case, "child")
    for party in case.parties.all():
        told = {"from": "2026-01-30T22:00:00+01:00", "until": "2026-02-03T10:00:00+01:00", "kind": "woman"}
        a_record(case, "stay_member", date(2026, 1, 30), person=party.pk, **told)
    of = "victims_crisis_stay"
    assert (number(of, "nights", unit), number(of, "days_of_stay", unit)) == (8, 10)
    assert by(counted(of, "nights", unit), "month") == {"2026-01": 4, "2026-02": 4}
    assert by(counted(of, "days_of_stay", unit), "month") == {"2026-01": 4, "2026-02": 6}
    whole_year = {key: number(of, key, unit) for key in ("nights_a_month", "average_a_month")}
    assert {key: round(value, 2) for key, value in whole_year.items()} == {
        "nights_a_month": Decimal("0.67"),
        "average_a_month": Decimal("0.83"),
    }
    assert number(of, "nights_a_month", unit, on=date(2026, 2, 20)) == 4  # of two months begun
