"""Carries out look-ups: ask the register, write down what it says, or that it failed.

May run twice and be killed at any moment: nothing is written before the answer, and an answer to a
question that was asked anew or already answered is dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from opora.sources import breaker
from opora.sources.asked_for import AskedFor
from opora.sources.client import Answer, RegisterClient, RegisterFailed
from opora.sources.fact_periods import parse_period
from opora.sources.known_facts import is_possible
from opora.sources.models import Fact, LookUp, LookUpState, Origin
from opora.sources.recording import Provenance, Statement, Told, record_all
from opora.sources.registers import REGISTERS

log = logging.getLogger(__name__)
OWED = (LookUpState.PENDING, LookUpState.FAILED)


@dataclass(frozen=True)
class Outcome:
    """What came of one look-up: an answer and what it says, or the word of a failure."""

    asked: LookUp
    reference: str = ""
    statements: tuple[Statement, ...] = ()
    failure: str = ""


def carry_out(look_up_id: int, *, client: RegisterClient, now: Callable[[], datetime]) -> None:
    """Ask what the look-up asks, unless it has its answer."""
    carry_out_all([look_up_id], client=client, now=now)


def carry_out_all(
    look_up_ids: Collection[int], *, client: RegisterClient, now: Callable[[], datetime]
) -> None:
    """Ask what several look-ups of one case ask; what they learn is written down together."""
    owed = LookUp.objects.filter(pk__in=look_up_ids, state__in=OWED).select_related("person")
    look_ups = list(owed.order_by("pk"))
    told_before = _told_before(look_ups)
    answering: set[str] = set()
    outcomes = [_outcome(look_up, client, told_before, answering, now) for look_up in look_ups]
    if outcomes:
        _take(outcomes, now())


def _outcome(
    look_up: LookUp,
    client: RegisterClient,
    told_before: list[Fact],
    answering: set[str],
    now: Callable[[], datetime],
) -> Outcome:
    try:
        answer = _ask(look_up, client, answering, now())
        statements = tuple(_statements(look_up, answer, told_before))
    except RegisterFailed as failure:
        log.warning("The register %s gave no usable answer: %s", look_up.source, failure.word)
        return Outcome(look_up, failure=failure.word)
    return Outcome(look_up, answer.reference, statements)


def _ask(look_up: LookUp, client: RegisterClient, answering: set[str], at: datetime) -> Answer:
    """`answering` are the registers that have just answered: nothing is to be noted of them again."""
    source = look_up.source
    if not look_up.person.emso:
        raise RegisterFailed("no_emso", may_pass=False)
    if source not in answering and not breaker.may_ask(source, at):
        raise RegisterFailed("resting", may_pass=True)
    try:
        answer = client.ask(
            source,
            emso=look_up.person.emso,
            asked_for=AskedFor.from_json(look_up.asked_for),
            purpose=f"case/{look_up.case_id}",
        )
    except RegisterFailed:
        answering.discard(source)
        breaker.note_failure(source, at)
        raise
    if source not in answering:
        breaker.note_answer(source)
        answering.add(source)
    if not answer.known:
        raise RegisterFailed("person_unknown", may_pass=False)
    return answer


def _statements(look_up: LookUp, answer: Answer, told_before: list[Fact]) -> Iterator[Statement]:
    """What the answer says of the facts this register is asked for, and what it no longer says.

    Anything beyond them is dropped unread: we keep no more than the law needs.
    """
    told = set()
    for key in REGISTERS[look_up.source].facts:
        if key in answer.facts:
            for statement in _read(key, answer.facts[key]):
                told.add(statement.slot)
                yield statement
    for fact in _within_what_is_asked(look_up, told_before):
        if (fact.key, fact.period) not in told:
            yield Statement(fact.key, fact.period, None)


def _read(key: str, value: Any) -> Iterator[Statement]:
    by_period = value if isinstance(value, dict) else {None: value}
    for written, scalar in by_period.items():
        try:
            period = parse_period(written)
        except (ValueError, TypeError):
            raise RegisterFailed("broken_answer", may_pass=False) from None
        if not is_possible(key, period, scalar):
            raise RegisterFailed("broken_answer", may_pass=False)
        yield Statement(key, period, scalar)


def _told_before(look_ups: list[LookUp]) -> list[Fact]:
    """Facts in force that these registers gave before of these people."""
    return list(
        Fact.objects.not_superseded().filter(
            case_id__in={each.case_id for each in look_ups},
            person__in={each.person_id for each in look_ups},
            source__in={each.source for each in look_ups},
            origin=Origin.REGISTER,
        )
    )


def _within_what_is_asked(look_up: LookUp, facts: list[Fact]) -> Iterator[Fact]:
    asked = AskedFor.from_json(look_up.asked_for)
    periods = [None, *(parse_period(text) for text in (*asked.months, *asked.years))]
    mine = (look_up.case_id, look_up.person_id, look_up.source)
    for fact in facts:
        if (fact.case_id, fact.person_id, fact.source) == mine and fact.period in periods:
            yield fact


@transaction.atomic
def _take(outcomes: list[Outcome], at: datetime) -> None:
    """Write everything down, but for what was asked anew or answered meanwhile."""
    rows = LookUp.objects.select_for_update().filter(pk__in=[each.asked.pk for each in outcomes])
    locked = {row.pk: row for row in rows.order_by("pk")}
    taken = [each for each in outcomes if _still_owed(locked[each.asked.pk], each.asked)]
    for case_id in sorted({each.asked.case_id for each in taken}):
        record_all(case_id, [_told(each, at) for each in taken if each.asked.case_id == case_id])
    for reference, failure in sorted({(each.reference, each.failure) for each in taken}):
        alike = [each.asked.pk for each in taken if (each.reference, each.failure) == (reference, failure)]
        LookUp.objects.filter(pk__in=alike).update(
            attempts=F("attempts") + 1,
            failure=failure,
            **(
                {"state": LookUpState.FAILED}
                if failure
                else {"state": LookUpState.ANSWERED, "answered_at": at, "reference": reference}
            ),
        )


def _told(outcome: Outcome, at: datetime) -> Told:
    asked = outcome.asked
    provenance = Provenance(Origin.REGISTER, at, source=asked.source, look_up=asked)
    return Told(asked.person_id, outcome.statements, provenance)


def _still_owed(look_up: LookUp, asked: LookUp) -> bool:
    return look_up.state in OWED and look_up.times_asked == asked.times_asked
