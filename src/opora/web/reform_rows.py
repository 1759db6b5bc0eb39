"""The changes of a reform as the page holds them: what was typed stays typed, wrong or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.http import QueryDict

from opora.law import rulebook
from opora.law.engine.formula import Language
from opora.law.engine.stored_parameters import StoredParameter
from opora.law.reform import Reform, ReformError, reformed
from opora.law.reform.reading import WAYS, ParameterChange, RuleChange
from opora.law.reform.refusing import Place
from opora.law_book.parameters import place_name
from opora.web.reform_choices import number_of, value_today, values_today, within

FILE = Path("reform.yaml")
RULE = "rule"
MOST_ROWS = 60
USUAL_WAYS = ("value", "plus", "times")
BETWEEN = "|"
"""Stands between the words of a place in a form."""


@dataclass(frozen=True)
class Row:
    """One change: of a parameter, or the version of a rule that stands (`way` is then `rule`)."""

    key: str
    way: str
    text: str
    at: str = ""
    """The words of one value of several; empty for all of them."""
    error: str = ""

    @property
    def parameter(self) -> StoredParameter | None:
        return rulebook().graph.parameters.get(self.key) if self.way != RULE else None


@dataclass(frozen=True)
class Slider:
    low: str
    high: str
    step: str
    value: str


@dataclass(frozen=True)
class RowShown:
    """A row with everything its part of the page says."""

    row: Row
    number: int
    label: str
    today: str
    within: str
    unit: str
    ways: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    slider: Slider | None

    @property
    def is_yes_or_no(self) -> bool:
        parameter = self.row.parameter
        return parameter is not None and parameter.unit == "yes_no"


def read_rows(posted: QueryDict) -> list[Row]:
    """The rows in the order of the page."""
    lists = [posted.getlist(name) for name in ("key", "way", "text", "at")]
    rows = [Row(key, way, text.strip(), at) for key, way, text, at in zip(*lists, strict=False)]
    return [row for row in rows if row.way == RULE or row.way in WAYS][:MOST_ROWS]


def new_row(key: str, month: date) -> Row | None:
    """A parameter taken into the reform, first with the value it has."""
    parameter = rulebook().graph.parameters.get(key)
    if parameter is None:
        return None
    if len(parameter.places) > 1:
        return Row(key, "times", "1")
    [value] = values_today(parameter, month)
    if parameter.unit == "yes_no":
        return Row(key, "value", "yes" if value else "no")
    return Row(key, "value", "" if value is None else _typed(number_of(parameter, value)))


def rows_of(reform: Reform) -> list[Row]:
    """A reform that was read, as rows."""
    rows = [
        Row(change.key, way, _typed_text(getattr(change, way), way), BETWEEN.join(change.at or ()))
        for change in reform.parameters
        for way in WAYS
        if way != "at" and getattr(change, way) is not None
    ]
    return rows + [Row(rule.figure, RULE, rule.version) for rule in reform.rules]


def reform_of(rows: Sequence[Row], title: str) -> Reform:
    """The reform that the rows say; `ReformError` whose place is the number of the wrong row."""
    parameters = [_change(row, Place(FILE, number)) for number, row in enumerate(rows) if row.way != RULE]
    rules = [
        RuleChange(row.key, row.text, Place(FILE, number))
        for number, row in enumerate(rows)
        if row.way == RULE
    ]
    return Reform(title, tuple(parameters), tuple(rules))


def judged(rows: Sequence[Row], language: Language) -> list[Row]:
    """Every row with what is wrong with it; then what is wrong with them together."""
    found = [_with_error(row, language) for row in rows]
    if not any(row.error for row in found):
        try:
            reformed(rulebook().graph, reform_of(rows, ""))
        except ReformError as refused:
            number = refused.place.line if refused.place else 0
            found[number] = replace(found[number], error=refused.told(language))
    return found


def shown(rows: Sequence[Row], month: date, language: Language) -> list[RowShown]:
    return [_shown(row, number, month, language) for number, row in enumerate(rows)]


def in_words(rows: Iterable[RowShown], words: dict[str, str]) -> list[str]:
    """A line for each change, for paper."""
    lines = []
    for each in rows:
        where = next((name for at, name in each.places if at == each.row.at and at), "")
        named = f"{each.label} ({where})" if where else each.label
        told = words[each.row.way]
        lines.append(f"{named}: {told} {each.row.text}" + (f" ({each.today})" if each.today else ""))
    return lines


def _with_error(row: Row, language: Language) -> Row:
    try:
        reformed(rulebook().graph, reform_of([row], ""))
    except ReformError as refused:
        return replace(row, error=refused.told(language))
    return row


def _change(row: Row, place: Place) -> ParameterChange:
    change = ParameterChange(row.key, place, at=tuple(row.at.split(BETWEEN)) if row.at else None)
    if row.way == "value":
        return replace(change, value=_with_a_point(row.text))
    if row.way == "same_as":
        return replace(change, same_as=row.text)
    if row.way == "as_of":
        try:
            return replace(change, as_of=date.fromisoformat(row.text))
        except ValueError:
            raise place.refuse("no_day", value=row.text) from None
    number = _number(row.text, place)
    return replace(change, times=number) if row.way == "times" else replace(change, plus=number)


def _number(text: str, place: Place) -> Decimal:
    try:
        number = Decimal(_with_a_point(text))
    except InvalidOperation:
        raise place.refuse("no_number", value=text) from None
    if not number.is_finite():
        raise place.refuse("not_reckonable", value=text)
    return number


def _with_a_point(text: str) -> str:
    """`1.234,50` and `1234.50` are the same number."""
    compact = "".join(text.split()).replace("\N{MINUS SIGN}", "-")
    return compact.replace(".", "").replace(",", ".") if "," in compact else compact


def _shown(row: Row, number: int, month: date, language: Language) -> RowShown:
    parameter = row.parameter
    if parameter is None:
        figure = rulebook().graph.figures.get(row.key)
        label = getattr(figure.label, language) if figure else row.key
        return RowShown(row, number, label, "", "", "", (row.way,), (), None)
    at = tuple(row.at.split(BETWEEN)) if row.at else None
    known = at is None or at in parameter.places
    several = len(parameter.places) > 1
    return RowShown(
        row=row,
        number=number,
        label=getattr(parameter.label, language),
        today=value_today(parameter, month, at, language) if known else "",
        within=within(parameter, language),
        unit="×" if row.way == "times" else "€" if parameter.unit == "EUR" else "",
        ways=USUAL_WAYS if row.way in USUAL_WAYS and parameter.unit != "yes_no" else (row.way,),
        places=tuple((BETWEEN.join(place), place_name(place, language)) for place in parameter.places)
        if several
        else (),
        slider=_slider(row, parameter, month, at) if known else None,
    )


def _slider(row: Row, parameter: StoredParameter, month: date, at: tuple[str, ...] | None) -> Slider | None:
    """From nothing to twice what is, within what the rules are proven for; none for what is no number."""
    if parameter.unit not in ("", "EUR", "years", "months", "days", "hours"):
        return None
    try:
        now = Decimal(_with_a_point(row.text))
    except InvalidOperation:
        return None
    if row.way == "times":
        return Slider("0", "2", "0.01", str(now))
    values = [value for value in values_today(parameter, month) if value is not None]
    if not values:
        return None
    value = values_today(parameter, month)[parameter.place(at)] if at is not None else max(values)
    today = number_of(parameter, max(values) if value is None else value)
    step = Decimal(1) if parameter.denominator == 1 or today >= 20 else Decimal(1) / parameter.denominator
    low, high = (Decimal(end) / parameter.denominator for end in (parameter.low, parameter.high))
    reach = max(today, step * 10)
    if row.way == "plus":
        return Slider(str(-reach), str(reach), str(step), str(now))
    first, last = max(low, today - reach), min(high, today + reach)
    return Slider(f"{first:f}", f"{last:f}", f"{step:f}", f"{now:f}") if first <= now <= last else None


def _typed(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


def _typed_text(value: object, way: str) -> str:
    text = str(value)
    return text.replace(".", ",") if way in USUAL_WAYS else text
