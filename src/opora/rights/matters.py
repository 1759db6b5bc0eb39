"""What letters of an application say beside the law: who decides, about whom, whence the facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from opora.decisions.facts_found import reference
from opora.decisions.matter import Matter, Participant, Provenance
from opora.documents.officials import body_of, official
from opora.organisation.models import Worker
from opora.people.addresses import postal_lines
from opora.people.models import Person
from opora.people.withholding import is_hidden
from opora.rights.models import Application
from opora.rights.situations import key_of, members_of
from opora.sources.fact_periods import written_period
from opora.sources.models import Fact
from opora.sources.registers import REGISTERS


def matter_of(application: Application, *, facts: Iterable[Fact], led: Worker, on: date) -> Matter:
    """The matter as it stands on a day; nobody has decided yet, so the letter is a draft."""
    case = application.case
    return Matter(
        body=body_of(case.unit),
        case_number=case.number,
        issued_on=on,
        filed_on=application.filed_on,
        applicant=key_of(application.applicant),
        people=_participants(application, on),
        rights=tuple(application.rights),
        led=official(led, on),
        channel=application.channel,
        called_on=application.called_on,
        supplement_days=application.supplement_days,
        supplement_due_on=application.supplement_due_on,
        supplemented_on=application.completed_on,
        provenance=_provenance(facts),
    )


def language_of(application: Application) -> str:
    """Slovenian, and beside it Italian where it is official, or English for who speaks neither.

    The official language of the procedure is Slovenian (ZUP art. 62); a second one helps the reader.
    """
    wanted = application.applicant.language
    if wanted in ("", "sl"):
        return "sl"
    if wanted == "it":
        municipality = application.dwelling.municipality if application.dwelling else None
        return "sl-it" if municipality is not None and "it" in municipality.languages else "sl-en"
    return "sl-en"


def _participants(application: Application, on: date) -> Mapping[str, Participant]:
    return {key_of(person): _participant(person, application, on) for person in members_of(application)}


def _participant(person: Person, application: Application, on: date) -> Participant:
    """The applicant with address and account.

    The address of a home in which somebody protected lives stands on the envelope alone.
    """
    if person.pk != application.applicant_id:
        return Participant(name=person.full_name, born=person.born)
    lines = postal_lines(person, on)
    return Participant(
        name=person.full_name,
        born=person.born,
        address=() if is_hidden(person, on) else tuple(lines),
        iban=person.iban,
    )


def _provenance(facts: Iterable[Fact]) -> Mapping[str, Provenance]:
    return {
        reference(
            key_of(fact.person_id) if fact.person_id else "dwelling", fact.key, written_period(fact.period)
        ): (Provenance(origin=str(fact.origin), source=_source_names(fact), on=fact.recorded_at.date()))
        for fact in facts
    }


def _source_names(fact: Fact) -> Mapping[str, str]:
    register = REGISTERS.get(fact.source)
    if register is None:
        return {"sl": fact.note} if fact.note else {}
    return {language: register.name(language) for language in ("sl", "it", "en")}
