"""What one piece of a definition names is defined in another, or the fault says where it is not."""

import pytest
from tests.catalogue.writing import NAMES, TASK, catalogue_of

PIECES = f"""\
roles:
  - {{key: child, {NAMES}, origin: ours}}
  - {{key: relative, {NAMES}, origin: ours, many: true}}
steps:
  - {{key: talk, {NAMES}, origin: ours, kind: obligatory}}
records:
  - key: order
    {NAMES.replace(", ", chr(10) + "    ")}
    origin: ours
    many: false
    fields:
      - {{key: until, {NAMES}, type: date}}
      - {{key: since, {NAMES}, type: moment}}
      - {{key: urgent, {NAMES}, type: yes_no}}
      - {{key: sex, {NAMES}, type: choice, choices: sex}}
      - {{key: person, {NAMES}, type: party}}
      - {{key: paid, {NAMES}, type: money}}
"""


@pytest.fixture
def faults_of(tmp_path):
    return lambda text: catalogue_of(tmp_path, {"a_task": text}).faults


@pytest.mark.parametrize(
    "limit",
    [
        "falls_on: record.order.until",
        "length: {unit: days, count: 15}, before: true, starts: record.order.until",
        "length: {unit: days, count: 3}, starts: filed, when: {field: record.order.urgent, is: true}",
        "length: {unit: days, count: 3}, starts: filed, when: {field: record.order.sex, is: woman}",
        'length: {unit: working_days, count: 1}, at_hour: "10:00", starts: record.order.since',
        "on_day_of_month: 15, starts: each_month",
        "at_age: {role: child, years: 18}",
        "every: {unit: months, count: 1}, starts: step.talk",
    ],
)
def test_the_end_of_a_time_limit_is_told_in_one_of_many_ways(faults_of, limit):
    assert not faults_of(f"{TASK}{PIECES}deadlines:\n  - {{key: due, {NAMES}, {limit}, binds: centre}}\n")


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("starts: filed", "say one of"),
        ("term: decision_due, falls_on: record.order.until", "say one of"),
        ("falls_on: record.order.until, starts: filed", "leave out starts"),
        ("length: {unit: days, count: 3}", "what it starts with"),
        ("on_day_of_month: 15, starts: each_year", "belong together"),
        ('on_day: "02-15", starts: filed', "each_year"),
        ("length: {unit: days, count: 3}, before: true, starts: filed", "count back from"),
        ("length: {unit: days, count: 3}, starts: record.order.paid", "of type money"),
        ("length: {unit: days, count: 3}, starts: record.order.nothing", "'record.order.nothing'"),
        ("length: {unit: days, count: 3}, starts: step.nothing", "'step.nothing'"),
        ("falls_on: record.nothing.until", "'record.nothing.until'"),
        ("at_age: {role: nobody, years: 18}", "'nobody'"),
        (
            "length: {unit: days, count: 3}, starts: filed, when: {field: record.order.paid, is: true}",
            "money",
        ),
        (
            "length: {unit: days, count: 3}, starts: filed, when: {field: record.order.sex, is: tall}",
            "'tall'",
        ),
        ('length: {unit: days, count: 3}, at_hour: "25:00", starts: filed', "at_hour"),
    ],
)
def test_a_time_limit_that_leads_nowhere_is_told(faults_of, limit, told):
    [fault] = faults_of(f"{TASK}{PIECES}deadlines:\n  - {{key: due, {NAMES}, {limit}, binds: centre}}\n")
    assert "a_task.yaml" in fault
    assert "deadlines" in fault
    assert told in fault


