"""What a result rests on that is not certain: values and conditions of which the same is said, together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from opora.law.parameters import load_parameters
from opora.web.templatetags.law_values import in_language, law_value, parameter_name, warning_words

Warnings = Iterable[Mapping[str, Any]]
UNREAD = "article_unconfirmed"


@dataclass(frozen=True)
class Ground:
    """Why something is doubtful, in the language it was written in."""

    why: str
    language: str


@dataclass(frozen=True)
class Named:
    """A value of the law with what it is, or a condition, which has none."""

    name: str
    values: list[str]


@dataclass
class Doubt:
    """Values of the law, or conditions with an unread article. `kind` is the gravest of its doubts."""

    named: list[Named]
    kind: str
    grounds: list[Ground]

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.named]

    @property
    def values(self) -> list[str]:
        return [value for each in self.named for value in each.values]

    @property
    def needs_room(self) -> bool:
        """Whether its grounds are folded away: a table of amounts says nearly the same of each."""
        return len(self.grounds) > 2


def doubts(warnings: Warnings) -> list[Doubt]:
    """The warnings of a computation or decision; those of which the same is said share a line."""
    found: dict[str, Doubt] = {}
    for warning in warnings:
        doubt = Doubt([Named(_name(warning), [])], warning_words(warning["kind"]), [])
        for value in _values(warning):
            _add(doubt.named[0].values, value)
        for ground in _grounds(warning):
            _add(doubt.grounds, ground)
        _join(found, _subject(warning, doubt), doubt)
    alike: dict[str, Doubt] = {}
    for doubt in found.values():
        said = "\n".join(ground.why for ground in doubt.grounds)
        _join(alike, f"{doubt.kind}\n{said}" if said else repr(doubt.names), doubt)
    return list(alike.values())


def _subject(warning: Mapping[str, Any], doubt: Doubt) -> str:
    """Its parameter; articles nobody has read are all one, any other condition is what is said of it."""
    if parameter := warning.get("parameter"):
        return str(parameter)
    return UNREAD if warning["kind"] == UNREAD else " ".join(ground.why for ground in doubt.grounds)


def _join(found: dict[str, Doubt], key: str, doubt: Doubt) -> None:
    known = found.setdefault(key, doubt)
    if known is doubt:
        return
    for each in doubt.named:
        same = next((one for one in known.named if one.name == each.name), None)
        if same is None:
            known.named.append(each)
        else:
            for value in each.values:
                _add(same.values, value)
    for ground in doubt.grounds:
        _add(known.grounds, ground)


def _name(warning: Mapping[str, Any]) -> str:
    if label := warning.get("label"):
        return in_language(label)
    return parameter_name(warning["parameter"]) if warning.get("parameter") else str(warning["value"])


def _values(warning: Mapping[str, Any]) -> Iterator[str]:
    """The values with their unit; the key words that some parameters have are no words for a reader."""
    key, parameters = warning.get("parameter"), load_parameters()
    if not key or key not in parameters:
        return
    unit = parameters.parameter(key).unit
    for cell in warning.get("cells") or [warning]:
        if cell.get("value") not in (None, "") and unit != "word":
            yield law_value(cell["value"], "EUR" if unit.startswith("EUR") else unit)


def _grounds(warning: Mapping[str, Any]) -> Iterator[Ground]:
    """Decisions drafted before reasons were written in every language keep theirs in English."""
    for reason in warning.get("reasons", []):
        yield Ground(in_language(reason), (get_language() or "en")[:2])
    if "reasons" not in warning and warning.get("why"):
        yield Ground(str(warning["why"]), "en")


def _add(to: list[Any], what: Any) -> None:
    if what not in to:
        to.append(what)
