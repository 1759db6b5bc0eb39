"""Reads the facts of a person or a dwelling into whole numbers, and says what is wrong with each."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from opora.law.engine.calendar import day_number, month_index
from opora.law.engine.case import Case
from opora.law.engine.errors import nearest
from opora.law.engine.facts import Fact
from opora.law.engine.types import CHOICE, DATE, YES_NO

from .problems import Problem, pointer

KEY_OF_PERIOD = {"day": "2026-05-14", "month": "2026-05", "year": "2026"}


class WrongFact(ValueError):
    """One value that cannot be taken; `key` is the problem's stable word."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


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
                f"No fact of a {owner} is called {name!r}.{nearest(name, known)} "
                "`opora law facts` lists them all.",
                {"fact": name},
            )
            continue
        try:
            _put(case, facts[name], place, value)
        except WrongFact as wrong:
            yield Problem(here, wrong.key, f"{facts[name].label.en}: {wrong}", {"fact": name})


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
        example = KEY_OF_PERIOD[fact.period]
        raise WrongFact("wrong_type", f"it is a fact of a {fact.period}. Write it as {{{example!r}: value}}.")
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
        raise WrongFact(wrong.key, f"in {period}: {wrong}") from None


def whole(fact: Fact, value: Any) -> int:
    """The value as the engine reckons with it; refused where it is of another type or out of range."""
    if isinstance(value, float):
        raise WrongFact(
            "wrong_type", f"{value} was read as a binary fraction. Write it as text: '{value:.2f}'."
        )
    if fact.kind is YES_NO:
        if not isinstance(value, bool):
            raise WrongFact("wrong_type", f"{value!r} is no yes or no. Write true or false.")
        return int(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise WrongFact("wrong_type", f"{value!r} is not {_wanted(fact)}. Correct the value.")
    text = str(value)
    if fact.kind is CHOICE:
        return _choice(fact, text)
    number = day_number(_date(text)) if fact.kind is DATE else _number(fact, text)
    low, high = fact.range
    if number < low:
        raise WrongFact(*_too_low(fact, text))
    if number > high:
        raise WrongFact(
            "absurd",
            f"{text} is more than {fact.high}, which cannot be right. Check the figure and its period.",
        )
    return number


def _too_low(fact: Fact, text: str) -> tuple[str, str]:
    if text.startswith("-"):
        return "negative", f"{text} is below zero. Enter the amount without a sign, or leave the fact out."
    return "absurd", f"{text} is before or below {fact.low}, which cannot be right. Check it."


def _choice(fact: Fact, text: str) -> int:
    if text not in fact.choices:
        choices = ", ".join(fact.choices)
        raise WrongFact(
            "wrong_value",
            f"{text!r} is not one of its choices: {choices}.{nearest(text, list(fact.choices))}",
        )
    return fact.choices.index(text)


def _number(fact: Fact, text: str) -> int:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise WrongFact("wrong_type", f"{text!r} is not {_wanted(fact)}. Write digits and a point.") from None
    if not number.is_finite():
        raise WrongFact("wrong_type", f"{text!r} is not {_wanted(fact)}.")
    try:
        return fact.kind.whole(number)
    except ValueError:
        raise WrongFact(
            "wrong_type",
            f"{text} has more than {fact.kind.decimals} decimals. Round it as its evidence states.",
        ) from None


def _wanted(fact: Fact) -> str:
    return {
        "EUR": "an amount such as '1100.00'",
        "hours": "a number such as '174' or '17.5'",
        "date": "a day such as '1990-03-02'",
    }.get(fact.type, "a number")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongFact("wrong_type", f"{text!r} is no day. Write it as '1990-03-02'.") from None


def _day(key: str) -> int:
    return day_number(_date(key))


def _month(key: str) -> int:
    try:
        return month_index(date.fromisoformat(f"{key}-01"))
    except ValueError:
        raise WrongFact("wrong_type", f"{key!r} is no month. Write it as '2026-05'.") from None


def _year(key: str) -> int:
    if not (key.isdecimal() and len(key) == len("2026")):
        raise WrongFact("wrong_type", f"{key!r} is no year. Write it as '2026'.")
    return int(key)
