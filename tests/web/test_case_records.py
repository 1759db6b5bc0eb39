"""The records of a case as its page lists them."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cases.factories import CaseFactory, PartyFactory

from opora.cases.catalogue_versions import task_of
from opora.cases.models import CaseRecord
from opora.web.case_records import kinds_of

pytestmark = pytest.mark.django_db


def test_several_persons_of_one_field_are_told_by_their_names():
    case = CaseFactory(task="personal_help", assigned=True)
    present = [PartyFactory(case=case, role="user"), PartyFactory(case=case, role="key_person")]
    CaseRecord.objects.create(
        case=case,
        centre=case.centre,
        unit=case.unit,
        task=case.task,
        key="meeting",
        happened_on=date(2026, 7, 7),
        content={"present": [party.pk for party in present]},
        entered_by=case.assigned_to,
        entered_at="2026-07-07T08:00:00Z",
    )
    [meetings] = [kind for kind in kinds_of(task_of(case), case, handles=True) if kind.key == "meeting"]
    [cell] = meetings.rows[0].cells
    assert cell.value == ", ".join(str(party) for party in present)
