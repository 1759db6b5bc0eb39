"""When an act can be carried out, is final, and is legally final (ZUP 224, 225, 229.a; ZUPJS).

A term runs out with the end of its last day (ZUP 101(2)); what follows from that holds from the next day.
Not modelled: several parties with one claim (ZUP 224(5)), partial finality (225(2)).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from .explained import ExplainedDate, Step, StepKind, without_repeats
from .law import ProcedureLaw, Term, standard_law, was_read
from .regimes import Regime
from .remedies import appeal_ends, court_action_ends, objection_ends


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to an act after it was issued; what has not happened is None.

    `remedy_ruled_served_on` is the service of the decision that refused or rejected the appeal, or of the
    decision that took the place of an informative calculation; `waived_on` the day on which the last party's
    waiver reached the body; `appeal_allowed` False where the act says that no appeal lies.
    """

    served_on: date
    dispatched_on: date | None = None
    remedy: str = "appeal"
    remedy_filed: bool = False
    remedy_ruled_served_on: date | None = None
    waived_on: date | None = None
    appeal_allowed: bool = True
    court_action_filed: bool = False
    court_ruling_final_on: date | None = None


def final_on(
    course: Course, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ExplainedDate | None:
    """When the act is final, dokončen: no appeal or objection is possible any more (ZUP 224(1)).

    None while a remedy that was filed is not decided.
    """
    law = law or standard_law()
    chosen, _ = law.regime_on(course.served_on, regime)
    if not course.appeal_allowed:
        return _on(course.served_on, "final_no_appeal_allowed", "ZUP 224(1)", chosen, "service")
    if course.waived_on is not None:
        return _on(course.waived_on, "final_by_waiver", "ZUP 229.a(5)", chosen, "waiver")
    if course.remedy_filed:
        ruled = course.remedy_ruled_served_on
        return _on(ruled, "final_by_ruling", "ZUP 224(1)", chosen, "service_of_ruling") if ruled else None
    return _day_after(_remedy_ends(course, regime, law), "final_after_term", "ZUP 224(1)")


def enforceable_on(
    course: Course,
    *,
    remedy_suspends: bool | None = None,
    regime: Regime | None = None,
    law: ProcedureLaw | None = None,
) -> ExplainedDate | None:
    """When the act can be carried out, izvršljivost (ZUP 224(2); an informative calculation on dispatch).

    `remedy_suspends` states what the act itself says of it; without it the dated parameter decides. None
    while an appeal that suspends is not decided. Not for acts that order somebody to perform (ZUP 224(4)).
    """
    law = law or standard_law()
    chosen, _ = law.regime_on(course.served_on, regime)
    if course.remedy == "objection" and course.dispatched_on is not None:
        suspends = law.term("objection_suspends_execution", course.dispatched_on, regime=regime)
        if not suspends.holds:
            return _by(suspends, course.dispatched_on, "enforceable_on_dispatch", "dispatch")
    if not course.appeal_allowed:
        return _on(course.served_on, "enforceable_no_appeal_allowed", "ZUP 224(2)", chosen, "service")
    if remedy_suspends is False:
        return _on(course.served_on, "enforceable_not_suspended", "ZUP 224(2)", chosen, "service")
    general = law.term("public_funds_appeal_suspends_execution", course.served_on, regime=regime)
    if remedy_suspends is None and not general.holds:
        return _by(general, course.served_on, "enforceable_not_suspended", "service")
    final = final_on(course, regime=regime, law=law)
    if final is None:
        return None
    cautions = general.cautions if remedy_suspends is None else ()
    rule = final.rule.replace("final", "enforceable", 1)
    article = "ZUP 224(2)"
    return replace(final, rule=rule, article=article, warnings=without_repeats(final.warnings + cautions))


def legally_final_on(
    course: Course, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ExplainedDate | None:
    """When the act is legally final, pravnomočen: no court can be asked any more (ZUP 225).

    Who did not appeal cannot sue, so an act that was not appealed is legally final as soon as it is final.
    """
    law = law or standard_law()
    final = final_on(course, regime=regime, law=law)
    if final is None:
        return None
    if course.court_action_filed:
        if course.court_ruling_final_on is None:
            return None
        day = course.court_ruling_final_on
        return _on(day, "legally_final_by_ruling", "ZUP 225(3)", final.regime, "ruling")
    if course.remedy_filed and course.remedy == "appeal" and course.waived_on is None:
        ends = court_action_ends(final.day, regime=regime, law=law)
        return _day_after(ends, "legally_final_after_term", "ZUP 225(1)")
    return replace(final, rule=final.rule.replace("final", "legally_final", 1), article="ZUP 225(1)")


def _remedy_ends(course: Course, regime: Regime | None, law: ProcedureLaw) -> ExplainedDate:
    ends = objection_ends if course.remedy == "objection" else appeal_ends
    return ends(course.served_on, regime=regime, law=law)


def _day_after(ends: ExplainedDate, rule: str, article: str) -> ExplainedDate:
    following = ends.day + timedelta(days=1)
    step = Step(StepKind.ADDS_DAYS, following, {"days": "1", "why": "term_ran_out"})
    return replace(
        ends,
        day=following,
        rule=rule,
        article=article,
        article_confirmed=was_read(ends.regime),
        steps=(*ends.steps, step),
    )


def _on(day: date, rule: str, article: str, regime: Regime, event: str) -> ExplainedDate:
    return ExplainedDate(
        day, rule, article, was_read(regime), regime, (Step(StepKind.STARTS, day, {"event": event}),)
    )


def _by(term: Term, day: date, rule: str, event: str) -> ExplainedDate:
    steps = (Step(StepKind.STARTS, day, {"event": event}),)
    return ExplainedDate(day, rule, term.article, term.article_confirmed, term.regime, steps, term.cautions)
