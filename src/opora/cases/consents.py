"""What leaves a case only with consent: consents given and withdrawn, and the log of every disclosure.

A task says that it needs consent (first social aid, rulebook 001:52). What a law demands to be told is
told on that ground, and written down all the same.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Case, Consent, Disclosure
from opora.cases.timeline import add_event
from opora.cases.untold import refuse_barred
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person


@transaction.atomic
def give_consent(
    case: Case, *, person: Person, to_whom: str, what: str, on: date, by: Worker, at: datetime
) -> Consent:
    """Enter a person's consent. Refused for somebody who has no part in the case, and in general words."""
    require(by, "keep_consent", case=case, on=timezone.localdate(at))
    if person.pk not in case.person_ids():
        raise Refused(
            _("Only a person of the case consents in it. Choose one of its parties."), field="person"
        )
    if not to_whom.strip():
        raise Refused(_("Write to whom something may be told."), field="to_whom")
    if not what.strip():
        raise Refused(_("Write what may be told: a consent is for something definite."), field="what")
    if on > timezone.localdate(at):
        raise Refused(_("A consent cannot be in the future. Correct the day."), field="on")
    made = Consent.objects.create(
        case=case, person=person, to_whom=to_whom.strip(), what=what.strip(), given_on=on, by=by
    )
    add_event(case, "consent_given", by=by, at=at, consent=made.pk)
    record(by, Deed.CREATED, "give_consent", persons=[person], case_id=case.pk, at=at)
    return made


@transaction.atomic
def withdraw_consent(consent: Consent, *, on: date, by: Worker, at: datetime) -> Consent:
    """From this day nothing more is told on it; what was told stays in the log. Refused twice."""
    consent = Consent.objects.select_for_update(of=("self",)).select_related("case").get(pk=consent.pk)
    require(by, "keep_consent", case=consent.case, on=timezone.localdate(at))
    if consent.withdrawn_on is not None:
        raise Refused(_("This consent is withdrawn already."))
    if not consent.given_on <= on <= timezone.localdate(at):
        raise Refused(
            _("A consent is withdrawn between the day it was given and today. Correct the day."), field="on"
        )
    consent.withdrawn_on = on
    consent.save(update_fields=["withdrawn_on"])
    add_event(consent.case, "consent_withdrawn", by=by, at=at, consent=consent.pk)
    record(by, Deed.CHANGED, "withdraw_consent", persons=[consent.person_id], case_id=consent.case_id, at=at)
    return consent


@transaction.atomic
def disclose(
    case: Case,
    *,
    to_whom: str,
    what: str,
    consent: Consent | None = None,
    legal_ground: str = "",
    by: Worker,
    at: datetime,
) -> Disclosure:
    """Write down what is told to somebody outside, before it is told.

    Refused without a consent that holds today, unless a law demands it: then its article is named. Refused
    also with consent where no law grounds the exchange at all (`untold.py`).
    """
    on = timezone.localdate(at)
    require(by, "disclose", case=case, on=on)
    if not to_whom.strip() or not what.strip():
        raise Refused(
            _("Write to whom it is told, and what."), field="to_whom" if not to_whom.strip() else "what"
        )
    if consent is None and not legal_ground.strip():
        raise Refused(
            _(
                "Nothing of this case leaves without consent. Enter the consent, or name the article that "
                "demands it."
            ),
            field="consent",
        )
    refuse_barred(case, to_whom, legal_ground)
    if consent is not None and not _holds(consent, case, on):
        raise Refused(_("This consent does not hold today. Ask the person for another."), field="consent")
    made = Disclosure.objects.create(
        case=case,
        consent=consent,
        to_whom=to_whom.strip(),
        what=what.strip(),
        legal_ground=legal_ground.strip(),
        at=at,
        by=by,
    )
    add_event(case, "disclosed", by=by, at=at, disclosure=made.pk)
    record(by, Deed.DISCLOSED, "disclose", persons=case.person_ids(), case_id=case.pk, at=at)
    return made


def _holds(consent: Consent, case: Case, on: date) -> bool:
    is_of_the_case = consent.case_id == case.pk
    return (
        is_of_the_case
        and consent.given_on <= on
        and (consent.withdrawn_on is None or on < consent.withdrawn_on)
    )
