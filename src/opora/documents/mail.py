"""Taking in mail: read, checked, stamped, kept; then given to the case it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.models import Body, Case
from opora.cases.numbers import next_number
from opora.documents.held_files import hold
from opora.documents.incoming_kinds import LETTER, incoming_of
from opora.documents.models import POSTED, Mail, MailFile
from opora.documents.registering import (
    Received,
    Upload,
    read_upload,
    refuse_future_day,
    register_received,
)
from opora.documents.storage import read_stored, store
from opora.organisation.access import STEPS, may, reach, require
from opora.organisation.models import Unit, Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person


@transaction.atomic
def take_in_mail(
    *,
    unit: Unit,
    upload: Upload,
    sender: str,
    subject: str,
    received_on: date,
    by: Worker,
    at: datetime,
    attachments: int = 0,
    channel: str = "",
    posted_on: date | None = None,
    from_person: Person | None = None,
    from_body: Body | None = None,
    case_number: str = "",
    kind: str = "",
    further: Sequence[Upload] = (),
) -> Mail:
    """Stamp a piece of mail: the next number of the centre's year, its day, its attachments.

    Several files may be kept of it: `upload` and those `further`; with its case each becomes a document.
    With the number of its case it becomes a document of that at once; without, it waits with the unit.
    Refused for a day to come, a posting after it, a file that is not what it claims or carries a virus, and a
    case there is none of. The number is taken last, in the transaction, so that none is lost or given twice.
    """
    require(by, "take_in_mail")
    _refuse_other_unit(unit, by)
    refuse_future_day(received_on, at, field="received_on")
    _refuse_impossible_posting(channel, posted_on, received_on)
    if not sender.strip():
        raise Refused(_("Write who sent it, as it stands on the envelope."), field="sender")
    case = _case(case_number, unit) if case_number.strip() else None
    received, *others = [read_upload(each) for each in (upload, *further)]
    for each in (received, *others):
        hold(each.content)
    mail = Mail.objects.create(
        centre=unit.centre,
        unit=unit,
        received_on=received_on,
        channel=channel,
        posted_on=posted_on,
        from_person=from_person,
        from_body=from_body,
        sender=sender.strip()[:200],
        subject=subject.strip()[:200] or received.file_name,
        attachments=attachments,
        file_name=received.file_name,
        media_type=received.media_type,
        size=len(received.content),
        sha256=store(received.content, root=settings.OPORA_DOCUMENTS),
        is_checked_for_viruses=received.is_checked,
        taken_in_by=by,
        taken_in_at=at,
        year=received_on.year,
        sequence=next_number(f"mail/{unit.centre.code}/{received_on.year}"),
    )
    for place, each in enumerate(others, start=2):
        _keep_further(mail, place, each)
    _log(mail, "take_in_mail", by, at)
    if case is not None:
        _give(mail, case, received, kind=kind, by=by, at=at)
    return mail


@transaction.atomic
def assign_mail(mail: Mail, *, case_number: str, by: Worker, at: datetime, kind: str = "") -> Mail:
    """Give mail that waits to the case with this number: it becomes a document of it.

    The number is enough: who assigns mail need not see a sealed case. Refused where the mail has its case
    already, and for a case that is closed or that the centre does not have.
    """
    mail = Mail.objects.select_for_update(of=("self",)).select_related("unit__centre").get(pk=mail.pk)
    require(by, _step_of_assigning(mail, by))
    if mail.case_id is not None:
        raise Refused(_("This mail is assigned already. Look at its case."))
    case = _case(case_number, mail.unit)
    _give(mail, case, _stored(mail), kind=kind, by=by, at=at)
    return mail


@transaction.atomic
def name_mail(mail: Mail, *, kind: str, by: Worker, at: datetime) -> Mail:
    """Say which document of its case's task a piece of mail is, so that its deadlines begin.

    Refused where the mail has no case yet, and for a document the task does not know.
    """
    mail = Mail.objects.select_for_update(of=("self",)).select_related("case", "document").get(pk=mail.pk)
    if mail.case is None or mail.document is None:
        raise Refused(_("This mail has no case yet. Assign it first."))
    require(by, "register_document", case=mail.case)
    if kind not in {each.key for each in incoming_of(mail.case)}:
        raise Refused(_("Cases of this kind have no such document. Choose one from the list."), field="kind")
    mail.document.kind = kind
    mail.document.save(update_fields=["kind"])
    _log(mail, "name_mail", by, at)
    refresh_deadlines(mail.case, on=timezone.localdate(at))
    return mail


def may_assign(mail: Mail, by: Worker) -> bool:
    """Whether this worker says which case the mail belongs to."""
    return mail.case_id is None and may(by, _step_of_assigning(mail, by))


def _step_of_assigning(mail: Mail, by: Worker) -> str:
    """Who stamped it may say its case later, as they may at once."""
    return "take_in_mail" if mail.taken_in_by_id == by.pk else "assign_mail"


def _give(mail: Mail, case: Case, received: Received, *, kind: str, by: Worker, at: datetime) -> None:
    mail.document = register_received(
        case, received, kind=kind or LETTER, title=mail.subject, by=by, on=mail.received_on, at=at
    )
    for each in mail.further.all():
        each.document = register_received(
            case, _stored(each), kind=LETTER, title=each.file_name, by=by, on=mail.received_on, at=at
        )
        each.save(update_fields=["document"])
    mail.case, mail.assigned_by, mail.assigned_at = case, by, at
    mail.save(update_fields=["document", "case", "assigned_by", "assigned_at"])
    _log(mail, "assign_mail", by, at)


def _keep_further(mail: Mail, place: int, received: Received) -> None:
    MailFile.objects.create(
        mail=mail,
        place=place,
        file_name=received.file_name,
        media_type=received.media_type,
        size=len(received.content),
        sha256=store(received.content, root=settings.OPORA_DOCUMENTS),
        is_checked_for_viruses=received.is_checked,
    )


def _stored(kept: Mail | MailFile) -> Received:
    content = read_stored(kept.sha256, root=settings.OPORA_DOCUMENTS)
    return Received(kept.file_name, kept.media_type, content, kept.is_checked_for_viruses)


def _case(number: str, unit: Unit) -> Case:
    case = Case.objects.filter(centre=unit.centre, number="".join(number.split())).first()
    if case is None:
        raise Refused(
            _("The centre has no case with this number. Check it, or leave it empty: the mail then waits."),
            field="case_number",
        )
    if case.state not in STEPS["register_document"].case:
        raise Refused(
            _("This case is closed. Open it again or open a new one, and assign the mail to that."),
            field="case_number",
        )
    return case


def _refuse_impossible_posting(channel: str, posted_on: date | None, received_on: date) -> None:
    if posted_on is None:
        return
    if channel not in POSTED:
        raise Refused(
            _("The day of posting belongs to mail that came by post. Choose post, or leave the day empty."),
            field="posted_on",
        )
    if posted_on > received_on:
        raise Refused(
            _("It cannot be posted after it came. Correct the day on the postmark or the day it came."),
            field="posted_on",
        )


def _refuse_other_unit(unit: Unit, by: Worker) -> None:
    found = reach(by, "take_in_mail")
    if unit.pk not in found.units and found.centre != unit.centre_id:
        raise Refused(_("You take in mail for your own unit. Choose it."), field="unit")


def _log(mail: Mail, key: str, by: Worker, at: datetime) -> None:
    persons = [mail.from_person_id] if mail.from_person_id else []
    detail = {"mail": mail.pk, "number": mail.number}
    record(by, Deed.CREATED, key, persons=persons, case_id=mail.case_id, detail=detail, at=at)
