"""The 21 days of a crisis stay: told before they end, and prolonged only with consent and ruling."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.catalogue_versions import task_of
from opora.cases.deadlines import deadline_of, tick_off
from opora.cases.following import Along, enter_record
from opora.cases.models import CaseLink, DeadlineState, LinkKind
from opora.cases.records import Faulty, add_record, change_record, strike_record
from opora.cases.stays import stay_in, stays_elsewhere
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db

DAY_20, DAY_21, DAY_24 = date(2026, 5, 20), date(2026, 5, 21), date(2026, 5, 24)
CHILD_CAME = {
    "admitted_at": "2026-05-01T20:00:00+02:00",
    "referrer": "csd",
    "legal_ground": "voluntary",
    "main_reason": "runaway",
    "responsible_centre": "CSD Ljubljana",
    "planned_end": "2026-05-21",
}
WOMAN_CAME = {
    "admitted_at": "2026-05-01T20:00:00+02:00",
    "in_business_hours": False,
    "referrer": "csd",
    "home_csd": "CSD Ljubljana",
}
PROPOSAL = {
    "proposed_on": "2026-05-18",
    "proposed_by": "professional_team",
    "reasons": ["no_place"],
    "child_takes_part": True,
    "child_consents": True,
}
RULING = {"court_ruling_on": "2026-05-20", "runs_from": "2026-05-22", "runs_until": "2026-06-05"}


@pytest.fixture
def keeper():
    return WorkerFactory(professional_worker=True)


@pytest.fixture
def stay(keeper):
    """A child has been in the crisis centre since the evening of 1 May."""
    case = stay_of(keeper, "children_crisis_stay", "child")
    keep(case, "crisis_stay", CHILD_CAME, date(2026, 5, 2))
    return case


def stay_of(keeper, task, role):
    told = {"unit": keeper.unit, "assigned_to": keeper, "opened_on": date(2026, 5, 1), "seal": "violence"}
    case = CaseFactory(task=task, **told)
    PartyFactory(case=case, role=role)
    return case


def keep(case, key, values, on):
    return add_record(case, key, values, by=case.assigned_to, at=noon(on))


def noon(day):
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def seen(case, on):
    return stay_in(case, task_of(case), case.deadlines.running(), on=on)


@pytest.mark.covers("004a/R-139", "004b/R-18")
def test_the_responsible_centre_is_warned_before_the_21st_day(stay):
    warning, end = deadline_of(stay, "warning_before_day_21"), deadline_of(stay, "day_21")
    assert (warning.day, end.day) == (DAY_20, DAY_21)
    warned = {"sent_on": "2026-05-19", "to": "CSD Ljubljana"}
    along = Along("warn_before_day_21")
    by = stay.assigned_to
    enter_record(stay, "overstay_warning", warned, along=along, by=by, at=noon(date(2026, 5, 19)))
    warning.refresh_from_db()
    end.refresh_from_db()
    assert (warning.state, end.state) == (DeadlineState.MET, DeadlineState.RUNNING)


@pytest.mark.covers("004a/R-139")
def test_a_new_end_is_not_entered_without_the_childs_consent_and_the_ruling_of_the_court(stay):
    with pytest.raises(Faulty) as refused:
        keep(stay, "stay_extension", PROPOSAL | RULING | {"child_consents": False}, DAY_20)
    assert "otrok privoli" in refused.value.faults["runs_until"]
    without_ruling = {key: value for key, value in RULING.items() if key != "court_ruling_on"}
    with pytest.raises(Faulty) as refused:
        keep(stay, "stay_extension", PROPOSAL | without_ruling, DAY_20)
    assert "sklep sodišča" in refused.value.faults["runs_until"]
    proposed = keep(stay, "stay_extension", PROPOSAL, date(2026, 5, 18))
    told = seen(stay, DAY_24)
    assert (told.is_past, told.is_proposed, [each.key for each in told.lacks]) == (
        True,
        True,
        ["court_ruling_on"],
    )
    change_record(proposed, PROPOSAL | RULING, version=1, by=stay.assigned_to, at=noon(DAY_20))
    assert deadline_of(stay, "day_21") is None
    told = seen(stay, DAY_24)
    assert (told.is_past, told.last_day, told.day_number) == (False, date(2026, 6, 5), 24)


@pytest.mark.covers("004a/R-139")
def test_a_stay_without_either_is_past_its_term_and_says_what_is_wanting(stay):
    told = seen(stay, DAY_21)
    assert (told.is_past, told.day_number) == (False, 21)
    told = seen(stay, date(2026, 5, 22))
    assert (told.is_past, told.is_proposed) == (True, False)
    assert [each.key for each in told.lacks] == ["child_takes_part", "child_consents", "court_ruling_on"]


def test_an_extension_that_was_struck_prolongs_nothing(stay):
    extension = keep(stay, "stay_extension", PROPOSAL | RULING, DAY_20)
    assert deadline_of(stay, "day_21") is None
    strike_record(extension, reason="Vpisano v napačno zadevo.", by=stay.assigned_to, at=noon(DAY_20))
    assert deadline_of(stay, "day_21").day == DAY_21


def test_an_extension_goes_on_with_the_next_one_and_all_of_it_ends_with_the_departure(stay):
    keep(stay, "stay_extension", PROPOSAL | RULING, DAY_20)
    assert deadline_of(stay, "extension_at_most").day == date(2026, 6, 11)
    later = {
        "proposed_on": "2026-06-03",
        "court_ruling_on": "2026-06-04",
        "runs_from": "2026-06-06",
        "runs_until": "2026-06-20",
    }
    keep(stay, "stay_extension", PROPOSAL | later, date(2026, 6, 4))
    assert seen(stay, date(2026, 6, 4)).last_day == date(2026, 6, 20)
    came = stay.records.get(key="crisis_stay")
    left = CHILD_CAME | {"departed_at": "2026-06-10T09:00:00+02:00"}
    change_record(came, left, version=1, by=stay.assigned_to, at=noon(date(2026, 6, 10)))
    assert seen(stay, date(2026, 6, 30)) is None
    assert not stay.deadlines.running().exists()


@pytest.mark.covers("004b/R-18")
def test_a_womans_stay_goes_on_with_a_reason_and_a_new_end(keeper):
    case = stay_of(keeper, "victims_crisis_stay", "woman")
    keep(case, "stay", WOMAN_CAME, date(2026, 5, 2))
    assert deadline_of(case, "decision_before_day_21").day == DAY_20
    refused = {
        "decided_on": "2026-05-19",
        "decision": "not_extended",
        "reason": "Mesto v varni hiši je prosto.",
    }
    with pytest.raises(Faulty, match="odločitev"):
        keep(case, "extension", refused | {"new_end": "2026-06-05"}, DAY_20)
    keep(case, "extension", refused, DAY_20)
    assert seen(case, DAY_24).is_past
    longer = refused | {"decision": "extended", "reason": "Mesto se sprosti junija.", "new_end": "2026-06-05"}
    with pytest.raises(Faulty):
        keep(case, "extension", longer | {"reason": ""}, DAY_20)
    keep(case, "extension", longer, DAY_20)
    assert seen(case, DAY_24).last_day == date(2026, 6, 5)


def test_nobody_ticks_the_end_of_a_stay_off(stay):
    with pytest.raises(Refused, match="odhod"):
        tick_off(deadline_of(stay, "day_21"), by=stay.assigned_to, at=noon(DAY_24))


@pytest.mark.covers("004a/R-139")
def test_the_worker_of_the_responsible_centre_is_told_in_their_own_case(stay):
    worker = WorkerFactory(professional_worker=True)
    own = CaseFactory(task="endangered_child", unit=worker.unit, assigned_to=worker)
    week = timedelta(days=7)
    assert stays_elsewhere(worker, on=DAY_24, ahead=week) == []
    CaseLink.objects.create(
        case=stay, other=own, kind=LinkKind.GREW_OUT_OF, made_by=worker, made_at=noon(DAY_20)
    )
    ((case, deadline),) = stays_elsewhere(worker, on=date(2026, 5, 15), ahead=week)
    assert (case, deadline.day) == (own, DAY_21)
    assert stays_elsewhere(worker, on=date(2026, 5, 13), ahead=week) == []
    assert stays_elsewhere(stay.assigned_to, on=DAY_24, ahead=week) == []
