"""Random households with every fact that a rule may read, and the same with gaps."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from opora.law.engine.calendar import day_number, month_index
from opora.law.engine.case import DWELLING, Case
from opora.law.engine.dates import Dates
from opora.law.engine.facts import Fact
from opora.law.engine.operations import RELATIONS
from opora.law.engine.types import CHOICE, DATE, EUR, YES_NO

FIRST_MONTH, LAST_MONTH = month_index(date(2018, 6, 1)), month_index(date(2026, 11, 1))
MONTHS_LOOKED_BACK = 15  # the window of twelve months of contributions begins fourteen before filing
USUAL_CENTS = (0, 0, 1, 10_000, 33_333, 46_529, 70_005, 120_000, 250_099)
TWINS = 0.2
"""Born on the day of the child before: which of them counts as the elder may change nobody's rights."""
FACTS_OFTEN_TRUE = {
    "actually_lives_in_slovenia",
    "permanent_residence_in_slovenia",
    "child_registered_residence_in_slovenia",
    "maintenance_is_settled",
}
FACTS_SELDOM_TRUE = {
    "has_fault_circumstances",
    "in_foster_care",
    "in_free_full_day_institution",
    "entitled_under_international_treaty",
    "employed_or_self_employed",
}


def all_dates() -> st.SearchStrategy[Dates]:
    """Three dates between June 2018 and November 2026, filing before the right."""

    months = st.integers(FIRST_MONTH + 3, LAST_MONTH)
    return st.builds(_dates, months, st.integers(0, 2), st.integers(1, 28))


def random_dates(random: Random, *, since: date) -> Dates:
    """The same without a search for the smallest example."""
    return _dates(
        random.randrange(month_index(since), LAST_MONTH), random.randrange(3), random.randrange(1, 29)
    )


def _dates(month: int, wait: int, day: int) -> Dates:
    filed = date((month - wait) // 12, (month - wait) % 12 + 1, day)
    return Dates(date(month // 12, month % 12 + 1, 1), filed, max(filed, date(2018, 6, 1)))


def random_case(
    random: Random,
    facts: dict[str, Fact],
    dates: Dates,
    *,
    behind_gates: bool = False,
    size: int | None = None,
) -> Case:
    """One to seven persons, of whom every fact is known; the first or the second applies.

    What stands behind a closed gate is known only where `behind_gates` is said: explain never needs it, batch
    may leave a right of many gates open without it.
    """
    size = size or random.choice((1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7))
    case = Case(
        persons=[f"person_{place}" for place in range(size)],
        applicant=random.randrange(min(size, 2)),
        in_dwelling=[int(random.random() < 0.9) for _ in range(size)],
        relatives={relation: [[] for _ in range(size)] for relation in RELATIONS},
        claimed=frozenset({"cash_social_assistance", "child_benefit"}),
    )
    _relate(random, case, size)
    for fact in facts.values():
        for place in [DWELLING] if fact.of == "dwelling" else range(size):
            if behind_gates or not _is_shut(case, fact, place):
                give(random, case, fact, place, dates)
    return case


def lacking(random: Random, case: Case, share: float) -> Case:
    """The same household, of which some facts are unknown."""

    def some(known: dict[Any, Any]) -> dict[Any, Any]:
        return {key: value for key, value in known.items() if random.random() > share}

    return replace(
        case,
        by_day=some(case.by_day),
        by_month={key: some(months) for key, months in case.by_month.items()},
        by_year={key: some(years) for key, years in case.by_year.items()},
    )


def shuffled(random: Random, case: Case) -> Case:
    """The same household, its members named in another order.

    Of twins the one named first is the elder, which nothing else tells; they keep their order.
    """
    old_places = _twins_in_order(random.sample(range(len(case.persons)), len(case.persons)), case)
    place_of = {old: new for new, old in enumerate(old_places)} | {DWELLING: DWELLING}

    def moved(known: dict[tuple[str, int], Any]) -> dict[tuple[str, int], Any]:
        return {(key, place_of[place]): value for (key, place), value in known.items()}

    return Case(
        persons=[case.persons[old] for old in old_places],
        applicant=place_of[case.applicant],
        in_dwelling=[case.in_dwelling[old] for old in old_places],
        relatives={
            relation: [[place_of[other] for other in others[old]] for old in old_places]
            for relation, others in case.relatives.items()
        },
        claimed=case.claimed,
        by_day=moved(case.by_day),
        by_month=moved(case.by_month),
        by_year=moved(case.by_year),
    )


def _twins_in_order(places: list[int], case: Case) -> list[int]:
    born = {place: case.by_day.get(("born", place)) for place in places}
    waiting = {day: sorted(place for place in places if born[place] == day) for day in born.values()}
    return [waiting[born[place]].pop(0) for place in places]


def _relate(random: Random, case: Case, size: int) -> None:
    """The first is a grown-up, the second mostly the partner; the others are children of one or both."""
    relatives = case.relatives
    if size > 1 and random.random() < 0.6:
        relatives["partner"][0], relatives["partner"][1] = [1], [0]
    for child in range(2, size):
        for parent in (0, 1):
            if random.random() < 0.8:
                relatives["parents"][child].append(parent)
                relatives["children"][parent].append(child)
        if random.random() < 0.25:
            relatives["carers"][child].append(0)
            relatives["wards"][0].append(child)


def _is_shut(case: Case, fact: Fact, place: int) -> bool:
    return fact.gate is not None and case.by_day.get((fact.gate.fact, place)) == 0


def give(random: Random, case: Case, fact: Fact, place: int, dates: Dates) -> None:
    twin = case.by_day.get((fact.key, place - 1)) if fact.key == "born" and place > 2 else None
    if twin is not None and random.random() < TWINS:
        case.by_day[fact.key, place] = twin
    elif fact.period == "day":
        case.by_day[fact.key, place] = _value(random, fact, place, dates)
    elif fact.period == "month":
        months = range(
            dates.month_index("day_of_filing", -MONTHS_LOOKED_BACK), dates.month_index("month_of_right", 1)
        )
        case.by_month[fact.key, place] = {month: _value(random, fact, place, dates) for month in months}
    else:
        years = range(dates.year("day_of_filing", -1), dates.year("month_of_right", 0) + 1)
        case.by_year[fact.key, place] = {
            year: min(fact.range[1], 12 * _value(random, fact, place, dates)) for year in years
        }


def _value(random: Random, fact: Fact, place: int, dates: Dates) -> int:
    low, high = fact.range
    if fact.kind is YES_NO:
        often = 0.95 if fact.key in FACTS_OFTEN_TRUE else 0.05 if fact.key in FACTS_SELDOM_TRUE else 0.4
        return int(random.random() < often)
    if fact.key == "born":
        years = random.choice((0, *range(27))) if place > 1 else random.randrange(18, 90)
        return day_number(date(dates.filed.year - years, random.randrange(1, 13), random.randrange(1, 29)))
    if fact.kind is DATE:
        return min(high, max(low, day_number(dates.filed) + random.randrange(-400, 400)))
    if fact.kind is EUR:
        return min(high, random.choice(USUAL_CENTS) * random.choice((1, 1, 1, 10)))
    if fact.kind is CHOICE and random.random() < 0.5:
        return low
    return random.randint(low, high)
