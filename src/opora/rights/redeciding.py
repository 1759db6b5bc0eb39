"""Running exemptions decided again ex officio, because a price, the minimum income or a rule changed.

A run looks at each running exemption of a month: it computes again on the facts in force, and drafts a
decision where the result differs; approval and issue go the way of every decision. Each is done in a
transaction of its own, so one that cannot be done holds up no other, and the run may be stopped and gone on
with at any time.

A choice: incomes stay as they were found at the application unless newer ones are recorded; no source says
that a new price starts a new look at incomes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Case
from opora.decisions.decision_letter import is_certain
from opora.decisions.models import Decision, DecisionState, Undoing
from opora.decisions.phrases import listed
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.rights.deciding import draft_from
from opora.rights.determining import calculate, determine
from opora.rights.exemptions import PRICE_OF, beginning_of
from opora.rights.models import (
    Determination,
    Exemption,
    Redecided,
    RedecisionOutcome,
    RedecisionRun,
    ReviewReason,
    Service,
)
from opora.sources.evidence import record_evidence
from opora.sources.facts import facts_in_force
from opora.sources.known_facts import label

DONE = Q(outcome=RedecisionOutcome.UNCHANGED) | (
    Q(outcome=RedecisionOutcome.DRAFTED) & ~Q(draft__state=DecisionState.WITHDRAWN)
)
"""rows that need no other go; a draft that was withdrawn does"""
AT_ONCE = 100
"""decisions in one go from a page: a request must end"""


@dataclass(frozen=True)
class Gone:
    """What one go of a run did, and how many decisions it has not come to yet."""

    drafted: int
    unchanged: int
    held_up: int
    left: int


@transaction.atomic
def begin_run(
    *,
    service: str,
    reason: str,
    month: date,
    ground: str,
    by: Worker,
    at: datetime,
    on: date,
    prices: Mapping[str, str] | None = None,
    only: Sequence[str] = (),
) -> RedecisionRun:
    """The run of the worker's centre for a change; begun again with the same words, it is the same run.

    `prices` says what each old price becomes, `only` the numbers of the cases looked at. Refused without a
    ground, and for new prices where another reason is named or the service is not.
    """
    require(by, "decide_again", on=on)
    if not ground.strip():
        raise Refused(_("Write what brought the change: the price list or the publication."), field="ground")
    if prices and (reason != ReviewReason.PRICE or not service):
        raise Refused(
            _("New prices belong to a change of price of one service. Choose both, or leave the prices out."),
            field="prices",
        )
    run, is_new = RedecisionRun.objects.get_or_create(
        centre_id=by.centre_id,
        service=service,
        reason=reason,
        month=month.replace(day=1),
        ground=ground.strip(),
        defaults={
            "started_on": on,
            "started_at": at,
            "started_by": by,
            "prices": dict(prices or {}),
            "only": list(only),
        },
    )
    if is_new:
        record(by, Deed.CREATED, "begin_redecision", detail={"run": run.pk, "reason": reason})
    return run


def go_on(run: RedecisionRun, *, by: Worker, at: datetime, on: date, at_most: int | None = None) -> Gone:
    """Decide again what the run has not decided yet, and what was held up before.

    Another go after the last finds nothing to do but what is held up.
    """
    require(by, "decide_again", on=on)
    todo = still_to_do(run, by)
    outcomes = [_look_at(pk, run, by, at, on) for pk in todo[:at_most]]
    return Gone(
        drafted=outcomes.count(RedecisionOutcome.DRAFTED),
        unchanged=outcomes.count(RedecisionOutcome.UNCHANGED),
        held_up=outcomes.count(RedecisionOutcome.HELD_UP),
        left=len(todo) - len(outcomes),
    )


def still_to_do(run: RedecisionRun, by: Worker) -> list[int]:
    """Decisions in reach of the worker with an exemption that runs in the month, those held up last."""
    done = run.rows.filter(DONE).values("decision")
    replacing = run.rows.filter(draft__isnull=False).values("draft")
    cases = Case.objects.reached_for("decide_again", by).filter(centre=run.centre_id)
    if run.only:
        cases = cases.filter(number__in=run.only)
    running = Exemption.objects.running(run.month).filter(decision__case__in=cases)
    if run.service:
        running = running.filter(service=run.service)
    found = running.exclude(Q(decision__in=done) | Q(decision__in=replacing))
    pks = sorted(set(found.values_list("decision", flat=True)))
    held_up = set(run.rows.filter(outcome=RedecisionOutcome.HELD_UP).values_list("decision", flat=True))
    return sorted(pks, key=lambda pk: (pk in held_up, pk))


def month_of(draft: Decision) -> date | None:
    """The first month that a draft decides again, where a run made it."""
    row = Redecided.objects.filter(draft=draft).select_related("run").first()
    return row.run.month if row else None


def _look_at(pk: int, run: RedecisionRun, by: Worker, at: datetime, on: date) -> str:
    try:
        with transaction.atomic():
            return _decide_again(pk, run, by, at, on)
    except Refused as refusal:
        return _keep(run, pk, RedecisionOutcome.HELD_UP, by, at, why=refusal.message)


def _decide_again(pk: int, run: RedecisionRun, by: Worker, at: datetime, on: date) -> str:
    decision = Decision.objects.locked(pk)
    require(by, "decide_again", case=decision.case)
    if done := run.rows.filter(DONE, decision=decision).first():  # another go came first
        return str(done.outcome)
    before = decision.determination
    application = decision.case.application
    _put_new_price(decision, run, by, at)
    found = calculate(application, on=on, month=run.month, explain=False)
    _refuse_uncertain(found.result, decision.remedy["rights"])
    if not _differs(before, found.result, decision.remedy["rights"]):
        return _keep(run, pk, RedecisionOutcome.UNCHANGED, by, at)
    determination = determine(application, by=by, at=at, on=on, month=run.month, step="decide_again")
    draft = draft_from(
        determination,
        by=by,
        at=at,
        on=on,
        replaces=decision,
        undoing=Undoing.REPLACES,
        begun=beginning_of(run),
    )
    return _keep(run, pk, RedecisionOutcome.DRAFTED, by, at, draft=draft)


def _keep(
    run: RedecisionRun,
    decision: int,
    outcome: RedecisionOutcome,
    by: Worker,
    at: datetime,
    *,
    draft: Decision | None = None,
    why: str = "",
) -> str:
    row, _is_new = Redecided.objects.update_or_create(
        run=run,
        decision_id=decision,
        defaults={"outcome": outcome, "draft": draft, "why": str(why)[:1000], "by": by, "at": at},
    )
    record(
        by,
        Deed.CREATED,
        "decide_again",
        persons=[row.decision.case.application.applicant_id],
        case_id=row.decision.case_id,
        detail={"run": run.pk, "outcome": str(outcome)},
    )
    return str(outcome)


def _put_new_price(decision: Decision, run: RedecisionRun, by: Worker, at: datetime) -> None:
    """The price that the run names in the place of the one in force, as evidence that names the ground."""
    if not run.prices:
        return
    key, applicant = PRICE_OF[Service(run.service)], decision.case.application.applicant
    for fact in facts_in_force(decision.case_id):
        if fact.key == key and fact.person_id == applicant.pk:
            new = run.prices.get(f"{Decimal(str(fact.value)):.2f}")
            if new is not None:
                record_evidence(
                    case_id=decision.case_id,
                    person=applicant,
                    key=key,
                    value=new,
                    note=run.ground,
                    by=by,
                    at=at,
                )


def _refuse_uncertain(result: Mapping[str, Any], rights: Iterable[str]) -> None:
    missing = [
        label(each["fact"])
        for right in rights
        if not is_certain(result["rights"][right])
        for each in result["rights"][right]["missing"]
    ]
    if missing or not all(is_certain(result["rights"][right]) for right in rights):
        raise Refused(
            _(
                "Facts are missing for the month: {facts}. Open the procedure again, enter them, and decide."
            ).format(facts=listed(list(dict.fromkeys(missing))) or "–")
        )


def _differs(before: Determination, result: Mapping[str, Any], rights: Iterable[str]) -> bool:
    """Whether anything decided changes in any period from the month on."""
    return any(
        _decided(period) != _decided(_period_at(before.result["rights"][right]["periods"], period["from"]))
        for right in rights
        for period in result["rights"][right]["periods"]
    )


def _decided(period: Mapping[str, Any] | None) -> tuple[Any, ...]:
    """What is decided of a period: whether, how much, and how much of each person."""
    if period is None or not period["entitled"]:
        return (False,)
    each = sorted((one["person"], one["amount"]) for one in period.get("per_person") or [])
    return (True, period["amount"], each)


def _period_at(periods: Sequence[Mapping[str, Any]], day: str) -> Mapping[str, Any] | None:
    lasting = (each for each in periods if each["from"] <= day and (not each["to"] or each["to"] >= day))
    return next(lasting, None)
