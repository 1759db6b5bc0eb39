"""Of an applicant is known what stands undecided, which aid is unproved and which reason still counts."""

from datetime import UTC, date, datetime

import pytest
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.rights.factories import family, office

from opora.cases.models import Case, CaseRecord, CaseState
from opora.cases.records import add_record
from opora.rights.known_before import known_before

pytestmark = pytest.mark.django_db
FILED = date(2026, 4, 14)
NEXT = date(2026, 9, 1)
AT = datetime(2026, 8, 1, 8, tzinfo=UTC)


@pytest.fixture
def place():
    return office()


@pytest.fixture
def before(place):
    return family(at_office=place)


def known(before, place, *, on=NEXT, by=None, apart_from=None):
    return known_before(before.applicant, by=by or place.clerk, on=on, apart_from=apart_from)


def aid(before, place, **more):
    given = {
        "purpose": "ordinary",
        "paid_on": "2026-06-10",
        "proof_result": "not_due_yet",
    }
    return add_record(before.case, "extraordinary_aid", given | more, by=place.clerk, at=AT)


def fault(before, place, **more):
    given = {"found_on": "2026-06-20", "reason": "own_notice"}
    return add_record(before.case, "fault_reason", given | more, by=place.clerk, at=AT)


def decided(before):
    Case.objects.filter(pk=before.case_id).update(state=CaseState.DECIDED)


@pytest.mark.covers("004a/R-135")
def test_an_earlier_application_that_is_not_decided_is_told_until_it_is(before, place):
    [found] = known(before, place)
    assert (found.kind, found.case, found.since) == ("undecided", before.case, before.filed_on)
    assert "denarna socialna pomoč" in found.words
    assert known(before, place, apart_from=before.case) == []
    decided(before)
    assert known(before, place) == []


@pytest.mark.covers("004a/R-135")
def test_aid_whose_use_is_not_proved_is_told_with_its_days(before, place):
    decided(before)
    record = aid(before, place)
    [found] = known(before, place)
    assert (found.kind, found.since) == ("unproved", date(2026, 6, 10))
    assert found.until == date(2026, 7, 25)
    assert found.excluded_until == date(2027, 8, 31)
    assert known(before, place, on=date(2027, 9, 1)) == []
    CaseRecord.objects.filter(pk=record.pk).update(content=record.content | {"proof_result": "proved"})
    assert known(before, place) == []


@pytest.mark.covers("004a/R-134")
def test_a_reason_on_the_persons_side_is_told_with_its_period(before, place):
    decided(before)
    fault(before, place, until="2026-12-31")
    [found] = known(before, place)
    assert (found.kind, found.since, found.until) == ("fault", date(2026, 6, 20), date(2026, 12, 31))
    assert found.words == "redna odpoved delavca"
    assert known(before, place, on=date(2027, 1, 1)) == []


def test_a_reason_without_an_end_stays_and_one_with_an_exception_never_counts(before, place):
    decided(before)
    fault(before, place, exception="Delodajalec ni plačeval prispevkov.")
    assert known(before, place) == []
    fault(before, place)
    [found] = known(before, place)
    assert found.until is None


@pytest.mark.covers("004a/R-134")
def test_unproved_use_as_a_reason_lasts_as_long_as_the_law_excludes(before, place):
    decided(before)
    aid(before, place, proof_result="not_proved")
    fault(before, place, reason="use_not_proved", found_on="2026-07-26")
    unproved, reason = known(before, place)
    assert (unproved.kind, reason.kind) == ("unproved", "fault")
    assert reason.until == unproved.excluded_until == date(2027, 8, 31)


def test_what_a_worker_may_not_see_is_not_told(before, place):
    stranger = WorkerFactory(unit=UnitFactory(), clerk=True)
    assert known(before, place, by=stranger) == []
    Case.objects.filter(pk=before.case_id).update(seal="violence")
    assert known(before, place) == []
