"""Printed errors stay as they are printed; how they are read stands beside them."""

from datetime import date

import pytest
from tests.catalogue.writing import NAMES, TASK, catalogue_of

from opora.catalogue import catalogue
from opora.catalogue.schema.corrections import as_read, corrections_of

TODAY = date(2026, 5, 4)
STEP = f"steps: [{{key: talk, {NAMES}, origin: ours, kind: obligatory}}]\n"
REMOVED = (
    "community_work_before_trial",
    "community_work_sentence",
    "conditional_release_supervision",
    "suspended_sentence_supervision",
)


@pytest.mark.covers("000_002/13")
def test_the_printed_word_stays_and_is_read_otherwise_at_work():
    task = catalogue().task("personal_assistance", on=TODAY)
    [printed] = [step.sl for step in task.steps if step.key == "follow_up"]
    [read] = [step.sl for step in as_read(task).steps if step.key == "follow_up"]
    assert (printed, read) == (
        "Spremljanje izvajana osebne asistence",
        "Spremljanje izvajanja osebne asistence",
    )


@pytest.mark.covers("000_002/13")
def test_every_correction_says_who_reads_it_so_since_when_and_why():
    corrections = [
        each for versions in catalogue().tasks.values() for v in versions for each in v.corrections
    ]
    assert corrections
    assert all(each.by and each.on and each.why and each.source for each in corrections)


def test_a_title_copied_from_another_task_is_read_as_its_own():
    task = catalogue().task("suspended_sentence_supervision", on=TODAY)
    assert task.sl == "pogojni odpust z varstvenim nadzorom"
    assert as_read(task).sl == "pogojna obsodba z varstvenim nadzorstvom"


@pytest.mark.covers("000_002/18")
def test_printed_minutes_are_never_read_otherwise():
    for versions in catalogue().tasks.values():
        for version in versions:
            read = as_read(version)
            assert read.norm == version.norm
            assert [step.minutes for step in read.steps] == [step.minutes for step in version.steps]


def test_the_corrections_of_one_piece_are_found():
    task = catalogue().task("personal_assistance", on=TODAY)
    assert [each.at for each in corrections_of(task, "steps.follow_up")] == ["steps.follow_up.sl"]
    assert {each.at for each in corrections_of(task, "steps.commission")} == {
        "steps.commission",
        "steps.commission.quantity",
    }


@pytest.mark.parametrize(
    ("at", "printed", "told"),
    [
        ("steps.nothing", "ime", "'steps.nothing'"),
        ("steps.talk.nothing", "ime", "'steps.talk.nothing'"),
        ("steps.talk.sl", "priimek", "does not read 'priimek'"),
    ],
)
def test_a_correction_of_what_is_not_printed_is_told(tmp_path, at, printed, told):
    correction = (
        f"corrections: [{{at: {at}, printed: {printed}, read_as: drugače, why: A slip., by: Opora, "
        '"on": 2026-11-22, source: "000:1"}]\n'
    )
    [fault] = catalogue_of(tmp_path, {"a_task": TASK + STEP + correction}).faults
    assert "line 15, corrections.1" in fault
    assert told in fault


@pytest.mark.covers("000_002/7")
@pytest.mark.parametrize("key", REMOVED)
def test_a_removed_task_opens_no_case_and_is_still_there_for_those_that_run(key):
    task = catalogue().task(key, on=TODAY)
    assert not task.opens_cases
    assert task.number
    assert task.steps


@pytest.mark.covers("000_002/6")
@pytest.mark.parametrize("key", ["opinion_on_eviction", "personal_assistance", "communication_supplement"])
def test_an_added_task_opens_cases(key):
    assert catalogue().task(key, on=TODAY).opens_cases
