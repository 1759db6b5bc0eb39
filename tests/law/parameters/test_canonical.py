"""The set is stored as canonical JSON and read back unchanged, so that a decision replays for ever."""

import json
from datetime import date

import pytest

from opora.law.parameters import ParameterSet, load_parameters

LAW = load_parameters()
STORED = json.loads(json.dumps(LAW.to_canonical()))


@pytest.mark.parametrize("key", LAW.keys())
def test_what_was_stored_is_read_back_as_it_was(key):
    again = ParameterSet.from_canonical({key: STORED[key]})
    assert again.timeline(key) == LAW.timeline(key)


def test_two_loads_give_the_same_bytes():
    read_anew = {"new": [], "added": []}
    first, second = (json.dumps(load_parameters(read_anew).to_canonical(), sort_keys=True) for _ in range(2))
    assert first == second


def test_no_binary_float_enters_the_stored_form():
    def refuse(text: str) -> float:
        raise AssertionError(f"a float was stored: {text}")

    json.loads(json.dumps(LAW.to_canonical()), parse_float=refuse)


def test_a_stored_set_answers_like_the_one_it_came_from():
    again = ParameterSet.from_canonical(STORED)
    on = date(2026, 5, 1)
    assert again.at("zup_i_from", on) == LAW.at("zup_i_from", on)
    assert again.parameter("zup_i_from").label == LAW.parameter("zup_i_from").label


def test_the_shipped_law_is_read_once_and_a_local_layer_makes_its_own():
    assert load_parameters() is load_parameters()
    value = {"from": "2099-04-01", "value": "600.00", "source": "a test", "confidence": "high"}
    local = {
        "added": [{"key": "minimum_income_basic_amount", "values": [{**value, "checked": "2099-01-01"}]}]
    }
    assert load_parameters(local) is not load_parameters()
    assert len(load_parameters(local).timeline("minimum_income_basic_amount")) > len(
        load_parameters().timeline("minimum_income_basic_amount")
    )
