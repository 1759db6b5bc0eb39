"""Maintenance of the register uprated once a year by the published coefficient (DZ art. 198).

The law engine says for each obligation whether and by how much; a coefficient that is not known, or only
assumed, leaves the obligation not known yet, and a later run of the same year tries it again.
Each obligation is done in a transaction of its own, and none twice in a year.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from opora import law
from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import CaseRecord
from opora.catalogue import catalogue
from opora.law.parameters import load_parameters
from opora.organisation.access import reach, require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.rights.cents import CENTS
from opora.rights.models import Uprating, UpratingOutcome, WhyNot
from opora.rights.rulebooks import store_rulebook

REGISTER = "maintenance_register"
RIGHT = "maintenance_indexation"
CHILDREN = ("minor_child", "adult_child")
DOUBTFUL = ("unknown", "assumed")
"""what a coefficient must not be, for a notice is part of an enforceable title"""


def obligations_of(worker: Worker, on: date) -> QuerySet[CaseRecord]:
    """The maintenance obligations in the units whose registers a worker keeps."""
    reached = reach(worker, "keep_record", on)
    units = Unit.objects.filter(pk__in=reached.units)
    if reached.centre is not None:
        units = Unit.objects.filter(centre=reached.centre)
    return CaseRecord.objects.filter(
        task=REGISTER, key="obligation", case__isnull=True, struck_at__isnull=True, unit__in=units
    ).order_by("pk")


def uprate_year(year: int, *, by: Worker, at: datetime, on: date) -> Counter[str]:
    """Uprate every running obligation in the worker's reach; how many came to which outcome.

    What was done before is not done again. Refused for a year that has not begun.
    """
    require(by, "keep_record", on=on)
    if year > on.year:
        raise Refused(_("{year} has not begun. Choose an earlier year.").format(year=year), field="year")
    done = Uprating.objects.filter(year=year).exclude(outcome=UpratingOutcome.UNKNOWN)
    todo = obligations_of(by, on).exclude(pk__in=done.values("obligation"))
    first_day = _first_day(year)
    running = [each for each in todo if _runs(each, first_day or date(year, 1, 1))]
    counted = Counter(_uprate(each, year, first_day, by, at).outcome for each in running)
    record(by, Deed.CHANGED, "uprate_maintenance", detail={"year": year, "outcomes": dict(counted)})
    return counted


def persons_of(obligation: CaseRecord) -> dict[str, Person]:
    """Who the obligation names, by role; a register names persons under their public key."""
    named = {role: obligation.content.get(role) for role in ("beneficiary", "debtor")}
    found = {
        str(person.public_id): person
        for person in Person.objects.filter(public_id__in=[key for key in named.values() if key])
    }
    return {role: found[key] for role, key in named.items() if key in found}


@transaction.atomic
def _uprate(obligation: CaseRecord, year: int, first_day: date | None, by: Worker, at: datetime) -> Uprating:
    obligation = CaseRecord.objects.select_for_update().get(pk=obligation.pk)
    before = _before(obligation, year)
    found = _worked_out(obligation, year, first_day, before)
    uprating, _is_new = Uprating.objects.update_or_create(
        obligation=obligation,
        year=year,
        defaults={
            "before_cents": _amount(obligation, before),
            "valid_from": first_day,
            "rulebook": store_rulebook() if first_day else None,
            "run_by": by,
            "run_at": at,
        }
        | found,
    )
    return uprating


def _worked_out(
    obligation: CaseRecord, year: int, first_day: date | None, before: Uprating | None
) -> dict[str, Any]:
    """Outcome, growth and new amount, or why there are none."""
    if first_day is None:
        return _not_known(WhyNot.FACTOR_UNKNOWN)
    if before is None and _set_on(obligation) < date(year - 1, 1, 1):
        return _not_known(WhyNot.EARLIER_YEAR)
    told = _situation(obligation, first_day, before)
    result = law.decide(law.parse_situation(told)).to_json()["rights"][RIGHT]
    if any(warning["kind"] in DOUBTFUL for warning in result["warnings"]) or result["missing"]:
        return _not_known(WhyNot.FACTOR_UNKNOWN)
    if not result["entitled"]:
        return _not_uprated(_why_not(told, year))
    [one] = result["periods"][0]["per_person"]
    growth = Decimal(one["cumulative_growth"])
    if not growth:
        return _not_uprated(WhyNot.NO_GROWTH)
    cents = int(Decimal(one["amount"]) * CENTS)
    return {"outcome": UpratingOutcome.UPRATED, "why": "", "growth": growth, "after_cents": cents}


def _not_known(why: WhyNot) -> dict[str, Any]:
    return {"outcome": UpratingOutcome.UNKNOWN, "why": why, "growth": None, "after_cents": None}


def _not_uprated(why: WhyNot) -> dict[str, Any]:
    return {"outcome": UpratingOutcome.NOT_UPRATED, "why": why, "growth": None, "after_cents": None}


def _situation(obligation: CaseRecord, first_day: date, before: Uprating | None) -> dict[str, Any]:
    """The beneficiary alone, as the law engine is told: their maintenance, its history, their schooling."""
    content = obligation.content
    person = persons_of(obligation).get("beneficiary")
    day = first_day.isoformat()
    facts = {
        "born": person.born.isoformat() if person and person.born else None,
        "maintenance_set_by_enforceable_title": True,
        "maintenance_amount": str(Decimal(_amount(obligation, before)) / CENTS),
        "maintenance_last_set_on": _set_on(obligation).isoformat(),
        "maintenance_indexed_last_year": before is not None and _was_looked_at(before),
        "other_indexation_agreed": bool(content.get("other_indexation")),
        "maintained_by_a_parent": content.get("beneficiary_kind") in CHILDREN,
        **_schooling(obligation, first_day),
    }
    return {
        "version": 1,
        "dates": {"month": f"{first_day:%Y-%m}", "filed": day, "decided": day},
        "rights": [RIGHT],
        "applicant": "beneficiary",
        "persons": {"beneficiary": {key: value for key, value in facts.items() if value is not None}},
        "relations": [],
        "dwelling": {"persons": ["beneficiary"]},
    }


def _why_not(told: dict[str, Any], year: int) -> WhyNot:
    facts = told["persons"]["beneficiary"]
    if facts["other_indexation_agreed"]:
        return WhyNot.OTHER_AGREED
    if not facts["maintenance_indexed_last_year"] and facts["maintenance_last_set_on"] >= f"{year}-01-01":
        return WhyNot.SET_THIS_YEAR
    return WhyNot.NO_PROOF if facts["in_regular_education"] else WhyNot.NOT_IN_EDUCATION


def _before(obligation: CaseRecord, year: int) -> Uprating | None:
    """The uprating of the year before, unless the title set the amount anew since."""
    found = obligation.upratings.filter(year=year - 1).exclude(outcome=UpratingOutcome.UNKNOWN).first()
    if found and found.valid_from and found.valid_from >= _set_on(obligation):
        return found
    return None


def _was_looked_at(before: Uprating) -> bool:
    """Whether the growth up to that year is in the amount: raised, or there was none."""
    return before.outcome == UpratingOutcome.UPRATED or before.why == WhyNot.NO_GROWTH


def _amount(obligation: CaseRecord, before: Uprating | None) -> int:
    if before is None:
        return int(obligation.content["amount"])
    return before.before_cents if before.after_cents is None else before.after_cents


def _set_on(obligation: CaseRecord) -> date:
    """From when it is indexed, as its title says (DZ art. 287)."""
    return date.fromisoformat(obligation.content["indexed_from"])


def _first_day(year: int) -> date | None:
    """The first day of the uprated amounts of a year; none where no table of that year is known."""
    values = load_parameters().timeline("maintenance_indexed_from")
    return next((value.start for value in values if value.start and value.start.year == year), None)


def _runs(obligation: CaseRecord, on: date) -> bool:
    ends = [obligation.content.get(key) for key in ("ended_on", "until")]
    return all(end >= on.isoformat() for end in ends if end)


def _schooling(obligation: CaseRecord, on: date) -> dict[str, bool]:
    """Whether the beneficiary is at school in the year before, and proved it within the term."""
    proofs = CaseRecord.objects.filter(
        task=REGISTER,
        key="student_status",
        struck_at__isnull=True,
        content__beneficiary=obligation.content.get("beneficiary"),
    )
    statuses = [each.content for each in proofs if _in_the_year_before(each.content, on)]
    return {
        "in_regular_education": bool(statuses),
        "school_status_proved_in_time": any(_proved_in_time(each) for each in statuses),
    }


def _in_the_year_before(status: dict[str, Any], on: date) -> bool:
    since = date.fromisoformat(status["status_since"])
    return on.replace(year=on.year - 1) <= since <= on


def _proved_in_time(status: dict[str, Any]) -> bool:
    if not status.get("proved_on"):
        return False
    since = date.fromisoformat(status["status_since"])
    return date.fromisoformat(status["proved_on"]) <= since + timedelta(days=_days_to_prove(since))


def _days_to_prove(on: date) -> int:
    """The term to prove enrolment, as the catalogue's deadline counts it (DZ art. 198(5))."""
    task = catalogue().as_read.task(REGISTER, on=on)
    deadline = next(each for each in task.deadlines if each.key == "enrolment_proof_due")
    assert deadline.length is not None
    return deadline.length.count
