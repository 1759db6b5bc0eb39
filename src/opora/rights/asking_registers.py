"""Asking the registers for an application: the look-ups, and the term they must be asked within."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from opora.cases.deadlines import deadline_of, meet_deadline
from opora.organisation.models import Worker
from opora.rights.models import Application
from opora.rights.situations import members_of
from opora.sources.asking import ask_all
from opora.sources.models import LookUp, LookUpState
from opora.sources.registers import REGISTERS

FETCHING = "fetch_records"


@transaction.atomic
def ask_all_registers(application: Application, *, by: Worker, at: datetime) -> list[LookUp]:
    """Ask every register about everybody in the application.

    With the asking the term of ZUP 139 is met: data from official records are to be asked for at once.
    """
    look_ups = ask_all(
        case_id=application.case_id,
        persons=members_of(application),
        filed_on=application.filed_on,
        by=by,
        at=at,
    )
    if running := deadline_of(application.case, FETCHING):
        meet_deadline(running, on=timezone.localdate(at))
    return look_ups


def have_registers_spoken(application: Application) -> bool:
    """Whether every register was asked about everybody with an EMŠO, and has answered or failed.

    What a failed look-up would have told may be asked of the party; a register still to answer may tell it.
    """
    giving = {source for source, register in REGISTERS.items() if register.facts}
    wanted = {(person.pk, source) for person in members_of(application) if person.emso for source in giving}
    spoken = LookUp.objects.filter(case_id=application.case_id).exclude(
        state__in=[LookUpState.NOT_ASKED, LookUpState.PENDING]
    )
    return wanted <= set(spoken.values_list("person_id", "source"))
