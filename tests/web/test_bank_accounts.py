"""A change of account on the pages: marked where the person is, warned of where payments are drawn."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import WorkerFactory
from tests.web.scene import Scene, answer_everything, draft, set_scene, take_in_application
from tests.web.test_page_costs import a_run, another, pay

from opora.people.bank_accounts import waiting_change
from opora.people.models import AccountChange, Person

pytestmark = pytest.mark.django_db

OLD, NEW = "SI56192001234567892", "SI56020140014356255"


@pytest.fixture
def scene(settings, tmp_path) -> Scene:
    settings.OPORA_DOCUMENTS = tmp_path
    return set_scene()


@pytest.fixture
def colleague(scene):
    return WorkerFactory(unit=scene.unit, clerk=True)


@pytest.fixture
def entered(scene, sign_in):
    """The clerk has entered another account on the form of identifiers."""
    take_in_application(scene)
    page = sign_in(scene.clerk).post(
        reverse("identify_person", args=[scene.mother.public_id]), {"iban": NEW}, follow=True
    )
    return page.content.decode()


def page_of(client, person):
    return client.get(reverse("person", args=[person.public_id])).content.decode()


def test_whoever_entered_it_reads_that_a_colleague_confirms_it(scene, entered, sign_in):
    assert "Novi bančni račun čaka" in entered
    page = page_of(sign_in(scene.clerk), scene.mother)
    assert OLD in page
    assert NEW in page
    assert "Umakni spremembo" in page
    assert reverse("confirm_account", args=[scene.mother.public_id]) not in page


def test_a_colleague_confirms_it_and_it_holds(scene, entered, colleague, sign_in):
    client = sign_in(colleague)
    assert reverse("confirm_account", args=[scene.mother.public_id]) in page_of(client, scene.mother)
    client.post(reverse("confirm_account", args=[scene.mother.public_id]), {"number": NEW})
    assert Person.objects.get(pk=scene.mother.pk).iban == NEW
    page = page_of(client, scene.mother)
    assert OLD not in page
    assert "Potrdi račun" not in page


def test_the_one_who_entered_it_is_refused_with_a_sentence(scene, entered, sign_in):
    address = reverse("confirm_account", args=[scene.mother.public_id])
    answer = sign_in(scene.clerk).post(address, {"number": NEW})
    assert answer.status_code == 422
    assert "potrditi drug delavec" in answer.content.decode()
    assert Person.objects.get(pk=scene.mother.pk).iban == OLD


def test_a_withdrawn_change_is_gone_from_the_page(scene, entered, sign_in):
    client = sign_in(scene.clerk)
    client.post(reverse("withdraw_account", args=[scene.mother.public_id]))
    assert waiting_change(scene.mother) is None
    assert NEW not in page_of(client, scene.mother)


@pytest.fixture
def paid(scene):
    """A list with one line, drawn while a change of the recipient's account waited."""
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    run = a_run(scene, 1)
    payment = pay(another(draft(application, scene.clerk), application.case, number="1230-1/2026-1"), run)
    person = payment.entitlement.person
    AccountChange.objects.create(
        person=person, before=OLD, after=NEW, entered_at=run.drawn_at, entered_by=scene.clerk
    )
    return run, payment


def test_who_draws_payments_is_warned_of_accounts_that_wait(scene, paid, sign_in):
    page = sign_in(scene.head).get(reverse("payments")).content.decode()
    assert "Bančni računi, ki čakajo na potrditev" in page


def test_a_drawn_list_shows_the_account_it_paid_into_also_after_the_confirmation(scene, paid, sign_in):
    run, payment = paid
    change = AccountChange.objects.get()
    change.confirmed_by, change.confirmed_at = scene.head, timezone.now()
    change.save()
    Person.objects.filter(pk=payment.entitlement.person_id).update(iban=NEW)
    page = sign_in(scene.head).get(reverse("payment_run", args=[run.pk])).content.decode()
    assert OLD in page
    assert NEW not in page
    assert "novi še ni bil potrjen" in page
    assert "čakajo na potrditev" not in sign_in(scene.head).get(reverse("payments")).content.decode()
