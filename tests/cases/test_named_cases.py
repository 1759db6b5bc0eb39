"""Records that name another case: found by its number, linked with it, and told only to whoever may know."""

import pytest
from tests.cases.factories import MORNING, CaseFactory, PartyFactory
from tests.organisation.factories import CentreFactory, WorkerFactory

from opora.cases.bodies import body_named
from opora.cases.catalogue_versions import task_of
from opora.cases.models import CaseLink, CaseRecord, Event
from opora.cases.records import Faulty, add_record, change_record, definition_of
from opora.cases.shown_values import names_in, shown
from opora.cases.typed_values import read_value
from opora.catalogue import catalogue

pytestmark = pytest.mark.django_db
ORDER = {
    "issued_at": "2. 5. 2026 22.15",
    "police_station": "Policijska postaja Izola",
    "legal_ground": "misdemeanour",
    "objects": ["person"],
    "reached_by": "unit_in_business_hours",
}


@pytest.fixture
def case():
    return CaseFactory(task="restraining_order", assigned=True)


@pytest.fixture
def by(case):
    return case.assigned_to


def violence(case, **told):
    return CaseFactory(task="domestic_violence_case", unit=case.unit, **told)


def keep(case, by, **named):
    return add_record(case, "order", ORDER | named, by=by, at=MORNING)


def told(kept, key, reader=None):
    definition = definition_of(kept)
    names = names_in(definition, [kept], "en", reader)
    return shown(definition.field(key), kept.content[key], "en", names)


@pytest.mark.parametrize(
    ("task", "field"),
    [
        ("restraining_order", "violence_case"),
        ("restraining_order", "intervention_number"),
        ("intervention_call", "removal_case"),
        ("intervention_call", "minor_case"),
        ("intervention_report", "case"),
        ("domestic_violence_case", "child_protection_case"),
        ("violence_against_adults", "violence_case"),
        ("complaints", "case_concerned"),
        ("inspections", "case_concerned"),
        ("prevention_workshops", "case"),
        ("violence_coordinator_support", "case"),
    ],
)
def test_a_field_that_names_another_case_is_one_of_type_case(task, field):
    found = [
        each for record in catalogue().tasks[task][-1].records for each in record.fields if each.key == field
    ]
    assert [each.type for each in found] == ["case"]


def test_the_tasks_that_a_field_asks_for_are_in_the_catalogue():
    tasks = catalogue().tasks
    every = [each for versions in tasks.values() for record in versions[-1].records for each in record.fields]
    asked = {task for each in every for task in each.of_tasks}
    assert asked
    assert asked <= tasks.keys()


def test_a_typed_number_is_kept_as_the_key_of_its_case(case, by):
    other = violence(case)
    assert keep(case, by, violence_case=f" {other.number} ").content["violence_case"] == other.pk


def test_a_number_that_opora_does_not_know_stays_as_it_was_written(case, by):
    kept = keep(case, by, violence_case="12205-3/2025, CSD Gorenjska")
    assert kept.content["violence_case"] == "12205-3/2025, CSD Gorenjska"
    assert told(kept, "violence_case", by) == "12205-3/2025, CSD Gorenjska"


def test_the_number_of_a_case_that_the_writer_may_not_see_tells_nothing_of_it(case, by):
    hidden = violence(case, sealed=True)
    kept = keep(case, by, violence_case=hidden.number)
    assert kept.content["violence_case"] == hidden.number
    assert not CaseLink.objects.exists()


def test_the_key_of_a_case_that_the_writer_may_not_see_is_refused(case, by):
    for key in (violence(case, sealed=True).pk, 999_999):
        with pytest.raises(Faulty) as refused:
            keep(case, by, violence_case=key)
        assert set(refused.value.faults) == {"violence_case"}


def test_the_same_number_of_another_centre_is_another_case(case, by):
    centre = CentreFactory(code="GORENJSKA")
    elsewhere = CaseFactory(task="domestic_violence_case", unit__centre=centre, assigned_to=by)
    assert elsewhere.centre_id != case.centre_id
    assert keep(case, by, violence_case=elsewhere.number).content["violence_case"] == elsewhere.number


