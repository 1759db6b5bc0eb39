"""Records on the pages: a form from the definition, faults at their fields, two workers who lose nothing."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene
from tests.web.work_scene import eviction_case, talk

from opora.cases.catalogue_versions import task_of
from opora.cases.models import CaseRecord, TimeSpent
from opora.cases.records import change_record
from opora.catalogue import catalogue
from opora.web.forms.record_form import record_form_preview

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def case(scene):
    return eviction_case(scene)


@pytest.fixture
def client(scene, sign_in):
    return sign_in(scene.clerk)


@pytest.fixture
def enter(client, case):
    """Sends the form of a new record."""

    def sent(kind, **fields):
        address = reverse("add_record", args=[case.public_id, kind])
        answer = client.post(address, {f"of-{name}": value for name, value in fields.items()})
        answer.page = words_of(answer)
        return answer

    return sent


@pytest.fixture
def change(client):
    """Sends the form that changes a record, resting on a version of it."""

    def sent(record, version, **fields):
        typed = {name.replace("__", "-"): value for name, value in fields.items()}
        answer = client.post(reverse("change_record", args=[record.public_id]), {"version": version} | typed)
        answer.page = words_of(answer)
        return answer

    return sent


def words_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def debtor(case):
    return case.parties.get(role="debtor").pk


def test_the_form_has_a_field_of_each_type_with_its_words(client, case, scene):
    page = words_of(client.get(reverse("add_record", args=[case.public_id, "talk"])))
    assert scene.mother.full_name in page
    assert 'type="checkbox" name="of-topics"' in page
    assert '<textarea name="of-note"' in page
    enforcement = words_of(client.get(reverse("add_record", args=[case.public_id, "enforcement"])))
    assert '<option value="Okrajno sodišče v Kopru">' in enforcement
    assert "Kdo je zaprosil" in enforcement


def test_a_record_is_entered_as_it_is_written_here(case, enter):
    answer = enter(
        "enforcement",
        asked_by=catalogue().code_lists["eviction_asked_by"].entries[0].key,
        request_received_on="4. 5. 2026",
        court="okrajno sodišče v kopru",
        court_number="I 12/2026",
    )
    assert answer.status_code == 302, answer.page
    kept = CaseRecord.objects.get(case=case)
    assert kept.content["request_received_on"] == "2026-05-04"
    assert kept.content["court"] == case.parties.get(role="court").body_id
    assert kept.happened_on.isoformat() == "2026-05-04"


def test_every_fault_stands_at_its_field_and_what_was_typed_stays(enter, case):
    answer = enter("enforcement", request_received_on="31. 2. 2026", court_number="I 12/2026")
    assert answer.status_code == 422
    assert "data-summary" in answer.page
    for place in ("id_of-request_received_on_error", "id_of-asked_by_error"):
        assert f'id="{place}"' in answer.page
    assert 'value="31. 2. 2026"' in answer.page
    assert 'value="I 12/2026"' in answer.page
    assert not CaseRecord.objects.filter(case=case).exists()


def test_a_kind_that_a_case_has_once_is_not_offered_twice(client, enter, case):
    asked_by = catalogue().code_lists["eviction_asked_by"].entries[0].key
    enter("enforcement", asked_by=asked_by, request_received_on="4. 5. 2026")
    page = words_of(client.get(reverse("case", args=[case.public_id])))
    assert reverse("add_record", args=[case.public_id, "enforcement"]) not in page
    again = enter("enforcement", asked_by=asked_by, request_received_on="4. 5. 2026")
    assert again.status_code == 422


def test_a_record_of_another_task_has_no_form(client, case):
    assert client.get(reverse("add_record", args=[case.public_id, "safety_plan"])).status_code == 404


def test_a_record_is_listed_in_words_and_opens_in_its_form(client, case, scene):
    kept = talk(case, scene)
    page = words_of(client.get(reverse("case", args=[case.public_id])))
    assert "Najemnina ni plačana." in page
    form = words_of(client.get(reverse("record", args=[kept.public_id])))
    assert "Najemnina ni plačana.</textarea>" in form
    assert 'name="version" value="1"' in form


def test_a_struck_record_stays_readable_with_its_reason(client, case, scene):
    kept = talk(case, scene)
    refused = client.post(reverse("strike_record", args=[kept.public_id]), {"reason": ""})
    assert refused.status_code == 422
    client.post(reverse("strike_record", args=[kept.public_id]), {"reason": "Vpisano v napačno zadevo."})
    page = words_of(client.get(reverse("case", args=[case.public_id])))
    assert "Vpisano v napačno zadevo." in page
    read = words_of(client.get(reverse("record", args=[kept.public_id])))
    assert "Najemnina ni plačana." in read
    assert reverse("change_record", args=[kept.public_id]) not in read


def test_two_workers_who_change_different_fields_both_keep_what_they_wrote(case, scene, change):
    kept = talk(case, scene)
    colleague_writes(kept, scene, service_offered="osebna pomoč")
    answer = change(kept, 1, **as_typed(kept, note="Dolžnica prosi za obroke."))
    assert answer.status_code == 422
    assert "Spremenila sta različna polja" in answer.page
    merged = change(
        kept, 2, **as_typed(kept, note="Dolžnica prosi za obroke."), choose__service_offered="theirs"
    )
    assert merged.status_code == 302
    content = CaseRecord.objects.get(pk=kept.pk).content
    assert content["note"] == "Dolžnica prosi za obroke."
    assert content["service_offered"] == "osebna pomoč"


@pytest.mark.parametrize(
    ("choice", "kept_words"),
    [
        ("mine", "Dolžnica prosi za obroke."),
        ("theirs", "Dolžnica je zbolela."),
        ("both", "Dolžnica je zbolela.\n\nDolžnica prosi za obroke."),
    ],
)
def test_where_both_changed_a_field_the_writer_chooses_or_puts_them_together(
    case, scene, change, choice, kept_words
):
    kept = talk(case, scene)
    colleague_writes(kept, scene, note="Dolžnica je zbolela.")
    mine = as_typed(kept, note="Dolžnica prosi za obroke.")
    answer = change(kept, 1, **mine)
    assert answer.status_code == 422
    for words in ("Dolžnica je zbolela.", "Dolžnica prosi za obroke."):
        assert words in answer.page
    both = {"both__note": "Dolžnica je zbolela.\n\nDolžnica prosi za obroke."}
    change(kept, 2, **mine, **both, choose__note=choice)
    assert CaseRecord.objects.get(pk=kept.pk).content["note"] == kept_words


def test_a_third_change_while_two_are_compared_is_compared_as_well(case, scene, change):
    kept = talk(case, scene)
    colleague_writes(kept, scene, note="Dolžnica je zbolela.")
    mine = as_typed(kept, note="Dolžnica prosi za obroke.")
    change(kept, 1, **mine)
    colleague_writes(kept, scene, note="Dolžnica je v bolnišnici.")
    answer = change(kept, 2, **mine, choose__note="mine")
    assert answer.status_code == 422
    assert "Dolžnica je v bolnišnici." in answer.page
    assert CaseRecord.objects.get(pk=kept.pk).content["note"] == "Dolžnica je v bolnišnici."


def test_a_sealed_kind_is_read_only_by_those_who_handle_the_case(scene, sign_in):
    case = eviction_case(
        scene,
        task="first_social_aid",
        parties=[(scene.mother, "person")],
        opened_how="own_request",
        title="Prva socialna pomoč",
    )
    holder, colleague = sign_in(scene.clerk), WorkerFactory(unit=scene.unit, professional_worker=True)
    written = {"of-made_on": "4. 5. 2026", "of-findings": "Zaupano besedilo", "of-agreements": "Dogovor"}
    address = reverse("add_record", args=[case.public_id, "confidential_record"])
    assert holder.post(address, written).status_code == 302
    kept = CaseRecord.objects.get(case=case)
    stranger = sign_in(colleague)
    page = words_of(stranger.get(reverse("case", args=[case.public_id])))
    assert "Zaupano besedilo" not in page
    assert "Samo tisti, ki vodijo zadevo" in page
    assert stranger.get(reverse("record", args=[kept.public_id])).status_code == 404
    assert stranger.get(address).status_code == 404
    assert "Zaupano besedilo" in words_of(holder.get(reverse("record", args=[kept.public_id])))


def test_what_is_worked_out_is_shown_and_not_typed(scene):
    task = next(
        version
        for versions in catalogue().tasks.values()
        for version in versions
        if any(field.derived for record in version.records for field in record.fields)
    )
    record = next(each for each in task.records if any(field.derived for field in each.fields))
    derived = [field for field in record.fields if field.derived]
    form = record_form_preview(record, catalogue().code_lists)
    assert not set(form.fields) & {field.key for field in derived}
    assert len(form.worked_out) == len(derived)


def test_every_definition_of_the_catalogue_gives_a_form():
    for versions in catalogue().tasks.values():
        for version in versions:
            for record in version.records:
                form = record_form_preview(record, catalogue().code_lists)
                assert len(form.fields) == sum(field.derived is None for field in record.fields)


def colleague_writes(record, scene, **told):
    """The head changes the record as it stands now."""
    present = CaseRecord.objects.get(pk=record.pk)
    change_record(present, present.content | told, version=present.version, by=scene.head, at=timezone.now())


def as_typed(record, **changed):
    """The whole form of a talk as it was first opened, with changes."""
    content = record.content | changed
    return {f"of__{key}": str(value) for key, value in content.items()}


def test_minutes_that_the_record_tells_are_not_asked_for_the_step_again(scene, client):
    case = a_case_of(scene, "field_support")
    shown = client.get(reverse("add_record", args=[case.public_id, "visit"])).content.decode()
    assert "Minute, če niso kot zgoraj" in shown
    assert (
        "če niso kot zgoraj"
        not in client.get(
            reverse("add_record", args=[eviction_case(scene).public_id, "talk"])
        ).content.decode()
    )


def a_case_of(scene, task):
    case = CaseFactory(task=task, unit=scene.clerk.unit, assigned_to=scene.clerk)
    PartyFactory(case=case, role=next(role.key for role in task_of(case).roles if not role.is_body))
    return case


@pytest.mark.parametrize(("minutes", "is_asked"), [("720", False), ("1200", True)])
def test_whoever_enters_more_than_twelve_hours_at_once_is_asked_to_look_again(
    client, case, minutes, is_asked
):
    address = reverse("case_step", args=[case.public_id, "study_request"])
    today = timezone.localdate().isoformat()
    typed = {"act": "do", "do-on": today, "do-minutes": minutes}
    shown = client.post(address, typed, follow=True).content.decode()
    assert TimeSpent.objects.get(case=case).minutes == int(minutes)
    assert (f"vpisanih {minutes} min" in shown) == is_asked
