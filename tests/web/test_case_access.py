"""The page of a case that says who works on it: letting in, taking back, assigning, handing over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import CentreFactory, TerritoryFactory, UnitFactory, WorkerFactory
from tests.people.factories import AddressFactory
from tests.web.scene import set_scene, take_in_application

from opora.cases.models import Access, Case, CaseState, Exclusion

pytestmark = pytest.mark.django_db
STEPS = ("assign_case", "let_in", "transfer_case")
WHY = "Govori jezik družine."


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def colleague(scene):
    return WorkerFactory(unit=UnitFactory(centre=scene.unit.centre), professional_worker=True)


def where(name, case):
    return reverse(name, args=[case.public_id])


def letting_in(worker, **changes):
    until = timezone.localdate() + timedelta(days=3)
    given = {"worker": worker.pk, "reason": WHY, "until_at": f"{until:%d. %m. %Y}"} | changes
    return {f"let-in-{name}": value for name, value in given.items()}


def test_a_colleague_of_another_unit_is_let_in_with_the_reason_and_taken_out_again(scene, sign_in, colleague):
    case, client = scene.case, sign_in(scene.clerk)
    page = client.post(where("let_in", case), letting_in(colleague), follow=True).content.decode()
    assert WHY in page
    assert sign_in(colleague).get(where("case", case)).status_code == 200
    assert WHY in client.get(where("case", case)).content.decode(), "it stands in the timeline"
    access = Access.objects.get()
    assert timezone.localtime(access.until_at).hour == 0, "until and including the day named"
    client.post(where("end_access", case), {"access": access.pk})
    assert sign_in(colleague).get(where("case", case)).status_code == 404
    assert "končano" in client.get(where("case_access", case)).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"), [({"reason": ""}, "reason"), ({"until_at": "1. 1. 2020"}, "until_at")]
)
def test_a_refused_letting_in_keeps_what_was_typed(scene, sign_in, colleague, changes, field):
    response = sign_in(scene.clerk).post(where("let_in", scene.case), letting_in(colleague, **changes))
    page = response.content.decode()
    assert response.status_code == 422
    assert f'id="id_let-in-{field}_error"' in page
    assert f'<option value="{colleague.pk}" selected>' in page
    assert not Access.objects.exists()


def test_whoever_may_not_lead_the_case_stands_last_with_the_reason(scene, sign_in):
    excluded = WorkerFactory(clerk=True, unit=scene.unit)
    Exclusion.objects.create(
        case=scene.case, worker=excluded, ground="kin", reason="Sestra.", by=scene.head, at=timezone.now()
    )
    page = sign_in(scene.head).get(where("case_access", scene.case))
    _choose, (_may, fit), (_may_not, others) = page.context["assign_form"].fields["to"].choices
    assert str(scene.clerk.pk) in dict(fit)
    assert not {str(scene.auditor.pk), str(excluded.pk)} & set(dict(fit))
    assert "ne sme voditi: Vloga za" in dict(others)[str(scene.auditor.pk)]
    assert f"izločitev: {scene.case.number}" in dict(others)[str(excluded.pk)]


def test_only_those_who_may_find_the_forms(scene, sign_in):
    pages = {
        worker: sign_in(worker).get(where("case_access", scene.case)).content.decode()
        for worker in (scene.clerk, scene.head, scene.decision_maker)
    }
    found = {
        worker: [
            step for step in ("assign_case", "let_in", "transfer_case") if where(step, scene.case) in page
        ]
        for worker, page in pages.items()
    }
    assert found == {
        scene.clerk: ["let_in"],
        scene.head: ["assign_case", "let_in", "transfer_case"],
        scene.decision_maker: [],
    }


def test_the_head_reassigns_the_case(scene, sign_in):
    other = WorkerFactory(unit=scene.unit, clerk=True)
    unsaid = sign_in(scene.head).post(where("assign_case", scene.case), {"to": other.pk})
    assert unsaid.status_code == 422, "taken from somebody, as when several are given on: with a reason"
    why = "Daljša bolezen."
    sign_in(scene.head).post(where("assign_case", scene.case), {"to": other.pk, "reason": why})
    assert scene.case.events.get(key="case_assigned").detail["reason"] == why
    assert Case.objects.get(pk=scene.case.pk).assigned_to == other


def test_a_case_goes_to_another_unit_with_the_reason(scene, sign_in):
    unit = UnitFactory(centre=scene.unit.centre, name="Enota Piran")
    given = {"hand-over-unit": unit.pk, "hand-over-reason": "Družina se je preselila."}
    page = sign_in(scene.head).post(where("transfer_case", scene.case), given, follow=True).content.decode()
    assert "Enota Piran" in page
    case = Case.objects.get(pk=scene.case.pk)
    assert (case.unit, case.assigned_to, case.state) == (unit, None, CaseState.OPEN)
    assert sign_in(scene.clerk).get(where("case", case)).status_code == 404


def test_a_case_passed_on_to_another_centre_is_closed_here(scene, sign_in):
    unit = UnitFactory(centre=CentreFactory(code="GORISKA"), name="Enota Tolmin")
    given = {"hand-over-unit": unit.pk, "hand-over-reason": "Vlagateljica živi v Tolminu."}
    client, address = sign_in(scene.head), where("transfer_case", scene.case)
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "Pogovor o dohodkih" in refused.content.decode()  # agreed for a day to come: nobody would be there
    given |= {"hand-over-call_off_appointments": "on"}
    assert "Enota Tolmin" in client.post(address, given, follow=True).content.decode()
    assert Case.objects.get(pk=scene.case.pk).state == CaseState.CLOSED


def test_without_a_reason_nothing_is_handed_over(scene, sign_in):
    unit = UnitFactory(centre=scene.unit.centre)
    response = sign_in(scene.head).post(where("transfer_case", scene.case), {"hand-over-unit": unit.pk})
    assert response.status_code == 422
    assert "Zapišite razlog" in response.content.decode()
    assert Case.objects.get(pk=scene.case.pk).unit == scene.unit


def test_the_unit_that_serves_the_residence_is_proposed_and_that_of_a_protected_person_is_not(scene, sign_in):
    application = take_in_application(scene)
    piran = TerritoryFactory(unit=UnitFactory(centre=scene.unit.centre, name="Enota Piran"))
    mother, today = scene.mother, timezone.localdate()
    mother.addresses.all().delete()
    AddressFactory(person=mother, municipality=piran.municipality, period=(today - timedelta(days=9), None))
    proposed = f'<option value="{piran.unit.pk}" selected>'
    client, address = sign_in(scene.head), where("case_access", application.case)
    assert proposed in client.get(address).content.decode()
    type(mother).objects.filter(pk=mother.pk).update(is_protected=True)
    assert proposed not in client.get(address).content.decode()


def test_the_page_says_who_sees_the_case_and_why(scene, sign_in):
    page = sign_in(scene.clerk).get(where("case_access", scene.case)).content.decode()
    readers = page.split('id="readers"')[1].split("</section>")[0]
    assert scene.clerk.full_name in readers
    assert "Enota Koper: referentka/referent" in readers
    assert "direktorica/direktor" in readers
    assert "V nujnem primeru" in readers
    Case.objects.filter(pk=scene.case.pk).update(seal="violence")
    page = sign_in(scene.clerk).get(where("case_access", scene.case)).content.decode()
    readers = page.split('id="readers"')[1].split("</section>")[0]
    assert "Zadeva je varovana" in readers
    assert "direktorica" not in readers
    assert "Enota Koper:" not in readers


def test_nobody_is_chosen_by_standing_first_and_workers_stand_in_slovenian_order(scene, sign_in):
    for family_name in ("Zver", "Čas", "Cvet"):
        WorkerFactory(unit=scene.unit, given_name="Ana", family_name=family_name, clerk=True)
    Case.objects.filter(pk=scene.case.pk).update(assigned_to=None)
    page = sign_in(scene.head).get(where("case_access", scene.case)).content.decode()
    choices = page.split('name="to"')[1].split("</select>")[0]
    assert choices.index("izberite …") < choices.index("Ana Cvet")
    assert "selected" not in choices.split("Ana Cvet")[1]
    assert choices.index("Ana Cvet") < choices.index("Ana Čas") < choices.index("Ana Zver")
    refused = sign_in(scene.head).post(where("assign_case", scene.case), {"to": ""})
    assert refused.status_code == 422
    assert "Izberite s seznama." in refused.content.decode()
