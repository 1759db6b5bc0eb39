"""The facts a decision rests on, with where each comes from, source by source.

Persons for whom the same was found stand in one line. What was found *not* to be so is told only where it
matters to a reader (`facts_told.yaml`); the rest is one sentence, so that a family of five fits on half a
page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.decisions import phrases
from opora.decisions.matter import Matter, Provenance
from opora.documents.officials import in_language
from opora.law.engine.facts import Fact

DWELLING = "dwelling"
NUMBERS = ("EUR", "count", "hours")
WHO_SOMEBODY_IS = ("born", "citizenship")
Situation = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """One fact of one person (or of the dwelling), in words."""

    key: str
    person: str
    statement: str
    source: str


def facts_found(
    situation: Situation,
    declared: Mapping[str, Fact],
    used: Collection[tuple[str, str]],
    matter: Matter,
    *,
    rights: Collection[str],
) -> list[Any]:
    """The blocks of the section on facts: for each source a line for each group of persons.

    `used` names the facts (and whose) that the computation looked at; the others did not matter.
    """
    by_source: dict[str, list[Found]] = {}
    unsaid = False
    of_a_right = told()["only_of_a_right"]
    of_another_right = {key for right, keys in of_a_right.items() if right not in rights for key in keys} - {
        key for right, keys in of_a_right.items() if right in rights for key in keys
    }
    for found in _found(situation, declared, used, matter):
        if found.key in of_another_right:
            continue
        if found.statement:
            by_source.setdefault(found.source, []).append(found)
        else:
            unsaid = True
    blocks: list[Any] = [_introduced(matter)]
    for source, findings in by_source.items():
        if matter.provenance:
            blocks.append(_("Source: {source}").format(source=source))
        blocks.append({"kind": "list", "items": _lines(findings, matter)})
    if unsaid:
        blocks.append(
            _("We also checked the other circumstances on which the right depends, and found none of them.")
        )
    return blocks


@cache
def told() -> Mapping[str, Any]:
    """Which facts the section tells, and in what words one that does not hold (`facts_told.yaml`)."""
    return yaml.safe_load((Path(__file__).parent / "facts_told.yaml").read_text("utf-8"))  # type: ignore[no-any-return]


def reference(person: str, fact: str, period: str | None) -> str:
    """Key of a fact in `Matter.provenance`."""
    return "/".join(filter(None, (person, fact, period)))


def used_facts(figures: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """The facts behind explained figures, each with the person (or dwelling) it is of."""
    return {(node["figure"], node["subject"] or DWELLING) for node in figures if node["kind"] == "fact"}


def _introduced(matter: Matter) -> str:
    """Says that records were asked only where one answered."""
    if any(found.origin == "register" for found in matter.provenance.values()):
        return _(
            "We obtained data from official records ourselves; the rest you stated in the application or "
            "proved. The decision rests on these data:"
        )
    return _("The decision rests on these data:")


def _found(
    situation: Situation, declared: Mapping[str, Fact], used: Collection[tuple[str, str]], matter: Matter
) -> Iterator[Found]:
    """Everything looked at; what is left to the closing sentence has no statement."""
    known = {**situation["persons"], DWELLING: situation.get("dwelling", {})}
    for key, fact in sorted(declared.items(), key=lambda one: one[0] not in WHO_SOMEBODY_IS):
        for person, facts in known.items():
            if key in facts and (key, person) in used and _matters(situation, person, key):
                value = facts[key]
                if _is_nothing(fact, value):
                    yield Found(key, person, _denied(key), _source(matter, person, fact, value))
                elif key not in told()["never"]:
                    yield Found(key, person, _statement(fact, value), _source(matter, person, fact, value))


def _matters(situation: Situation, person: str, key: str) -> bool:
    """Whether a fact can say something of this person: of a child with both parents at home, some cannot."""
    if key not in told()["only_of_a_child_with_one_parent"]:
        return True
    here = situation.get("dwelling", {}).get("persons", ())
    parents = [
        relation["parent"]
        for relation in situation.get("relations", ())
        if relation["type"] == "parent" and relation["child"] == person and relation["parent"] in here
    ]
    return len(parents) == 1


def _denied(key: str) -> str:
    """How the letter says that it is not so; nothing where the closing sentence covers it."""
    words = told()["when_it_does_not_hold"].get(key, {})
    return str(words.get(get_language() or "sl", ""))


def _is_nothing(fact: Fact, value: Any) -> bool:
    """A no, or a number that is nought whenever it was asked for."""
    if value is False:
        return True
    values = list(value.values()) if isinstance(value, Mapping) else [value]
    if fact.type == "yes_no":
        return not any(values)
    return fact.type in NUMBERS and all(Decimal(str(each)) == 0 for each in values)


def _lines(findings: Sequence[Found], matter: Matter) -> list[str]:
    """One line for all that was found of the same persons."""
    persons_of: dict[str, list[str]] = {}
    for found in findings:
        persons_of.setdefault(found.statement, []).append(found.person)
    statements_of: dict[tuple[str, ...], list[str]] = {}
    for statement, persons in persons_of.items():
        statements_of.setdefault(tuple(persons), []).append(statement)
    place = {person: number for number, person in enumerate([*matter.people, DWELLING])}
    groups = sorted(statements_of, key=lambda persons: (len(persons), [place[person] for person in persons]))
    return [f"{_people(persons, matter)}: {'; '.join(statements_of[persons])}." for persons in groups]


def _people(persons: Sequence[str], matter: Matter) -> str:
    names = [_("the dwelling") if person == DWELLING else matter.name(person) for person in persons]
    return phrases.capital(phrases.listed(names))


def _statement(fact: Fact, value: Any) -> str:
    label = _label(fact)
    return label if isinstance(value, bool) else f"{label}: {_written(fact, value)}"


def _label(fact: Fact) -> str:
    """The fact's name within a sentence."""
    return phrases.uncapitalised(str(getattr(fact.label, get_language() or "sl")))


def _written(fact: Fact, value: Any) -> str:
    if isinstance(value, Mapping):
        return _over_time(fact, value)
    if isinstance(value, bool):
        return phrases.yes_or_no(value)
    if fact.choices:
        return str(getattr(fact.choice_labels[value], get_language() or "sl"))
    return _amount(fact, str(value))


def _over_time(fact: Fact, values: Mapping[str, Any]) -> str:
    """Values with their months or years; neighbours that are equal are written once."""
    groups: list[tuple[str, list[str]]] = []
    for period, value in sorted(values.items()):
        written = _written(fact, value)
        if groups and groups[-1][0] == written:
            groups[-1][1].append(period)
        else:
            groups.append((written, [period]))
    return ", ".join(f"{written} ({phrases.periods(periods)})" for written, periods in groups)


def _amount(fact: Fact, value: str) -> str:
    match fact.type:
        case "EUR":
            return phrases.euros(value)
        case "date":
            return phrases.short_day(value)
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
