"""The shipped catalogue."""

from datetime import date

from opora.catalogue import catalogue
from opora.catalogue.loading import task_from_json

TODAY = date(2026, 5, 4)


def test_every_shipped_task_can_be_read():
    assert not catalogue().faults
    assert {"public_funds_application", "opinion_on_eviction"} <= set(catalogue().tasks)


def test_the_application_for_public_funds_claims_its_rights_with_form_8_45():
    task = catalogue().task("public_funds_application", on=TODAY)
    assert {"child_benefit", "cash_social_assistance", "rent_subsidy"} <= set(task.rights)
    assert [form.code for form in task.forms] == ["8,45"]
    assert task.name("it").startswith("Domanda")


def test_an_assumed_classification_sign_says_so():
    sign = catalogue().task("public_funds_application", on=TODAY).classification
    assert sign.assumed
    assert "No published plan" in sign.note


def test_a_task_without_a_sign_opens_no_case():
    assert not catalogue().task("volunteers", on=TODAY).opens_cases


def test_a_case_can_read_the_task_as_it_was_when_it_was_opened():
    kept = catalogue().to_json()
    task = catalogue().task("public_funds_application", on=TODAY)
    assert task_from_json(kept, "public_funds_application", on=TODAY) == task
