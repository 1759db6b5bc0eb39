"""Facts that people bring: evidence the officer has seen, and what the applicant states."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.sources.fact_periods import parse_period
from opora.sources.known_facts import check_value
from opora.sources.models import Fact, Origin
from opora.sources.recording import Provenance, Statement, lock_facts, record_facts


@transaction.atomic
def record_evidence(
    *,
    case_id: int,
    person: Person | None,
    key: str,
    value: Any,
    note: str,
    by: Worker,
    at: datetime,
    period: str | None = None,
    document_id: int | None = None,
) -> Fact | None:
    """Enter a fact from evidence, with a note that says what was seen; without a person, of the dwelling.

    Evidence counts before a register, and a register that says otherwise stays visible beside it.
    Nothing (None) is written when the same evidence already stands. Refused without a note, and for a
    value the fact cannot have.
    """
    if not note.strip():
        raise Refused(
            _("Write a note: what did you see, and where? Evidence without a note cannot be followed later."),
            field="note",
        )
    statement = _statement(key, period, value)
    provenance = Provenance(Origin.EVIDENCE, at, entered_by=by, evidence_id=document_id, note=note.strip())
    facts = record_facts(
        case_id=case_id, person_id=_pk(person), statements=[statement], provenance=provenance
    )
    if facts:
        _log(by, "record_evidence", case_id, person, [key], at)
    return facts[0] if facts else None


@transaction.atomic
def record_statements(
    *,
    case_id: int,
    person: Person | None,
    stated: Mapping[str, Any],
    by: Worker | None,
    at: datetime,
    note: str = "",
) -> list[Fact]:
    """Write down what the application states: `{key: scalar or {"2026-01": scalar}}`, as in a situation.

    All or nothing. Refused for a value the fact cannot have.
    """
    statements = [
        _statement(key, period, scalar)
        for key, value in stated.items()
        for period, scalar in (value.items() if isinstance(value, Mapping) else [(None, value)])
    ]
    provenance = Provenance(Origin.APPLICANT, at, entered_by=by, note=note)
    facts = record_facts(case_id=case_id, person_id=_pk(person), statements=statements, provenance=provenance)
    if facts:
        _log(by, "record_statements", case_id, person, sorted({fact.key for fact in facts}), at)
    return facts


@transaction.atomic
def withdraw_fact(fact: Fact, *, note: str, by: Worker, at: datetime) -> None:
    """Take back evidence or a statement that was entered by mistake; it stays readable in the history.

    Refused for a register's fact: only the register can take that back.
    """
    fact = still_in_force(fact)
    if fact.origin == Origin.REGISTER:
        raise Refused(
            _("A register said this, so it cannot be taken back here. Enter evidence that says otherwise.")
        )
    if not note.strip():
        raise Refused(_("Write a note: why is this taken back?"), field="note")
    record_facts(
        case_id=fact.case_id,
        person_id=fact.person_id,
        statements=[Statement(fact.key, fact.period, None)],
        provenance=Provenance(Origin(fact.origin), at, entered_by=by, note=note.strip()),
    )
    _log(by, "withdraw_fact", fact.case_id, fact.person, [fact.key], at)


def still_in_force(fact: Fact) -> Fact:
    """The fact, with the facts of its case locked. Refused where a newer one has replaced it."""
    lock_facts(fact.case_id)
    fact = Fact.objects.select_related("person").get(pk=fact.pk)
    if fact.superseded_by_id is not None or fact.value is None:
        raise Refused(_("A newer fact has replaced this one meanwhile. Look at the page again."))
    return fact


def _statement(key: str, period: str | None, value: Any) -> Statement:
    try:
        days = parse_period(period)
    except ValueError:
        raise Refused(
            _("%(period)s is neither a year nor a month. Write it like 2025 or 2025-03.")
            % {"period": period},
            field="period",
        ) from None
    check_value(key, days, value)
    return Statement(key, days, value)


def _pk(person: Person | None) -> int | None:
    return None if person is None else person.pk


def _log(
    by: Worker | None, what: str, case_id: int, person: Person | None, keys: list[str], at: datetime
) -> None:
    persons = [] if person is None else [person]
    record(by, Deed.CHANGED, what, persons=persons, case_id=case_id, detail={"facts": keys}, at=at)