def test_a_case_does_not_name_itself(case, by):
    with pytest.raises(Faulty) as refused:
        keep(case, by, violence_case=case.number)
    assert set(refused.value.faults) == {"violence_case"}


def test_a_case_names_itself_where_the_field_says_that_it_may(by, case):
    report = CaseFactory(task="intervention_report", unit=case.unit, assigned_to=by)
    PartyFactory(case=report, role="person")
    told_by_unit = {
        "unit": "Enota Izola",
        "taken_over_at": "2. 5. 2026 8.15",
        "case_holder": by,
        "field": "nasilje",
    }
    values = told_by_unit | {"case": report.number}
    assert add_record(report, "takeover", values, by=by, at=MORNING).content["case"] == report.pk
    assert not CaseLink.objects.exists()


def test_a_number_is_told_of_a_case_that_is_not_sealed_and_of_a_sealed_one_only_to_who_sees_it(case, by):
    other = violence(case)
    kept = keep(case, by, violence_case=other.number)
    outsider = WorkerFactory(clerk=True)
    assert told(kept, "violence_case", by) == other.number
    assert told(kept, "violence_case", outsider) == other.number
    other.seal, other.assigned_to = "violence", by
    other.save()
    assert told(kept, "violence_case", by) == other.number
    assert told(kept, "violence_case", outsider) == "a case you may not see"
    assert told(kept, "violence_case") == "a case you may not see"


def test_who_may_not_see_a_named_case_keeps_it_in_a_record_they_change(case, by):
    other = violence(case)
    kept = keep(case, by, violence_case=other.number)
    other.seal = "violence"
    other.save()
    kept = change_record(
        kept, kept.content | {"legal_ground": "criminal_offence"}, version=1, by=by, at=MORNING
    )
    assert kept.content["violence_case"] == other.pk


def test_a_record_links_its_case_with_the_one_it_names_where_both_are_of_one_person(case, by):
    victim = PartyFactory(case=case, role="protected_person").person
    other = violence(case)
    PartyFactory(case=other, role="victim", person=victim)
    keep(case, by, violence_case=other.number)
    [link] = CaseLink.objects.all()
    assert (link.case, link.other, link.kind, link.made_by) == (case, other, "same_family", by)
    assert Event.objects.filter(key="cases_linked", case=other).exists()


def test_a_record_links_nothing_twice_and_no_cases_of_strangers(case, by):
    PartyFactory(case=case, role="protected_person")
    keep(case, by, violence_case=violence(case).number)
    assert not CaseLink.objects.exists()
    linked = violence(case)
    CaseLink.objects.create(case=linked, other=case, kind="grew_out_of", made_by=by, made_at=MORNING)
    kept = CaseRecord.objects.get(case=case)
    change_record(kept, kept.content | {"violence_case": linked.pk}, version=1, by=by, at=MORNING)
    assert CaseLink.objects.count() == 1


def test_a_text_kept_before_the_field_named_a_case_is_read_and_shown_as_it_was(case, by):
    kept = keep(case, by)
    kept.content["violence_case"] = "12205-3/2025"
    kept.save()
    field = next(each for each in task_of(case).records if each.key == "order").field("violence_case")
    assert read_value(field, "12205-3/2025") == "12205-3/2025"
    assert told(kept, "violence_case", by) == "12205-3/2025"
    assert shown(field, "12205-3/2025", "sl") == "12205-3/2025"


def test_an_order_entered_with_a_station_of_the_printed_list_is_still_read(case, by):
    kept = keep(case, by)
    definition = definition_of(kept)
    listed = definition.field("police_station").model_copy(
        update={"type": "choice", "choices": "restraining_police_stations"}
    )
    assert shown(listed, "pp_izola", "sl") == "PP Izola"
    assert told(kept, "police_station", by) == "Policijska postaja Izola"


def test_police_stations_are_those_of_the_directory_counted_as_one_body(case, by):
    station = body_named("Policijska postaja Izola", kind="police")
    assert keep(case, by).content["police_station"] == station.pk
