"""Asking the law engine about an application, and keeping what it was told and what it said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from opora import law
from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.timeline import add_event
from opora.decisions.decision_letter import Computed
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.rights.contradictions import sentences
from opora.rights.models import Application, Determination
from opora.rights.rulebooks import read_rulebook, store_rulebook
from opora.rights.situations import situation_of, situation_with
from opora.sources.facts import facts_in_force
from opora.sources.models import Fact


@dataclass(frozen=True)
class Calculation:
    """A computation that is not kept: what the page shows while facts change."""

    situation: Mapping[str, Any]
    result: Mapping[str, Any]
    """with every figure where it is explained"""
    questions: list[dict[str, Any]]


def calculate(
    application: Application,
    *,
    on: date,
    facts: list[Fact] | None = None,
    members: list[Person] | None = None,
    explain: bool = True,
    month: date | None = None,
) -> Calculation:
    """Compute with everything known now, and with what is still to be asked. Saves nothing.

    `facts` are those in force and `members` the persons of the application, where the caller has them at
    hand; `explain` unfolds every figure.
    """
    in_force = facts_in_force(application.case_id) if facts is None else facts
    situation = situation_with(application, in_force, decided_on=on, members=members, month=month)
    with _refusing_what_is_wrong(application):
        parsed = law.parse_situation(situation)
        asked = [question.to_json() for question in law.ask(parsed)]
        return Calculation(situation, law.decide(parsed).to_json(explain=explain), asked)


def questions(application: Application, *, on: date) -> list[dict[str, Any]]:
    """What the engine still has to know, the most decisive first; empty when every right is certain."""
    with _refusing_what_is_wrong(application):
        parsed = law.parse_situation(situation_of(application, decided_on=on))
        return [question.to_json() for question in law.ask(parsed)]


@transaction.atomic
def determine(
    application: Application,
    *,
    by: Worker | None,
    at: datetime,
    on: date,
    month: date | None = None,
    step: str = "calculate",
) -> Determination:
    """Compute and keep: situation, result, the facts it rested on, and the rulebook's hash.

    `month` is the first asked about, where a running right is decided again. Refused with the engine's own
    sentence where the facts contradict one another.
    """
    if by is not None:
        require(by, step, case=application.case)
    facts = facts_in_force(application.case_id)
    situation = situation_with(application, facts, decided_on=on, month=month)
    with _refusing_what_is_wrong(application):
        result = law.decide(law.parse_situation(situation)).to_json()
    determination = Determination.objects.create(
        case=application.case,
        rulebook=store_rulebook(),
        situation=situation,
        result=result,
        computed_at=at,
        computed_by=by,
        facts=[fact.pk for fact in facts],
    )
    detail = {"determination": determination.pk, "rulebook": determination.rulebook_id}
    add_event(application.case, "entitlement_calculated", by=by, at=at, **detail)
    record(
        by,
        Deed.CREATED,
        "determine",
        persons=application.household["persons"],
        case_id=application.case_id,
        detail=detail,
    )
    return determination


def explained(determination: Determination) -> Computed:
    """A kept computation with all its figures, from the rulebook kept with it."""
    book = read_rulebook(determination.rulebook_id)
    parsed = law.parse_situation(determination.situation, law=book)
    return Computed(
        determination.situation, law.decide(parsed, rulebook=book).to_json(explain=True), book.graph.facts
    )


@contextmanager
def _refusing_what_is_wrong(application: Application) -> Iterator[None]:
    """Facts that contradict one another, and a right that begins before the law as loaded, are told."""
    try:
        yield
    except law.SituationError as error:
        raise Refused(
            _("The right cannot be calculated from these facts. {problems}").format(
                problems=sentences(error.problems, application)
            )
        ) from error
