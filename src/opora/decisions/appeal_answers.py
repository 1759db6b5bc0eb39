"""The other side has its say on an appeal: it is sent to the opposing parties with a term (ZUP art. 241)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.decisions.appeals import (
    ANSWER,
    FORWARDING,
    locked_appeal,
    start_term,
)
from opora.decisions.chronicle import chronicle
from opora.decisions.models import Appeal, AppealState
from opora.decisions.opposing import opposing_parties
from opora.law.procedure import appeal_answer_days, appeal_answer_due, appeal_forwarding_due
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


@transaction.atomic
def ask_for_answers(appeal: Appeal, *, served_on: date, days: int, by: Worker, at: datetime) -> Appeal:
    """The appeal was served on the opposing parties; their term runs, and the centre's own from its end.

    Refused where nobody stands on the other side, once the appeal has gone on, for a term that the law does
    not know, and for a day before the appeal came or still to come.
    """
    appeal = locked_appeal(appeal)
    case = appeal.decision.case
    require(by, "record_service", case=case)
    if appeal.state != AppealState.RECEIVED or appeal.fault:
        raise Refused(_("Only an appeal that the centre still deals with is sent to the opposing party."))
    if not opposing_parties(appeal):
        raise Refused(_("Nobody in this case stands on the other side, so nobody has to answer."))
    if not appeal.received_on <= served_on <= timezone.localdate(at):
        raise Refused(
            _("The appeal is served between the day it came and today. Correct the day."), field="served_on"
        )
    shortest, longest = appeal_answer_days(served_on)
    if not shortest <= days <= longest:
        raise Refused(
            _("The term for the answer is {shortest} to {longest} days (ZUP 241). Correct it.").format(
                shortest=shortest, longest=longest
            ),
            field="days",
        )
    until = appeal_answer_due(served_on, days)
    appeal.answer_until = until.day
    appeal.save(update_fields=["answer_until"])
    start_term(case, ANSWER, until, appeal, on=served_on)
    start_term(case, FORWARDING, appeal_forwarding_due(until.day), appeal, on=served_on)
    chronicle(appeal.decision, "appeal_sent_to_opposing", by=by, at=at, appeal=appeal.pk, days=days)
    return appeal
