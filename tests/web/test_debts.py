"""Overpaid amounts are found in a case, demanded back and followed on pages."""

import pytest
from django.urls import reverse
from tests.organisation.factories import WorkerFactory
from tests.rights.factories import office
from tests.rights.test_recovery import IBAN, RIGHT, demanded, lowered

from opora.rights.models import Debt, Repayment
from opora.rights.recovery import rest_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def place():
    return office()


@pytest.fixture
def director(place):
    return WorkerFactory(unit=place.unit, director=True, whole_centre=True)


@pytest.mark.covers("003/D-3")
def test_a_case_shows_what_is_overpaid_and_drafts_the_decision_that_demands_it(place, director, sign_in):
    case, _monthly = lowered(place, director)
    client, address = sign_in(place.clerk), reverse("overpaid", args=[case.public_id])
    assert address in client.get(reverse("decisions", args=[case.public_id])).content.decode()
    assert "maj 2026" in client.get(address).content.decode()
    given = {"right": RIGHT, "reason": "changed_decision", "account": "SI00", "reasons": "Sprememba."}
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "Sprememba." in refused.content.decode()
    assert not Debt.objects.exists()
    page = client.post(address, given | {"account": IBAN}, follow=True)
    assert page.status_code == 200
    debt = Debt.objects.get()
    assert debt.decision.state == "draft"
    assert "Preplačil ni" in client.get(address).content.decode()


@pytest.mark.covers("003/D-3")
def test_a_debt_shows_its_rest_and_takes_a_repayment(place, director, sign_in):
    case, _monthly = lowered(place, director)
    debt = demanded(case, place)
    client = sign_in(place.clerk)
    assert debt.person.full_name in client.get(reverse("debts")).content.decode()
    too_much = client.post(reverse("repay", args=[debt.pk]), {"paid_on": "1. 7. 2026", "cents": "99999,00"})
    assert too_much.status_code == 422
    assert not Repayment.objects.exists()
    client.post(reverse("repay", args=[debt.pk]), {"paid_on": "1. 7. 2026", "cents": "100,50"})
    assert rest_of(debt) == debt.cents - 10050
    assert "100,50" in client.get(reverse("debt", args=[debt.pk])).content.decode()


def test_another_unit_sees_no_debt(place, director, sign_in):
    case, _monthly = lowered(place, director)
    debt = demanded(case, place)
    stranger = sign_in(WorkerFactory(clerk=True))
    assert stranger.get(reverse("debt", args=[debt.pk])).status_code == 404
    assert debt.person.full_name not in stranger.get(reverse("debts")).content.decode()
