"""Opening a case: checked whole, then number, parties, deadlines and timeline in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import keep_version
from opora.cases.deadlines import start_deadlines_of_filing
from opora.cases.jurisdiction import refuse_wrong_unit
from opora.cases.models import Case, Party, PartyRole
from opora.cases.numbers import next_number
from opora.cases.timeline import add_event
from opora.catalogue import Task, catalogue
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.people.withholding import is_hidden

Parties = Sequence[tuple[Person, str]]


@transaction.atomic
def open_case(
    *,
    task: str,
    unit: Unit,
    title: str,
    parties: Parties,
    opened_by: Worker,
    opened_on: date,
    seal: str = "",
    unit_reason: str = "",
    at: datetime | None = None,
) -> Case:
    """Give a matter its number, parties and deadlines, under the present catalogue.

    Refused, with nothing saved: a task that is not in force or has no classification sign, a party named
    twice in a role or in a role the task does not know, an unknown kind of seal, and a unit that does not
    serve the applicant's residence, unless `unit_reason` says why the case belongs there all the same.
    The timeline keeps that reason; for a protected residence it asks the head to check the unit.
    """
    at = at or timezone.now()
    definition = _task(task, opened_on)
    _refuse_wrong_parties(definition, parties)
    seal = seal or definition.seal or ""
    _refuse_unknown_seal(seal)
    applicants = [person for person, role in parties if role == PartyRole.APPLICANT]
    by_residence = definition.unit_by == "residence_of_applicant"
    is_for_the_head = by_residence and any(is_hidden(person, opened_on) for person in applicants)
    if by_residence and not is_for_the_head and not unit_reason.strip():
        for person in applicants:
            refuse_wrong_unit(person, unit, opened_on)
    case = _numbered(definition, task, unit, title, opened_by, opened_on, seal, at)
    Party.objects.bulk_create([Party(case=case, person=person, role=role) for person, role in parties])
    start_deadlines_of_filing(case, filed_on=opened_on)
    detail = {"unit_reason": unit_reason.strip()} if unit_reason.strip() else {}
    add_event(case, "case_opened", by=opened_by, at=at, **detail)
    if is_for_the_head:
        add_event(case, "unit_to_be_checked", by=opened_by, at=at, reason=unit_reason.strip())
    elif unit_reason.strip():
        add_event(case, "unit_not_checked", by=opened_by, at=at, reason=unit_reason.strip())
    persons = [person for person, _role in parties]
    record(opened_by, Deed.CREATED, "open_case", persons=persons, case_id=case.pk, at=at)
    return case


def case_number(sign: str, sequence: int, year: int) -> str:
    """The number as it is printed: 1232-15/2026.

    >>> case_number("1232", 15, 2026)
    '1232-15/2026'
    """
    return f"{sign}-{sequence}/{year}"


def _numbered(
    definition: Task,
    task: str,
    unit: Unit,
    title: str,
    opened_by: Worker,
    opened_on: date,
    seal: str,
    at: datetime,
) -> Case:
    """Every centre keeps its own records, so its cases are counted apart: by sign and year."""
    if definition.classification is None:
        raise Refused(_("Cases of this kind have no classification sign yet. Ask the administrator for it."))
    sign = definition.classification.sign
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
        seal=seal,
        opened_on=opened_on,
        opened_by=opened_by,
    )


def _task(key: str, on: date) -> Task:
    try:
        return catalogue().task(key, on=on)
    except KeyError:
        raise Refused(
            _("The catalogue has no such task on that day. Choose a task from the list."), field="task"
        ) from None


def _refuse_wrong_parties(task: Task, parties: Parties) -> None:
    if not parties:
        raise Refused(_("A case is about somebody. Add at least one person."), field="parties")
    named = [(person.pk, role) for person, role in parties]
    if len(set(named)) < len(named):
        raise Refused(_("A person is named twice in the same role. Leave them in once."), field="parties")
    known = {role.key for role in task.roles}
    for _person, role in parties:
        if known and role not in known:
            raise Refused(
                _("A case of this kind knows no such role. Choose one from the list."), field="parties"
            )


def _refuse_unknown_seal(seal: str) -> None:
    if seal and seal not in {kind.key for kind in catalogue().seals}:
        raise Refused(_("No cases are sealed for such a reason. Choose one from the list."), field="seal")
