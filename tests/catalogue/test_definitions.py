"""What every shipped definition has in common, and what single ones are asked to hold."""

from datetime import date

import pytest
from tests.catalogue.writing import TASK, catalogue_of

from opora.catalogue import catalogue
from opora.catalogue.schema.naming import field_at
from opora.law import rulebook

TODAY = date(2026, 5, 4)


def newest():
    return {key: versions[-1] for key, versions in catalogue().tasks.items()}


@pytest.mark.covers("004a/R-12")
def test_only_what_decides_on_a_persons_right_or_duty_is_a_public_mandate():
    mandates = {key for key, task in newest().items() if task.kind == "public_mandate"}
    assert {"public_funds_application", "personal_assistance", "exemption_from_payment"} <= mandates
    assert not mandates & {"first_social_aid", "family_mediation", "guardianships", "home_help"}
    assert {task.kind for task in newest().values()} == {
        "public_mandate",
        "statutory_task",
        "service",
        "register",
    }


def test_a_decision_on_a_right_belongs_to_a_public_mandate_or_a_statutory_task():
    for key, task in newest().items():
        if any(deadline.term == "decision_due" for deadline in task.deadlines):
            assert task.kind in ("public_mandate", "statutory_task"), key


@pytest.mark.covers("004b/R-5")
@pytest.mark.parametrize(
    ("list_", "printed"),
    [
        ("violence_relationships", 18),
        ("restraining_police_stations", 6),
        ("violence_age_bands_of_persons", 9),
        ("violence_age_bands_of_forms", 4),
        ("violence_forms", 6),
    ],
)
def test_a_code_list_keeps_every_printed_word_also_those_that_counted_nothing(list_, printed):
    found = catalogue().code_lists[list_]
    entries = [entry for entry in found.entries if (entry.origin or found.origin) == "printed"]
    assert len(entries) == printed


@pytest.mark.covers("000_002/77")
def test_a_form_has_versions_by_day_and_the_guidance_that_goes_with_it(tmp_path):
    forms = (
        "forms:\n"
        '  - {code: "R-1", sl: Vloga, version: first, valid_from: 2020-01-01, valid_until: 2024-01-01}\n'
        '  - {code: "R-1", sl: Vloga, version: second, valid_from: 2024-01-01, guidance: Navodilo}\n'
        '  - {code: "R-2", sl: Izjava}\n'
    )
    task = catalogue_of(tmp_path, {"a_task": TASK + forms}).tasks["a_task"][0]
    assert [form.version for form in task.forms_on(date(2023, 12, 31))] == ["first", None]
    assert [form.guidance for form in task.forms_on(date(2024, 1, 1))] == ["Navodilo", None]
    both = forms.replace(", valid_until: 2024-01-01", "")
    [fault] = catalogue_of(tmp_path, {"a_task": TASK + both}).faults
    assert "two versions of R-1 hold at once" in fault
    assert {form.guidance for form in newest()["family_assistant"].forms} == {
        "Navodilo za izpolnjevanje vloge"
    }


def test_nobody_is_asked_for_what_the_program_works_out():
    for task in newest().values():
        for record in task.records:
            for field in record.fields:
                assert not (field.derived and field.required)


def test_every_task_that_opens_cases_says_when_a_case_is_open_and_when_it_is_closed():
    for key, task in newest().items():
        if task.kind == "register" or not task.opens_cases or not task.stages:
            continue
        meanings = {stage.is_ for stage in task.stages}
        assert "closed" in meanings, key
        assert meanings & {"open", "awaiting_party"}, key


def test_every_right_of_the_law_room_is_decided_in_a_task():
    assert {right for task in newest().values() for right in task.rights} == set(rulebook().graph.rights)


def field_of(task_key, path):
    found = field_at(newest()[task_key], f"record.{path}")
    assert found is not None, path
    return found


@pytest.mark.covers("000_002/49")
def test_a_victim_need_not_report_the_crime_abroad_the_residence_counts_and_survivors_are_named_by_kinship():
    assert not field_of("victim_support", "entitlement.reported").required
    places = catalogue().code_lists[field_of("victim_support", "entitlement.crime_in").choices]
    assert places.keys() == {"in_slovenia", "abroad"}
    assert field_of("victim_support", "entitlement.residence_in_slovenia").type == "yes_no"
    kin = catalogue().code_lists[field_of("victim_support", "entitlement.entitled_as").choices]
    assert len(kin.entries) == 5


@pytest.mark.covers("000_002/75")
def test_a_family_assistants_claim_opinion_and_decision_each_have_their_day():
    for path in ("application.received_on", "application.opinion_on", "right.decided_on"):
        assert field_of("family_assistant", path).type == "date"


@pytest.mark.covers("000_002/109")
def test_a_ban_on_a_home_names_the_municipality_and_goes_to_the_land_register():
    assert field_of("exemption_from_payment", "property_ban.in_favour_of").type == "body"
    for day in ("sent_on", "noted_on", "deleted_on"):
        assert field_of("exemption_from_payment", f"property_ban.{day}").type == "date"
    steps = {step.key for step in newest()["exemption_from_payment"].steps}
    assert "property_ban" in steps
