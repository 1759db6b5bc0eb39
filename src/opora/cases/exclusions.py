"""Excluding an officer from a case (izločitev, ZUP 35 to 41): told, decided by the head, or known before.

A ground of ZUP 35 bars the officer at once; doubt for any other reason bars once the head decided (ZUP 36).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.barring import ground_against as ground_of
from opora.cases.models import Case, Exclusion, ExclusionGround, StepState, Tie
from opora.cases.timeline import add_event
from opora.organisation.access import may, require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.people.reasons import refuse_empty_words

__all__ = [
    "confirm_exclusion", "declare_tie", "end_tie", "exclude", "excluded_among", "ground_of", "lift_exclusion",
    "refuse_excluded",
]  # fmt: skip


@transaction.atomic
def exclude(
    case: Case, worker: Worker, *, ground: ExclusionGround | str, reason: str, by: Worker, at: datetime
) -> Exclusion:
    """Tell why the worker should not act in the case; whoever assigns cases decides on it at once.

    Anybody who works there may tell it of themselves or of somebody else. A ground of ZUP 35 takes the case
    and its planned steps from the worker now, and the head decides after that. Refused without a reason, for
    an unknown ground, for a worker of another centre, and where it was told already.
    """
    case = _locked(case)
    on = timezone.localdate(at)
    require(by, "exclude_worker", case=case, on=on)
    refuse_empty_words(reason)
    _refuse_unknown(ground, set(ExclusionGround.values))
    if worker.centre_id != case.centre_id:
        raise Refused(_("%(worker)s works at another centre.") % {"worker": worker}, field="worker")
    if present := case.exclusions.standing().filter(worker=worker).first():
        raise Refused(_told_already(present), field="worker")
    decides = by.pk != worker.pk and may(by, "assign_case", case=case, on=on)
    told = Exclusion.objects.create(
        case=case,
        worker=worker,
        ground=ground,
        reason=reason.strip()[:500],
        by=by,
        at=at,
        confirmed_at=at if decides else None,
        confirmed_by=by if decides else None,
    )
    if told.is_in_force:
        _take_from(case, worker, at)
    _tell("worker_excluded" if told.is_in_force else "exclusion_asked", told, by, at, told.reason)
    _log(by, "exclude_worker", case, at)
    return told


@transaction.atomic
def confirm_exclusion(exclusion: Exclusion, *, by: Worker, at: datetime) -> Exclusion:
    """Decide that the worker is excluded (ZUP 38); whatever they still have in the case ends.

    Refused to the worker themselves, and where it was decided already.
    """
    exclusion = _locked_to_decide(exclusion, by, at)
    if exclusion.confirmed_at is not None:
        raise Refused(_("It was decided already that %(worker)s is excluded.") % {"worker": exclusion.worker})
    exclusion.confirmed_at, exclusion.confirmed_by = at, by
    exclusion.save(update_fields=["confirmed_at", "confirmed_by"])
    _take_from(_locked(exclusion.case), exclusion.worker, at)
    _tell("exclusion_confirmed", exclusion, by, at, exclusion.reason)
    _log(by, "confirm_exclusion", exclusion.case, at)
    return exclusion


@transaction.atomic
def lift_exclusion(exclusion: Exclusion, *, reason: str, by: Worker, at: datetime) -> Exclusion:
    """Let the worker act again, as when the ground did not hold. Refused to the worker themselves."""
    exclusion = _locked_to_decide(exclusion, by, at)
    refuse_empty_words(reason)
    exclusion.lifted_at, exclusion.lifted_by, exclusion.lifted_reason = at, by, reason.strip()[:500]
    exclusion.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    _tell("exclusion_lifted", exclusion, by, at, exclusion.lifted_reason)
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
    require(by, "declare_tie", on=timezone.localdate(at))
    _refuse_unknown(ground, {Tie.THEMSELVES, *ExclusionGround.values})
    told = {"ground": ground, "told_at": at, "ended_at": None, "ended_reason": ""}
    tie, _is_new = Tie.objects.update_or_create(worker=worker, person=person, defaults=told)
    record(by, Deed.CHANGED, "declare_tie", persons=[person], at=at)
    return tie


@transaction.atomic
def end_tie(tie: Tie, *, reason: str, by: Worker, at: datetime) -> Tie:
    """Take back what was told by mistake, with the reason. Refused to anybody but the worker."""
    tie = Tie.objects.select_for_update(of=("self",)).select_related("person").get(pk=tie.pk)
    if by.pk != tie.worker_id:
        raise Refused(_("Only %(worker)s can declare this.") % {"worker": tie.worker}, field="worker")
    refuse_empty_words(reason)
    if tie.ended_at is not None:
        raise Refused(_("This was taken back already."))
    tie.ended_at, tie.ended_reason = at, reason.strip()[:500]
    tie.save(update_fields=["ended_at", "ended_reason"])
    record(by, Deed.CHANGED, "end_tie", persons=[tie.person], at=at)
    return tie


def excluded_among(workers: Iterable[Worker], case: Case) -> set[int]:
    """The keys of those who may not act in the case; only who told of ties is looked at one by one."""
    by_key = {worker.pk: worker for worker in workers}
    told = Exclusion.objects.in_force().filter(case=case, worker__in=by_key)
    out = set(told.values_list("worker", flat=True))
    tied = (
        Tie.objects.standing()
        .filter(worker__in=by_key)
        .exclude(worker__in=out)
        .values_list("worker", flat=True)
    )
    return out | {key for key in tied.distinct() if ground_of(by_key[key], case)}


def refuse_excluded(worker: Worker, case: Case, *, field: str | None = None) -> None:
    """Refused where the officer is excluded, with the ground and the way forward."""
    if ground := ground_of(worker, case):
        raise Refused(
            _(
                "%(worker)s is excluded from this case: %(ground)s (ZUP 35 and 36). Choose another worker; "
                "where nobody of the unit is left, hand the case to another unit."
            )
            % {"worker": worker, "ground": ground},
            field=field,
            about=worker,
        )


def _told_already(present: Exclusion) -> str:
    if present.is_in_force:
        return _("%(worker)s is excluded from this case already.") % {"worker": present.worker}
    return _("This was told of %(worker)s already. The head of the unit decides on it.") % {
        "worker": present.worker
    }


def _locked(case: Case) -> Case:
    rows = Case.objects.select_for_update(of=("self",)).select_related("centre", "unit")
    return rows.get(pk=case.pk)


def _locked_to_decide(exclusion: Exclusion, by: Worker, at: datetime) -> Exclusion:
    rows = Exclusion.objects.select_for_update(of=("self",)).select_related("case", "worker")
    exclusion = rows.get(pk=exclusion.pk)
    if exclusion.worker_id == by.pk:
        raise Refused(_("This is about you, so somebody else decides on it."))
    require(by, "assign_case", case=exclusion.case, on=timezone.localdate(at))
    if exclusion.lifted_at is not None:
        raise Refused(_("This exclusion was lifted already."))
    return exclusion


def _take_from(case: Case, worker: Worker, at: datetime) -> None:
    """Whatever the worker had in the case ends: it, the way into it, the team, the plans."""
    if case.assigned_to_id == worker.pk:
        case.assigned_to = None
        case.save(update_fields=["assigned_to"])
    case.accesses.filter(worker=worker, from_at__lte=at, until_at__gt=at).update(until_at=at)
    case.team.filter(worker=worker, until=None).update(until=timezone.localdate(at))
    case.steps.filter(planned_for=worker, state=StepState.PLANNED).update(planned_for=None)


def _refuse_unknown(ground: str, known: set[str]) -> None:
    if ground not in known:
        raise Refused(_("There is no such ground. Choose one from the list."), field="ground")


def _tell(key: str, told: Exclusion, by: Worker, at: datetime, reason: str) -> None:
    who = str(told.worker)
    add_event(told.case, key, by=by, at=at, worker=told.worker_id, who=who, reason=reason)


def _log(by: Worker, act: str, case: Case, at: datetime) -> None:
    record(by, Deed.CHANGED, act, persons=case.person_ids(), case_id=case.pk, at=at)
