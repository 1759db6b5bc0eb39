"""Entering persons, giving them identifiers later, and correcting what is known of them."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.bank_accounts import enter_account
from opora.people.identifiers import check_emso, check_emso_agrees, check_iban, check_tax_number
from opora.people.models import AccountChange, FormerName, Person, RelationKind, Sex
from opora.people.need_to_know import require_for
from opora.people.relating import refuse_child_older_than_parent

LONGEST_LIFE_YEARS = 130  # no person on record lived longer; more is a mistyped year
LONGEST_NAME = 80
IDENTIFIERS = ("emso", "tax_number", "iban")
CORRECTABLE = {
    *IDENTIFIERS,
    "given_name",
    "family_name",
    "born",
    "died",
    "sex",
    "citizenship",
    "language",
    "phone",
    "email",
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
    require(by, "register_person", on=on)
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
    _take_identifiers(person, emso=emso, tax_number=tax_number)
    person.iban = check_iban(iban) if iban.strip() else ""
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
    tax number already there is replaced only by correcting it: `correct_person`. Another bank account than
    the one on record waits for a second worker: `bank_accounts.py`.
    """
    require_for(by, "correct_person", person)
    if not (emso + tax_number + iban).strip():
        raise Refused(_("Nothing is entered. Fill in at least one of the numbers."))
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
    _take_identifiers(person, emso=emso, tax_number=tax_number)
    if iban.strip():
        enter_account(person, check_iban(iban), by=by, at=timezone.now())
    _refuse_impossible_family(person)
    person.save(update_fields=[*IDENTIFIERS, "born", "sex"])
    given = [
        name for name, value in (("emso", emso), ("tax_number", tax_number), ("iban", iban)) if value.strip()
    ]
    record(by, Deed.CHANGED, "identify_person", persons=[person], detail={"fields": given})
    return person


@transaction.atomic
def correct_person(
    person: Person, *, by: Worker, on: date, name_since: date | None = None, **changes: Any
) -> Person:
    """Change what is known of a person; an identifier given as empty is forgotten.

    Another bank account, or none, waits for a second worker: `bank_accounts.py`.
    With `name_since` the person bears the new name from that day, and the former one is kept; without it
    the name on record was mistyped. Refused as at entry, and where a birth date would make a child of
    somebody younger.
    """
    require_for(by, "correct_person", person)
    unknown = changes.keys() - CORRECTABLE
    if unknown:
        raise TypeError(f"correct_person does not change {', '.join(sorted(unknown))}")
    person = Person.objects.select_for_update().get(pk=person.pk)
    for field in ("given_name", "family_name"):
        if field in changes:
            changes[field] = clean_name(changes[field], field=field)
    before = Person.objects.get(pk=person.pk)
    for field in changes.keys() - set(IDENTIFIERS):
        setattr(person, field, changes[field])
    _correct_identifiers(person, {field: changes[field] for field in IDENTIFIERS if field in changes})
    account = _entered_account(person, changes.get("iban"), by)
    _refuse_impossible_life(person, on=on)
    _refuse_impossible_family(person)
    changed = sorted(field for field in CORRECTABLE if getattr(before, field) != getattr(person, field))
    if not (changed or account):
        return person
    if name_since and {"given_name", "family_name"} & {*changed}:
        _keep_former_name(before, until=name_since, on=on)
    person.save(update_fields=changed)
    told = sorted({*changed, *(["iban"] if account else [])})
    record(by, Deed.CHANGED, "correct_person", persons=[person], detail={"fields": told})
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


def _refuse_impossible_family(person: Person) -> None:
    """A birth date that became known must fit the parents and children on record."""
    if person.born is None:
        return
    for relation in person.relations.filter(kind=RelationKind.PARENT).select_related("other"):
        refuse_child_older_than_parent(person, relation.other, field="born")
    for relation in person.relations_to.filter(kind=RelationKind.PARENT).select_related("person"):
        refuse_child_older_than_parent(relation.person, person, field="born")


def _correct_identifiers(person: Person, given: dict[str, str]) -> None:
    """Those given as empty are forgotten; the others must be right and agree with the rest."""
    texts = {"emso": given.get("emso", person.emso or ""), "tax_number": given.get("tax_number", "")}
    for field in ("emso", "tax_number"):
        if field in given and not given[field].strip():
            setattr(person, field, None)
    _take_identifiers(person, **texts)


def _entered_account(person: Person, given: str | None, by: Worker) -> AccountChange | None:
    """The change that waits now, where an account was given and is not the one in force."""
    if given is None:
        return None
    return enter_account(person, check_iban(given) if given.strip() else "", by=by, at=timezone.now())


def _take_identifiers(person: Person, *, emso: str, tax_number: str) -> None:
    if emso.strip():
        read = check_emso(emso)
        check_emso_agrees(read, born=person.born, sex=person.sex)
        person.emso, person.born, person.sex = read.number, read.born, Sex(read.sex)
        _refuse_if_taken(person, "emso", _("EMŠO"))
    if tax_number.strip():
        person.tax_number = check_tax_number(tax_number)
        _refuse_if_taken(person, "tax_number", _("tax number"))


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
