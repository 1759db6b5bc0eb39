"""Asking the registers about the people of a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.sources.asked_for import AskedFor
from opora.sources.jobs import defer_look_ups
from opora.sources.models import LookUp, LookUpState
from opora.sources.registers import REGISTERS, SETTINGS


@transaction.atomic
def ask_register(
    *, case_id: int, person: Person, source: str, filed_on: date, by: Worker, at: datetime
) -> LookUp:
    """Ask one register about one person; asking again replaces the question before.

    Refused for a person without an EMŠO (EMŠO is how registers know people) and for an unknown register.
    """
    if source not in REGISTERS:
        raise Refused(_("Opora knows no such register. Choose one from the list."), field="source")
    if not person.emso:
        raise Refused(
            _(
                "%(person)s has no EMŠO, so no register can be asked. Add the EMŠO to the person's record, "
                "or enter the facts from evidence."
            )
            % {"person": person}
        )
    return _ask(case_id, [(person, source)], filed_on, by, at)[0]


@transaction.atomic
def ask_all(
    *, case_id: int, persons: Iterable[Person], filed_on: date, by: Worker, at: datetime
) -> list[LookUp]:
    """Ask every register that gives facts about everybody who has an EMŠO.

    Those without one stay "not asked": the panel says why, and nobody else is held up.
    """
    askable = [person for person in persons if person.emso]
    giving = [source for source, register in REGISTERS.items() if register.facts]
    return _ask(case_id, [(person, source) for person in askable for source in giving], filed_on, by, at)


def _ask(
    case_id: int, questions: list[tuple[Person, str]], filed_on: date, by: Worker, at: datetime
) -> list[LookUp]:
    if not questions:
        return []
    asked_for = AskedFor.before_filing(
        filed_on, months=SETTINGS.months_before_filing, years=SETTINGS.years_before_filing
    )
    persons = {person.pk: person for person, _source in questions}
    look_ups = _rows(case_id, questions)
    asked = {
        "state": LookUpState.PENDING,
        "asked_for": asked_for.to_json(),
        "asked_by": by,
        "asked_at": at,
        "attempts": 0,
        "failure": "",
    }
    LookUp.objects.filter(pk__in=[each.pk for each in look_ups]).update(
        **asked, times_asked=F("times_asked") + 1
    )
    for look_up in look_ups:
        look_up.times_asked += 1
        for field, value in asked.items():
            setattr(look_up, field, value)
    defer_look_ups(look_up.pk for look_up in look_ups)
    record(
        by,
        Deed.FETCHED,
        "ask_registers",
        persons=persons,
        case_id=case_id,
        detail={"sources": sorted({source for _person, source in questions})},
    )
    return look_ups


def _rows(case_id: int, questions: list[tuple[Person, str]]) -> list[LookUp]:
    """The rows of these questions, made where they are missing, locked until the transaction ends."""
    LookUp.objects.bulk_create(
        [LookUp(case_id=case_id, person=person, source=source) for person, source in questions],
        ignore_conflicts=True,
    )
    wanted = {(person.pk, source) for person, source in questions}
    rows = LookUp.objects.select_for_update().filter(case_id=case_id, person__in={pk for pk, _s in wanted})
    return [row for row in rows.order_by("pk") if (row.person_id, row.source) in wanted]
