"""A letter of every right of the rulebook: composed from its situation, in each language, and printable.

A right whose amount nobody has found yet gets no letter; what is missing is named instead.
"""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from tests.decisions.situations import computed, operative, reasons

from opora.decisions.decision_letter import compose_letter, is_certain, not_known_in_the_law
from opora.decisions.matter import matter_of_situation
from opora.decisions.parts import printable
from opora.decisions.rights_told import AREAS, RIGHTS
from opora.documents.compose import check
from opora.law import rulebook

EXAMPLES = Path(__file__).parents[2] / "examples"
RIGHTS_OF_THE_LAW = list(rulebook().graph.rights)
LANGUAGES = ["sl", "it", "en"]


@cache
def situations_of(right):
    """The examples in which a right is decided, its own folder first."""
    files = sorted(EXAMPLES.rglob("*.json"), key=lambda file: file.parent.name != right)
    found = (json.loads(file.read_text("utf-8")) for file in files)
    return [data for data in found if right in data["rights"]]


@cache
def decided(right):
    """Situations of a right with their results; without an example, nothing."""
    return [(data, computed(data)) for data in situations_of(right)[:2]]


@pytest.mark.parametrize("right", RIGHTS_OF_THE_LAW)
def test_every_right_has_a_situation_to_try(right):
    assert situations_of(right)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("right", RIGHTS_OF_THE_LAW)
def test_every_right_is_told_in_a_letter_or_the_missing_parameter_is_named(right, language):
    for data, found in decided(right):
        result = found.result["rights"][right]
        if not is_certain(result):
            unknown = not_known_in_the_law({right: result})
            assert [each["label"][language] for each in unknown]
            continue
        draft = compose_letter(found, matter_of_situation(data), language=language)
        written = printable(draft)
        check(draft["template"], written, language=language)
        told = operative(written) + reasons(written)
        assert str(RIGHTS[right].exercised) != ""
        assert "{" not in told
        assert "None" not in told


@pytest.mark.parametrize("right", RIGHTS_OF_THE_LAW)
def test_a_refusal_of_every_right_names_a_condition_and_what_would_change_it(right):
    """A right refused in one of its periods; where no example refuses it, its conditions are made to fail."""
    for data, found in decided(right):
        result = found.result["rights"][right]
        refused = {
            **result,
            "entitled": False,
            "periods": [_refused(result["periods"][0])],
            "warnings": [],
        }
        found.result["rights"][right] = refused
        try:
            written = printable(compose_letter(found, matter_of_situation(data)))
        finally:
            found.result["rights"][right] = result
        assert re.search(r"\bse (v tem delu )?zavrne\b", operative(written))
        assert "če" in reasons(written)


def _refused(period):
    decisive, *others = period["reasons"]
    failing = {**decisive, "holds": False, "decisive": True, "would_change": decisive["would_change"]}
    return {**period, "entitled": False, "amount": "0.00", "per_person": [], "reasons": [failing, *others]}


def test_every_record_stands_in_an_area_with_its_forms_in_every_language():
    for right, record in RIGHTS.items():
        assert record.area in AREAS, right
        assert record.spoken_as in ("right", "conditions", "set"), right
        assert record.received in ("paid", "less_to_pay", "owed", "none"), right
