"""A task written out is equal to the file it would be among the shipped ones."""

import pytest
from tests.catalogue.writing import TASK

from opora.catalogue import catalogue
from opora.catalogue.exporting import as_yaml
from opora.catalogue.reading import read_task_text


@pytest.mark.parametrize(
    "key", ["opinion_on_eviction", "personal_assistance", "intervention_report", "domestic_violence_case"]
)
def test_what_is_written_out_and_read_again_is_the_same(key):
    versions = catalogue().tasks[key]
    assert read_task_text(as_yaml(versions), "exported.yaml") == versions


def test_versions_are_written_one_after_the_other():
    text = TASK.replace("valid_from: null", "valid_from: 2018-06-01\nvalid_until: 2021-07-01")
    text = f"{text}---\n{TASK.replace('valid_from: null', 'valid_from: 2021-07-01')}"
    versions = read_task_text(text, "a_task.yaml")
    assert read_task_text(as_yaml(versions), "exported.yaml") == versions


def test_what_was_left_out_is_not_written():
    assert set(as_yaml(read_task_text(TASK, "a_task.yaml")).split("\n")[0:1]) == {"number: null"}
    assert "indicators" not in as_yaml(read_task_text(TASK, "a_task.yaml"))
