"""What a result rests on that is not certain: one line a value or condition, with everything said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.law import rulebook
from opora.law.parameters import load_parameters
from opora.web.templatetags.law_values import in_language, law_value, parameter_name, warning_words

Warnings = Iterable[Mapping[str, Any]]


@dataclass(frozen=True)
class Ground:
    """Why something is doubtful: the kind of doubt, and its reason in the language it was written in."""

    words: str
    why: str
    language: str


@dataclass
class Doubt:
    """One value of the law, or one condition whose article nobody has read."""

    name: str
    values: list[str] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)


def doubts(warnings: Warnings) -> list[Doubt]:
    """The warnings of a computation, those about one thing joined to one."""
    found: dict[str, Doubt] = {}
    for warning in warnings:
        about = str(warning.get("parameter") or warning.get("figure") or warning["value"])
        doubt = found.setdefault(about, Doubt(_name(warning)))
        for cell in warning.get("cells") or [warning]:
            _add(doubt.values, _value({**warning, **cell}))
        _add(doubt.grounds, _ground(warning))
    return list(found.values())


def _name(warning: Mapping[str, Any]) -> str:
    if parameter := warning.get("parameter"):
        return parameter_name(parameter)
    figure = rulebook().graph.figures.get(str(warning.get("figure")))
    return in_language(_by_language(figure.label)) if figure else str(warning["value"])


def _value(warning: Mapping[str, Any]) -> str:
    """The value with its unit; the key words that some parameters have are no words for a reader."""
    key, value, parameters = warning.get("parameter"), warning.get("value"), load_parameters()
    if not key or key not in parameters or value in (None, ""):
        return ""
    unit = parameters.parameter(key).unit
    if unit == "word":
        return ""
    return law_value(value, "EUR" if unit.startswith("EUR") else unit)


def _ground(warning: Mapping[str, Any]) -> Ground:
    if warning["kind"] == "article_unconfirmed" and warning.get("figure"):
        words = _("no source states the number of the article, so the letter names only the act: %(act)s")
        return Ground(words % {"act": warning["value"]}, "", "")
    why = warning.get("why") or ""
    language = (get_language() or "en")[:2]
    if isinstance(why, Mapping):
        return Ground(warning_words(warning["kind"]), in_language(why), language)
    return Ground(warning_words(warning["kind"]), str(why), "en")


def _by_language(label: Any) -> dict[str, str]:
    return {language: getattr(label, language) for language in ("sl", "it", "en")}


def _add(to: list[Any], what: Any) -> None:
    if what and what not in to:
        to.append(what)
