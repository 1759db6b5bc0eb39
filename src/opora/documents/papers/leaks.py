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
from opora.people.addresses_in_words import stands_in, streets_of, words_of
from opora.people.models import Person
from opora.people.withholding import is_hidden


def refuse_what_must_not_leave(letter: Any, case: Case, addressee: Person | Body | None, *, on: date) -> None:
    """Refused where any words of the letter hold a protected address, or data of the side the addressee
    must not learn of. What is the addressee's own as well, as the home of both, is no secret to them.
    """
    text = " ".join(words_of(letter))
    known = {_plain(each) for each in _data_of(addressee)} if isinstance(addressee, Person) else set()
    task = task_of(case)
    told = {party.person_id for party in parties_told_of(case, task, addressee)}
    for party in case.parties.persons().select_related("person"):
        person = party.person
        if person is None:
            continue
        if is_hidden(person, on) and stands_in(text, streets_of(person)):
            raise Refused(
                _(
                    "The text holds an address that is protected ({person}). Take it out: it goes on the "
                    "envelope and nowhere else."
                ).format(person=person.full_name)
            )
        is_apart = has_sides(task) and person.pk not in told
        secrets = [each for each in _data_of(person) if _plain(each) not in known]
        if is_apart and (stands_in(text, secrets) or _holds_number(text, set(secrets) & _numbers(person))):
            raise Refused(
                _(
                    "The text holds data of {person}, which this addressee must not learn: their address, "
                    "telephone, mail or number. Take it out."
                ).format(person=person.full_name)
            )


def _data_of(person: Person) -> list[str]:
    """By what somebody is found: streets, mail and numbers."""
    return [*streets_of(person), *filter(None, [person.email]), *_numbers(person)]


def _numbers(person: Person) -> set[str]:
    return {*filter(None, (person.emso, person.tax_number, person.phone, person.iban))}


def _holds_number(text: str, secrets: Iterable[str]) -> bool:
    """A number is found however it was grouped."""
    plain = _plain(text)
    return any(_plain(secret) in plain for secret in secrets)


def _plain(words: str) -> str:
    return re.sub(r"[\s/.-]", "", words).casefold()
