"""Numbers, days and counted things as the reader of a language writes them, filled into sentences."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

from .sentences import counted_forms, month_names

Values = Mapping[str, str | Decimal | date]


class NotKnown(Exception):
    """A sentence speaks of a value that is not there, so it is not said."""


class _Filling(Formatter):
    """Fills `{name}`, `{name:percent}` and `{name:days}` in the manner of one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:  # noqa: ARG002
        if key not in kwargs:
            raise NotKnown(key)
        return kwargs[key]

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, date):
            return written_day(value, self._language)
        if not isinstance(value, Decimal):
            return str(value)
        if format_spec == "percent":
            return written_number((value * 100).normalize(), self._language)
        if format_spec:
            return counted(value, format_spec, self._language)
        return written_number(value, self._language)


def filled(sentence: str, values: Values, language: str) -> str | None:
    """The sentence with its values; none where one of them is not known."""
    try:
        return _Filling(language).vformat(sentence, (), values)
    except NotKnown:
        return None


def values_named(sentence: str) -> list[str]:
    """The names of the values a sentence speaks of."""
    return [name for _, name, _, _ in Formatter().parse(sentence) if name]


def written_number(number: Decimal, language: str) -> str:
    """With the signs of the language: 1.234,56 or 1,234.56."""
    text = f"{number:,f}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def kept_together(text: str, language: str) -> str:
    """The text with numbers that no line break parts from their month or unit."""
    following = "|".join((*month_names(language), "EUR", "%"))
    return re.sub(rf"(?<=[\dº.]) (?=(?:{following})(?!\w))", "\N{NO-BREAK SPACE}", text)


def counted(number: Decimal, thing: str, language: str) -> str:
    """A number with the thing counted, in the form the number asks for."""
    forms = counted_forms(language)[thing]
    return f"{written_number(number.normalize(), language)} {forms[_form_of(number, language)]}"


def _form_of(number: Decimal, language: str) -> int:
    if language != "sl":
        return 0 if number == 1 else 1
    if number != number.to_integral_value():
        return 2
    last = int(number) % 100
    return {1: 0, 2: 1, 3: 2, 4: 2}.get(last, 3)


def written_day(day: date, language: str, *, with_year: bool = True) -> str:
    """A day in words: 14. maja 2026, 1º maggio 2026, 14 May 2026."""
    number = f"{day.day}." if language == "sl" else str(day.day)
    if language == "it" and day.day == 1:
        number = "1º"
    text = f"{number} {month_names(language)[day.month - 1]}"
    return f"{text} {day.year}" if with_year else text


def span_of_days(start: date, end: date | None, words: Mapping[str, str], language: str) -> str:
    """From when, or from when until when; the year once where both days share it."""
    shares_year = end is not None and end.year == start.year
    first = written_day(start, language, with_year=not shares_year)
    values: dict[str, str] = {"start": first, "from_start": _italian("da", start, first)}
    if end is None:
        return str(filled(words["from"], values, language))
    last = written_day(end, language)
    values |= {"end": last, "to_end": _italian("a", end, last)}
    return str(filled(words["from_until"], values, language))


def _italian(preposition: str, day: date, text: str) -> str:
    """Dal 2 maggio, dall’8 maggio: before 8 and 11 (otto, undici) the article loses its vowel."""
    return f"{preposition}ll’{text}" if day.day in (8, 11) else f"{preposition}l {text}"
