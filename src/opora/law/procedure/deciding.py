"""Terms of the body itself: calling for a supplement, asking other records, deciding (ZUP 67, 139, 222)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from .counting import in_days, in_working_days, months_on, shifted, started
from .explained import ExplainedDate, Step, StepKind, plus_months, without_repeats
from .law import ProcedureError, ProcedureLaw, Term, standard_law, was_read
from .regimes import Regime
from .remedies import explained

COMPLETE_APPLICATION = "complete_application"


def decision_due(
    filed_on: date,
    *,
    completed_on: date | None = None,
    shortened: bool = False,
    extended: bool = False,
    suspensions: Sequence[tuple[date, date]] = (),
    regime: Regime | None = None,
    law: ProcedureLaw | None = None,
) -> ExplainedDate:
    """By when the decision must be issued (ZUP 222).

    The term runs from the complete application before ZUP-I and from its receipt since; in a procedure begun
    ex officio give the day it began as `filed_on`. It stands still in `suspensions`, each from a day until
    the day before another. Refused where an incomplete application has no term yet, or the term cannot be
    extended.
    """
    law = law or standard_law()
    term = law.term("decision_term_months", filed_on, "shortened" if shortened else "full", regime=regime)
    runs_from = law.term("decision_term_runs_from", filed_on, regime=regime)
    start = _start(filed_on, completed_on, runs_from)
    steps = months_on(start, term.count)
    if extended:
        steps += _extension(steps[-1].day, shortened, filed_on, regime, law)
    steps += tuple(standstill(steps[-1].day, start.day, suspensions))
    due = explained("decision_due", term, shifted(steps, law.office))
    return replace(due, warnings=without_repeats((*due.warnings, *runs_from.cautions)))


def supplement_call_due(
    filed_on: date, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ExplainedDate | None:
    """By when the body calls for a supplement; None where the regime sets no term (ZUP 67 since ZUP-I)."""
    law = law or standard_law()
    if not law.exists("supplement_call_working_days", filed_on, regime):
        return None
    term = law.term("supplement_call_working_days", filed_on, regime=regime)
    steps = in_working_days(started(filed_on, "receipt"), term.count, law.office)
    return explained("supplement_call_due", term, steps)


def supplement_due(
    served_on: date, *, days: int, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ExplainedDate:
    """The last day to complete an application, by the term the officer set (ZUP 67(1), 99(2))."""
    if days < 1:
        raise ProcedureError(f"A term of {days} days cannot be met. Set at least one day.")
    law = law or standard_law()
    chosen, _ = law.regime_on(served_on, regime)
    steps = in_days(started(served_on, "service"), days, law.office)
    return ExplainedDate(steps[-1].day, "supplement_due", "ZUP 67(1)", was_read(chosen), chosen, steps)


def evidence_request_due(
    filed_on: date, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ExplainedDate:
    """By when the body asks other record keepers (ZUP 139(4))."""
    law = law or standard_law()
    term = law.term("evidence_request_working_days", filed_on, regime=regime)
    steps = in_working_days(started(filed_on, "receipt"), term.count, law.office)
    return explained("evidence_request_due", term, steps)


def evidence_answer_due(
    asked_on: date, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ExplainedDate:
    """By when a record keeper answers (ZUP 139(4))."""
    law = law or standard_law()
    term = law.term("evidence_answer_days", asked_on, regime=regime)
    return explained(
        "evidence_answer_due", term, in_days(started(asked_on, "request"), term.count, law.office)
    )


def _start(filed_on: date, completed_on: date | None, runs_from: Term) -> Step:
    if completed_on is not None and completed_on < filed_on:
        raise ProcedureError(
            f"The application cannot be complete on {completed_on}, before it was filed on {filed_on}. "
            "Correct one of the two days."
        )
    if runs_from.cell.value != COMPLETE_APPLICATION:
        return started(filed_on, "receipt")
    if completed_on is None:
        raise ProcedureError(
            "Under the rules before ZUP-I the term starts with the complete application. "
            "Give the day on which the application was complete."
        )
    return started(completed_on, "complete_application")


def _extension(
    day: date, shortened: bool, filed_on: date, regime: Regime | None, law: ProcedureLaw
) -> tuple[Step, ...]:
    longest = law.term("decision_extension_months", filed_on, regime=regime).count
    if shortened or longest == 0:
        raise ProcedureError(
            "Only the two-month term of the rules since ZUP-I may be extended (ZUP 222(3)). "
            "Decide within the term, or conduct the full procedure."
        )
    return (
        Step(StepKind.ADDS_MONTHS, plus_months(day, longest), {"months": str(longest), "why": "extension"}),
    )


def standstill(end: date, start: date, suspensions: Sequence[tuple[date, date]]) -> list[Step]:
    """One step for each suspension that began before the term had run out (ZUP 153(3), 222(4))."""
    steps: list[Step] = []
    for first, resumed in sorted(suspensions):
        if resumed < first:
            raise ProcedureError(
                f"A suspension cannot end on {resumed} before it began on {first}. Correct one of the days."
            )
        if first <= end:
            days = (resumed - max(first, start)).days
            end += timedelta(days=max(days, 0))
            steps.append(Step(StepKind.ADDS_DAYS, end, {"days": str(max(days, 0)), "why": "suspension"}))
    return steps
