"""Sealing a case on its page about access, and lifting the seal on the list of sealed ones."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene

from opora.cases.models import Case, SealByAct
from opora.organisation.models import Role

pytestmark = pytest.mark.django_db
WHY = "Na centru dela sestra vlagateljice."


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def client(scene, sign_in):
    return sign_in(scene.head)


@pytest.fixture
def case(scene):
    return scene.case


def seal(client, case, reason=WHY):
    address = reverse("seal_case", args=[case.public_id])
    return client.post(address, {"seal-reason": reason}, follow=True)


def lift(client, reason="Sestra ne dela več tu."):
    pk = SealByAct.objects.get().pk
    return client.post(reverse("lift_seal"), {"seal": pk, f"lift-{pk}-reason": reason}, follow=True)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_head_seals_a_case_and_is_told_that_it_is_closed_to_them_too(client, case):
    page = client.get(reverse("case_access", args=[case.public_id]))
    assert reverse("seal_case", args=[case.public_id]) in words(page)
    answer = seal(client, case)
    assert answer.redirect_chain[-1][0] == reverse("sealed_by_act")
    assert f"Zadeva {case.number} je zapečatena" in words(answer)
    assert WHY in words(answer)
    assert client.get(reverse("case", args=[case.public_id])).status_code == 404


def test_who_has_the_case_reads_in_it_that_it_was_sealed_and_why(client, case, scene, sign_in):
    seal(client, case)
    page = words(sign_in(scene.clerk).get(reverse("case", args=[case.public_id])))
    assert "Zadeva je bila zapečatena." in page
    assert WHY in page


def test_the_head_lifts_the_seal_and_reads_the_case_again(client, case):
    seal(client, case)
    answer = lift(client)
    assert f"Zadeva {case.number} je znova odprta svoji enoti" in words(answer)
    page = words(client.get(reverse("case", args=[case.public_id])))
    assert "Pečat zadeve je bil odpravljen." in page


def test_without_a_reason_nothing_is_sealed_or_lifted_and_the_field_says_so(client, case):
    refused = seal(client, case, reason="")
    assert refused.status_code == 422
    assert 'id="id_seal-reason_error"' in words(refused)
    short = seal(client, case, reason="sorodnik")
    assert short.status_code == 422
    assert "sorodnik" in words(short), "what was typed stays"
    seal(client, case)
    pk = SealByAct.objects.get().pk
    refused = lift(client, reason="")
    assert refused.status_code == 422
    assert f'id="id_lift-{pk}-reason_error"' in words(refused)
    assert lift(client, reason="konec").status_code == 422
    assert Case.objects.get(pk=case.pk).seal


def test_a_head_finds_nothing_of_what_the_director_sealed(case, scene, sign_in):
    client = sign_in(WorkerFactory(unit=scene.unit, head_of_unit=True))
    director = WorkerFactory(unit=None, centre=scene.unit.centre, roles=[Role.DIRECTOR], whole_centre=True)
    seal(sign_in(director), case)
    page = words(client.get(reverse("sealed_by_act")))
    assert case.number not in page
    assert WHY not in page
    assert lift(client).status_code == 422
    assert case.number in words(sign_in(director).get(reverse("sealed_by_act")))
    assert Case.objects.get(pk=case.pk).seal


def test_a_sealed_case_offers_no_second_seal_to_a_head_who_has_it(case, scene, sign_in, client):
    Case.objects.filter(pk=case.pk).update(assigned_to=scene.head)
    assert seal(client, case).redirect_chain[-1][0] == reverse("case_access", args=[case.public_id])
    page = words(client.get(reverse("case_access", args=[case.public_id])))
    assert reverse("seal_case", args=[case.public_id]) not in page
