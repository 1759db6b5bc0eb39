"""Facts that cannot all be true at once."""

from collections.abc import Iterator
from datetime import date

from opora.law.engine.calendar import day_number, day_of
from opora.law.engine.case import Case
from opora.law.engine.facts import Fact

from .problems import Problem, pointer
from .shape import DatesShape
from .wording import LANGUAGES, said


def implausible(
    case: Case, facts: dict[str, Fact], dates: DatesShape, coverage: str, today: date | None
) -> Iterator[Problem]:
    """Everything that contradicts something else in the situation."""
    yield from _dates(dates, coverage, today)
    yield from _births(case, dates)
    yield from _closed_gates(case, facts)


def _dates(dates: DatesShape, coverage: str, today: date | None) -> Iterator[Problem]:
    if today is not None and dates.filed > today:
        yield Problem(
            pointer("dates", "filed"),
            "filed_in_future",
            said("filed_in_future", filed=dates.filed, today=today),
        )
    if dates.filed > dates.decided:
        yield Problem(
            pointer("dates", "filed"),
            "filed_after_deciding",
            said("filed_after_deciding", filed=dates.filed, decided=dates.decided),
        )
    first = dates.month or dates.filed
    if first.isoformat()[: len(coverage)] < coverage and dates.month is not None:
        yield Problem(
            pointer("dates", "month"),
            "outside_coverage",
            said("month_outside_coverage", coverage=coverage),
        )
    elif dates.filed.isoformat()[: len(coverage)] < coverage:
        yield Problem(
            pointer("dates", "filed"),
            "outside_coverage",
            said("filing_outside_coverage", coverage=coverage),
        )


def _births(case: Case, dates: DatesShape) -> Iterator[Problem]:
    last = day_number(dates.decided)
    born = {place: case.by_day.get(("born", place)) for place in range(len(case.persons))}
    for place, day in born.items():
        if not isinstance(day, int):
            continue
        name = case.persons[place]
        if day > last:
            yield Problem(
                pointer("persons", name, "born"),
                "not_born_yet",
                said("not_born_yet", person=name, born=day_of(day)),
            )
        for relation, role in (("parents", "parent"), ("carers", "carer")):
            for elder in case.relatives[relation][place]:
                of_elder = born[elder]
                if isinstance(of_elder, int) and of_elder >= day:
                    yield _not_younger(name, day, case.persons[elder], of_elder, role)


def _not_younger(child: str, day: int, elder: str, of_elder: int, role: str) -> Problem:
    return Problem(
        pointer("persons", child, "born"),
        f"child_older_than_{role}",
        said(
            f"child_older_than_{role}",
            child=child,
            born=day_of(day),
            elder=elder,
            of_elder=day_of(of_elder),
        ),
        {"child": child, role: elder},
    )


def _closed_gates(case: Case, facts: dict[str, Fact]) -> Iterator[Problem]:
    """A gate that says no, and behind it a fact that says otherwise."""
    for key, place, value in _all_facts(case):
        gate = facts[key].gate
        if gate is None or case.by_day.get((gate.fact, place)) != 0:
            continue
        neutral = facts[key].whole(gate.otherwise)
        if any(entry != neutral for entry in _values(value)):
            owner = pointer("dwelling") if place < 0 else pointer("persons", case.persons[place])
            yield Problem(
                owner + pointer(key),
                "contradiction",
                said("contradiction", fact=facts[key].label.model_dump(), gate=_lower(facts[gate.fact])),
                {"fact": key, "gate": gate.fact},
            )


def _lower(fact: Fact) -> dict[str, str]:
    """A label as it stands within a sentence."""
    label = fact.label.model_dump()
    return {language: label[language][:1].lower() + label[language][1:] for language in LANGUAGES}


def _all_facts(case: Case) -> Iterator[tuple[str, int, object]]:
    for kept in (case.by_day, case.by_month, case.by_year):
        for (key, place), value in kept.items():
            yield key, place, value


def _values(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list):
        return [entry for _, entry in value]
    return [value]
