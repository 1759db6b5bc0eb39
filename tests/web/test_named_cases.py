"""Another case in a record, on the pages: offered, prefilled, found by its number, a link to it."""

import re

import pytest
from django.urls import reverse
from tests.cases.factories import MORNING, CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.models import CaseLink, CaseRecord
from opora.cases.records import add_record

pytestmark = pytest.mark.django_db
ORDER = {
    "issued_at": "2. 5. 2026 22.15",
    "police_station": "Policijska postaja Izola",
    "legal_ground": "misdemeanour",
    "objects": ["person"],
    "reached_by": "unit_in_business_hours",
}
INVOLVED = "mdt"


@pytest.fixture
def case():
    case = CaseFactory(task="restraining_order", assigned=True)
    PartyFactory(case=case, role="protected_person")
    return case


@pytest.fixture
def violence(case):
    """A case of the same person, not linked yet."""
    other = CaseFactory(
        task="domestic_violence_case", unit=case.unit, assigned_to=case.assigned_to, title="Nasilje"
    )
    PartyFactory(case=other, role="victim", person=case.parties.get().person)
    return other


def page(client, name, *args):
    return re.sub(r"\s+", " ", client.get(reverse(name, args=args)).content.decode())


def form_of_order(client, case):
    return page(client, "add_record", case.public_id, "order")


def value_of(html, field):
    return re.search(rf'name="of-{field}"[^>]*? value="([^"]*)"', html)


def test_the_other_cases_of_the_persons_are_offered_as_far_as_the_worker_may_see_them(
    case, violence, sign_in
):
    hidden = CaseFactory(task="domestic_violence_case", unit=case.unit, seal="violence")
    PartyFactory(case=hidden, role="victim", person=case.parties.get().person)
    html = form_of_order(sign_in(case.assigned_to), case)
    assert f'<option value="{violence.number}, Nasilje">' in html
    assert hidden.number not in html
    assert value_of(html, "violence_case") is None


def test_a_field_that_may_mean_the_case_itself_offers_it_and_no_other_field_does(case, sign_in):
    report = CaseFactory(task="intervention_report", unit=case.unit, assigned_to=case.assigned_to)
    client = sign_in(case.assigned_to)
    form = page(client, "add_record", report.public_id, "takeover")
    assert f'<option value="{report.number}, {report.matter}">' in form
    assert f'<option value="{case.number}, ' not in form_of_order(client, case)


def test_a_linked_case_of_the_task_that_is_asked_for_stands_there_already(case, violence, sign_in):
    CaseLink.objects.create(
        case=case, other=violence, kind="grew_out_of", made_by=case.assigned_to, made_at=MORNING
    )
    html = form_of_order(sign_in(case.assigned_to), case)
    assert value_of(html, "violence_case")[1] == f"{violence.number}, Nasilje"
    assert value_of(html, "intervention_number") is None


def sent(client, case, **typed):
    address = reverse("add_record", args=[case.public_id, "order"])
    return client.post(address, {f"of-{key}": value for key, value in (ORDER | typed).items()})


@pytest.mark.parametrize("typed", ["{0.number}", "{0.number}, Nasilje"])
def test_what_is_typed_is_kept_as_the_case_and_is_a_link_to_it(case, violence, sign_in, typed):
    client = sign_in(case.assigned_to)
    assert sent(client, case, violence_case=typed.format(violence)).status_code == 302
    kept = CaseRecord.objects.get(case=case)
    assert kept.content["violence_case"] == violence.pk
    link = f'href="{reverse("case", args=[violence.public_id])}">{violence.number}</a>'
    assert link in page(client, "case_file", case.public_id)
    html = page(client, "record", kept.public_id)
    assert f'value="{violence.number}, Nasilje"' in html
    assert link in html


def test_who_may_not_see_the_case_reads_no_link_and_of_a_sealed_one_no_number(case, violence, sign_in):
    add_record(case, "order", ORDER | {"violence_case": violence.pk}, by=case.assigned_to, at=MORNING)
    violence.seal, violence.assigned_to = "violence", None
    violence.save()
    client = sign_in(case.assigned_to)
    html = page(client, "case_file", case.public_id)
    assert "zadeva, ki je ne smete videti" in html
    assert violence.number not in html


def test_a_record_is_changed_and_a_named_case_that_may_not_be_seen_stays_named(case, violence, sign_in):
    kept = add_record(case, "order", ORDER | {"violence_case": violence.pk}, by=case.assigned_to, at=MORNING)
    violence.seal, violence.assigned_to = "violence", None
    violence.save()
    client = sign_in(case.assigned_to)
    shown = value_of(page(client, "record", kept.public_id), "violence_case")[1]
    assert violence.number not in shown
    typed = {
        f"of-{key}": value
        for key, value in (ORDER | {"violence_case": shown, "legal_ground": "criminal_offence"}).items()
    }
    address = reverse("change_record", args=[kept.public_id])
    assert client.post(address, typed | {"version": 1}).status_code == 302
    kept.refresh_from_db()
    assert kept.content["violence_case"] == violence.pk
    assert kept.content["legal_ground"] == "criminal_offence"


def test_a_register_takes_the_number_of_a_case_and_links_to_it(sign_in):
    head = WorkerFactory(head_of_unit=True)
    case = CaseFactory(task="domestic_violence_case", unit=head.unit, assigned_to=head)
    client = sign_in(head)
    address = reverse("add_register_record", args=["violence_coordinator_support", "involvement"])
    told = {"happened_on": "4. 5. 2026", "unit": "Enota Koper", "case": case.number, "kind": INVOLVED}
    answer = client.post(address, {f"of-{key}": value for key, value in told.items()})
    assert answer.status_code == 302
    kept = CaseRecord.objects.get(case=None)
    assert kept.content["case"] == case.pk
    register = f"{reverse('register', args=['violence_coordinator_support'])}?kind=involvement&year=2026"
    html = client.get(register).content.decode()
    assert f'href="{reverse("case", args=[case.public_id])}">{case.number}</a>' in html
    assert f'value="{case.number}"' in page(client, "register_record", kept.public_id)


def test_a_figure_alone_is_no_number_of_a_case(case, sign_in):
    answer = sent(sign_in(case.assigned_to), case, violence_case=str(case.pk + 1))
    assert answer.status_code == 422
    assert "Napišite celotno številko zadeve" in answer.content.decode()
