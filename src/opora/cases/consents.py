"""What leaves a case only with consent: consents given and withdrawn, and the log of every disclosure.

A task says that it needs consent (first social aid, rulebook 001:52). What a law demands to be told is
told on that ground, and written down all the same. Where the task keeps records of consents and disclosures,
these acts write them (`written_records.py`): there is one place of consents and one log.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.bodies import known_body
from opora.cases.covering import refuse_uncovered
from opora.cases.models import Body, Case, Consent, Disclosure
from opora.cases.named_articles import names_an_article
from opora.cases.timeline import add_event
from opora.cases.untold import refuse_barred
from opora.cases.written_records import record_written_by, write_further, write_record
from opora.catalogue import catalogue
from opora.catalogue.schema.written import BY_CONSENT
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person


@transaction.atomic
def give_consent(
    case: Case,
    *,
    person: Person,
    to_whom: str,
    what: str,
    on: date,
    until: date | None = None,
    by: Worker,
    at: datetime,
) -> Consent:
    """Enter a person's consent, good for one recipient, for something definite and, if so said, until a day.

    Refused for somebody who has no part in the case, and in general words.
    """
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
    if until is not None and until < on:
        raise Refused(_("A consent cannot end before it is given. Correct its last day."), field="until")
    body = known_body(to_whom)
    made = Consent(case=case, person=person, what=what.strip(), given_on=on, until=until, by=by)
    made.to_whom, made.to_body = _named(body, to_whom), body
    made.record = write_record(
        "give_consent",
        case,
        {
            "given_on": on.isoformat(),
            "person": case.parties.filter(person=person).values_list("pk", flat=True).first(),
            "to_whom": body.pk if body else made.to_whom,
            "what": made.what,
            "until": until.isoformat() if until else "",
        },
        by=by,
        at=at,
    )
    made.save()
    add_event(case, "consent_given", by=by, at=at, consent=made.pk)
    record(by, Deed.CREATED, "give_consent", persons=[person], case_id=case.pk, at=at)
    return made


@transaction.atomic
def withdraw_consent(consent: Consent, *, on: date, by: Worker, at: datetime) -> Consent:
    """From this day nothing more is told on it; what was told stays in the log. Refused twice."""
    consents = Consent.objects.select_for_update(of=("self",)).select_related("case", "record__case")
    consent = consents.get(pk=consent.pk)
    require(by, "keep_consent", case=consent.case, on=timezone.localdate(at))
    if consent.withdrawn_on is not None:
        raise Refused(_("This consent is withdrawn already."))
    if not consent.given_on <= on <= timezone.localdate(at):
        raise Refused(
            _("A consent is withdrawn between the day it was given and today. Correct the day."), field="on"
        )
    consent.withdrawn_on = on
    consent.save(update_fields=["withdrawn_on"])
    if consent.record is not None:
        write_further(consent.record, {"withdrawn_on": on.isoformat()}, by=by, at=at)
    add_event(consent.case, "consent_withdrawn", by=by, at=at, consent=consent.pk)
    record(by, Deed.CHANGED, "withdraw_consent", persons=[consent.person_id], case_id=consent.case_id, at=at)
    return consent


@transaction.atomic
def disclose(
    case: Case,
    *,
    what: str,
    to_whom: str = "",
    consent: Consent | None = None,
    lies_within: bool = False,
    legal_ground: str = "",
    basis: str = "",
    by: Worker,
    at: datetime,
) -> Disclosure:
    """Write down what is told to somebody outside, before it is told.

    With a consent it goes to whom that names, and `lies_within` confirms that it covers what is told. Refused
    without a consent that holds today, covers it and is for this recipient, unless a law demands it: then the
    act and its article are named and, where the task keeps records of it, the kind of ground (`basis`).
    Refused also with consent where no law grounds the exchange at all (`untold.py`).
    """
    on = timezone.localdate(at)
    require(by, "disclose", case=case, on=on)
    if consent is not None and not to_whom.strip():
        to_whom = str(consent.to_body or consent.to_whom)
    body = known_body(to_whom)
    to_whom = _named(body, to_whom)
    _refuse_groundless(to_whom, what, consent, legal_ground)
    refuse_barred(case, to_whom, legal_ground)
    if consent is not None:
        refuse_uncovered(consent, case, to_whom, body, what, lies_within=lies_within, on=on)
        if body is None:
            to_whom, body = str(consent.to_body or consent.to_whom), consent.to_body
    else:
        _refuse_unknown_basis(case, basis)
    made = Disclosure(case=case, consent=consent, to_whom=to_whom, to_body=body, at=at, by=by)
    made.what, made.legal_ground = what.strip(), legal_ground.strip()
    made.record = write_record(
        "disclose",
        case,
        {
            "disclosed_on": at.isoformat(),
            "to_whom": body.pk if body else to_whom,
            "what": made.what,
            "basis": BY_CONSENT if consent is not None else basis,
            "legal_ground": made.legal_ground,
        },
        by=by,
        at=at,
    )
    made.save()
    add_event(case, "disclosed", by=by, at=at, disclosure=made.pk)
    record(by, Deed.DISCLOSED, "disclose", persons=case.person_ids(), case_id=case.pk, at=at)
    return made


def grounds_in_law(case: Case, language: str) -> list[tuple[str, str]]:
    """The kinds of legal ground that the task's record of disclosures knows, to choose from; perhaps none."""
    definition = record_written_by("disclose", case)
    field = definition.field("basis") if definition else None
    if field is None or field.choices is None:
        return []
    entries = catalogue().code_lists[field.choices].entries
    return [(each.key, each.name(language)) for each in entries if each.key != BY_CONSENT]


def _named(body: Body | None, typed: str) -> str:
    """As the directory writes the recipient, or as it was typed."""
    return body.name if body else " ".join(typed.split())


def _refuse_groundless(to_whom: str, what: str, consent: Consent | None, legal_ground: str) -> None:
    if not to_whom or not what.strip():
        raise Refused(_("Write to whom it is told, and what."), field="what" if to_whom else "to_whom")
    if consent is None and not legal_ground.strip():
        raise Refused(
            _(
                "Nothing of this case leaves without consent. Enter the consent, or name the article that "
                "demands it."
            ),
            field="consent",
        )
    if legal_ground.strip() and not names_an_article(legal_ground):
        raise Refused(
            _("Write the act and its article, for example “ZSV, Article 110”."), field="legal_ground"
        )


def _refuse_unknown_basis(case: Case, basis: str) -> None:
    grounds = grounds_in_law(case, get_language() or "en")
    if grounds and basis not in dict(grounds):
        raise Refused(_("Choose on which ground the law lets it be told without consent."), field="basis")
