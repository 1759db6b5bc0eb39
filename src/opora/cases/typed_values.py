"""What a worker types into a field of a record, read into plain JSON; and shown again in their language.

A value already read is read again to itself, so a form may hand in either. Figures are read as they are
written here: a comma before the decimals, a dot between thousands; 4. 5. 2026 and 9.30.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.typed_days import Unreadable, read_clock, read_day, read_moment
from opora.catalogue import catalogue
from opora.catalogue.schema import RecordField
from opora.people.models import Person

Json = Any
LARGEST = 2**53 - 1  # the largest whole number every reader of JSON keeps exact
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?", re.ASCII)
ENGLISH_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+", re.ASCII)
FIGURE = re.compile(r"[+-]?\d{1,20}(?:[.,]\d{1,20})?", re.ASCII)
YES, NO = {"true", "on", "1", "yes", "da", "si", "sì"}, {"false", "off", "0", "no", "ne"}


def read_value(field: RecordField, typed: Any) -> Json:
    """The value of a field as plain JSON; None where nothing was typed, which is not the same as no.

    Raises `Unreadable` with a sentence. Whether the party, worker or body is there `checked_values` asks.
    """
    if typed is None or (isinstance(typed, str | list | tuple) and not _filled(typed)):
        return None
    return READERS[field.type](field, typed)


def _filled(typed: str | Sequence[Any]) -> bool:
    return bool(typed.strip()) if isinstance(typed, str) else any(str(part).strip() for part in typed)


def _text(_field: RecordField, typed: Any) -> str:
    return " ".join(str(typed).split())


def _long_text(_field: RecordField, typed: Any) -> str:
    return str(typed).replace("\r\n", "\n").strip()


def _yes_no(_field: RecordField, typed: Any) -> bool:
    if isinstance(typed, bool):
        return typed
    word = str(typed).strip().casefold()
    if word in YES | NO:
        return word in YES
    raise Unreadable(_("Choose yes or no."))


def _choice(field: RecordField, typed: Any) -> str:
    word = str(typed).strip()
    if word not in catalogue().code_lists[field.choices or ""]:
        raise Unreadable(_("This is no word of the list. Choose one of those offered."))
    return word


def _choices(field: RecordField, typed: Any) -> list[str]:
    """In the order of the list, each once: the same choice is always the same value."""
    words = [typed] if isinstance(typed, str) else list(typed)
    chosen = {_choice(field, word) for word in words if str(word).strip()}
    return [entry.key for entry in catalogue().code_lists[field.choices or ""].entries if entry.key in chosen]


def _date(_field: RecordField, typed: Any) -> str:
    return read_day(typed).isoformat()


def _moment(_field: RecordField, typed: Any) -> str:
    return timezone.localtime(read_moment(typed)).isoformat(timespec="minutes")


def _time(_field: RecordField, typed: Any) -> str:
    return read_clock(typed).isoformat(timespec="minutes")


def read_decimal(typed: Any) -> Decimal:
    """A figure as it is written here: 1.234,56. A dot that parts no thousands is taken for a comma.

    1,234.56 is what a field shows in English, and can mean nothing else.
    """
    if isinstance(typed, int | Decimal):
        return Decimal(typed)
    words = str(typed).replace("−", "-").replace("\xa0", " ").strip().removesuffix("€").strip()
    if THOUSANDS.fullmatch(words):
        words = re.sub(r"[.\s]", "", words)
    elif ENGLISH_THOUSANDS.fullmatch(words):
        words = words.replace(",", "")
    if not FIGURE.fullmatch(words):
        raise Unreadable(_("This is no figure. Write it as 1.234,56."))
    figure = Decimal(words.replace(",", "."))
    if abs(figure) > LARGEST:
        raise Unreadable(_("This figure is too large to be meant. Check it."))
    return figure


def _whole(_field: RecordField, typed: Any) -> int:
    figure = read_decimal(typed)
    if figure < 0:
        raise Unreadable(_("This figure cannot be below zero. Correct it."))
    if figure != figure.to_integral_value():
        raise Unreadable(_("Write a whole number."))
    return int(figure)


def _money(_field: RecordField, typed: Any) -> int:
    """In cents; a whole number that was read already is cents."""
    if isinstance(typed, int):
        return typed
    cents = read_decimal(str(typed).replace("EUR", "")) * 100
    if cents != cents.to_integral_value():
        raise Unreadable(_("An amount has at most two decimals. Write it as 1.234,56."))
    return int(cents)


def _decimal(_field: RecordField, typed: Any) -> str:
    """As decimal text: no binary figure stands between what was typed and what is counted."""
    figure = read_decimal(str(typed).removesuffix("%"))
    if figure < 0:
        raise Unreadable(_("This figure cannot be below zero. Correct it."))
    if figure != round(figure, 2):
        raise Unreadable(_("Write the figure with at most two decimals, as 7,25."))
    return plain(figure)


def plain(figure: Decimal) -> str:
    """A figure as decimal text with no zeros behind it: `1.5`, `2`."""
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _party(_field: RecordField, typed: Any) -> int | str:
    """The key of a party of the case; in a register, which has no parties, the public key of a person."""
    found = typed.public_id if isinstance(typed, Person) else getattr(typed, "pk", typed)
    words = str(found).strip()
    try:
        return str(UUID(words))
    except ValueError:
        return _key(_field, words)


def _parties(field: RecordField, typed: Any) -> list[int | str]:
    """Several of them, each once, in the order in which they came into the case."""
    several = list(typed) if isinstance(typed, list | tuple) else [typed]
    found = {_party(field, each) for each in several if str(each).strip()}
    return sorted(found, key=lambda key: (isinstance(key, str), key))


def _key(_field: RecordField, typed: Any) -> int:
    """The key of a worker, or the row itself."""
    found = getattr(typed, "pk", typed)
    words = str(found).strip()
    if words.isascii() and words.isdigit() and int(words) <= LARGEST:
        return int(words)
    raise Unreadable(_("Choose one of those offered."))


def _body(_field: RecordField, typed: Any) -> int | str:
    """The key of a body, or the name of one that stands in no directory."""
    words = _text(_field, getattr(typed, "pk", typed))
    return int(words) if words.isascii() and words.isdigit() and int(words) <= LARGEST else words


def _case(field: RecordField, typed: Any) -> int | str:
    """The key of a case, or the number of one, which `checked_values` looks up."""
    return _body(field, typed)


READERS: Mapping[str, Callable[[RecordField, Any], Json]] = {
    "text": _text,
    "long_text": _long_text,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "date": _date,
    "moment": _moment,
    "time": _time,
    "count": _whole,
    "minutes": _whole,
    "days": _whole,
    "money": _money,
    "percent": _decimal,
    "hours": _decimal,
    "party": _party,
    "parties": _parties,
    "worker": _key,
    "case": _case,
    "body": _body,
    "place": _text,
    "document": _text,
}
