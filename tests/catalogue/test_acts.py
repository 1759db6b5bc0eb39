"""The acts that tasks and time limits rest on, with their gazette and the days they hold."""

from datetime import date

import pytest
from tests.catalogue.writing import TASK, catalogue_of

from opora.catalogue import catalogue
from opora.catalogue.acts import acts, bases_of, resting_on
from opora.catalogue.checks.bases import unknown_acts

RULES_OF_2024 = (
    "Pravilnik o standardih in normativih socialnovarstvenih storitev prve socialne pomoči, osebne pomoči, "
    "podpore žrtvam kaznivih dejanj in pomoči družini za dom"
)


@pytest.mark.covers("004a/R-11")
def test_every_basis_of_a_task_executor_or_time_limit_is_an_act_that_is_known():
    assert list(unknown_acts(catalogue())) == []
    named = {basis.act for versions in catalogue().tasks.values() for v in versions for basis in bases_of(v)}
    assert {"DZ", "ZUP", "ZSV", "ZIZ"} <= named <= acts().keys()


@pytest.mark.covers("004a/R-11")
def test_an_act_knows_the_tasks_and_time_limits_that_rest_on_it():
    resting = resting_on(catalogue(), "DZ")
    assert "supervised_contacts" in resting.tasks
    assert "supervised_contacts.order_ends" in resting.deadlines


@pytest.mark.covers("004a/R-11", "004d/R-14")
def test_an_act_has_its_gazette_with_the_changes_as_printed():
    assert acts()["ZSDP-1"].gazette[:2] == ("26/14", "90/15")
    assert acts()["ZUP"].title("sl") == "Zakon o splošnem upravnem postopku"
    assert acts()["ZIZ"].gazette == ()  # printed nowhere, so not guessed


@pytest.mark.covers("004d/R-14")
def test_an_act_holds_from_its_first_day_to_its_last():
    rules = acts()[RULES_OF_2024]
    assert not rules.is_in_force(date(2024, 2, 23))
    assert rules.is_in_force(date(2024, 2, 24))
    replaced = acts()["Zakon o družbenem varstvu duševno in telesno prizadetih oseb"]
    assert replaced.is_in_force(date(2018, 12, 31))
    assert not replaced.is_in_force(date(2019, 1, 1))


@pytest.mark.covers("004d/R-14")
def test_the_emergency_acts_of_the_epidemic_are_marked_as_such():
    emergency = [act for act in acts().values() if act.emergency]
    assert len(emergency) == 18
    assert all(act.gazette for act in emergency)


def test_a_basis_that_nobody_knows_is_an_error_with_the_nearest_name(tmp_path):
    found = catalogue_of(tmp_path, {"a_task": TASK.replace("act: ZSV", "act: Zakon o prekrskih")})
    [finding] = unknown_acts(found)
    assert finding.severity == "error"
    assert "Write it as Zakon o prekrških" in finding.what
