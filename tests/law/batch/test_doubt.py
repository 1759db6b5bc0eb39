"""A fact that nobody needs may be unknown; one that somebody needs may not."""

import pytest
from tests.law.batch.random_law import FACTS
from tests.law.batch.test_batch_equals_explain import MAY_2026

from opora.law.batch import population_of_cases, prepare_month
from opora.law.engine.book import Book
from opora.law.engine.case import Case
from opora.law.engine.operations import RELATIONS
from opora.law.engine.types import COUNT, DATE, YES_NO
from opora.law.engine.words import when

SAID = {"since": "2018-06", "article": "1", "sl": "x", "it": "x", "en": "x"}
FILED = 20557
ADULT, CHILD = FILED - 40 * 365, FILED - 500


@pytest.fixture(scope="module")
def law():
    """Who works gets the square of the debt, who learns gets it too, and each who learns adds one."""
    book = Book(facts=FACTS)
    person = book.person

    @book.figure(person, COUNT, **SAID)
    def square(person):
        return person.debt * person.debt

    @book.figure(person, COUNT, **SAID)
    def support(person):
        return when(person.works, person.square, 0) + when(person.learns, person.square, 0)

    @book.figure(person, YES_NO, **SAID)
    def is_born_and_learns(person):
        return (person.born <= book.application.day_of_filing) & person.learns

    @book.family(**SAID)
    def household(person):
        return person.works | ~person.works

    @book.figure(household, YES_NO, **SAID)
    def entitled(family):
        return family.sum(person.support) >= 0

    @book.figure(household, COUNT, **SAID)
    def amount(family):
        return family.sum(person.support) + family.count(person.is_born_and_learns)

    @book.figure(household, DATE, **SAID)
    def day(family):
        del family
        return book.application.day_of_filing

    book.right(
        "help", order=1, entitled=entitled, amount=amount, start=day, end=day, conditions=[entitled], **WORDS
    )
    return book.draw({})


WORDS = {"sl": "x", "it": "x", "en": "x"}


def result(law, **facts):
    """The amount for two persons, whose facts are given as (adult, child); none where it is in doubt."""
    case = Case(
        persons=["ana", "cene"],
        applicant=0,
        in_dwelling=[1, 1],
        relatives={relation: [[], []] for relation in RELATIONS},
        claimed=frozenset({"help"}),
        by_day={
            (key, n): value
            for key, pair in facts.items()
            for n, value in enumerate(pair)
            if value is not None
        },
    )
    population = population_of_cases([case], law.facts)
    found = prepare_month(law, population, MAY_2026, ("help",), with_machine_code=False).run().rights["help"]
    return int(found.amount[0]) if found.has_result[0] else None


BORN = {"born": (ADULT, CHILD)}


def test_what_is_asked_nowhere_may_be_unknown(law):
    assert result(law, **BORN, works=(0, 0), learns=(0, 0), debt=(None, None)) == 0


@pytest.mark.parametrize("works", [0, 1])
@pytest.mark.parametrize("learns", [0, 1])
def test_what_two_branches_share_is_in_doubt_where_either_is_taken(law, works, learns):
    found = result(law, **BORN, works=(works, 0), learns=(learns, 0), debt=(None, 3))
    assert found == (None if works or learns else 0)


def test_what_is_known_is_computed_in_both_branches(law):
    assert result(law, **BORN, works=(1, 0), learns=(1, 1), debt=(3, 2)) == 9 + 9 + 4 + 2


def test_an_unknown_condition_is_in_doubt(law):
    assert result(law, **BORN, works=(None, 0), learns=(0, 0), debt=(2, 0)) is None


def test_an_unknown_condition_that_makes_no_difference_is_in_no_doubt(law):
    assert result(law, **BORN, works=(None, 0), learns=(0, 0), debt=(0, 0)) == 0


def test_an_unknown_birth_is_in_doubt_of_somebody_who_might_count(law):
    assert result(law, born=(None, CHILD), works=(0, 0), learns=(1, 0), debt=(0, 0)) is None
