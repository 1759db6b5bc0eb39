"""Entering persons, giving them identifiers later, and correcting what is known of them."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.identifiers import check_emso, check_emso_agrees, check_iban, check_tax_number
from opora.people.models import FormerName, Person, Sex

LONGEST_LIFE_YEARS = 130  # no person on record lived longer; more is a mistyped year
LONGEST_NAME = 80
CORRECTABLE = {
    "given_name",
    "family_name",
    "born",
    "died",
    "sex",
    "citizenship",
    "language",
    "phone",
    "email",
    "is_protected",
}


@transaction.atomic
def register_person(
    *,
    by: Worker,
    on: date,
    given_name: str = "",
    family_name: str = "",
    born: date | None = None,
    sex: str = "",
    emso: str = "",
    tax_number: str = "",
    iban: str = "",
    citizenship: str = "",
    language: str = "sl",
    phone: str = "",
    email: str = "",
    is_protected: bool = False,
) -> Person:
    """Enter a person. Nothing is obligatory: a newborn has no name yet, a caller may give none.

    Birth date and sex are taken from the EMŠO where they are not entered. Refused: an identifier that
    cannot be right, that contradicts the rest, or that somebody else in the records has.
    """
    person = Person(
        given_name=clean_name(given_name, field="given_name"),
        family_name=clean_name(family_name, field="family_name"),
        born=born,
        sex=sex,
        citizenship=citizenship,
        language=language,
        phone=phone,
        email=email,
        is_protected=is_protected,
    )
    _take_identifiers(person, emso=emso, tax_number=tax_number, iban=iban)
    _refuse_impossible_life(person, on=on)
    person.save()
    record(by, Deed.CREATED, "register_person", persons=[person])
    return person


@transaction.atomic
def add_identifiers(
    person: Person, *, by: Worker, emso: str = "", tax_number: str = "", iban: str = ""
) -> Person:
    """Give a person the identifiers that were not known at entry.

    Refused where they cannot be right, contradict what is entered, or somebody else has them; an EMŠO or
    tax number already there is replaced only by correcting it: `replace_identifiers`.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    for field, named, old, new in (
        ("emso", _("EMŠO"), person.emso, emso),
        ("tax_number", _("tax number"), person.tax_number, tax_number),
    ):
        if old and new and "".join(new.upper().removeprefix("SI").split()) != old:
            raise Refused(
                _(
                    "This person already has another %(named)s. If the one on record is wrong, correct it; "
                    "if this is somebody else, enter them as a person of their own."
                )
                % {"named": named},
                field=field,
            )
    return _with_identifiers(person, by=by, emso=emso, tax_number=tax_number, iban=iban)


