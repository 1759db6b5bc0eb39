"""Days, times of the day and moments, as a worker types them and as a field shows them to be typed on.

What a field shows in one language is read back in each: a form opened in English saves in Slovenian.
The day always stands before the month, and a month may be its English, Slovenian or Italian name.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

YEARS_AHEAD = 10
FIRST_YEAR = 1900
"""Nobody alive and no matter of a centre is older: an earlier year was typed by mistake. Ours."""
IN_A_FIELD = {"en": "{0.day}/{0.month}/{0.year}", "it": "{0.day}.{0.month}.{0.year}"}
"""A day in a field, in digits; where a language has no row, as in Slovenian."""
AS_IN_SLOVENIAN = "{0.day}. {0.month}. {0.year}"
YEAR = r"(?P<year>\d{4}|\d{2})\.?"
NAME = r"(?P<name>[a-z]{3,})\.?"
SHAPES = tuple(
    re.compile(shape, re.ASCII | re.IGNORECASE)
    for shape in (
        rf"(?P<day>\d{{1,2}})\s*[./-]\s*(?P<month>\d{{1,2}})\s*[./-]\s*{YEAR}",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})",
        r"(?P<year>\d{4})\s*-\s*(?P<month>\d{1,2})\s*-\s*(?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[.\s-]*(?:of\s+)?{NAME}[,\s-]*{YEAR}",
        rf"{NAME}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{YEAR}",
    )
)
OF_A_MONTH = (
    re.compile(r"(?P<month>\d{1,2})[./-](?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})", re.ASCII),
    re.compile(r"(?P<month>[a-z]{3,})\.?(?P<year>\d{4})", re.ASCII | re.IGNORECASE),
)
MONTHS = tuple(
    tuple(names.split())
    for names in (
        "january januarja gennaio", "february februarja febbraio", "march marec marca marzo",
        "april aprila aprile", "may maja maggio", "june junij junija giugno", "july julij julija luglio",
        "august avgusta agosto", "september sept septembra settembre", "october oktober oktobra ottobre",
        "november novembra novembre", "december decembra dicembre",
    )
)  # fmt: skip
"""Names of the months in the three languages; three letters of the beginning are enough."""
CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?(?:[.:]\d{2})?\s*(?:h|ure?|uri)?", re.ASCII)
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*", re.ASCII)
BETWEEN = re.compile(
    r"\s*(?:,|\bob\b|\balle\b|\bat\b)\s*|\s+(?=\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\s*(?:h|ur.)?$)"
)


class Unreadable(ValueError):
    """What was typed is no value of the field; the message is the sentence for its writer."""


def write_day(day: date) -> str:
    """A day as it stands in a field of the language: 4. 5. 2026, 4.5.2026, 4/5/2026."""
    return IN_A_FIELD.get((get_language() or "")[:2], AS_IN_SLOVENIAN).format(day)


def write_moment(moment: datetime) -> str:
    """A moment as it stands in a field: the day, and the hour in our zone."""
    local = timezone.localtime(moment)
    return f"{write_day(local.date())} {local:%-H.%M}"


def whole_year(written: str) -> int:
    """A year as it is written; of two digits the nearest that is not more than ten years ahead.

    In 2026, 26 is 2026, 36 is 2036 and 48 is 1948.
    """
    if len(written) != 2:
        return int(written)
    latest = timezone.localdate().year + YEARS_AHEAD
    return latest - (latest - int(written)) % 100


def read_month(written: str) -> int:
    """The number of a month written in digits or by name. Raises `ValueError` where it is no month."""
    if written.isdigit():
        return int(written)
    word = written.casefold()
    of_this_name = [
        number for number, names in enumerate(MONTHS, 1) if any(name.startswith(word) for name in names)
    ]
    if len(word) < 3 or len(of_this_name) != 1:
        raise ValueError(written)
    return of_this_name[0]


def day_in(words: str) -> date | None:
    """The day that words mean (`4. 5. 2026`, `4/5/26`, `04052026`, `2026-05-04`, `4 May 2026`), or none."""
    found = next((read for shape in SHAPES if (read := shape.fullmatch(" ".join(words.split())))), None)
    if found is None:
        return None
    parts = found.groupdict()
    try:
        month = read_month(parts.get("month") or parts.get("name") or "")
        return date(whole_year(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def month_in(words: str) -> date | None:
    """The first day of the month that words mean (`5. 2026`, `05/2026`, `2026-05`, `May 2026`), or none."""
    compact = "".join(words.split())
    found = next((read for shape in OF_A_MONTH if (read := shape.fullmatch(compact))), None)
    try:
        return date(int(found["year"]), read_month(found["month"]), 1) if found else None
    except ValueError:
        return None


def read_day(typed: Any) -> date:
    """A day as it is written here (4. 5. 2026) or in data (2026-05-04)."""
    if isinstance(typed, datetime):
        return timezone.localdate(typed) if timezone.is_aware(typed) else typed.date()
    if isinstance(typed, date):
        return typed
    if (day := day_in(str(typed))) is None:
        raise Unreadable(_("This is no day of the calendar. Write it as 4. 5. 2026."))
    if day.year < FIRST_YEAR:
        raise Unreadable(
            _("The year %(year)d cannot be right. Check it and write all four digits.") % {"year": day.year}
        )
    return day


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
    day, clock = (*typed, "", "")[:2] if isinstance(typed, list | tuple) else _apart(str(typed).strip())
    if not str(clock).strip():
        raise Unreadable(_("Add the time of the day, as 4. 5. 2026 9.30."))
    return timezone.make_aware(datetime.combine(read_day(day), read_clock(clock)))


def _apart(words: str) -> tuple[str, str]:
    """The day and the time in what was typed; the time is empty where the words are a day alone."""
    between = list(BETWEEN.finditer(words))
    if not between or day_in(words) is not None:
        return words, ""
    return words[: between[-1].start()].rstrip(" ,"), words[between[-1].end() :]
