"""From the JSON of a situation to a case the engine computes, or to everything that is wrong with it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from opora.law.engine.calendar import month_index, month_of_index
from opora.law.engine.case import Case
from opora.law.engine.dates import Dates
from opora.law.engine.types import LARGEST_HOUSEHOLD
from opora.law.rulebook import Rulebook, rulebook

from .lines import line_of, lines_of
from .plausibility import implausible
from .problems import Problem, SituationError, pointer
from .relations import dwellers, relate, unknown_person
from .shape import DatesShape, SituationShape, read_shape
from .text import data_of_text
from .values import read_facts
from .wording import hint, said


@dataclass(frozen=True)
class Situation:
    """A readable situation; `data` is what was given, to be stored with the determination."""

    data: dict[str, Any]
    case: Case
    filed: date
    decided: date
    month: date | None
    rights: tuple[str, ...]

    def dates(self, month: date | None = None) -> Dates:
        """The three dates; without a month the one after the application."""
        return Dates(month or self.month_after_filing, self.filed, self.decided)

    @property
    def month_after_filing(self) -> date:
        return month_of_index(month_index(self.filed) + 1)


def read_situation(text: bytes | str, *, law: Rulebook | None = None, today: date | None = None) -> Situation:
    """A situation from the text of a file, with the line of each problem. Numbers stay decimal text."""
    data = data_of_text(text)
    try:
        return parse_situation(data, law=law, today=today)
    except SituationError as error:
        lines = lines_of(text if isinstance(text, str) else text.decode(json.detect_encoding(text)))
        found = [replace(problem, line=line_of(problem.path, lines)) for problem in error.problems]
        raise SituationError(found) from None


def parse_situation(
    data: dict[str, Any], *, law: Rulebook | None = None, today: date | None = None
) -> Situation:
    """Check the whole situation; refused with every problem found, not only the first.

    A shape that is not that of the format is refused by itself: nothing behind it can be read.
    With `today`, an application that is filed only later is refused as well.
    """
    law = law or rulebook()
    shape = read_shape(data)
    if isinstance(shape, list):
        raise SituationError(shape)
    case, problems = _case(shape, law)
    problems += implausible(case, law.graph.facts, shape.dates, _coverage(law), today)
    if problems:
        raise SituationError(problems)
    dates: DatesShape = shape.dates
    ordered = sorted(set(shape.rights), key=lambda key: law.graph.rights[key].order)
    return Situation(data, case, dates.filed, dates.decided, dates.month, tuple(ordered))


def _case(shape: SituationShape, law: Rulebook) -> tuple[Case, list[Problem]]:
    places = {name: place for place, name in enumerate(shape.persons)}
    problems = [*_wrong_rights(shape, law), *_wrong_applicant(shape, places)]
    relatives, wrong = relate(shape, places)
    problems += wrong
    listed, wrong = dwellers(shape.dwelling.get("persons", []), places)
    problems += wrong
    case = Case(
        persons=list(places),
        applicant=places.get(shape.applicant, 0),
        in_dwelling=listed,
        relatives=relatives,
        claimed=frozenset(shape.rights),
    )
    facts = law.graph.facts
    for name, place in places.items():
        problems += read_facts(case, facts, "person", place, shape.persons[name], ("persons", name))
    of_dwelling = {key: value for key, value in shape.dwelling.items() if key != "persons"}
    problems += read_facts(case, facts, "dwelling", -1, of_dwelling, ("dwelling",))
    return case, problems


def _wrong_applicant(shape: SituationShape, places: dict[str, int]) -> list[Problem]:
    problems = []
    if shape.applicant not in places:
        problems.append(unknown_person(pointer("applicant"), shape.applicant, places))
    if len(places) > LARGEST_HOUSEHOLD:
        problems.append(
            Problem(
                pointer("persons"),
                "too_many_persons",
                said("too_many_persons", most=LARGEST_HOUSEHOLD),
            )
        )
    return problems


def _wrong_rights(shape: SituationShape, law: Rulebook) -> Iterator[Problem]:
    known = list(law.graph.rights)
    for position, key in enumerate(shape.rights):
        path = pointer("rights", position)
        if key not in known:
            words = said("unknown_right", right=key, hint=hint(key, known), rights=", ".join(known))
            yield Problem(path, "unknown_right", words, {"right": key})
        elif key in shape.rights[:position]:
            yield Problem(path, "repeated", said("right_repeated", right=key), {"right": key})


def _coverage(law: Rulebook) -> str:
    """The first month for which every rule of the rulebook stands."""
    return max(figure.versions[0].since for figure in law.graph.figures.values())
