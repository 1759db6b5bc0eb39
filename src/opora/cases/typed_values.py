"""What a worker types into a field of a record, read into plain JSON; and shown again in their language.

A value already read is read again to itself, so a form may hand in either. Figures are read as they are
written here: a comma before the decimals, a dot between thousands; 4. 5. 2026 and 9.30.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from opora.catalogue import catalogue
from opora.catalogue.schema import RecordField
from opora.people.models import Person

Json = Any
YEARS_AHEAD = 10
LARGEST = 2**53 - 1  # the largest whole number every reader of JSON keeps exact
DAY = re.compile(
    r"(?P<day>\d{1,2})\s*[./-]\s*(?P<month>\d{1,2})\s*[./-]\s*(?P<year>\d{4}|\d{2})\.?", re.ASCII
)
CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?(?:[.:]\d{2})?\s*(?:h|ure?|uri)?", re.ASCII)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?", re.ASCII)
FIGURE = re.compile(r"[+-]?\d{1,20}(?:[.,]\d{1,20})?", re.ASCII)
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*", re.ASCII)
BETWEEN = re.compile(
    r"\s*(?:,|\bob\b|\balle\b|\bat\b)\s*|\s+(?=\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\s*(?:h|ur.)?$)"
)
YES, NO = {"true", "on", "1", "yes", "da", "si", "sì"}, {"false", "off", "0", "no", "ne"}


class Unreadable(ValueError):
    """What was typed is no value of the field; the message is the sentence for its writer."""


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


def whole_year(written: str) -> int:
    """A year as it is written; of two digits the nearest that is not more than ten years ahead.

    In 2026, 26 is 2026, 36 is 2036 and 48 is 1948.
    """
    if len(written) != 2:
        return int(written)
    latest = timezone.localdate().year + YEARS_AHEAD
    return latest - (latest - int(written)) % 100


def read_day(typed: Any) -> date:
    """A day as it is written here (4. 5. 2026) or in data (2026-05-04)."""
    if isinstance(typed, datetime):
        return timezone.localdate(typed) if timezone.is_aware(typed) else typed.date()
    if isinstance(typed, date):
        return typed
    words = str(typed).strip()
    try:
        if read := DAY.fullmatch(words):
            return date(whole_year(read["year"]), int(read["month"]), int(read["day"]))
        return date.fromisoformat(words)
    except ValueError:
        raise Unreadable(_("This is no day of the calendar. Write it as 4. 5. 2026.")) from None


def read_clock(typed: Any) -> time:
    """A time of the day as it is written here: 9.30, 9:30, or 9 alone."""
    if isinstance(typed, time):
        return typed.replace(second=0, microsecond=0)
    if (read := CLOCK.fullmatch(str(typed).strip())) and int(read["hour"]) < 24:
        minute = int(read["minute"] or 0)
        if minute < 60:
            return time(int(read["hour"]), minute)
    raise Unreadable(_("This is no time of the day. Write it as 9.30."))


def read_moment(typed: Any) -> datetime:
    """A day with its time, in our zone: “4. 5. 2026 9.30”, or the two apart."""
    if isinstance(typed, datetime):
        return typed if timezone.is_aware(typed) else timezone.make_aware(typed)
    if not isinstance(typed, list | tuple) and ISO_MOMENT.fullmatch(words := str(typed).strip()):
        try:
            return read_moment(datetime.fromisoformat(words))
        except ValueError:
            raise Unreadable(_("This is no day with its time. Write it as 4. 5. 2026 9.30.")) from None
    parts = typed if isinstance(typed, list | tuple) else BETWEEN.split(str(typed).strip(), maxsplit=1)
    day, clock = (*parts, "")[:2]
    if not str(clock).strip():
        raise Unreadable(_("Add the time of the day, as 4. 5. 2026 9.30."))
    return timezone.make_aware(datetime.combine(read_day(day), read_clock(clock)))


def _date(_field: RecordField, typed: Any) -> str:
    return read_day(typed).isoformat()


def _moment(_field: RecordField, typed: Any) -> str:
    return timezone.localtime(read_moment(typed)).isoformat(timespec="minutes")


def _time(_field: RecordField, typed: Any) -> str:
    return read_clock(typed).isoformat(timespec="minutes")


def read_decimal(typed: Any) -> Decimal:
    """A figure as it is written here: 1.234,56. A dot that parts no thousands is taken for a comma."""
    if isinstance(typed, int | Decimal):
        return Decimal(typed)
    words = str(typed).replace("−", "-").replace("\xa0", " ").strip().removesuffix("€").strip()
    if THOUSANDS.fullmatch(words):
        words = re.sub(r"[.\s]", "", words)
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
    """The key of a worker or a case, or the row itself."""
    found = getattr(typed, "pk", typed)
    words = str(found).strip()
    if words.isascii() and words.isdigit() and int(words) <= LARGEST:
        return int(words)
    raise Unreadable(_("Choose one of those offered."))


def _body(_field: RecordField, typed: Any) -> int | str:
    """The key of a body, or the name of one that stands in no directory."""
    words = _text(_field, getattr(typed, "pk", typed))
    return int(words) if words.isascii() and words.isdigit() and int(words) <= LARGEST else words


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
    "case": _key,
    "body": _body,
    "place": _text,
    "document": _text,
}
