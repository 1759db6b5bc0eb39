"""Whoever confirms a doubtful value reads what is uncertain about it in their own language."""

from datetime import date
from decimal import Decimal

import pytest

from opora.law import rulebook
from opora.law.doubts import doubt, joined_doubts
from opora.law.parameters import Confidence, Kind, load_parameters
from opora.law.parameters.doubt_words import of_article, of_regime

PARAMETERS = load_parameters()
OF_PROCEDURE = {key for key in PARAMETERS if PARAMETERS.parameter(key).article.startswith("ZUP ")} | {
    "service_fiction_days",
    "public_funds_appeal_suspends_execution",
}
READ_BY_RULES = {
    node.given["parameter"] for node in rulebook().graph.nodes if node.op in ("parameter", "table")
}


def doubtful_cells(keys):
    for key in sorted(keys):
        for value in PARAMETERS.timeline(key):
            for at, cell in value.cells.items():
                if cell.kind is not Kind.KNOWN or cell.confidence is Confidence.LOW:
                    yield key, value.start, at, cell


@pytest.mark.parametrize("keys", [READ_BY_RULES, OF_PROCEDURE], ids=["rules", "procedure"])
def test_every_doubt_that_can_come_up_has_its_own_words_in_each_language(keys):
    found = list(doubtful_cells(keys))
    assert found
    for key, start, _at, cell in found:
        assert cell.derivation or cell.doubt, f"{key} from {start} needs 'doubt' in its parameter file"
        assert set(cell.said_of_doubt) == {"sl", "it", "en"}
        assert cell.said_of_doubt["sl"] != cell.said_of_doubt["en"]


def test_a_derived_amount_says_from_what_and_by_how_much():
    cell = PARAMETERS.cell("child_benefit_amount_primary", 1, 2, on=date(2026, 5, 1))
    assert cell.number == Decimal("162.45")
    assert "iz prejšnjega zneska (158,18) z uskladitvijo za 2,7 %" in cell.said_of_doubt["sl"]
    assert "(158.18) raised by 2.7 %" in cell.said_of_doubt["en"]


def test_a_certain_value_says_nothing():
    assert PARAMETERS.cell("minimum_income_basic_amount", on=date(2026, 5, 1)).said_of_doubt is None


def test_the_words_of_developers_do_not_reach_an_officer():
    for key, start, _at, cell in doubtful_cells(READ_BY_RULES | OF_PROCEDURE):
        for words in cell.said_of_doubt.values():
            assert "parameter" not in words.lower(), (key, start)
            assert "_" not in words, (key, start)


def test_two_doubts_about_one_parameter_are_one_entry_under_the_graver_kind():
    label = {"sl": "Meja", "it": "Limite", "en": "Bound"}
    said = {"sl": "Predpostavljeno je.", "it": "Si presume.", "en": "It is assumed."}
    article = of_article("ZUPJS 22")
    entries = [
        doubt("article_unconfirmed", "bound", label=label, said=article, value="5"),
        doubt("assumed", "bound", label=label, said=said, at=["1"], value="5"),
        doubt("assumed", "bound", label=label, said=said, at=["2"], value="6"),
    ]
    [one] = joined_doubts(entries)
    assert one["kind"] == "assumed"
    assert [reason["sl"] for reason in one["reasons"]] == [article["sl"], said["sl"]]
    assert [cell["value"] for cell in one["cells"]] == ["5", "5", "6"]
    assert joined_doubts([one, one]) == [one]


def test_an_uncertain_regime_is_told_with_its_days_as_the_language_writes_them():
    words = of_regime(date(2026, 2, 1), date(2026, 1, 23), date(2026, 2, 22))
    assert "23. 1. 2026" in words["sl"]
    assert "22.2.2026" in words["it"]
