"""The title of a case as its reader reads it."""

import pytest
from django.utils import translation
from tests.cases.factories import CaseFactory

from opora.cases.titles import title_in
from opora.catalogue import catalogue

TASK = "opinion_on_eviction"
LANGUAGES = ("sl", "it", "en")


@pytest.mark.parametrize("opened_in", LANGUAGES)
@pytest.mark.parametrize("read_in", LANGUAGES)
def test_a_title_that_is_the_name_of_the_task_is_read_in_ones_language(opened_in, read_in):
    task = catalogue().as_read.tasks[TASK][-1]
    assert title_in(TASK, task.name(opened_in), read_in) == task.name(read_in)


def test_a_title_that_somebody_typed_stays_as_it_is():
    assert title_in(TASK, "Deložacija na Cankarjevi", "it") == "Deložacija na Cankarjevi"
    assert title_in("a task that is gone", "Nekaj", "en") == "Nekaj"


@pytest.mark.parametrize("task", ["personal_assistance"])
def test_a_printed_error_in_a_name_is_not_read_at_work(task):
    for version, read in zip(catalogue().tasks[task], catalogue().as_read.tasks[task], strict=True):
        assert title_in(task, version.name("sl"), "sl") == read.name("sl")


@pytest.mark.django_db
def test_a_case_tells_its_matter_in_the_language_of_the_page():
    task = catalogue().as_read.tasks[TASK][-1]
    case = CaseFactory(task=TASK, title=task.name("sl"))
    with translation.override("en"):
        assert case.matter == task.name("en")
