"""A case that has ended waits for no step: what was not done is told as not done."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import CentreFactory, UnitFactory
from tests.web.scene import set_scene
from tests.web.work_scene import eviction_case

from opora.cases.models import CaseStep
from opora.cases.steps import plan_step
from opora.cases.transfers import transfer_jurisdiction

pytestmark = pytest.mark.django_db


def test_a_transferred_case_lists_no_step_as_still_to_be_done(sign_in):
    scene = set_scene()
    case = eviction_case(scene)
    now = timezone.now()
    plan_step(
        case, "talk_with_debtor", on=timezone.localdate(), for_worker=scene.clerk, by=scene.clerk, at=now
    )
    client, address = sign_in(scene.clerk), reverse("case", args=[case.public_id])
    before = client.get(address)
    assert before.context["steps"].waits_for
    assert "še" in before.content.decode()
    transfer_jurisdiction(
        case,
        to_unit=UnitFactory(centre=CentreFactory(code="OTHER")),
        reason="Selitev.",
        moved_on=None,
        by=scene.head,
        at=now,
    )
    after = client.get(address)
    steps = after.context["steps"]
    assert not steps.to_do
    assert {str(line.words) for line in steps.past} == {"ni opravljen"}
    assert "preden so bili opravljeni vsi obvezni koraki" in after.content.decode()
    assert not CaseStep.objects.filter(state="planned").exists()
