"""A version filled in row by row is the present one but for what was changed."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from opora.amendments.editing import Changes, Names, NewStep, StepAsChanged, edited, has_own_minutes
from opora.amendments.proposing import catalogue_with
from opora.catalogue import shipped_catalogue
from opora.catalogue.comparing import field_changes

FIRST_DAY = date(2027, 1, 1)
TASK = "first_social_aid"
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
    new = after(task, edited(task, changes(task, steps=steps, norm_minutes=50)))
    assert {each.place: each.after for each in field_changes(task, new)} == {
        "valid_from": "2027-01-01",
        "norm.minutes": 50,
        "steps.introduction.sl": "Uvodni pogovor",
        "steps.introduction.kind": "optional",
        "steps.introduction.minutes": 50,
    }


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
    text = edited(task, changes(task, new_steps=[new]))
    assert yaml.safe_load(text)["steps"][-1] == {
        "key": "step_3rd_part",
        "sl": "3. del",
        "it": "Parte 3",
        "en": "3rd part",
        "origin": "ours",
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
