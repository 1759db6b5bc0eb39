"""The five acts that a guardian does only with the centre's permission, and what is of larger value."""

import json
from pathlib import Path

import pytest

from opora.law import build_rulebook, decide, parse_situation

SALE = Path(__file__).parents[2] / "examples" / "guardian_permission" / "sale_of_the_wards_flat.json"
RENT = {"wards_regular_monthly_income": "700"}


def permitted(act, *, law=None, **facts):
    situation = json.loads(SALE.read_text(encoding="utf-8"))
    situation["persons"]["tina"] |= {"guardian_act": act} | facts
    decided = decide(parse_situation(situation, law=law) if law else parse_situation(situation), rulebook=law)
    return decided.rights["guardian_permission"].to_json()["entitled"]


@pytest.mark.covers("000_002/89")
@pytest.mark.parametrize(
    ("act", "facts"),
    [
        ("real_estate", {}),  # sold or encumbered
        ("disposal_of_value", {"amount_of_the_act": "700.01"} | RENT),  # movables, or property rights
        ("inheritance", {}),  # an inheritance or legacy given up, a gift declined
    ],
)
def test_the_listed_acts_need_permission(act, facts):
    assert permitted(act, **facts) is True
    assert permitted("regular_management", **facts) is False


@pytest.mark.covers("000_002/89")
def test_what_is_of_larger_value_is_a_setting():
    value = {
        "from": "2026-01-01",
        "value": "2.00",
        "source": "Navodilo centra, 1. 1. 2026",
        "confidence": "high",
    }
    value["checked"] = "2026-11-22"
    own = build_rulebook({"added": [{"key": "guardian_larger_value_in_incomes", "values": [value]}]})
    facts = {"amount_of_the_act": "1000"} | RENT
    assert permitted("disposal_of_value", **facts) is True
    assert permitted("disposal_of_value", law=own, **facts) is False
    assert permitted("disposal_of_value", law=own, **facts | {"amount_of_the_act": "1400.01"}) is True
