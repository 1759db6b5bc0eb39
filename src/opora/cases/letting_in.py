"""Access to a case beyond roles: letting somebody in, and breaking the glass with a reason."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import yaml
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Access, Case
from opora.cases.timeline import add_event
from opora.organisation.access import may, reach, require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.reasons import refuse_empty_words

_TIMES = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
GLASS_STAYS_BROKEN = timedelta(hours=_TIMES["glass_stays_broken_hours"])
LONGEST_STAY = timedelta(days=_TIMES["longest_stay_days"])
TEAM_STAY = timedelta(days=_TIMES["team_stay_days"])


@transaction.atomic
def let_in(
    case: Case, *, worker: Worker, reason: str, by: Worker, from_at: datetime, until_at: datetime
) -> Access:
    """Let a worker into a case for a time.

    Refused without a reason, for oneself, for longer than `LONGEST_STAY`, for another centre's worker, for
    one whose role covers no cases, and for the one to whom the case is assigned. Whoever was let in
    themselves lets nobody in: the access of others is not theirs to give.
    """
    require(by, "let_in", case=case, on=timezone.localdate(from_at))
    _refuse_a_guest(case, by, timezone.localdate(from_at))
    if worker.pk == by.pk:
        raise Refused(
            _("You cannot let yourself in. Ask the worker who has the case, or the head of its unit."),
            field="worker",
        )
    if not reason.strip():
        raise Refused(_("Write why this worker needs the case."), field="reason")
    if until_at <= from_at:
        raise Refused(_("The access would end before it begins. Choose a later end."), field="until_at")
    if until_at - from_at > LONGEST_STAY:
        raise Refused(
            ngettext(
                "A worker is let in for at most %(count)d day. Choose an earlier end.",
                "A worker is let in for at most %(count)d days. Choose an earlier end.",
                LONGEST_STAY.days,
            )
            % {"count": LONGEST_STAY.days},
            field="until_at",
        )
    if worker.centre_id != case.centre_id:
        raise Refused(_("%(worker)s works at another centre.") % {"worker": worker}, field="worker")
    if worker.pk == case.assigned_to_id:
        raise Refused(_("The case is assigned to %(worker)s.") % {"worker": worker}, field="worker")
    if reach(worker, "see_case", timezone.localdate(from_at)).is_empty:
        raise Refused(
            _("The role of %(worker)s covers no cases. Choose somebody who works with cases.")
            % {"worker": worker},
            field="worker",
        )
    access = Access.objects.create(
        case=case, worker=worker, reason=reason.strip(), given_by=by, from_at=from_at, until_at=until_at
    )
    add_event(
        case, "worker_let_in", by=by, at=from_at, worker=worker.pk, who=str(worker), reason=access.reason
    )
    record(by, Deed.CHANGED, "let_in", persons=_persons(case), case_id=case.pk, at=from_at)
    return access


@transaction.atomic
def end_access(access: Access, *, by: Worker, at: datetime) -> Access:
    """Take back what lets a worker into a case, also a broken glass.

    Refused once it has ended by itself, for one's own broken glass, and to whoever was let in themselves.
    """
    access = Access.objects.select_for_update(of=("self",)).select_related("case", "worker").get(pk=access.pk)
    require(by, "let_in", case=access.case, on=timezone.localdate(at))
    _refuse_a_guest(access.case, by, timezone.localdate(at))
    if access.broke_glass and access.worker_id == by.pk:
        raise Refused(
            _(
                "You opened this case with a reason yourself. It ends by itself, or the head of the unit "
                "ends it."
            )
        )
    if not access.is_open(at):
        raise Refused(_("This access has already ended. Look at the page again."))
    access.until_at = max(access.from_at, at)
    access.save(update_fields=["until_at"])
    add_event(access.case, "access_ended", by=by, at=at, worker=access.worker_id, who=str(access.worker))
    record(by, Deed.CHANGED, "end_access", persons=_persons(access.case), case_id=access.case_id, at=at)
    return access


@transaction.atomic
def break_glass(case: Case, *, by: Worker, reason: str, at: datetime | None = None) -> Access:
    """Open a case that one may not see, for some hours, with a reason that everybody concerned can read.

    The assigned worker sees it in the timeline, the auditor in the log; who watches over it is told until
    they have looked (`broken_glass`). Refused to roles that may not, for another centre's case, and for a
    reason of a word or two (`refuse_empty_words`).
    """
    at = at or timezone.now()
    require(by, "break_glass", on=timezone.localdate(at))
    if case.centre_id != by.centre_id:
        raise Refused(_("This case belongs to another centre. Ask that centre."))
    reason = reason.strip()
    refuse_empty_words(reason)
    access = Access.objects.create(
        case=case,
        worker=by,
        reason=reason[:300],
        broke_glass=True,
        given_by=by,
        from_at=at,
        until_at=at + GLASS_STAYS_BROKEN,
    )
    add_event(case, "glass_broken", by=by, at=at, reason=access.reason)
    record(
        by,
        Deed.BROKE_GLASS,
        "break_glass",
        persons=_persons(case),
        case_id=case.pk,
        purpose=reason[:200],
        at=at,
    )
    return access


def may_let_in(by: Worker, case: Case) -> bool:
    """Whether the case is the worker's to let others into: assigned, or of their unit or centre."""
    return may(by, "let_in", case=case) and not _is_guest(case, by, timezone.localdate())


def _refuse_a_guest(case: Case, by: Worker, on: date) -> None:
    if _is_guest(case, by, on):
        raise Refused(
            _(
                "You were let into this case yourself, so others are not yours to let in. Ask the worker "
                "who has the case, or the head of its unit."
            )
        )


def _is_guest(case: Case, by: Worker, on: date) -> bool:
    if case.assigned_to_id == by.pk:
        return False
    found = reach(by, "let_in", on)
    return bool(case.seal) or not found.holds_in(case)


def _persons(case: Case) -> list[int]:
    return case.person_ids()