@pytest.mark.parametrize(
    "derived",
    [
        "type: choice, choices: sex, derived: {sex_of: person}",
        "type: date, derived: {born_on_of: child}",
        "type: count, derived: {age_of: child, at: until}",
        "type: choice, choices: bands, derived: {age_band_of: person}",
        "type: place, derived: {municipality_of: child}",
        "type: days, derived: {days_between: [opened, until]}",
        "type: minutes, derived: {minutes_between: [since, since]}",
    ],
)
def test_what_the_program_can_work_out_is_not_typed(faults_of, derived):
    assert not faults_of(f"{TASK}{PIECES}      - {{key: worked_out, {NAMES}, {derived}}}\n")


@pytest.mark.parametrize(
    ("derived", "told"),
    [
        ("type: date, derived: {born_on_of: relative}", "'relative'"),
        ("type: date, derived: {born_on_of: until}", "'until'"),
        ("type: date, required: true, derived: {born_on_of: child}", "leave out required"),
        ("type: text, derived: {born_on_of: child}", "of type date"),
        ("type: count, derived: {age_of: child, born_on_of: child}", "exactly one"),
        ("type: choice, choices: sex, derived: {age_band_of: child}", "code list sex holds no ages"),
        ("type: choice, choices: bands, derived: {sex_of: child}", "code list sex"),
        ("type: days, derived: {days_between: [until, paid]}", "'paid'"),
        ("type: minutes, derived: {minutes_between: [until, since]}", "two fields of type moment"),
        ("type: days, derived: {days_between: [until, since], at: until}", "only an age"),
    ],
)
def test_what_cannot_be_worked_out_is_told(faults_of, derived, told):
    [fault] = faults_of(f"{TASK}{PIECES}      - {{key: worked_out, {NAMES}, {derived}}}\n")
    assert told in fault


@pytest.mark.parametrize(
    ("counted", "told"),
    [
        ("counts: records, of: nothing", "'nothing'"),
        ("counts: records, of: order.nothing", "'order.nothing'"),
        ("counts: money, of: order.until", "of type date"),
        ("counts: cases, by: [year]", "'year'"),
        ("counts: cases, by: [order.nothing]", "'order.nothing'"),
    ],
)
def test_an_indicator_that_counts_nothing_is_told(faults_of, counted, told):
    [fault] = faults_of(f"{TASK}{PIECES}indicators:\n  - {{key: many, {NAMES}, origin: ours, {counted}}}\n")
    assert "line 34, indicators.many" in fault
    assert told in fault


def test_a_record_links_a_case_and_holds_an_hour_of_the_day(faults_of):
    fields = f"      - {{key: earlier, {NAMES}, type: case}}\n      - {{key: from, {NAMES}, type: time}}\n"
    assert not faults_of(TASK + PIECES + fields)


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ("from_age: 0, to_age: 14}|from_age: 14, to_age: 18}", "overlap"),
        ("from_age: 0}|from_age: 15, to_age: 18}", "overlap"),
        ("from_age: 15, to_age: 14}|from_age: 16}", "ends before it begins"),
        ("to_age: 14}|from_age: 15}", "without from_age"),
    ],
)
def test_no_age_is_in_two_bands(tmp_path, entries, told):
    younger, older = entries.split("|")
    bands = (
        "what: ages\norigin: ours\nentries:\n"
        f"  - {{key: younger, {NAMES}, {younger}\n  - {{key: older, {NAMES}, {older}\n"
    )
    [fault] = catalogue_of(tmp_path, {}, bands=bands).faults
    assert "bands.yaml, line" in fault
    assert told in fault


def test_an_age_finds_its_band(tmp_path):
    bands = (
        "what: ages\norigin: ours\nentries:\n"
        f"  - {{key: up_to_14, {NAMES}, from_age: 0, to_age: 14}}\n"
        f"  - {{key: over_65, {NAMES}, from_age: 66}}\n"
    )
    found = catalogue_of(tmp_path, {}, bands=bands).code_lists["bands"]
    assert [getattr(found.band_of(age), "key", None) for age in (0, 14, 15, 66, 101)] == [
        "up_to_14",
        "up_to_14",
        None,
        "over_65",
        "over_65",
    ]
