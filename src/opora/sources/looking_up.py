"""Carries out one look-up: ask the register, write down what it says, or that it failed.

May run twice and be killed at any moment: nothing is written before the answer, and an answer to a
question that was asked anew or already answered is dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from opora.sources import breaker
from opora.sources.asked_for import AskedFor
from opora.sources.client import Answer, RegisterClient, RegisterFailed
from opora.sources.fact_periods import parse_period
from opora.sources.known_facts import is_possible
from opora.sources.models import Fact, LookUp, LookUpState, Origin
from opora.sources.recording import Provenance, Statement, record_facts
from opora.sources.registers import REGISTERS

log = logging.getLogger(__name__)
OWED = (LookUpState.PENDING, LookUpState.FAILED)


def carry_out(look_up_id: int, *, client: RegisterClient, now: Callable[[], datetime]) -> None:
    """Ask what the look-up asks, unless it has its answer."""
    look_up = LookUp.objects.select_related("person").get(pk=look_up_id)
    if look_up.state not in OWED:
        return
    try:
        answer = _ask(look_up, client, now())
        statements = list(_statements(look_up, answer))
    except RegisterFailed as failure:
        log.warning("The register %s gave no usable answer: %s", look_up.source, failure.word)
        _take_failure(look_up, failure.word)
    else:
        _take_answer(look_up, answer, statements, now())


def _ask(look_up: LookUp, client: RegisterClient, at: datetime) -> Answer:
    if not look_up.person.emso:
        raise RegisterFailed("no_emso", may_pass=False)
    if not breaker.may_ask(look_up.source, at):
        raise RegisterFailed("resting", may_pass=True)
    try:
        answer = client.ask(
            look_up.source,
            emso=look_up.person.emso,
            asked_for=AskedFor.from_json(look_up.asked_for),
            purpose=f"case/{look_up.case_id}",
        )
    except RegisterFailed:
        breaker.note_failure(look_up.source, at)
        raise
    breaker.note_answer(look_up.source)
    if not answer.known:
        raise RegisterFailed("person_unknown", may_pass=False)
    return answer


def _statements(look_up: LookUp, answer: Answer) -> Iterator[Statement]:
    """What the answer says of the facts this register is asked for, and what it no longer says.

    Anything beyond them is dropped unread: we keep no more than the law needs.
    """
    told = set()
    for key in REGISTERS[look_up.source].facts:
        if key in answer.facts:
            for statement in _read(key, answer.facts[key]):
                told.add(statement.slot)
                yield statement
    for fact in _told_before(look_up):
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


def _told_before(look_up: LookUp) -> Iterator[Fact]:
    """Facts in force that the register gave before, within what it is asked for now."""
    asked = AskedFor.from_json(look_up.asked_for)
    periods = [None, *(parse_period(text) for text in (*asked.months, *asked.years))]
    facts = Fact.objects.not_superseded().filter(
        case_id=look_up.case_id, person=look_up.person_id, origin=Origin.REGISTER, source=look_up.source
    )
    return (fact for fact in facts if fact.period in periods)


@transaction.atomic
def _take_answer(asked: LookUp, answer: Answer, statements: list[Statement], at: datetime) -> None:
    look_up = LookUp.objects.locked(asked.pk)
    if not _still_owed(look_up, asked):
        return
    record_facts(
        case_id=look_up.case_id,
        person_id=look_up.person_id,
        statements=statements,
        provenance=Provenance(Origin.REGISTER, at, source=look_up.source, look_up=look_up),
    )
    look_up.state = LookUpState.ANSWERED
    look_up.answered_at = at
    look_up.attempts += 1
    look_up.failure = ""
    look_up.reference = answer.reference
    look_up.save(update_fields=["state", "answered_at", "attempts", "failure", "reference"])


@transaction.atomic
def _take_failure(asked: LookUp, word: str) -> None:
    look_up = LookUp.objects.locked(asked.pk)
    if not _still_owed(look_up, asked):
        return
    look_up.state = LookUpState.FAILED
    look_up.attempts += 1
    look_up.failure = word
    look_up.save(update_fields=["state", "attempts", "failure"])


def _still_owed(look_up: LookUp, asked: LookUp) -> bool:
    return look_up.state in OWED and look_up.times_asked == asked.times_asked
