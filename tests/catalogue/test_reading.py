"""A slip in the catalogue is told with file, line, field and cure, and the rest still loads."""

from datetime import date

import pytest
from tests.catalogue.writing import TASK, catalogue_of

STEP = "{key: talk, sl: pogovor, it: colloquio, en: talk, origin: ours, kind: obligatory, minutes: 20}"


@pytest.fixture
def catalogue_with(tmp_path):
    return lambda text: catalogue_of(tmp_path, {"a_task": text, "another_task": TASK})


@pytest.mark.parametrize(
    ("slip", "line", "told"),
    [
        (TASK + "colour: red\n", "line 14", "colour"),
        (TASK.replace("number: null", "number: 1.15"), "line 1", "number"),
        (TASK.replace("[{act: ZSV}]", "[]"), "line 11", "legal_basis"),
        (TASK.replace("published: null\n", "") + "published: null\n", "line 13", "published"),
        (TASK + "confidentiality: {seal: gossip}\n", "line 14", "confidentiality.seal"),
        (TASK.replace("qualification: clerk", "qualification: wizard"), "line 12", "qualifications has no"),
        (TASK + "follows: [nowhere]\n", "", "'nowhere'"),
        (TASK + f"steps: [{STEP}, {STEP}]\n", "line 1", "talk stands twice"),
        (TASK + 'classification: {sign: "1232", assumed: true}\n', "line 14", "classification"),
        (f"{TASK}---\n{TASK}", "line 24", "valid_from"),
        (TASK.replace("valid_from: null", "valid_from: 2027-02-30"), "line 10", "write a day that there is"),
        (
            TASK.replace("opened_by: [own_request]", "opened_by: [own]"),
            "line 13",
            "write one of: own_request",
        ),
        (TASK + "folows: []\n", "line 14, folows", "it is probably follows."),
        (TASK + f"steps: [{STEP.replace('minutes', 'minuts')}]\n", "line 14, steps.talk.minuts", "minutes."),
        (TASK + "sl: Opravilo\n", "line 14, sl", "stands in line 2 too"),
        ("- a list", "line 1", "something else"),
        ("a: [", "line 1", "not YAML"),
        ("sl: a\n\tit: b", "line 2", "indent with spaces"),
        ("sl: a: b", "line 1", "put the text in quotation marks"),
        ("sl: *a", "line 1", "begins with a sign"),
        ("sl: \x07", "", "cannot be printed"),
        ("sl: &all [*all]", "", "cannot be read"),
        ("", "", "empty"),
    ],
)
def test_a_slip_names_its_file_line_and_field_and_the_rest_still_loads(catalogue_with, slip, line, told):
    catalogue = catalogue_with(slip)
    [fault] = catalogue.faults
    assert "a_task.yaml" in fault
    assert line in fault
    assert told in fault
    assert "another_task" in catalogue.tasks


def test_versions_of_a_task_hold_one_after_the_other(catalogue_with):
    first = TASK.replace("valid_from: null", "valid_from: 2018-06-01\nvalid_until: 2021-07-01")
    second = TASK.replace("valid_from: null", "valid_from: 2021-07-01").replace("Naloga", "Nova naloga")
    catalogue = catalogue_with(f"{first}---\n{second}")
    assert catalogue.task("a_task", on=date(2021, 6, 30)).sl == "Naloga"
    assert catalogue.task("a_task", on=date(2021, 7, 1)).sl == "Nova naloga"
    with pytest.raises(KeyError):
        catalogue.task("a_task", on=date(2018, 5, 31))


def test_a_task_that_ended_is_not_there_any_more(catalogue_with):
    ended = TASK.replace("valid_from: null", "valid_from: 2018-06-01\nvalid_until: 2024-01-01")
    catalogue = catalogue_with(ended)
    assert catalogue.task("a_task", on=date(2023, 12, 31))
    with pytest.raises(KeyError):
        catalogue.task("a_task", on=date(2024, 1, 1))


def test_a_changed_word_is_another_version(catalogue_with):
    before = catalogue_with(TASK).version
    assert catalogue_with(TASK).version == before
    assert catalogue_with(TASK.replace("Naloga", "Opravilo")).version != before
