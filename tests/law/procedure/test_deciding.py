"""By when the body decides (ZUP 222), under the earlier and the present rules."""

from datetime import date

import pytest

from opora.law.parameters import load_parameters
from opora.law.procedure import ProcedureError, ProcedureLaw, Regime, appeal_decision_due, decision_due

FILED = date(2026, 4, 14)


def test_the_shortened_procedure_ends_in_one_month_and_the_full_one_in_two():
    assert decision_due(FILED, shortened=True).day == date(2026, 5, 14)
    assert decision_due(FILED).day == date(2026, 6, 15)  # 14 June 2026 is a Sunday


def test_before_zup_i_the_term_ran_from_the_complete_application():
    due = decision_due(date(2025, 4, 14), completed_on=date(2025, 5, 5), shortened=True)
    assert due.day == date(2025, 6, 5)
    assert due.steps[0].values == {"event": "complete_application"}


def test_since_zup_i_completing_an_application_does_not_move_the_term():
    assert decision_due(FILED, completed_on=date(2026, 5, 5), shortened=True).day == date(2026, 5, 14)


def test_before_zup_i_an_incomplete_application_had_no_term():
    with pytest.raises(ProcedureError, match="Give the day on which the application was complete"):
        decision_due(date(2025, 4, 14))


def test_the_two_month_term_may_be_extended_by_two_months():
    due = decision_due(FILED, extended=True)
    assert due.day == date(2026, 8, 14)
    assert [step.values.get("why") for step in due.steps] == [None, None, "extension"]


@pytest.mark.parametrize("kwargs", [{"shortened": True}, {"regime": Regime.OLD, "completed_on": FILED}])
def test_other_terms_are_not_extended(kwargs):
    with pytest.raises(ProcedureError, match="Only the two-month term"):
        decision_due(FILED, extended=True, **kwargs)


def test_the_term_stands_still_while_the_procedure_is_suspended():
    due = decision_due(FILED, shortened=True, suspensions=[(date(2026, 4, 20), date(2026, 5, 4))])
    assert due.day == date(2026, 5, 28)
    assert due.recomputed() == due.day


def test_a_suspension_after_the_term_had_run_out_changes_nothing():
    suspended = decision_due(FILED, shortened=True, suspensions=[(date(2026, 6, 1), date(2026, 7, 1))])
    assert suspended.day == decision_due(FILED, shortened=True).day


@pytest.mark.parametrize(
    ("kwargs", "sentence"),
    [
        ({"completed_on": date(2026, 4, 1)}, "before it was filed"),
        ({"suspensions": [(date(2026, 5, 4), date(2026, 4, 20))]}, "Correct one of the days"),
    ],
)
def test_days_that_contradict_each_other_are_refused(kwargs, sentence):
    with pytest.raises(ProcedureError, match=sentence):
        decision_due(FILED, **kwargs)


def test_a_case_may_keep_its_own_regime():
    due = decision_due(FILED, completed_on=date(2026, 5, 5), shortened=True, regime=Regime.OLD)
    assert (due.day, due.regime) == (date(2026, 6, 5), Regime.OLD)


def test_the_articles_of_the_earlier_rules_are_printed_without_number():
    due = decision_due(date(2025, 4, 14), completed_on=date(2025, 4, 14))
    assert due.article_to_print == "ZUP"


def test_the_ministry_has_two_months_and_may_extend_them_since_zup_i():
    assert appeal_decision_due(FILED).day == date(2026, 6, 15)
    assert appeal_decision_due(FILED, extended=True).day == date(2026, 8, 14)
    assert appeal_decision_due(FILED, extended=True, regime=Regime.OLD).day == date(2026, 6, 15)


def test_a_day_entered_locally_for_zup_i_moves_the_regime_without_a_warning():
    entry = {
        "from": "2018-01-01",
        "value": "2026-02-07",
        "source": "UL RS",
        "confidence": "high",
        "checked": "2026-12-01",
    }
    law = ProcedureLaw(load_parameters({"added": [{"key": "zup_i_from", "values": [entry]}]}))
    due = decision_due(date(2026, 2, 6), completed_on=date(2026, 2, 6), law=law)
    assert (due.regime, due.warnings) == (Regime.OLD, ())
    assert decision_due(date(2026, 2, 7), law=law).regime is Regime.NEW
