"""What the records hold against an application that comes: an earlier one that is not decided, extraordinary
aid whose use is not proved, and a reason on the person's side (krivdni razlog) that still lasts.

It is shown and decides nothing: the law engine is told of earlier aid by facts the officer enters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from opora.cases.models import Case, CaseRecord, CaseState
from opora.catalogue import catalogue
from opora.decisions.introduction import right_name
from opora.decisions.phrases import listed
from opora.law import month_after
from opora.law.parameters import load_parameters
from opora.organisation.models import Worker
from opora.people.models import Person
from opora.rights.after_issue import rights_still_open
from opora.rights.models import Application, Payment

AID = "extraordinary_cash_social_assistance"
UNDECIDED = (CaseState.OPEN, CaseState.AWAITING_PARTY)
PROVED = ("proved", "suspended")
NOT_PROVED = "use_not_proved"
REASONS = "fault_reasons_of_cash_assistance"


class Kind(StrEnum):
    UNDECIDED = "undecided"
    UNPROVED = "unproved"
    FAULT = "fault"


@dataclass(frozen=True)
class Known:
    """One thing known before, with its case and its days."""

    kind: Kind
    case: Case
    words: str
    """the rights, or the reason"""
    since: date
    """filed, paid, or found on"""
    until: date | None = None
    """last day to prove the use, or on which the reason counts; none where no end is entered"""
    excluded_until: date | None = None
    """last day without a new aid, where the use stays unproved"""


def known_before(person: Person, *, by: Worker, on: date, apart_from: Case | None = None) -> list[Known]:
    """All of it about an applicant, in cases the worker may see, the oldest first."""
    applications = Application.objects.filter(
        applicant=person, case__in=Case.objects.visible_to(by)
    ).select_related("case__unit")
    if apart_from is not None:
        applications = applications.exclude(case=apart_from)
    cases = {application.case_id: application.case for application in applications}
    if not cases:
        return []
    found = [*_undecided(applications), *_unproved(person, cases, on), *_faults(cases, on)]
    return sorted(found, key=lambda known: known.since)


def _undecided(applications: QuerySet[Application]) -> Iterator[Known]:
    for application in applications.filter(case__state__in=UNDECIDED):
        if rights := rights_still_open(application):
            words = listed([right_name(right) for right in rights])
            yield Known(Kind.UNDECIDED, application.case, words, application.filed_on)


def _unproved(person: Person, cases: dict[int, Case], on: date) -> Iterator[Known]:
    """Aid of the records, and aid that the lists paid and nobody entered a record of."""
    entered = _records(cases, "extraordinary_aid")
    for record in entered:
        if record.content.get("proof_result") not in PROVED:
            yield from _aid(cases[record.case_id or 0], date.fromisoformat(record.content["paid_on"]), on)
    paid = Payment.objects.filter(
        entitlement__person=person,
        entitlement__right=AID,
        entitlement__decision__case__in=cases,
        cents__gt=0,
    ).exclude(entitlement__decision__case__in={record.case_id for record in entered})
    for payment in paid.select_related("run", "entitlement__decision"):
        paid_on = timezone.localdate(payment.run.drawn_at)
        yield from _aid(cases[payment.entitlement.decision.case_id], paid_on, on)


def _aid(case: Case, paid_on: date, on: date) -> Iterator[Known]:
    """Unproved aid, as long as it can stand in the way of a new one."""
    excluded_until = _excluded_until(paid_on, on)
    if on <= excluded_until:
        proof_due = paid_on + timedelta(days=_number("extraordinary_aid_proof_deadline_days", on))
        yield Known(Kind.UNPROVED, case, right_name(AID), paid_on, proof_due, excluded_until)


def _faults(cases: dict[int, Case], on: date) -> Iterator[Known]:
    language, entries = get_language() or "sl", catalogue().code_lists[REASONS].entries
    names = {entry.key: entry.name(language) for entry in entries}
    paid = _paid_by_case(cases)
    for record in _records(cases, "fault_reason"):
        if record.content.get("exception"):
            continue
        reason, found_on = record.content["reason"], date.fromisoformat(record.content["found_on"])
        until = _end_of_fault(record, [day for day in paid.get(record.case_id, ()) if day <= found_on], on)
        if until is None or on <= until:
            yield Known(Kind.FAULT, cases[record.case_id or 0], names.get(reason, reason), found_on, until)


def _end_of_fault(record: CaseRecord, paid: list[date], on: date) -> date | None:
    """As it was entered; of unproved use, so long after the last aid as the law says."""
    if entered := record.content.get("until"):
        return date.fromisoformat(entered)
    if record.content["reason"] == NOT_PROVED and paid:
        return _excluded_until(max(paid), on)
    return None


def _paid_by_case(cases: Collection[int]) -> dict[int | None, list[date]]:
    paid: dict[int | None, list[date]] = {}
    for record in _records(cases, "extraordinary_aid"):
        paid.setdefault(record.case_id, []).append(date.fromisoformat(record.content["paid_on"]))
    return paid


def _excluded_until(paid_on: date, on: date) -> date:
    """The last day of so many months that follow the month of the aid."""
    months = _number("extraordinary_aid_exclusion_months", on)
    return month_after(paid_on.replace(day=1), months + 1) - timedelta(days=1)


def _number(parameter: str, on: date) -> int:
    return int(load_parameters().at(parameter, on).number)


def _records(cases: Collection[int], key: str) -> list[CaseRecord]:
    found = CaseRecord.objects.filter(case__in=cases, key=key, struck_at__isnull=True)
    return list(found.order_by("happened_on", "pk"))