@transaction.atomic
def replace_identifiers(
    person: Person, *, by: Worker, emso: str = "", tax_number: str = "", iban: str = ""
) -> Person:
    """Correct identifiers that were wrong; an empty one stays as it is. Refused as at entry."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    return _with_identifiers(person, by=by, emso=emso, tax_number=tax_number, iban=iban)


@transaction.atomic
def correct_person(
    person: Person, *, by: Worker, on: date, name_since: date | None = None, **changes: Any
) -> Person:
    """Change what is known of a person; a name they bore until now is kept.

    `name_since` is the day the new name holds from, the day of entry unless told. Identifiers are changed
    by acts of their own.
    """
    unknown = changes.keys() - CORRECTABLE
    if unknown:
        raise TypeError(f"correct_person does not change {', '.join(sorted(unknown))}")
    person = Person.objects.select_for_update().get(pk=person.pk)
    for field in ("given_name", "family_name"):
        if field in changes:
            changes[field] = clean_name(changes[field], field=field)
    changed = {field: value for field, value in changes.items() if getattr(person, field) != value}
    if not changed:
        return person
    if changed.keys() & {"given_name", "family_name"}:
        _keep_former_name(person, until=name_since or on, on=on)
    for field, value in changed.items():
        setattr(person, field, value)
    if person.emso:
        check_emso_agrees(check_emso(person.emso), born=person.born, sex=person.sex)
    _refuse_impossible_life(person, on=on)
    person.save(update_fields=sorted(changed))
    record(by, Deed.CHANGED, "correct_person", persons=[person], detail={"fields": sorted(changed)})
    return person


def clean_name(name: str, *, field: str) -> str:
    """A name as it is kept: composed letters, single spaces. Refused where it is no name."""
    cleaned = " ".join(unicodedata.normalize("NFC", name).split())
    if len(cleaned) > LONGEST_NAME:
        raise Refused(_("A name has at most 80 characters here. Shorten it."), field=field)
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Nd"} for letter in cleaned):
        raise Refused(
            _("A name holds letters, not digits. Look whether it is in the right field."), field=field
        )
    return cleaned


def _with_identifiers(person: Person, *, by: Worker, emso: str, tax_number: str, iban: str) -> Person:
    _take_identifiers(person, emso=emso, tax_number=tax_number, iban=iban)
    person.save(update_fields=["emso", "tax_number", "iban", "born", "sex"])
    given = [
        name for name, value in (("emso", emso), ("tax_number", tax_number), ("iban", iban)) if value.strip()
    ]
    record(by, Deed.CHANGED, "identify_person", persons=[person], detail={"fields": given})
    return person


def _take_identifiers(person: Person, *, emso: str, tax_number: str, iban: str) -> None:
    if emso.strip():
        read = check_emso(emso)
        check_emso_agrees(read, born=person.born, sex=person.sex)
        person.emso, person.born, person.sex = read.number, read.born, Sex(read.sex)
        _refuse_if_taken(person, "emso", _("EMŠO"))
    if tax_number.strip():
        person.tax_number = check_tax_number(tax_number)
        _refuse_if_taken(person, "tax_number", _("tax number"))
    if iban.strip():
        person.iban = check_iban(iban)


def _refuse_if_taken(person: Person, field: str, named: str) -> None:
    """The database would refuse as well; this says who has it, so that the worker can open them."""
    others = Person.objects.unmerged().exclude(pk=person.pk)
    holder = others.filter(**{field: getattr(person, field)}).first()
    if holder:
        raise Refused(
            _(
                "%(person)s is already in the records with this %(named)s. Use that record; if a number was "
                "mistyped, correct it."
            )
            % {"person": holder.full_name, "named": named},
            field=field,
        )


def _refuse_impossible_life(person: Person, *, on: date) -> None:
    if person.born and person.born > on:
        raise Refused(
            _("The birth date %(born)s lies in the future. Correct it.") % {"born": date_format(person.born)},
            field="born",
        )
    if person.born and on.year - person.born.year > LONGEST_LIFE_YEARS:
        raise Refused(
            _("A birth in %(year)s would be more than 130 years ago. Check the year.")
            % {"year": person.born.year},
            field="born",
        )
    if person.died and person.died > on:
        raise Refused(
            _("The day of death %(died)s lies in the future. Correct it.")
            % {"died": date_format(person.died)},
            field="died",
        )
    if person.died and person.born and person.died < person.born:
        raise Refused(
            _("The day of death %(died)s lies before the birth %(born)s. Correct one of them.")
            % {"died": date_format(person.died), "born": date_format(person.born)},
            field="died",
        )


def _keep_former_name(person: Person, *, until: date, on: date) -> None:
    if until > on:
        raise Refused(
            _("A new name cannot be entered before it holds. Enter it on %(day)s.")
            % {"day": date_format(until)},
            field="name_since",
        )
    if not (person.given_name or person.family_name):
        return  # a newborn gets the first name
    last = person.former_names.order_by("-period").first()
    since = last.period.upper if last else person.born
    if since and since >= until:
        since = None
    FormerName.objects.create(
        person=person, given_name=person.given_name, family_name=person.family_name, period=(since, until)
    )
