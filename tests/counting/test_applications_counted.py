"""What the rooms of rights and decisions keep of an application is counted; nobody types it a second time."""

from __future__ import annotations

import pytest
from tests.counting.history import behind, by, counted, number
from tests.decisions.factories import ISSUED_ON, decision
from tests.rights.factories import morning, office

from opora.catalogue import catalogue
from opora.counting.figures import Unknown
from opora.counting.kept_elsewhere import ENDS, RIGHTS
from opora.decisions.models import Appeal, AppealState
from opora.law import rulebook

pytestmark = pytest.mark.django_db
TASK = "public_funds_application"


@pytest.fixture
def place():
    return office()


def appeal(against, place, state=AppealState.RECEIVED):
    return Appeal.objects.create(
        decision=against, filed_on=ISSUED_ON, received_on=ISSUED_ON, state=state,
        entered_by=place.clerk, entered_at=morning(ISSUED_ON),
    )  # fmt: skip


def test_applications_rights_results_and_days_are_counted_from_what_was_decided(place):
    decided = decision(at_office=place, issued=True)
    waiting = decision(at_office=place).case
    rights = decided.case.application.rights
    assert number(TASK, "applications", place.unit) == 2
    assert by(counted(TASK, "by_origin", place.unit), "application.origin") == {"filed": 2}
    results = by(counted(TASK, "results", place.unit), "claimed_right.result")
    assert results["pending"] == len(waiting.application.rights)
    assert results["granted"] + results.get("refused", 0) == len(rights)
    days = counted(TASK, "days_to_decision", place.unit)
    assert days.whole.value == (ISSUED_ON - decided.case.opened_on).days
    claimed = counted(TASK, "rights_claimed", place.unit)
    assert sorted(behind(claimed, place.unit)) == sorted([decided.case_id, waiting.pk])


def test_appeals_are_counted_by_where_they_have_come_to(place):
    decided = decision(at_office=place, issued=True)
    appeal(decided, place, AppealState.CONFIRMED)
    appeal(decided, place, AppealState.WITHDRAWN)
    appeal(decided, place)
    found = counted(TASK, "appeals", place.unit)
    assert found.whole.value == 3
    assert by(found, "appeal.outcome") == {"dismissed": 1, "pending": 1, None: 1}


def test_what_no_room_keeps_stays_unknown(place):
    decision(at_office=place, issued=True)
    for key in ("changes", "scholarships", "contacts"):
        assert counted(TASK, key, place.unit).unknown is Unknown.NOT_RECORDED


def test_every_word_of_the_rooms_is_one_of_the_lists():
    lists = catalogue().code_lists
    assert set(RIGHTS) <= set(rulebook().graph.rights)
    assert set(RIGHTS.values()) <= {each.key for each in lists["claimed_public_rights"].entries}
    assert set(ENDS) == {state.value for state in AppealState} - {"withdrawn"}
    assert set(ENDS.values()) <= {each.key for each in lists["appeal_outcomes"].entries}
