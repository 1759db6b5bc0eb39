"""Excluding an officer from a case (izločitev, ZUP 35 to 41): declared there, or known beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.kinship import ties_of
from opora.cases.models import Case, Exclusion, ExclusionGround, StepState, Tie
from opora.cases.timeline import add_event
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.people.reasons import refuse_empty_words


@transaction.atomic
def exclude(
    case: Case, worker: Worker, *, ground: ExclusionGround | str, reason: str, by: Worker, at: datetime
) -> Exclusion:
    """From now on the worker does not act in the case: it is no longer theirs, nor are its planned steps.

    Anybody who works there may tell it of themselves or of somebody else. Refused without a reason, for an
    unknown ground, and where they are excluded already.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("centre", "unit").get(pk=case.pk)
    require(by, "exclude_worker", case=case, on=timezone.localdate(at))
    refuse_empty_words(reason)
    _refuse_unknown(ground, set(ExclusionGround.values))
    if case.exclusions.filter(worker=worker, lifted_at=None).exists():
        raise Refused(
            _("%(worker)s is excluded from this case already.") % {"worker": worker}, field="worker"
        )
    excluded = Exclusion.objects.create(
        case=case, worker=worker, ground=ground, reason=reason.strip()[:500], by=by, at=at
    )
    _take_from(case, worker, at)
    who = str(worker)
    add_event(case, "worker_excluded", by=by, at=at, worker=worker.pk, who=who, reason=excluded.reason)
    _log(by, "exclude_worker", case, at)
    return excluded


def _take_from(case: Case, worker: Worker, at: datetime) -> None:
    """Whatever the worker had in the case ends: it, the way into it, the team, the plans."""
    if case.assigned_to_id == worker.pk:
        case.assigned_to = None
        case.save(update_fields=["assigned_to"])
    case.accesses.filter(worker=worker, from_at__lte=at, until_at__gt=at).update(until_at=at)
    case.team.filter(worker=worker, until=None).update(until=timezone.localdate(at))
    case.steps.filter(planned_for=worker, state=StepState.PLANNED).update(planned_for=None)


@transaction.atomic
def lift_exclusion(exclusion: Exclusion, *, reason: str, by: Worker, at: datetime) -> Exclusion:
    """Let the worker act again, as when the ground did not hold. Refused to the worker themselves."""
    rows = Exclusion.objects.select_for_update(of=("self",)).select_related("case", "worker")
    exclusion = rows.get(pk=exclusion.pk)
    require(by, "assign_case", case=exclusion.case, on=timezone.localdate(at))
    refuse_empty_words(reason)
    if exclusion.worker_id == by.pk:
        raise Refused(_("You are excluded yourself, so somebody else decides on it."))
    if exclusion.lifted_at is not None:
        raise Refused(_("This exclusion was lifted already."))
    exclusion.lifted_at, exclusion.lifted_by, exclusion.lifted_reason = at, by, reason.strip()[:500]
    exclusion.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    who = str(exclusion.worker)
    add_event(exclusion.case, "exclusion_lifted", by=by, at=at, who=who, reason=exclusion.lifted_reason)
    _log(by, "lift_exclusion", exclusion.case, at)
    return exclusion


@transaction.atomic
def declare_tie(worker: Worker, person: Person, ground: str, *, by: Worker, at: datetime) -> Tie:
    """Keep what ties a worker to a person, so that no case of theirs is given to them.

    `Tie.THEMSELVES` says that the person is the worker: then everybody follows who is related to them.
    Refused to anybody but the worker, and for an unknown ground.
    """
    if by.pk != worker.pk:
        raise Refused(_("Only %(worker)s can declare this.") % {"worker": worker}, field="worker")
    _refuse_unknown(ground, {Tie.THEMSELVES, *ExclusionGround.values})
    tie, _is_new = Tie.objects.update_or_create(
        worker=worker, person=person, defaults={"ground": ground, "told_at": at}
    )
    record(by, Deed.CHANGED, "declare_tie", persons=[person], at=at)
    return tie


def ground_of(worker: Worker, case: Case) -> str | None:
    """Why the worker may not act in the case; none where nothing is known against it."""
    declared = case.exclusions.filter(worker=worker, lifted_at=None).first()
    if declared is not None:
        return str(ExclusionGround(declared.ground).label)
    ties = list(worker.ties.values_list("person", "ground"))
    parties = set(case.person_ids()) if ties else set()
    for person, ground in ties:
        tied = ties_of(person) if ground == Tie.THEMSELVES else {person: ExclusionGround(ground)}
        if found := sorted(tied.keys() & parties):
            return str(tied[found[0]].label)
    return None


def excluded_among(workers: Iterable[Worker], case: Case) -> set[int]:
    """The keys of those who may not act in the case; only who told of ties is looked at one by one."""
    by_key = {worker.pk: worker for worker in workers}
    told = Exclusion.objects.filter(case=case, worker__in=by_key, lifted_at=None)
    out = set(told.values_list("worker", flat=True))
    tied = Tie.objects.filter(worker__in=by_key).exclude(worker__in=out).values_list("worker", flat=True)
    return out | {key for key in tied.distinct() if ground_of(by_key[key], case)}


def refuse_excluded(worker: Worker, case: Case, *, field: str | None = None) -> None:
    """Refused where the officer is excluded, with the ground and the way forward."""
    if ground := ground_of(worker, case):
        raise Refused(
            _(
                "%(worker)s is excluded from this case: %(ground)s (ZUP 35 and 37). Choose another worker; "
                "where nobody of the unit is left, hand the case to another unit."
            )
            % {"worker": worker, "ground": ground},
            field=field,
            about=worker,
        )


def _refuse_unknown(ground: str, known: set[str]) -> None:
    if ground not in known:
        raise Refused(_("There is no such ground. Choose one from the list."), field="ground")


def _log(by: Worker, act: str, case: Case, at: datetime) -> None:
    record(by, Deed.CHANGED, act, persons=case.person_ids(), case_id=case.pk, at=at)
