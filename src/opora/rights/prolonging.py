"""Rights that run out under an emergency act, prolonged by a month each time one of its months has ended.

A month is looked at once it is over, for until then the centre may decide. What runs out in it is the last
granted period of a decision in effect, or an earlier prolongation, and the month after it is added. Whatever
is run again adds nothing twice, and a newer decision on the right comes before the act: `stopping`.

A right whose last day is not the last of a month ended by a condition of its own and is not prolonged; so is
one after which the decision itself names a period without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Case
from opora.cases.timeline import add_event
from opora.decisions.models import IN_EFFECT, Decision
from opora.decisions.phrases import month as written_month
from opora.decisions.rights_told import told
from opora.law import month_after
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.rights.cents import CENTS
from opora.rights.models import Determination, EmergencyAct, Entitlement, Prolongation, ProlongedMonth
from opora.rights.stopping import hold_person, taken_from


@dataclass(frozen=True)
class RunningOut:
    """A right whose last day is the last of a month."""

    decision: int
    person: int
    cents: int | None


def prolong_what_ended(*, today: date, at: datetime) -> Counter[tuple[date, str]]:
    """What the nightly job does: every month of an act in force that has ended and was not looked at yet.

    From the earliest of them on every month is looked at, for what is prolonged in one runs out in the next.
    """
    waiting = [
        month
        for act in EmergencyAct.objects.in_force().prefetch_related("months_done")
        for month in _months(act, today)
        if month not in {done.month for done in act.months_done.all()}
    ]
    return prolong_from(min(waiting), today=today, at=at) if waiting else Counter()


def prolong_from(
    first: date, *, today: date, at: datetime, cases: QuerySet[Case] | None = None
) -> Counter[tuple[date, str]]:
    """Look at a month and those after it again, up to the last that has ended.

    How many rights were prolonged now, by the month given and the right. Refused for a month that has not
    ended. With `cases`, only in these.
    """
    first = first.replace(day=1)
    if month_after(first) > today:
        raise Refused(
            _("{month} has not ended. What runs out in it is prolonged after its end.").format(
                month=written_month(first)
            ),
            field="month",
        )
    made: Counter[tuple[date, str]] = Counter()
    month = first
    while month_after(month) <= today:
        for act in EmergencyAct.objects.of_month(month):
            for right in act.rights:
                made[month_after(month), right] += _prolong(act, right, month, at, cases)
            if cases is None:
                ProlongedMonth.objects.update_or_create(act=act, month=month, defaults={"looked_at": at})
        month = month_after(month)
    return +made


def prolong_again(first: date, *, by: Worker, at: datetime, on: date) -> Counter[tuple[date, str]]:
    """The same by a worker's hand, in the cases they reach."""
    require(by, "prolong_rights", on=on)
    made = prolong_from(first, today=on, at=at, cases=Case.objects.reached_for("prolong_rights", by))
    record(by, Deed.CHANGED, "prolong_rights", detail={"month": f"{first:%Y-%m}", "made": made.total()})
    return made


def ended_months(act: EmergencyAct, today: date) -> list[date]:
    """The months of an act that are over."""
    return list(_months(act, today))


def ground_of(entitlement: Entitlement) -> str:
    """The act and article that gave a month beyond the decision; empty for what the decision gives."""
    prolongation = getattr(entitlement, "prolongation", None)
    return prolongation.act.ground if prolongation else ""


def _months(act: EmergencyAct, today: date) -> Iterator[date]:
    month = act.first_month
    while month <= act.last_month and month_after(month) <= today:
        yield month
        month = month_after(month)


def _prolong(act: EmergencyAct, right: str, month: date, at: datetime, cases: QuerySet[Case] | None) -> int:
    found = [*_by_decision(right, month, cases), *_by_an_act(right, month, cases)]
    return sum(_prolong_one(act, right, month_after(month), each, at) for each in found)


def _by_decision(right: str, month: date, cases: QuerySet[Case] | None) -> Iterator[RunningOut]:
    """Whose last granted period ends with the month."""
    last = f"result__rights__{right}__periods__-1"
    last_day = month_after(month) - timedelta(days=1)
    found = Determination.objects.filter(
        **{f"{last}__to": last_day.isoformat(), f"{last}__entitled": True},
        decision__state__in=IN_EFFECT,
        decision__remedy__rights__contains=right,
    )
    if cases is not None:
        found = found.filter(case__in=cases)
    for each in found.select_related("case__application").order_by("pk"):
        yield RunningOut(
            int(each.decision_id or 0), each.case.application.applicant_id, _cents(each.result, right)
        )


def _by_an_act(right: str, month: date, cases: QuerySet[Case] | None) -> Iterator[RunningOut]:
    """Who has the month only because it was prolonged by it."""
    found = Prolongation.objects.lasting().filter(right=right, month=month, decision__state__in=IN_EFFECT)
    if cases is not None:
        found = found.filter(decision__case__in=cases)
    for each in found.select_related("entitlement").order_by("pk"):
        cents = each.entitlement.monthly_cents if each.entitlement else None
        yield RunningOut(each.decision_id, each.person_id, cents)


def _cents(result: Any, right: str) -> int | None:
    """What the right pays a month; nothing where it is less to pay."""
    if not told(right).is_paid:
        return None
    return int(Decimal(result["rights"][right]["periods"][-1]["amount"]) * CENTS)


@transaction.atomic
def _prolong_one(act: EmergencyAct, right: str, month: date, found: RunningOut, at: datetime) -> int:
    person = hold_person(found.person)
    decision = Decision.objects.select_related("case").get(pk=found.decision)
    if _is_not_to_be(decision, person, right, month):
        return 0
    entitlement = None
    if found.cents is not None:
        entitlement = Entitlement.objects.create(
            decision=decision,
            person=person,
            unit_id=decision.case.unit_id,
            right=right,
            period=DateRange(month, month_after(month)),
            monthly_cents=found.cents,
        )
    made = Prolongation.objects.create(
        act=act,
        decision=decision,
        person=person,
        unit_id=decision.case.unit_id,
        right=right,
        month=month,
        entitlement=entitlement,
        made_at=at,
    )
    told_of = {"right": right, "month": f"{month:%Y-%m}", "ground": act.ground}
    add_event(decision.case, "right_prolonged", by=None, at=at, **told_of)
    record(
        None,
        Deed.CREATED,
        "prolong_rights",
        persons=[person.pk],
        case_id=decision.case_id,
        detail={"prolongation": made.pk},
        at=at,
    )
    return 1


def _is_not_to_be(decision: Decision, person: Person, right: str, month: date) -> bool:
    """Whether the month was added before, the person no longer lived, or a newer decision has the month."""
    if Prolongation.objects.lasting().filter(person=person, right=right, month=month).exists():
        return True
    if person.died and person.died < month:
        return True
    first = taken_from(person, right, after=decision)
    return first is not None and first <= month
