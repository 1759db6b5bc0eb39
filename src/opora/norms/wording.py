"""What is said of norms in Slovenian, Italian and English (`phrases.yaml`), and how numbers are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Literal, cast

import yaml

Language = Literal["sl", "it", "en"]
LANGUAGES: tuple[Language, ...] = ("sl", "it", "en")
PLACES = 3
EXACT_PLACES = 5  # enough for inhabitants over 25,000 and families over 10,000
_FILE = Path(__file__).with_name("phrases.yaml")


@dataclass(frozen=True)
class Phrase:
    """One sentence in three languages."""

    sl: str
    it: str
    en: str

    def in_(self, language: str) -> str:
        """The sentence in a language, English where we have no other."""
        return {"sl": self.sl, "it": self.it}.get(language[:2], self.en)


Value = Phrase | str | int | Fraction | date


def said(key: str, /, **values: Value) -> Phrase:
    """A sentence of `phrases.yaml` with its values, each written as the language writes it."""
    pattern = phrases()[key]
    return Phrase(
        **{
            language: pattern[language].format(
                **{name: written(value, language) for name, value in values.items()}
            )
            for language in LANGUAGES
        }
    )


def joined(words: list[Phrase] | tuple[Phrase, ...], between: str = "; ") -> Phrase:
    """Several sentences as one."""
    return Phrase(**{language: between.join(each.in_(language) for each in words) for language in LANGUAGES})


def named(sl: str, it: str = "", en: str = "") -> Phrase:
    """A name; the Slovenian one where there is no other."""
    return Phrase(sl, it or sl, en or sl)


def number(value: Fraction | int) -> Phrase:
    """A number, written as each language writes it."""
    return Phrase(**{language: written(value, language) for language in LANGUAGES})


def written(value: Value, language: Language) -> str:
    """A value as text of a language; one that five decimals do not hold is followed by its exact fraction."""
    if isinstance(value, Phrase):
        return value.in_(language)
    if isinstance(value, date):
        return f"{value.day}. {value.month}. {value.year}" if language == "sl" else _day(value, language)
    if isinstance(value, str):
        return value
    number = Fraction(value)
    exact = decimal(number, places=EXACT_PLACES)
    if Fraction(exact) == number:
        return _grouped(exact, language)
    return f"≈ {_grouped(decimal(number), language)} ({number.numerator}/{number.denominator})"


def decimal(number: Fraction, *, places: int = PLACES) -> Decimal:
    """The nearest decimal of so many places, half away from zero, without trailing zeros."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return (Decimal(whole if number >= 0 else -whole).scaleb(-places)).normalize() + 0


def _grouped(number: Decimal, language: Language) -> str:
    told = f"{number:,f}"
    return told if language == "en" else told.translate(str.maketrans(",.", ".,"))


def _day(value: date, language: Language) -> str:
    return f"{value.day}/{value.month}/{value.year}" if language == "it" else value.isoformat()


@cache
def phrases() -> Mapping[str, Mapping[Language, str]]:
    """All patterns by key."""
    return cast("Mapping[str, Mapping[Language, str]]", yaml.safe_load(_FILE.read_text("utf-8")))
