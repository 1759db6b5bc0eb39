"""No two steps of a task read alike."""

from collections import Counter

import pytest

from opora.catalogue import catalogue

LANGUAGES = ("sl", "it", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_steps_of_a_task_have_the_same_name(language):
    alike = {
        key: [
            name for name, times in Counter(each.name(language) for each in task.steps).items() if times > 1
        ]
        for key, versions in catalogue().tasks.items()
        for task in versions
    }
    assert not {key: names for key, names in alike.items() if names}


def test_a_printed_title_stays_and_what_tells_it_apart_stands_behind_it():
    [first, yearly] = [
        step for step in catalogue().tasks["personal_assistance"][-1].steps if step.sl == "Obisk na domu"
    ]
    assert first.name("sl") == "Obisk na domu (seznanitev s storitvami in soglasje)"
    assert yearly.name("sl") == "Obisk na domu (spremljanje, vsako leto)"
