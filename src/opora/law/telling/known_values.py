"""The values a determination holds, found by name: those of a period, and the words of its figures."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from .writing import Values

Json = Mapping[str, Any]
Value = str | Decimal | date

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class KnownValues:
    """What the figures of a determination say; `told` is its JSON with the figures in it (`explain`)."""

    def __init__(self, told: Json, language: str) -> None:
        self._figures = {figure["id"]: figure for figure in told.get("figures", ())}
        self.applicant: str | None = told.get("applicant")
        self._labels = {figure["figure"]: str(figure["label"][language]) for figure in self._figures.values()}
        self.persons = {figure["subject"] for figure in self._figures.values()} - {None}

    def label(self, key: str) -> str | None:
        """What a figure or fact is called; none where the determination does not tell it."""
        return self._labels.get(key)

    def of_case(self, period: Json) -> Values:
        """Values of the household and the applicant in a period; a parameter is named `law_` and its key."""
        return {**self._of(period, self.applicant), **self._of(period, None)}

    def of_person(self, period: Json, person: str) -> Values:
        """The values of one person in a period."""
        return self._of(period, person)

    def _of(self, period: Json, person: str | None) -> Values:
        found: dict[str, Value] = {}
        for figure in self._under(period):
            if figure["subject"] == person:
                keep(found, figure["figure"], figure["value"])
            if person is None:
                for parameter in figure.get("parameters", ()):
                    keep(found, f"law_{parameter['key']}", parameter["value"])
        return found

    def _under(self, period: Json) -> Iterator[Json]:
        """Every figure the outcome of a period was reckoned from."""
        waiting, seen = [period.get("figure")], set()
        while waiting:
            key = waiting.pop()
            if key in seen or key not in self._figures:
                continue
            seen.add(key)
            yield self._figures[key]
            waiting.extend(self._figures[key].get("inputs", ()))


def keep(found: dict[str, Value], name: str, shown: Any) -> None:
    """Adds a value under its name; not one that is not known, and not one beside another of that name."""
    value = read_value(shown)
    if value is not None:
        found.setdefault(name, value)


def read_value(shown: Any) -> Value | None:
    """A value as a determination writes it: a number, a day or a word. Yes and no are told otherwise."""
    if shown is None or isinstance(shown, bool):
        return None
    text = str(shown)
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    return date.fromisoformat(text) if _DAY.fullmatch(text) else text
