"""Referrals (napotitve): a person sent on to another body or service, and what came of it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Body, Case, Referral
from opora.cases.timeline import add_event
from opora.catalogue import catalogue
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person


@transaction.atomic
def refer(
    case: Case,
    *,
    person: Person | None,
    to_body: Body | None = None,
    to_name: str = "",
    why: str,
    on: date,
    by: Worker,
    at: datetime,
) -> Referral:
    """Send a person on. Refused without an addressee or a reason, and for somebody who is not in the case."""
    require(by, "refer", case=case, on=timezone.localdate(at))
    if to_body is None and not to_name.strip():
        raise Refused(_("Name the body or service the person is sent to."), field="to_name")
    if not why.strip():
        raise Refused(_("Write what the person is sent there for."), field="why")
    if on > timezone.localdate(at):
        raise Refused(_("A referral cannot be in the future. Correct the day."), field="on")
    if person is not None and person.pk not in case.person_ids():
        raise Refused(_("This person has no part in the case. Add them as a party first."), field="person")
    made = Referral.objects.create(
        case=case, person=person, to_body=to_body, to_name=to_name.strip(), why=why.strip(), on=on, by=by
    )
    add_event(case, "referred", by=by, at=at, who=str(to_body or made.to_name))
    record(by, Deed.CREATED, "refer", persons=[person] if person else [], case_id=case.pk, at=at)
    return made


@transaction.atomic
def enter_result(referral: Referral, *, result: str, on: date, by: Worker, at: datetime) -> Referral:
    """What came of a referral. Refused for an unknown word, and for a day before the referral or to come."""
    referral = Referral.objects.select_for_update(of=("self",)).select_related("case").get(pk=referral.pk)
    require(by, "refer", case=referral.case, on=timezone.localdate(at))
    if result not in catalogue().code_lists["result_of_referral"]:
        raise Refused(_("Choose one from the list."), field="result")
    if not referral.on <= on <= timezone.localdate(at):
        raise Refused(
            _("The result is known between the day of the referral and today. Correct the day."), field="on"
        )
    referral.result, referral.result_on = result, on
    referral.save(update_fields=["result", "result_on"])
    add_event(referral.case, "referral_ended", by=by, at=at, who=str(referral.to_body or referral.to_name))
    record(by, Deed.CHANGED, "enter_referral_result", case_id=referral.case_id, at=at)
    return referral
