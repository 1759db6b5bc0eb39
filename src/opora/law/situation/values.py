"""Reads the facts of a person or a dwelling into whole numbers, and says what is wrong with each."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from opora.law.engine.calendar import day_number, month_index
from opora.law.engine.case import Case
from opora.law.engine.facts import Fact
from opora.law.engine.types import CHOICE, DATE, YES_NO

from .problems import Problem, pointer
from .wording import ByLanguage, hint, said


class WrongFact(ValueError):
    """A value that cannot be taken; `key` is the problem's stable word, `words` say why in each language."""

    def __init__(self, key: str, words: ByLanguage) -> None:
        super().__init__(words["en"])
        self.key = key
        self.words = words


def read_facts(
    case: Case, facts: dict[str, Fact], owner: str, place: int, given: dict[str, Any], path: tuple[str, ...]
) -> Iterator[Problem]:
    """Puts every readable fact into the case; yields a problem for each other one."""
    known = [key for key, fact in facts.items() if fact.of == owner]
    for name, value in given.items():
        here = pointer(*path, name)
        if name not in known:
            yield Problem(
                here,
                "unknown_fact",
                said(f"unknown_fact_of_{owner}", name=name, hint=hint(name, known)),
                {"fact": name},
            )
            continue
        try:
            _put(case, facts[name], place, value)
        except WrongFact as wrong:
            label = facts[name].label.model_dump()
            words = said("of_fact", label=label, wrong=wrong.words)
            yield Problem(here, wrong.key, words, {"fact": name})


def _put(case: Case, fact: Fact, place: int, value: Any) -> None:
    if fact.period == "day":
        if isinstance(value, dict):
            entries = {_day(key): _of_period(fact, key, entry) for key, entry in value.items()}
            if entries:
                case.by_day[fact.key, place] = sorted(entries.items())
        else:
            case.by_day[fact.key, place] = whole(fact, value)
        return
    if not isinstance(value, dict):
        raise WrongFact("wrong_type", said(f"needs_{fact.period}"))
    if fact.period == "month":
        months = {_month(key): _of_period(fact, key, entry) for key, entry in value.items()}
        case.by_month[fact.key, place] = months
    else:
        years = {_year(key): _of_period(fact, key, entry) for key, entry in value.items()}
        case.by_year[fact.key, place] = years


def _of_period(fact: Fact, period: str, value: Any) -> int:
    """One value of several; what is wrong with it is said with its day, month or year."""
    try:
        return whole(fact, value)
    except WrongFact as wrong:
        raise WrongFact(wrong.key, said("of_period", period=period, wrong=wrong.words)) from None


def whole(fact: Fact, value: Any) -> int:
    """The value as the engine reckons with it; refused where it is of another type or out of range."""
    if isinstance(value, float):
        raise WrongFact("wrong_type", said("binary_fraction", value=value))
    if fact.kind is YES_NO:
        if not isinstance(value, bool):
            raise WrongFact("wrong_type", said("no_yes_or_no", value=value))
        return int(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise WrongFact("wrong_type", said("wrong_kind", value=value, wanted=_wanted(fact)))
    text = str(value)
    if fact.kind is CHOICE:
        return _choice(fact, text)
    number = day_number(_date(text)) if fact.kind is DATE else _number(fact, text)
    low, high = fact.range
    if number < low:
        raise WrongFact(*_too_low(fact, text))
    if number > high:
        raise WrongFact("absurd", said("too_high", value=text, limit=fact.high))
    return number


def _too_low(fact: Fact, text: str) -> tuple[str, ByLanguage]:
    if text.startswith("-"):
        return "negative", said("below_zero", value=text)
    return "absurd", said("too_low", value=text, limit=fact.low)


def _choice(fact: Fact, text: str) -> int:
    if text not in fact.choices:
        choices = ", ".join(fact.choices)
        raise WrongFact(
            "wrong_value",
            said("no_choice", value=text, choices=choices, hint=hint(text, fact.choices)),
        )
    return fact.choices.index(text)


def _number(fact: Fact, text: str) -> int:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise WrongFact("wrong_type", said("no_number", value=text, wanted=_wanted(fact))) from None
    if not number.is_finite():
        raise WrongFact("wrong_type", said("no_number", value=text, wanted=_wanted(fact)))
    try:
        return fact.kind.whole(number)
    except ValueError:
        raise WrongFact(
            "wrong_type",
            said("too_fine", value=text, decimals=fact.kind.decimals),
        ) from None


def _wanted(fact: Fact) -> ByLanguage:
    words = {"EUR": "an_amount", "hours": "a_number_of_hours", "date": "a_day"}
    return said(words.get(fact.type, "a_number"))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongFact("wrong_type", said("no_day", text=text, example="1990-03-02")) from None


def _day(key: str) -> int:
    return day_number(_date(key))


def _month(key: str) -> int:
    try:
        return month_index(date.fromisoformat(f"{key}-01"))
    except ValueError:
        raise WrongFact("wrong_type", said("no_month", text=key)) from None


def _year(key: str) -> int:
    if not (key.isdecimal() and len(key) == len("2026")):
        raise WrongFact("wrong_type", said("no_year", text=key))
    return int(key)
