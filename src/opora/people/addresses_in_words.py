"""An address that stands in typed or composed words: found in them as a whole, and left out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from opora.organisation.refusal import Refused
from opora.people.models import Address, Person
from opora.people.withholding import lives_with_protected

SHORTEST = 4  # what is shorter stands in any text


def hidden_among(persons: QuerySet[Person], on: date) -> list[Person]:
    """Those of them whose home nobody may learn of, with all their addresses."""
    hidden = persons.filter(Q(is_protected=True) | lives_with_protected(on))
    return list(hidden.distinct().prefetch_related("addresses").order_by("pk"))


def refuse_hidden_address(persons: QuerySet[Person], *texts: str, on: date, field: str) -> None:
    """Refused where words that colleagues read hold an address that one of these persons has protected."""
    text = " ".join(texts)
    if not text.strip():
        return
    for person in hidden_among(persons, on):
        if stands_in(text, streets_of(person)):
            raise Refused(
                _(
                    "What you typed holds an address that is protected ({person}). Colleagues read it too: "
                    "write it without the address, which stands on the person's page."
                ).format(person=person.full_name),
                field=field,
            )


def streets_of(person: Person) -> list[str]:
    """Street and number of every address, as they are written in a sentence."""
    return [_street(address) for address in person.addresses.all()]


def stands_in(text: str, secrets: Iterable[str]) -> bool:
    """Whether one of them stands in the text as a whole: Trg 1 does not stand in Trg 12."""
    return any(re.search(pattern, text) for pattern in _patterns(secrets))


def words_of(value: Any) -> Iterator[str]:
    """Every text within lists and mappings of a letter."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from words_of(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from words_of(item)


def without_hidden(letter: Any, persons: QuerySet[Person], on: date) -> Any:
    """A letter as it may be shown: where it holds a hidden address, other words stand for it and its town.

    A draft composed before the address was protected still holds it.
    """
    text = " ".join(words_of(letter))
    hidden = [
        each
        for person in hidden_among(persons, on)
        for each in person.addresses.all()
        if stands_in(text, [_street(each)])
    ]
    if not hidden:
        return letter
    towns = [f"{each.post_code} {each.town}".strip() for each in hidden]
    return _replaced(letter, list(_patterns([*map(_street, hidden), *towns])), _("protected address"))


def _street(address: Address) -> str:
    return f"{address.street} {address.house_number}".strip()


def _patterns(secrets: Iterable[str]) -> Iterator[str]:
    """However it was spaced and whatever its capitals."""
    for secret in secrets:
        if len(secret) >= SHORTEST:
            yield r"(?i)(?<!\w)" + r"\s+".join(map(re.escape, secret.split())) + r"(?!\w)"


def _replaced(value: Any, patterns: list[str], words: str) -> Any:
    if isinstance(value, str):
        for pattern in patterns:
            value = re.sub(pattern, words, value)
        return value
    if isinstance(value, dict):
        return {key: _replaced(item, patterns, words) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(item, patterns, words) for item in value]
    return value
