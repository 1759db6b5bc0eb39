"""What must not leave the house in a paper: protected addresses, and the data of the other side."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Body, Case
from opora.documents.papers.material import has_sides, parties_told_of
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.people.withholding import is_hidden

SHORTEST = 4  # what is shorter stands in any text


def refuse_what_must_not_leave(letter: Any, case: Case, addressee: Person | Body | None, *, on: date) -> None:
    """Refused where any words of the letter hold a protected address, or data of the side the addressee
    must not learn of.
    """
    text = " ".join(_words(letter))
    task = task_of(case)
    told = {party.person_id for party in parties_told_of(case, task, addressee)}
    for party in case.parties.persons().select_related("person"):
        person = party.person
        if person is None:
            continue
        if is_hidden(person, on) and _holds(text, _addresses(person)):
            raise Refused(
                _(
                    "The text holds an address that is protected ({person}). Take it out: it goes on the "
                    "envelope and nowhere else."
                ).format(person=person.full_name)
            )
        secrets = [*_addresses(person), *filter(None, [person.email])]
        is_apart = has_sides(task) and person.pk not in told
        if is_apart and (_holds(text, secrets) or _holds_number(text, _numbers(person))):
            raise Refused(
                _(
                    "The text holds data of {person}, which this addressee must not learn: their address, "
                    "telephone, mail or number. Take it out."
                ).format(person=person.full_name)
            )


def _addresses(person: Person) -> list[str]:
    return [f"{address.street} {address.house_number}".strip() for address in person.addresses.all()]


def _numbers(person: Person) -> list[str]:
    return [*filter(None, (person.emso, person.tax_number, person.phone, person.iban))]


def _holds(text: str, secrets: Iterable[str]) -> bool:
    """Whether one of them stands in the text as a whole: Trg 1 does not stand in Trg 12."""
    spoken = " ".join(text.split()).casefold()
    plain = (" ".join(secret.split()).casefold() for secret in secrets)
    return any(
        len(secret) >= SHORTEST and re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", spoken)
        for secret in plain
    )


def _holds_number(text: str, secrets: Iterable[str]) -> bool:
    """A number is found however it was grouped."""
    plain = re.sub(r"[\s/.-]", "", text).casefold()
    return any(re.sub(r"[\s/.-]", "", secret).casefold() in plain for secret in secrets)


def _words(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _words(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _words(item)
