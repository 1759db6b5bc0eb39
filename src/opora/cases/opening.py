"""Opening a case: checked whole, then number, parties, deadlines and timeline in one transaction."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.assigning import give
from opora.cases.catalogue_versions import keep_version
from opora.cases.classification import sign_of
from opora.cases.deadline_rules import begin_deadlines
from opora.cases.guardians import refuse_kept_from_guardianship
from opora.cases.jurisdiction import persons_who_decide_the_unit, refuse_wrong_unit
from opora.cases.links import number_told
from opora.cases.listed import refuse_unlisted
from opora.cases.models import Case, CaseLink, LinkKind, Party
from opora.cases.numbers import next_number
from opora.cases.protection import protect_the_sheltered
from opora.cases.taking_part import (
    Parties,
    parties_of,
    parties_offered,
    persons_among,
    refuse_wrong_parties,
)
from opora.cases.timeline import add_event
from opora.catalogue import Task, catalogue
from opora.organisation.access import require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.withholding import is_hidden

__all__ = ["Parties", "case_number", "open_case", "parties_offered", "task_to_open"]


@transaction.atomic
def open_case(
    *,
    task: str,
    unit: Unit,
    title: str,
    parties: Parties,
    opened_by: Worker,
    opened_on: date,
    opened_how: str = "",
    is_urgent: bool = False,
    grew_out_of: Case | None = None,
    assigned_to: Worker | None = None,
    seal: str = "",
    unit_reason: str = "",
    at: datetime | None = None,
) -> Case:
    """Give a matter its number, parties and deadlines, under the present catalogue.

    Refused, with nothing saved: a unit of another centre; a task that is not in force, was removed or has no
    classification sign; parties that do not fit its roles (`taking_part`); a way of opening it does not
    know; an unknown kind of seal; a worker who is not fit for it; and a unit that does not serve the
    residence that decides, unless `unit_reason` says why the case belongs there all the same. The timeline
    keeps that reason; for a protected residence it asks the head to check the unit.
    """
    at = at or timezone.now()
    require(opened_by, "open_case", on=timezone.localdate(at))
    _refuse_other_centre(unit, opened_by)
    definition = task_to_open(task, opened_on)
    refuse_wrong_parties(definition, parties)
    refuse_kept_from_guardianship(definition, parties, on=opened_on)
    refuse_unlisted(definition, parties, centre=unit.centre, on=opened_on)
    _refuse_unknown_way(definition, opened_how)
    seal = seal or definition.seal or ""
    _refuse_unknown_seal(seal)
    if grew_out_of is not None:
        require(opened_by, "see_case", case=grew_out_of, on=timezone.localdate(at))
    deciding = persons_who_decide_the_unit(definition, parties)
    is_for_the_head = any(is_hidden(person, opened_on) for person in deciding)
    if not is_for_the_head and not unit_reason.strip():
        for person in deciding[:1]:  # of several victims or children the first named decides
            refuse_wrong_unit(person, unit, opened_on)
    case = _numbered(definition, task, unit, title, opened_by, opened_on, seal, opened_how, is_urgent, at)
    taking_part = Party.objects.bulk_create(parties_of(case, parties))
    _tell(case, opened_by, at, unit_reason.strip(), is_for_the_head)
    if grew_out_of is not None:
        CaseLink.objects.create(
            case=case, other=grew_out_of, kind=LinkKind.GREW_OUT_OF, made_by=opened_by, made_at=at
        )
        add_event(grew_out_of, "case_grew", by=opened_by, at=at, later=case.pk, number=number_told(case))
    if assigned_to is not None:
        give(case, to=assigned_to, by=opened_by, at=at)
    protect_the_sheltered(definition, taking_part, by=opened_by)
    begin_deadlines(case, on=opened_on)
    record(opened_by, Deed.CREATED, "open_case", persons=persons_among(parties), case_id=case.pk, at=at)
    return case


def case_number(sign: str, sequence: int, year: int) -> str:
    """The number as it is printed: 1232-15/2026.

    >>> case_number("1232", 15, 2026)
    '1232-15/2026'
    """
    return f"{sign}-{sequence}/{year}"


def task_to_open(key: str, on: date) -> Task:
    """The version of a task under which a case is opened on a day.

    Refused for a task the catalogue does not have, for one that ended or was removed, whose running cases go
    on under the version they keep, and before its first day; where that was never printed and no
    administrator has entered it, before the day it was published.
    """
    versions = catalogue().as_read.tasks.get(key, ())
    if not versions:
        raise _no_task(_("The catalogue has no such task on that day. Choose a task from the list."))
    for version in versions:
        if version.removed_on is not None and version.removed_on <= on:
            raise _ended(version, version.removed_on)
        if version.is_unpublished(on):
            raise _unpublished(version)
        if version.is_valid(on):
            return version
    for version in reversed(versions):
        if version.valid_until is not None and version.valid_until <= on:
            raise _ended(version, version.valid_until)
    raise Refused(
        _("On %(day)s the catalogue did not have “%(task)s” yet. Check the day, above all its year.")
        % {"day": date_format(on), "task": versions[0].name(get_language() or "en")},
        field="opened_on",
    )


def _unpublished(task: Task) -> Refused:
    assert task.published is not None
    return Refused(
        _(
            "“%(task)s” was published on %(day)s, and no case of it can be opened before that day. Check the "
            "day, above all its year."
        )
        % {"task": task.name(get_language() or "en"), "day": date_format(task.published)},
        field="opened_on",
    )


def _ended(task: Task, on: date) -> Refused:
    return _no_task(
        _(
            "“%(task)s” was removed from the catalogue on %(day)s. Its running cases go on to their end; "
            "a new one is opened under a task that is in force."
        )
        % {"task": task.name(get_language() or "en"), "day": date_format(on)}
    )


def _no_task(sentence: str) -> Refused:
    return Refused(sentence, field="task")


def _numbered(
    definition: Task,
    task: str,
    unit: Unit,
    title: str,
    opened_by: Worker,
    opened_on: date,
    seal: str,
    opened_how: str,
    is_urgent: bool,
    at: datetime,
) -> Case:
    """Every centre keeps its own records, so its cases are counted apart: by sign and year."""
    sign = sign_of(task, definition, centre=unit.centre, on=opened_on)
    if sign is None:
        raise Refused(_("Cases of this kind have no classification sign yet. Ask the administrator for it."))
    version = keep_version(at)
    sequence = next_number(f"case/{unit.centre.code}/{sign}/{opened_on.year}")
    return Case.objects.create(
        centre=unit.centre,
        unit=unit,
        classification=sign,
        sequence=sequence,
        year=opened_on.year,
        number=case_number(sign, sequence, opened_on.year),
        task=task,
        catalogue_version=version,
        title=title.strip() or definition.name(get_language() or "en"),
        **_beginning(definition),
        opened_how=opened_how,
        is_urgent=is_urgent or definition.urgent is not None,
        seal=seal,
        opened_on=opened_on,
        opened_by=opened_by,
    )


def _beginning(task: Task) -> dict[str, str]:
    """The stage every case of the task begins in, which may be to wait for the party."""
    return {"stage": task.stages[0].key, "state": task.stages[0].is_} if task.stages else {}


def _tell(case: Case, by: Worker, at: datetime, unit_reason: str, is_for_the_head: bool) -> None:
    detail = {"unit_reason": unit_reason} if unit_reason else {}
    add_event(case, "case_opened", by=by, at=at, **detail)
    if is_for_the_head:
        add_event(case, "unit_to_be_checked", by=by, at=at, reason=unit_reason)
    elif unit_reason:
        add_event(case, "unit_not_checked", by=by, at=at, reason=unit_reason)


def _refuse_other_centre(unit: Unit, by: Worker) -> None:
    if unit.centre_id != by.centre_id:
        raise Refused(
            _("%(unit)s belongs to another centre, which opens its own cases. Send the matter there.")
            % {"unit": unit},
            field="unit",
        )


def _refuse_unknown_way(task: Task, opened_how: str) -> None:
    if opened_how and opened_how not in task.opened_by:
        raise Refused(
            _("A case of this kind is not opened in this way. Choose one from the list."), field="opened_how"
        )


def _refuse_unknown_seal(seal: str) -> None:
    if seal and seal not in {kind.key for kind in catalogue().seals}:
        raise Refused(_("No cases are sealed for such a reason. Choose one from the list."), field="seal")
