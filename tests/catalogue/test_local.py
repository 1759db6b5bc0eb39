"""The centre's own layer adds to what is shipped and never rewrites it."""

from datetime import date

import pytest
from tests.catalogue.writing import NAMES, TASK, catalogue_of

from opora.cases.deadline_due import due
from opora.cases.deadline_facts import Facts

STEP = f"steps: [{{key: talk, {NAMES}, origin: ours, kind: obligatory}}]\n"


def from_day(day, until=None):
    return TASK.replace(
        "valid_from: null", f"valid_from: {day}" + (f"\nvalid_until: {until}" if until else "")
    )


@pytest.fixture
def shipped(tmp_path):
    removed = TASK.replace("number: null", 'number: "1.2.2.1"').replace(
        "valid_from: null", "valid_from: null\nremoved_on: 2018-09-28"
    )
    return catalogue_of(
        tmp_path,
        {
            "a_task": from_day("2020-01-01"),
            "ended_task": from_day("2018-01-01", until="2024-01-01"),
            "removed_task": removed,
        },
    )


def test_a_new_task_stands_beside_the_shipped_ones(shipped):
    own = shipped.with_local([("new_task", f"{TASK}follows: [a_task]\n{STEP}")])
    assert not own.faults
    assert own.task("new_task", on=date(2026, 5, 4)).steps[0].key == "talk"
    assert set(own.tasks) == {*shipped.tasks, "new_task"}


def test_a_new_version_ends_the_open_one_before_on_its_first_day(shipped):
    own = shipped.with_local([("a_task", from_day("2027-01-01") + STEP)])
    assert not own.faults
    before, after = own.tasks["a_task"]
    assert before == shipped.tasks["a_task"][0].model_copy(update={"valid_until": date(2027, 1, 1)})
    assert own.task("a_task", on=date(2026, 12, 31)) == before
    assert own.task("a_task", on=date(2027, 1, 1)) == after


@pytest.mark.covers("004a/R-14")
def test_a_time_limit_changes_on_a_day_within_the_year_without_a_release(shipped):
    limit = f"{{key: due, {NAMES}, length: {{unit: days, count: 5}}, starts: opened, binds: centre}}"
    own = shipped.with_local(
        [
            ("new_task", f"{from_day('2021-01-01')}deadlines: [{limit}]\n"),
            ("new_task", f"{from_day('2021-03-15')}deadlines: [{limit.replace('5', '30')}]\n"),
        ]
    )
    assert not own.faults
    for day, last in [(date(2021, 3, 8), date(2021, 3, 15)), (date(2021, 3, 15), date(2021, 4, 14))]:
        [found] = due(own.task("new_task", on=day), Facts(on=day, opened_on=day))
        assert found.day == last


def test_a_version_can_be_ended_without_another(shipped):
    own = shipped.with_local([("a_task", "ends_on: 2027-01-01\nwhy: The act was repealed.\n")])
    assert not own.faults
    with pytest.raises(KeyError):
        own.task("a_task", on=date(2027, 1, 1))
    assert own.task("a_task", on=date(2026, 12, 31))


def test_texts_follow_one_another_as_they_were_approved(shipped):
    own = shipped.with_local(
        [
            ("a_task", from_day("2027-01-01")),
            ("a_task", from_day("2028-01-01")),
            ("a_task", "ends_on: 2029-01-01\nwhy: No longer asked for.\n"),
        ]
    )
    assert not own.faults
    assert [version.valid_until for version in own.tasks["a_task"]] == [
        date(2027, 1, 1),
        date(2028, 1, 1),
        date(2029, 1, 1),
    ]


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("a_task", from_day("2020-01-01") + STEP, "would rewrite the version that holds since 2020-01-01"),
        ("a_task", from_day("2019-01-01") + STEP, "would rewrite"),
        ("a_task", TASK + STEP, "line 10, valid_from: a further version needs its first day"),
        ("ended_task", from_day("2023-01-01") + STEP, "holds until 2024-01-01"),
        ("ended_task", "ends_on: 2025-01-01\nwhy: Again.\n", "already ends on 2024-01-01"),
        ("a_task", "ends_on: 2020-01-01\nwhy: At once.\n", "begins on 2020-01-01"),
        ("nothing", "ends_on: 2020-01-01\nwhy: At once.\n", "add it first"),
        ("removed_task", from_day("2027-01-01"), "removed from the catalogue"),
        ("new_task", TASK.replace("number: null", 'number: "1.2.2.1"') + STEP, "number of removed_task"),
        ("new_task", TASK + "colour: red\n", "line 14, colour"),
        ("new_task", TASK.replace("clerk", "wizard"), "'wizard'"),
        ("new_task", TASK + "follows: [nowhere]\n", "'nowhere'"),
        ("new_task", "", "empty"),
        ("new_task", "a: [", "not YAML"),
    ],
)
def test_what_may_not_be_is_refused_with_a_sentence_and_the_rest_still_holds(shipped, key, text, told):
    own = shipped.with_local([(key, text), ("good_task", TASK + STEP)])
    [fault] = own.faults
    assert fault.startswith(f"{key}.yaml")
    assert told in fault
    assert own.tasks.get("good_task")
    assert own.tasks["a_task"] == shipped.tasks["a_task"]


def test_both_layers_enter_the_version(shipped):
    own = shipped.with_local([("new_task", TASK)])
    assert own.version != shipped.version
    assert own.version == shipped.with_local([("new_task", TASK)]).version
    assert own.version != shipped.with_local([("new_task", TASK + STEP)]).version
    assert shipped.with_local([]).version == shipped.version


def test_the_shipped_catalogue_itself_is_left_as_it_is(shipped):
    before = shipped.to_json()
    shipped.with_local([("a_task", from_day("2027-01-01"))])
    assert shipped.to_json() == before


@pytest.mark.covers("000_002/5", "000_002/6")
def test_a_first_day_that_was_never_printed_is_entered_and_counts_from_then_on(tmp_path):
    printed = catalogue_of(tmp_path, {"a_task": TASK.replace("published: null", "published: 2018-09-28")})
    [unknown] = printed.tasks["a_task"]
    assert [unknown.is_unpublished(date(2018, 9, day)) for day in (27, 28)] == [True, False]
    own = printed.with_local([("a_task", "begins_on: 2019-01-01\nwhy: The act is in force.\n")])
    assert not own.faults
    [known] = own.tasks["a_task"]
    assert known == unknown.model_copy(update={"valid_from": date(2019, 1, 1)})
    assert not known.is_valid(date(2018, 12, 31))


@pytest.mark.parametrize(
    ("task", "day", "told"),
    [
        ("a_task", "2019-01-01", "this version already begins on 2020-01-01; leave this out"),
        ("published_task", "2018-01-01", "it was published on 2018-09-28; begin on that day or later"),
        ("closed_task", "2025-01-01", "this version ends on 2024-01-01; begin before that day"),
        ("no_task", "2019-01-01", "there is no task of this key; add it first"),
    ],
)
def test_a_first_day_that_cannot_be_is_told_with_its_line(tmp_path, task, day, told):
    found = catalogue_of(
        tmp_path,
        {
            "a_task": from_day("2020-01-01"),
            "published_task": TASK.replace("published: null", "published: 2018-09-28"),
            "closed_task": TASK.replace("valid_from: null", "valid_from: null\nvalid_until: 2024-01-01"),
        },
    )
    [fault] = found.with_local([(task, f"begins_on: {day}\nwhy: It is in force.\n")]).faults
    assert fault == f"{task}.yaml (local), line 1, begins_on: {told}."
