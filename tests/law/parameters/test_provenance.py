"""Nothing enters the law without a source, a confidence and the day on which it was checked."""

import copy
from datetime import date, timedelta

import pytest

from opora.law.parameters import GapKind, Kind, ParameterError, gaps, load_parameters
from opora.law.parameters.reading import checked_file, read_yaml

LAW = load_parameters()

ENTRY = """
act: ZSVarPre
title: A file with one parameter
parameters:
  - key: basic_amount
    label: {sl: Osnovni znesek, it: Importo base, en: Basic amount}
    unit: EUR_per_month
    decimals: 2
    range: ['0.00', '5000.00']
    article: ZSVarPre 8
    article_confirmed: true
    selected_by: month_of_right
    values:
      - {from: '2025-04-01', value: '494.09', source: a page, confidence: high, checked: '2026-11-21'}
"""


def file_with(**changes: object) -> dict:
    data = copy.deepcopy(read_yaml(ENTRY))
    data["parameters"][0]["values"][0].update(changes)
    return data


@pytest.mark.parametrize("key", LAW.keys())
def test_every_value_says_where_it_comes_from_and_when_it_was_checked(key):
    for value in LAW.timeline(key):
        for at, cell in value.cells.items():
            assert cell.source, (value.start, at)
            assert cell.confidence, (value.start, at)
            assert date(2026, 1, 1) <= cell.checked, (value.start, at)


@pytest.mark.parametrize("key", LAW.keys())
def test_every_parameter_has_a_label_in_three_languages(key):
    label = LAW.parameter(key).label
    assert len({label.sl, label.it, label.en}) == 3


@pytest.mark.parametrize("missing", ["source", "confidence", "checked"])
def test_an_entry_without_source_confidence_or_day_of_check_is_refused_by_name(missing):
    data = file_with()
    del data["parameters"][0]["values"][0][missing]
    with pytest.raises(ParameterError, match=rf"basic_amount.*{missing}"):
        checked_file("a.parameters.yaml", data)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"confidence": "certain"}, "certain"),
        ({"value": 494.09}, "value"),
        ({"assumed": True}, "needs a note"),
        ({"ended": True}, "either a value or"),
        ({"from": "unknown"}, "not_before"),
        ({"from": "1. 4. 2025"}, "from"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_a_slip_in_a_file_is_refused_with_its_place(change, sentence):
    with pytest.raises(ParameterError, match=sentence) as refusal:
        checked_file("a.parameters.yaml", file_with(**change))
    assert "a.parameters.yaml" in str(refusal.value)
    assert "basic_amount" in str(refusal.value)


def test_numbers_and_days_in_a_file_stay_the_text_that_was_written():
    assert read_yaml("{amount: 1.10, day: 2026-03-01, count: 012}") == {
        "amount": "1.10",
        "day": "2026-03-01",
        "count": "012",
    }


def test_an_assumed_value_always_says_why():
    for key in LAW:
        for value in LAW.timeline(key):
            for cell in value.cells.values():
                if cell.kind is Kind.ASSUMED:
                    assert len(cell.note) > 40, key


YEARLY = [key for key in LAW if LAW.parameter(key).adjusted_yearly_in_month is not None]
STANDING = [key for key in YEARLY if LAW.timeline(key)[-1].until is None]


def stale(on: date) -> set[str]:
    return {gap.parameter for gap in gaps(LAW, on=on) if gap.kind is GapKind.STALE}


def test_an_amount_raised_by_an_index_that_still_stands_says_in_which_month():
    raised = [key for key in LAW if LAW.parameter(key).uprated_by and LAW.timeline(key)[-1].until is None]
    assert raised
    assert set(raised) <= set(YEARLY)


@pytest.mark.parametrize("key", STANDING)
def test_a_yearly_amount_is_reported_from_the_day_of_the_adjustment_nobody_entered(key):
    last = LAW.timeline(key)[-1].start
    month = LAW.parameter(key).adjusted_yearly_in_month
    year = last.year if last.month < month else last.year + 1
    due = date(year, month, 1)
    assert key in stale(due)
    assert key not in stale(due - timedelta(days=1))


def test_an_amount_that_ended_is_not_waited_for():
    ended = set(YEARLY) - set(STANDING)
    assert not ended & stale(date(2040, 12, 31))
    assert set(STANDING) <= stale(date(2040, 12, 31))
