"""Taking over a sent case that is an application: the centre there goes on with what the family filed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from opora.cases.models import Case, Transfer
from opora.cases.receiving import take_over_transfer
from opora.organisation.models import Worker
from opora.rights.models import Application


@transaction.atomic
def take_over_sent(
    transfer: Transfer,
    *,
    received_on: date,
    by: Worker,
    at: datetime,
    assigned_to: Worker | None = None,
    into: Case | None = None,
) -> Transfer:
    """The same as `take_over_transfer`; an application comes along, filed when it was filed (ZUP 65)."""
    taken = take_over_transfer(
        transfer, received_on=received_on, by=by, at=at, assigned_to=assigned_to, into=into
    )
    sent = Application.objects.filter(case=taken.case_id).first()
    if sent is not None and into is None and taken.continued_in is not None:
        Application.objects.create(
            case=taken.continued_in,
            applicant=sent.applicant,
            dwelling=sent.dwelling,
            rights=sent.rights,
            channel=sent.channel,
            filed_on=sent.filed_on,
            completed_on=sent.completed_on,
            household=sent.household,
        )
    return taken
