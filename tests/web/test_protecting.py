"""Who protects the address of a person whose case they took themselves learns who opens it to them again."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene

from opora.cases.assigning import assign_case
from opora.people.models import Address

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def worker(scene):
    return WorkerFactory(unit=scene.unit, professional_worker=True)


def test_whoever_took_the_case_themselves_is_told_whom_to_ask_and_sees_it_once_assigned(
    scene, worker, sign_in
):
    scene.case.assigned_to = worker
    scene.case.save()
    scene.case.events.create(key="case_assigned", by=worker, at=timezone.now(), detail={})
    client, address = sign_in(worker), reverse("protect_address", args=[scene.mother.public_id])
    street = Address.objects.filter(person=scene.mother).first().street
    assert street in client.get(reverse("person", args=[scene.mother.public_id])).content.decode()
    form = {"to": "protected", "reason": "Grožnje nekdanjega partnerja."}
    page = client.post(address, form, follow=True).content.decode()
    assert street not in page
    assert "Zadevo ste prevzeli sami" in page
    assert scene.head.full_name in page
    assert "prosite vodjo enote, naj vam zadevo dodeli" in page
    assign_case(scene.case, to=worker, by=scene.head, at=timezone.now())
    assert street in client.get(reverse("person", args=[scene.mother.public_id])).content.decode()


def test_whoever_was_given_the_case_is_told_nothing_of_the_kind(scene, worker, sign_in):
    assign_case(scene.case, to=worker, by=scene.head, at=timezone.now())
    form = {"to": "protected", "reason": "Grožnje nekdanjega partnerja."}
    address = reverse("protect_address", args=[scene.mother.public_id])
    page = sign_in(worker).post(address, form, follow=True).content.decode()
    assert "Zadevo ste prevzeli sami" not in page
