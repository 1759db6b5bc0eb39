"""The facts a decision rests on, with where each comes from, source by source.

Persons for whom the same was found stand in one line, and everything that was found *not* to be so is
gathered
behind it, so that the facts of a family of five still fit on half a page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.decisions import phrases
from opora.decisions.matter import Matter, Provenance, in_language
from opora.law.engine.facts import Fact

DWELLING = "dwelling"
Situation = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """One fact of one person (or of the dwelling), in words; `holds_not` for a no."""

    person: str
    statement: str
    holds_not: bool
    source: str


def facts_found(
    situation: Situation, declared: Mapping[str, Fact], used: Collection[tuple[str, str]], matter: Matter
) -> list[Any]:
    """The blocks of the section on facts: for each source a line for each group of persons.

    `used` names the facts (and whose) that the computation looked at; the others did not matter.
    """
    by_source: dict[str, list[Found]] = {}
    for found in _found(situation, declared, used, matter):
        by_source.setdefault(found.source, []).append(found)
    blocks: list[Any] = [
        _(
            "We obtained data from official records ourselves; the rest you stated in the application or "
            "proved. The decision rests on these data:"
        )
    ]
    for source, findings in by_source.items():
        blocks += [
            _("Source: {source}").format(source=source),
            {"kind": "list", "items": _lines(findings, matter)},
        ]
    return blocks


def reference(person: str, fact: str, period: str | None) -> str:
    """Key of a fact in `Matter.provenance`."""
    return "/".join(filter(None, (person, fact, period)))


def used_facts(figures: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """The facts behind explained figures, each with the person (or dwelling) it is of."""
    return {(node["figure"], node["subject"] or DWELLING) for node in figures if node["kind"] == "fact"}


def _found(
    situation: Situation, declared: Mapping[str, Fact], used: Collection[tuple[str, str]], matter: Matter
) -> Iterator[Found]:
    told = {**situation["persons"], DWELLING: situation.get("dwelling", {})}
    for key, fact in declared.items():
        for person, facts in told.items():
            if key in facts and (key, person) in used:
                value = facts[key]
                nothing = _is_nothing(fact, value)
                statement = _label(fact) if nothing else _statement(fact, value)
                yield Found(person, statement, nothing, _source(matter, person, fact, value))


def _is_nothing(fact: Fact, value: Any) -> bool:
    """A no, or an amount that is nought whenever it was asked for."""
    if value is False:
        return True
    amounts = value.values() if isinstance(value, Mapping) else [value]
    return fact.type == "EUR" and all(Decimal(str(amount)) == 0 for amount in amounts)


def _lines(findings: Sequence[Found], matter: Matter) -> list[str]:
    """One line for all that was found of the same persons."""
    persons_of: dict[tuple[str, bool], list[str]] = {}
    for found in findings:
        persons_of.setdefault((found.statement, found.holds_not), []).append(found.person)
    statements_of: dict[tuple[str, ...], tuple[list[str], list[str]]] = {}
    for (statement, holds_not), persons in persons_of.items():
        statements_of.setdefault(tuple(persons), ([], []))[holds_not].append(statement)
    place = {person: number for number, person in enumerate([*matter.people, DWELLING])}
    groups = sorted(statements_of, key=lambda persons: (len(persons), [place[person] for person in persons]))
    return [_line(_people(persons, matter), *statements_of[persons]) for persons in groups]


def _line(people: str, holding: Sequence[str], not_holding: Sequence[str]) -> str:
    parts = []
    if holding:
        parts.append("; ".join(holding))
    if not_holding:
        parts.append(_("this does not apply: {statements}").format(statements="; ".join(not_holding)))
    return f"{people}: {'. '.join([parts[0], *map(phrases.capital, parts[1:])])}."


def _people(persons: Sequence[str], matter: Matter) -> str:
    return ", ".join(_("the dwelling") if person == DWELLING else matter.name(person) for person in persons)


def _statement(fact: Fact, value: Any) -> str:
    label = _label(fact)
    return label if isinstance(value, bool) else f"{label}: {_written(fact, value)}"


def _label(fact: Fact) -> str:
    """The fact's name within a sentence; an abbreviation at its beginning keeps its capitals."""
    label = str(getattr(fact.label, get_language() or "sl"))
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _written(fact: Fact, value: Any) -> str:
    if isinstance(value, Mapping):
        return _over_time(fact, value)
    if isinstance(value, bool):
        return phrases.yes_or_no(value)
    if fact.choices:
        return str(getattr(fact.choice_labels[value], get_language() or "sl"))
    return _amount(fact, str(value))


def _over_time(fact: Fact, values: Mapping[str, Any]) -> str:
    """Values by month or year; equal ones are written once."""
    written = {period: _written(fact, value) for period, value in sorted(values.items())}
    if len(set(written.values())) == 1 and len(written) > 1:
        return f"{next(iter(written.values()))} ({phrases.periods(list(written))})"
    return "; ".join(f"{phrases.period(period)}: {value}" for period, value in written.items())


def _amount(fact: Fact, value: str) -> str:
    match fact.type:
        case "EUR":
            return phrases.euros(value)
        case "date":
            return phrases.day(value)
        case _:
            return phrases.number(value)


def _source(matter: Matter, person: str, fact: Fact, value: Any) -> str:
    periods = list(value) if isinstance(value, Mapping) else [None]
    sources = [_one_source(matter.provenance.get(reference(person, fact.key, each))) for each in periods]
    return "; ".join(dict.fromkeys(sources))


def _one_source(provenance: Provenance | None) -> str:
    if provenance is None:
        return _("data of the case file")
    if provenance.origin == "applicant":
        return _("your statement in the application")
    name = in_language(provenance.source)
    if provenance.origin == "evidence":
        return _("evidence: {name}").format(name=name) if name else _("evidence in the case file")
    if provenance.on is None:
        return name
    return _("{register}, {day}").format(register=name, day=phrases.day(provenance.on))
