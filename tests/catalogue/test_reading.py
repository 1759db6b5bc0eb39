"""A slip in the catalogue is refused with file, key and cure."""

from datetime import date

import pytest

from opora.catalogue import CatalogueError, load_catalogue

SEALS = "seals:\n  - {key: violence, sl: nasilje, it: violenza, en: violence}\n"
TASK = """\
number: null
sl: Naloga
en: Task
published: null
valid_from: null
legal_basis: [{act: ZSV}]
done_by: [clerk]
"""


@pytest.fixture
def catalogue_with(tmp_path):
    (tmp_path / "tasks").mkdir()
    (tmp_path / "code_lists").mkdir()
    (tmp_path / "code_lists" / "seals.yaml").write_text(SEALS)

    def load(text):
        (tmp_path / "tasks" / "a_task.yaml").write_text(text)
        return load_catalogue(tmp_path)

    return load


@pytest.mark.parametrize(
    ("slip", "key"),
    [
        (TASK + "colour: red\n", "'colour'"),
        (TASK.replace("number: null", "number: 1.15"), "'number'"),
        (TASK.replace("[{act: ZSV}]", "[]"), "'legal_basis'"),
        (TASK.replace("published: null\n", "") + "published: null\n", "'published'"),
        (TASK + "seal: gossip\n", "'seal'"),
        (TASK + "norm_minutes: 10\nsteps: [{key: a, sl: A, minutes: 20}]\n", "whole file"),
        (TASK + 'classification: {sign: "1232", assumed: true}\n', "'classification'"),
        (f"{TASK}---\n{TASK}", "'valid_from'"),
        ("- a list", "something else"),
        ("a: [", "not YAML"),
        ("", "empty"),
    ],
)
def test_a_slip_names_its_file_and_key(catalogue_with, slip, key):
    with pytest.raises(CatalogueError) as refusal:
        catalogue_with(slip)
    assert "a_task.yaml" in str(refusal.value)
    assert key in str(refusal.value)


def test_versions_of_a_task_hold_one_after_the_other(catalogue_with):
    first = TASK.replace("valid_from: null", "valid_from: 2018-06-01\nvalid_until: 2021-07-01")
    second = TASK.replace("valid_from: null", "valid_from: 2021-07-01").replace("Naloga", "Nova naloga")
    catalogue = catalogue_with(f"{first}---\n{second}")
    assert catalogue.task("a_task", on=date(2021, 6, 30)).sl == "Naloga"
    assert catalogue.task("a_task", on=date(2021, 7, 1)).sl == "Nova naloga"
    with pytest.raises(KeyError):
        catalogue.task("a_task", on=date(2018, 5, 31))


def test_optional_steps_are_not_part_of_the_norm(catalogue_with):
    steps = "[{key: a, sl: A, minutes: 20}, {key: b, sl: B, minutes: 5, optional: rare}]"
    task = f"{TASK}norm_minutes: 20\nsteps: {steps}\n"
    assert catalogue_with(task).tasks["a_task"][0].norm_minutes == 20


def test_a_changed_word_is_another_version(catalogue_with):
    before = catalogue_with(TASK).version
    assert catalogue_with(TASK).version == before
    assert catalogue_with(TASK.replace("Naloga", "Opravilo")).version != before
