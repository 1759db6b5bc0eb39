"""Terms of the legal remedies: appeal, objection, court action (ZUP 229 to 258, ZUPJS, ZDSS-1)."""

from datetime import date

from .counting import in_days, in_months, started
from .explained import ExplainedDate, Step
from .law import ProcedureLaw, Term, standard_law
from .regimes import Regime


def appeal_ends(
    served_on: date, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ExplainedDate:
    """The last day on which an appeal against a decision is in time (ZUP 235(1))."""
    return _in_days("appeal_ends", "appeal_days", served_on, "service", regime, law)


def objection_ends(
    served_on: date, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ExplainedDate:
    """The last day of the objection to an informative calculation (ZUPJS)."""
    return _in_days(
        "objection_ends", "informative_calculation_objection_days", served_on, "service", regime, law
    )


def court_action_ends(
    served_on: date, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ExplainedDate:
    """The last day to sue after service of the decision on the appeal (ZDSS-1; the term was not read)."""
    return _in_days("court_action_ends", "court_action_days", served_on, "service", regime, law)


def appeal_answer_days(on: date, *, law: ProcedureLaw | None = None) -> tuple[int, int]:
    """The shortest and the longest term in which opposing parties answer an appeal (ZUP 241)."""
    law = law or standard_law()
    shortest, longest = (law.term(f"appeal_answer_{which}_days", on) for which in ("shortest", "longest"))
    return shortest.count, longest.count


def appeal_answer_due(
    served_on: date, days: int, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ExplainedDate:
    """The last day of the term that the officer set the opposing parties for their answer (ZUP 241)."""
    law = law or standard_law()
    term = law.term("appeal_answer_longest_days", served_on, regime=regime)
    return explained("appeal_answer_due", term, in_days(started(served_on, "service"), days, law.office))


def appeal_forwarding_due(
    received_on: date, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ExplainedDate:
    """By when the centre sends an appeal on with the file (ZUP 245(1))."""
    return _in_days("appeal_forwarding_due", "appeal_forwarding_days", received_on, "receipt", regime, law)


def remand_decision_due(
    file_received_on: date, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ExplainedDate:
    """By when the centre decides again after the ministry sent the case back (ZUP 251(3))."""
    return _in_days("remand_decision_due", "remand_decision_days", file_received_on, "receipt", regime, law)


def appeal_decision_due(
    received_on: date,
    *,
    extended: bool = False,
    regime: Regime | None = None,
    law: ProcedureLaw | None = None,
) -> ExplainedDate:
    """By when the ministry decides on an appeal (ZUP 256)."""
    law = law or standard_law()
    term = law.term("appeal_decision_months", received_on, regime=regime)
    longer = law.term("appeal_decision_extension_months", received_on, regime=regime)
    months = term.count + (longer.count if extended else 0)
    steps = in_months(started(received_on, "receipt"), months, law.office)
    return explained("appeal_decision_due", term, steps)


def explained(rule: str, term: Term, steps: tuple[Step, ...]) -> ExplainedDate:
    """The result of counting, with the article and the doubts of the term that was counted."""
    return ExplainedDate(
        day=steps[-1].day,
        rule=rule,
        article=term.article,
        article_confirmed=term.article_confirmed,
        regime=term.regime,
        steps=steps,
        warnings=term.cautions,
    )


def _in_days(
    rule: str, key: str, day: date, event: str, regime: Regime | None, law: ProcedureLaw | None
) -> ExplainedDate:
    law = law or standard_law()
    term = law.term(key, day, regime=regime)
    return explained(rule, term, in_days(started(day, event), term.count, law.office))
