"""Registers on the pages: what is kept without a case, by unit and year, found, changed and struck."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.models import CaseRecord
from opora.catalogue import catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return WorkerFactory(professional_worker=True)


@pytest.fixture
def client(worker, sign_in):
    return sign_in(worker)


def test_every_register_of_the_catalogue_has_its_page(client):
    text = client.get(reverse("registers")).content.decode()
    for key, versions in catalogue().tasks.items():
        task = versions[-1]
        if (
            task.kind == "register"
            and task.seal is None
            and task.records
            and task.is_valid(timezone.localdate())
        ):
            assert reverse("register", args=[key]) in text, key
            assert client.get(reverse("register", args=[key])).status_code == 200, key
            for record in task.records:
                form = client.get(reverse("add_register_record", args=[key, record.key]))
                assert form.status_code == 200, (key, record.key)


def test_a_register_of_sealed_matters_is_for_the_head_and_the_director(client, worker, sign_in):
    sealed = [
        key
        for key, versions in catalogue().tasks.items()
        if versions[-1].kind == "register" and versions[-1].seal and versions[-1].records
    ]
    assert sealed
    head = sign_in(WorkerFactory(head_of_unit=True, unit=worker.unit))
    for key in sealed:
        assert client.get(reverse("register", args=[key])).status_code == 404
        assert head.get(reverse("register", args=[key])).status_code == 200


def test_a_person_is_found_while_the_form_keeps_what_was_typed_and_the_record_is_kept(client, worker):
    person = PersonFactory(with_emso=True, family_name="Prostovoljka")
    address = reverse("add_register_record", args=["volunteers", "hours"])
    task = catalogue().tasks["volunteers"][-1]
    definition = next(each for each in task.records if each.key == "hours")
    typed = {
        f"of-{field.key}": a_value(field, person) for field in definition.fields if field.derived is None
    }
    without = {key: value for key, value in typed.items() if key != "of-volunteer"}
    found = client.post(address, without | {"find": "1", "sought": person.emso})
    assert found.status_code == 200
    assert person.full_name in found.content.decode()
    kept = client.post(address, typed | {"sought": person.emso})
    assert kept.status_code == 302
    record = CaseRecord.objects.get()
    assert record.content["volunteer"] == str(person.public_id)
    assert (record.unit, record.case) == (worker.unit, None)
    assert (
        person.full_name
        in client.get(reverse("register", args=["volunteers"]) + "?kind=hours").content.decode()
    )


def test_another_unit_neither_sees_nor_changes_it(client, worker, sign_in):
    record = CaseRecord.objects.create(
        centre=worker.centre,
        unit=worker.unit,
        task="vehicles",
        key=catalogue().tasks["vehicles"][-1].records[0].key,
        happened_on=timezone.localdate(),
        entered_by=worker,
        entered_at=timezone.now(),
    )
    assert client.get(reverse("register_record", args=[record.public_id])).status_code == 200
    stranger = sign_in(WorkerFactory(professional_worker=True, unit=UnitFactory(centre=worker.centre)))
    assert stranger.get(reverse("register_record", args=[record.public_id])).status_code == 404


def test_a_struck_record_counts_no_more(client, worker):
    record = CaseRecord.objects.create(
        centre=worker.centre,
        unit=worker.unit,
        task="vehicles",
        key=catalogue().tasks["vehicles"][-1].records[0].key,
        happened_on=timezone.localdate(),
        entered_by=worker,
        entered_at=timezone.now(),
    )
    client.post(reverse("strike_register_record", args=[record.public_id]), {"reason": "Dvojni vpis."})
    record.refresh_from_db()
    assert record.struck_reason == "Dvojni vpis."
    listed = client.get(reverse("register", args=["vehicles"]) + f"?kind={record.key}").content.decode()
    assert str(record.public_id) not in listed


def a_value(field, person):
    """Something a person would type into a field of this type."""
    lists = catalogue().code_lists
    return {
        "party": str(person.public_id),
        "date": timezone.localdate().strftime("%d.%m.%Y"),
        "choice": lists[field.choices].entries[0].key if field.choices else "",
        "choices": [lists[field.choices].entries[0].key] if field.choices else [],
        "yes_no": "yes",
        "money": "10,00",
        "time": "9.30",
        "moment": timezone.localtime().strftime("%d.%m.%Y %-H.%M"),
    }.get(field.type, "3" if field.type in {"count", "minutes", "hours", "days", "percent"} else "Beseda")
