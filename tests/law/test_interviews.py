"""The interview of a random household ends where the facts that nobody asked for change nothing."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from tests.law.batch.households import give, random_case, random_dates

from opora.law import Question, Situation, ask, decide, rulebook
from opora.law.engine.case import DWELLING, Case
from opora.law.engine.dates import Dates
from opora.law.engine.reach import figures_of, reached

GRAPH = rulebook().graph
MOST_FACTS = 40
"""Of a right: an interview decides the household once for every question."""
MOST_PERSONS = 3


def facts_of(right: str) -> dict:
    read = reached(GRAPH, figures_of(GRAPH.rights[right])).facts
    gates = [gate.fact for key in read if (gate := GRAPH.facts[key].gate) is not None]
    return {key: GRAPH.facts[key] for key in dict.fromkeys((*gates, *read))}


RIGHTS = [key for key in GRAPH.rights if len(facts_of(key)) <= MOST_FACTS]


def situation(case: Case, dates: Dates, right: str) -> Situation:
    return Situation({"applicant": case.persons[0]}, case, dates.filed, dates.decided, dates.month, (right,))


def household(random: Random, dates: Dates, right: str) -> Case:
    """Who lives together, and nothing more."""
    case = random_case(random, {}, dates, size=random.randint(1, MOST_PERSONS))
    return replace(case, claimed=frozenset({right}))


def place_of(case: Case, question: Question) -> int:
    return DWELLING if question.subject is None else case.persons.index(question.subject)


def with_answer(random: Random, case: Case, question: Question, dates: Dates) -> Case:
    """One fact more; of a month or a year the whole stretch that may be asked for."""
    known = {name: dict(getattr(case, name)) for name in ("by_day", "by_month", "by_year")}
    case = replace(case, **known)
    give(random, case, GRAPH.facts[question.fact], place_of(case, question), dates)
    return case


def with_the_rest(random: Random, case: Case, right: str, dates: Dates) -> Case:
    """Every fact that was not asked for, at random."""
    known = {name: dict(getattr(case, name)) for name in ("by_day", "by_month", "by_year")}
    case = replace(case, **known)
    for fact in facts_of(right).values():
        for place in [DWELLING] if fact.of == "dwelling" else range(len(case.persons)):
            if not any((fact.key, place) in kept for kept in (case.by_day, case.by_month, case.by_year)):
                give(random, case, fact, place, dates)
    return case


def outcome(case: Case, dates: Dates, right: str) -> list:
    """The periods in which it is given, with the amount; whether it is certain where it is not given."""
    result = decide(situation(case, dates, right)).rights[right]
    given = [(period.start, period.until, period.amount) for period in result.periods if period.entitled]
    return given or [result.entitled]


@pytest.mark.parametrize("right", RIGHTS)
def test_an_interview_ends_where_nothing_that_is_left_can_change_the_result(right):
    random = Random(right)
    dates = random_dates(random, since=date(2021, 1, 1))
    case = household(random, dates, right)
    asked = set()
    while questions := ask(situation(case, dates, right)):
        assert questions[0].key not in asked
        asked.add(questions[0].key)
        case = with_answer(random, case, questions[0], dates)
    found = outcome(case, dates, right)
    assert found != [None]
    for _ in range(3):
        assert outcome(with_the_rest(random, case, right, dates), dates, right) == found
