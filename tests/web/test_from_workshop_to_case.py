"""From a workshop to a case without delay: the pupil goes along, and the way back stays."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.models import CaseLink, LinkKind
from opora.cases.opening import open_case
from opora.cases.taking_part import parties_offered
from opora.catalogue import catalogue

pytestmark = pytest.mark.django_db


@pytest.mark.covers("004b/R-47")
def test_a_pupil_who_needs_help_goes_from_the_workshop_into_a_notice_about_a_child(sign_in):
    worker = WorkerFactory(professional_worker=True)
    workshop = CaseFactory(task="prevention_workshops", unit=worker.unit, assigned_to=worker)
    pupil = PersonFactory(with_emso=True, family_name="Učenka")
    PartyFactory(case=workshop, person=pupil, role="pupil")
    client = sign_in(worker)
    chosen = client.get(reverse("open_case"), {"from": str(workshop.public_id)}).content.decode()
    address = reverse("new_case", args=["notice_about_child"])
    assert address in chosen
    assert pupil.family_name in client.get(address, {"from": str(workshop.public_id)}).content.decode()
    task = catalogue().tasks["notice_about_child"][-1]
    offered = parties_offered(workshop, task)
    assert offered == [(pupil, "child")]
    on = workshop.opened_on
    notice = open_case(
        task="notice_about_child",
        unit=worker.unit,
        title="Obvestilo po delavnici",
        parties=offered,
        opened_by=worker,
        opened_on=on,
        opened_how="school",
        unit_reason="Šola je na našem območju.",
        grew_out_of=workshop,
    )
    assert CaseLink.objects.filter(case=notice, other=workshop, kind=LinkKind.GREW_OUT_OF).exists()
    assert notice.number in client.get(reverse("case", args=[workshop.public_id])).content.decode()
