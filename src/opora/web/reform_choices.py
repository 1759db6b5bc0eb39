"""The parameters of the law that a reform may move: each below the first right that rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from opora.law import rulebook
from opora.law.country.partition import dates_of, rights_named
from opora.law.engine.calendar import day_of
from opora.law.engine.formula import Language, choice_word
from opora.law.engine.stored_parameters import StoredCell, StoredParameter
from opora.law.parameters.articles import article_to_print
from opora.law.reform.touching import Reads, what_rights_read
from opora.law_book.source_names import source_named
from opora.law_book.written import written_value
from opora.web.law_sources import gazette_named

MOVABLE = frozenset({"", "EUR", "years", "months", "days", "hours", "yes_no"})
"""What a number can be put in place of; words and days are changed by a file."""


@dataclass(frozen=True)
class Choice:
    """A parameter as the list shows it."""

    key: str
    label: str
    today: str
    within: str
    article: str
    source: str
    """The gazette, or who printed it, as readers know them."""
    readers: int
    values: int


@dataclass(frozen=True)
class ChoicesOfRight:
    label: str
    choices: tuple[Choice, ...]


@lru_cache(maxsize=12)
def choices(month: date, language: Language) -> tuple[ChoicesOfRight, ...]:
    """Every parameter that a right in euros rests on; `NotCovered` for a month without rules."""
    graph, reads = rulebook().graph, _reads(month)
    readers: dict[str, list[str]] = {}
    for right, read in reads.items():
        for key in read.parameters:
            readers.setdefault(key, []).append(right)
    groups = []
    for right in reads:
        own = sorted(
            (key for key, found in readers.items() if found[0] == right),
            key=lambda key: getattr(graph.parameters[key].label, language),
        )
        shown = [choice_of(graph.parameters[key], month, language, len(readers[key])) for key in own]
        shown = [choice for choice in shown if graph.parameters[choice.key].unit in MOVABLE]
        if shown:
            groups.append(ChoicesOfRight(getattr(graph.rights[right].label, language), tuple(shown)))
    return tuple(groups)


def choice_of(parameter: StoredParameter, month: date, language: Language, readers: int) -> Choice:
    """What stands of a parameter in this month, and where it comes from."""
    position = parameter.position_on(month)
    cells = parameter.entries[max(position, 0)].cells if parameter.entries else ()
    return Choice(
        key=parameter.key,
        label=getattr(parameter.label, language),
        today=value_today(parameter, month, None, language),
        within=within(parameter, language),
        article=article_to_print(parameter.article, confirmed=parameter.article_confirmed),
        source=_source(cells[0], language) if cells else "",
        readers=readers,
        values=len(parameter.places),
    )


def _source(cell: StoredCell, language: Language) -> str:
    return gazette_named(cell.gazette) if cell.gazette else source_named(cell.source, language)


def within(parameter: StoredParameter, language: Language) -> str:
    """The range for which the rules that read it are proven."""
    return " – ".join(written(parameter, end, language) for end in (parameter.low, parameter.high))


def value_today(
    parameter: StoredParameter, month: date, at: tuple[str, ...] | None, language: Language
) -> str:
    """One value, or from the least to the greatest."""
    values = values_today(parameter, month)
    if at is not None or len(parameter.places) == 1:
        return written(parameter, values[parameter.place(at) if at is not None else 0], language)
    known = sorted(value for value in values if value is not None)
    if not known or known[0] == known[-1]:
        return written(parameter, known[0] if known else None, language)
    return f"{written(parameter, known[0], language)} – {written(parameter, known[-1], language)}"


def values_today(parameter: StoredParameter, month: date) -> list[int | None]:
    """Whole numbers over the denominator; none where the law has no figure, or nobody found it."""
    position = parameter.position_on(month)
    if position < 0:
        return [None] * len(parameter.places)
    return [cell.value for cell in parameter.entries[position].cells]


def written(parameter: StoredParameter, value: int | None, language: Language) -> str:
    """With its unit, as the sheets of the law write it."""
    if value is None:
        return written_value(None, parameter.unit)
    if parameter.words:
        return choice_word(parameter.words[value], language)
    if parameter.unit == "date":
        return written_value(day_of(value), parameter.unit)
    if parameter.unit == "yes_no":
        return written_value(bool(value), parameter.unit)
    return written_value(number_of(parameter, value), parameter.unit)


def number_of(parameter: StoredParameter, value: int) -> Decimal:
    """The value as it is read: with two places where it is money."""
    number = Decimal(value) / parameter.denominator
    return number.quantize(Decimal("0.01")) if parameter.unit == "EUR" else number


@lru_cache(maxsize=12)
def _reads(month: date) -> dict[str, Reads]:
    graph = rulebook().graph
    return what_rights_read(graph, dates_of(month), rights_named(graph, "all"))
