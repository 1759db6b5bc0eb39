"""A version filled in row by row is the present one but for what was changed."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from django.utils import translation

from opora.amendments.editing import (
    Changes,
    Names,
    NewStep,
    StepAsChanged,
    changes_figures,
    edited,
    has_own_minutes,
)
from opora.amendments.proposing import catalogue_with, figures_to_mend
from opora.catalogue import shipped_catalogue
from opora.catalogue.comparing import field_changes

FIRST_DAY = date(2027, 1, 1)
TASK = "first_social_aid"
GAZETTE = "Uradni list RS, št. 99/2026, str. 12"
DECISION = "Nov potek dela, 23. 11. 2026"
EVERY_TASK = sorted(
    key for key, versions in shipped_catalogue().tasks.items() if versions[-1].valid_until is None
)


def present(key=TASK):
    return shipped_catalogue().tasks[key][-1]


def as_they_are(task):
    return {
        step.key: StepAsChanged(step.sl, step.kind, step.minutes if has_own_minutes(step) else None)
        for step in task.steps
    }


def changes(task, **given):
    told = {
        "valid_from": FIRST_DAY,
        "published": task.published,
        "names": Names(task.sl, task.it, task.en),
        "norm_minutes": None,
        "steps": as_they_are(task),
        "new_steps": (),
        "terms": {},
    }
    return Changes(**(told | given))


def after(task, text):
    return catalogue_with(TASK, text).tasks[TASK][-1]


@pytest.mark.django_db
@pytest.mark.parametrize("key", EVERY_TASK[::24])
def test_what_nobody_changed_stays_as_it_was(key):
    task = present(key)
    new = catalogue_with(key, edited(task, changes(task))).tasks[key][-1]
    assert [each.place for each in field_changes(task, new)] in (["valid_from"], ["valid_from", "published"])


@pytest.mark.django_db
def test_names_minutes_and_kind_of_a_step_are_changed_where_they_stand():
    task = present()
    steps = as_they_are(task) | {"introduction": StepAsChanged("Uvodni pogovor", "optional", 50)}
    new = after(task, edited(task, changes(task, steps=steps, norm_minutes=50, printed_in=GAZETTE)))
    assert {each.place: each.after for each in field_changes(task, new)} == {
        "valid_from": "2027-01-01",
        "norm.minutes": 50,
        "norm.source": GAZETTE,
        "norm.explanation": None,
        "steps.introduction.sl": "Uvodni pogovor",
        "steps.introduction.kind": "optional",
        "steps.introduction.minutes": 50,
        "steps.introduction.source": GAZETTE,
    }


@pytest.mark.django_db
def test_what_the_centre_changes_no_longer_says_that_the_old_source_prints_it():
    task = present("opinion_on_eviction")
    steps = as_they_are(task) | {
        "home_visit": StepAsChanged("Obisk na domu", "obligatory", 90),
        "talk_with_debtor": StepAsChanged("Pogovor z osebo", "obligatory", 60),
        "opinion": StepAsChanged("Mnenje sodišču", "obligatory", None),
    }
    new = NewStep(Names("Klic", "Telefonata", "Call"), "optional", None)
    text = edited(task, changes(task, steps=steps, new_steps=[new], decision=DECISION))
    told = {each["key"]: (each["origin"], each.get("source")) for each in yaml.safe_load(text)["steps"]}
    assert told == {
        "study_request": ("printed", "000:38"),
        "talk_with_debtor": ("described", "000:39"),
        "talk_with_family": ("printed", "000:40"),
        "home_visit": ("ours", f"{DECISION}; 000:41"),
        "opinion": ("described", "000:42"),
        "call": ("ours", DECISION),
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minutes", "given", "told"),
    [
        (120, {}, "000:41 prints 90 here and not 120"),
        (120, {"printed_in": GAZETTE}, None),
        (90, {}, None),
    ],
)
def test_a_source_prints_only_what_it_printed(minutes, given, told):
    task = present("opinion_on_eviction")
    steps = as_they_are(task) | {"home_visit": StepAsChanged("Obisk na domu", "optional", minutes)}
    with translation.override("en"):
        found = figures_to_mend("opinion_on_eviction", edited(task, changes(task, steps=steps, **given)))
    assert [told in each for each in found] == ([True] if told else [])


@pytest.mark.django_db
def test_an_old_explanation_does_not_explain_a_new_difference():
    task = present("opinion_on_eviction")
    steps = as_they_are(task) | {"home_visit": StepAsChanged("Obisk na domu", "obligatory", 90)}
    text = edited(task, changes(task, steps=steps))
    assert "explanation" not in yaml.safe_load(text)["norm"]
    with translation.override("en"):
        [told] = figures_to_mend("opinion_on_eviction", text)
    assert "The printed norm is 195 minutes and the steps give 285" in told
    why = {"sl": "Obisk je poslej obvezen.", "it": "La visita è ora obbligatoria."}
    explained = edited(task, changes(task, steps=steps, explanation=why))
    assert yaml.safe_load(explained)["norm"]["difference"] == -90
    assert figures_to_mend("opinion_on_eviction", explained) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "is_changed"),
    [
        ({}, False),
        ({"norm_minutes": 60}, True),
        ({"norm_minutes": 45}, False),
        ({"new_steps": [NewStep(Names("Klic", "Telefonata", "Call"), "optional", 5)]}, True),
        ({"new_steps": [NewStep(Names("Klic", "Telefonata", "Call"), "optional", None)]}, False),
        ({"steps": {}}, False),
    ],
)
def test_a_changed_figure_is_one_that_is_written_anew(given, is_changed):
    task = present()
    assert changes_figures(task, changes(task, **given)) == is_changed


@pytest.mark.django_db
def test_a_new_step_comes_last_with_a_key_of_its_own():
    task = present()
    twice = NewStep(Names("Predstavitev", "Presentazione", "Introduction"), "optional", None)
    new = after(task, edited(task, changes(task, new_steps=[twice, twice])))
    assert [step.key for step in new.steps[-2:]] == ["introduction_2", "introduction_3"]
    assert new.steps[-1].origin == "ours"


def test_a_key_never_begins_with_a_digit():
    task = present()
    new = NewStep(Names("3. del", "Parte 3", "3rd part"), "obligatory", 20)
    text = edited(task, changes(task, new_steps=[new], printed_in=GAZETTE))
    assert yaml.safe_load(text)["steps"][-1] == {
        "key": "step_3rd_part",
        "sl": "3. del",
        "it": "Parte 3",
        "en": "3rd part",
        "origin": "printed",
        "source": GAZETTE,
        "kind": "obligatory",
        "minutes": 20,
    }


@pytest.mark.django_db
def test_a_step_that_is_not_named_is_left_out_and_a_term_gets_its_length():
    task = next(
        task
        for key in EVERY_TASK
        if (task := present(key)).steps and any(each.length for each in task.deadlines)
    )
    term = next(each for each in task.deadlines if each.length)
    pieces = yaml.safe_load(edited(task, changes(task, steps={}, terms={term.key: 77})))
    assert "steps" not in pieces
    assert [each["length"]["count"] for each in pieces["deadlines"] if each["key"] == term.key] == [77]
