"""Two days of the catalogue beside each other."""

from datetime import date

import pytest
from tests.catalogue.writing import NAMES, TASK, catalogue_of

from opora.catalogue import catalogue
from opora.catalogue.comparing import compare

FIRST = TASK.replace("valid_from: null", "valid_from: 2018-06-01\nvalid_until: 2021-07-01") + (
    f"steps:\n  - {{key: talk, {NAMES}, origin: ours, kind: obligatory, minutes: 20}}\n"
    f"  - {{key: visit, {NAMES}, origin: ours, kind: optional}}\n"
)
SECOND = (
    TASK.replace("published: null", "published: 2021-06-01").replace(
        "valid_from: null", "valid_from: 2021-07-01"
    )
    + f"steps:\n  - {{key: opinion, {NAMES}, origin: ours, kind: obligatory}}\n"
    f"  - {{key: talk, {NAMES}, origin: ours, kind: obligatory, minutes: 30}}\n"
)


@pytest.fixture
def changed(tmp_path):
    return catalogue_of(tmp_path, {"a_task": f"{FIRST}---\n{SECOND}", "another_task": TASK})


@pytest.mark.covers("000_002/5")
def test_what_was_published_is_kept_apart_from_what_came_to_hold(changed):
    comparison = compare(changed, date(2021, 5, 1), date(2021, 6, 30))
    [announced] = comparison.announced
    assert (announced.key, announced.on, announced.effective) == (
        "a_task",
        date(2021, 6, 1),
        date(2021, 7, 1),
    )
    assert comparison.effective == ()


def test_a_changed_task_is_told_field_by_field(changed):
    [change] = compare(changed, date(2021, 6, 30), date(2021, 7, 1)).effective
    assert change.what == "changed"
    told = {field.place: (field.before, field.after) for field in change.fields}
    assert told["steps.talk.minutes"] == (20, 30)
    assert told["steps.visit"][1] is None
    assert told["steps.opinion"][0] is None
    assert set(told) >= {"valid_from", "published"}


def test_the_days_may_be_given_in_any_order(changed):
    days = (date(2021, 6, 30), date(2021, 7, 1))
    assert compare(changed, *days) == compare(changed, *reversed(days))


def test_a_task_appears_and_disappears(changed):
    [appeared] = compare(changed, date(2018, 5, 31), date(2018, 6, 1)).effective
    assert (appeared.key, appeared.what) == ("a_task", "added")


def test_a_task_that_ends_is_removed(tmp_path):
    ended = catalogue_of(tmp_path, {"a_task": FIRST})
    [removed] = compare(ended, date(2021, 6, 30), date(2021, 7, 1)).effective
    assert (removed.key, removed.what) == ("a_task", "removed")


@pytest.mark.covers("000_002/5")
def test_the_change_of_2018_announced_three_tasks_and_four_removals_without_a_day_of_effect():
    comparison = compare(catalogue(), date(2018, 9, 27), date(2018, 9, 28))
    announced = {
        (each.what, " ".join(filter(None, (each.task.number, each.task.letter))))
        for each in comparison.announced
    }
    assert announced == {
        ("published", "1.1.5"),
        ("published", "1.2.3.7"),
        ("published", "1.2.3.8"),
        ("removal_published", "1.2.2.1 A"),
        ("removal_published", "1.2.2.3 A"),
        ("removal_published", "1.2.2.3 D"),
        ("removal_published", "1.2.2.3 E"),
    }
    assert {each.effective for each in comparison.announced} == {None}
    assert comparison.effective == ()


@pytest.mark.covers("000_002/4")
def test_a_change_of_the_catalogue_tells_who_adopted_it_on_what_ground_why_and_what_it_brings():
    [change] = compare(catalogue(), date(2018, 9, 27), date(2018, 9, 28)).changes
    assert change.adopted_by == "Skupnost centrov za socialno delo Slovenije"
    assert change.basis.act == "ZSV"
    assert change.why
    assert (len(change.adds), len(change.removes)) == (3, 4)
    assert change.effective is None
    [rulebook] = compare(catalogue(), date(2024, 2, 22), date(2024, 2, 23)).changes
    assert rulebook.effective == date(2024, 2, 24)
    assert len(rulebook.adds) == 4
