"""What is missing or doubtful can be listed and worked through."""

from datetime import date

from opora.law.parameters import GapKind, gaps, load_parameters

LAW = load_parameters()


def kinds_of(key: str, on: date | None = None) -> set[GapKind]:
    return {gap.kind for gap in gaps(LAW, on=on) if gap.parameter == key}


def test_each_kind_of_gap_is_listed_where_it_stands():
    assert GapKind.FIRST_DAY_UNKNOWN in kinds_of("child_benefit_not_in_kindergarten_increase")
    assert GapKind.ASSUMED in kinds_of("zup_i_from")
    assert GapKind.DERIVED in kinds_of("child_benefit_amount_primary")
    assert GapKind.UNKNOWN in kinds_of("vd_weight_child")
    assert GapKind.LOW_CONFIDENCE in kinds_of("occasional_income_disregard")
    assert GapKind.ARTICLE_UNCONFIRMED in kinds_of("dsp_period_months")
    assert GapKind.NOT_FOUND in kinds_of("nonprofit_rent_point_value")


def test_a_yearly_amount_is_stale_once_its_adjustment_was_due():
    key = "minimum_income_basic_amount"
    assert GapKind.STALE not in kinds_of(key, on=date(2027, 3, 31))
    assert GapKind.STALE in kinds_of(key, on=date(2027, 4, 1))


def test_without_a_day_nothing_is_called_stale():
    assert GapKind.STALE not in {gap.kind for gap in gaps()}


def test_an_article_that_was_read_is_no_gap():
    assert GapKind.ARTICLE_UNCONFIRMED not in kinds_of("mi_weight_child")


def test_every_gap_says_in_a_sentence_what_to_find_out():
    assert all(len(gap.sentence) > 15 for gap in gaps(LAW, on=date(2026, 11, 21)))
