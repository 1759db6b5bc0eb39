"""What a rule may say, and what it is told when it says something else."""

from datetime import date

import pytest

from opora.law.engine.book import Book
from opora.law.engine.case import Case
from opora.law.engine.dates import Dates
from opora.law.engine.errors import NotCovered, RuleError
from opora.law.engine.evaluation import Evaluation
from opora.law.engine.facts import Fact
from opora.law.engine.graph import Graph
from opora.law.engine.labels import Labels
from opora.law.engine.program import choose_versions, link
from opora.law.engine.span import Span
from opora.law.engine.stored_parameters import StoredCell, StoredEntry, StoredParameter
from opora.law.engine.types import COUNT, DATE, EUR, RATIO, YEARS, YES_NO
from opora.law.engine.windows import previous_year, three_months_before_filing
from opora.law.engine.words import at_least, day_before, round_cent, round_down, when, years_between

WORDS = Labels(sl="x", it="x", en="x")
SAID = {"since": "2018-06", "article": "ZSVarPre 26", "sl": "x", "it": "x", "en": "x"}


def fact(key, **kind):
    return Fact(key=key, label=WORDS, question=WORDS, confidentiality="income", **kind)


FACTS = {
    each.key: each
    for each in (
        fact("wage", type="EUR", period="month", low="0", high="100000"),
        fact("year_income", type="EUR", period="year", low="0", high="1000000"),
        fact("debt", type="EUR", low="-1000", high="1000"),
        fact("born", type="date", low="1900-01-01", high="2100-01-01"),
        fact("works", type="yes_no"),
        fact(
            "school",
            type="choice",
            choices=("none", "primary"),
            choice_labels={"none": WORDS, "primary": WORDS},
        ),
    )
}


def parameter(key, *values, unit="EUR", denominator=100, axes=(), high=500_000):
    places = tuple((word,) for word in axes[0]) if axes else ((),)
    entries = tuple(
        StoredEntry(
            start=start,
            until=None if n + 1 == len(values) else values[n + 1][0],
            cells=tuple(
                StoredCell(value=cell, kind="known", confidence="high", source="a test") for cell in cells
            ),
        )
        for n, (start, cells) in enumerate(values)
    )
    return StoredParameter(
        key=key,
        label=WORDS,
        unit=unit,
        denominator=denominator,
        low=0,
        high=high,
        article="ZSVarPre",
        article_confirmed=False,
        selected_by="month_of_right",
        places=places,
        axes=axes,
        entries=entries,
    )


PARAMETERS = {
    each.key: each
    for each in (
        parameter("basic", (date(2018, 1, 1), (10_000,)), (date(2020, 3, 1), (20_000,))),
        parameter("share", (date(2018, 1, 1), (57,)), unit="", high=300),
        parameter("bounds", (date(2018, 1, 1), (100, 200)), axes=(("1", "2"),)),
    )
}


@pytest.fixture
def book():
    return Book(facts=FACTS, confirmed={"ZSVarPre": ["26"]})


def result(book, key, month="2019-05-01", **facts):
    """A figure of a parent and a child, whose facts are given as (parent, child)."""
    graph = Graph.from_json(book.draw(PARAMETERS).to_json())
    day = date.fromisoformat(month)
    dates = Dates(day, day, day)
    case = Case(
        persons=["parent", "child"],
        applicant=0,
        in_dwelling=[1, 1],
        relatives={
            "partner": [[], []],
            "parents": [[], [0]],
            "children": [[1], []],
            "carers": [[], []],
            "wards": [[], []],
        },
        claimed=frozenset(),
        by_day={(key, n): v for key, values in facts.items() for n, v in enumerate(values) if v is not None},
    )
    return Evaluation(link(graph, choose_versions(graph, dates), (key,)), case, dates).figure(key)


def refused(book, match):
    with pytest.raises(RuleError, match=match):
        book.draw(PARAMETERS)


def test_if_and_max_are_refused_with_the_word_to_use(book):
    @book.figure(book.person, EUR, **SAID)
    def highest(person):
        return max(person.debt, 0)

    refused(book, r"highest \(since 2018-06\).*when\(condition.*at_most and at_least")


def test_a_number_of_the_law_inside_a_rule_is_refused(book):
    @book.figure(book.person, EUR, **SAID)
    def doubled(person):
        return person.debt * 2

    refused(book, "numbers other than 0 and 1 are parameters")


def test_a_binary_fraction_is_refused(book):
    @book.figure(book.person, EUR, **SAID)
    def halved(person):
        return person.debt * 0.5

    refused(book, "parameters")


def test_money_and_years_are_not_added(book):
    @book.figure(book.person, EUR, **SAID)
    def mixed(person):
        return person.debt + years_between(person.born, book.application.month_of_right)

    refused(book, "cannot add EUR and years")


def test_a_misspelt_name_gets_the_nearest_one(book):
    @book.figure(book.person, EUR, **SAID)
    def wrong(person):
        return person.dept

    refused(book, "Did you mean 'debt'")


def test_a_misspelt_parameter_gets_the_nearest_one(book):
    @book.figure(book.applicant, EUR, **SAID)
    def wrong(_, p):
        return p.basics

    refused(book, "Did you mean 'basic'")


def test_a_fact_of_a_month_needs_its_window(book):
    @book.figure(book.person, EUR, **SAID)
    def wrong(person):
        return person.wage + person.debt

    refused(book, "wage")


def test_figures_that_need_each_other_are_refused_with_the_circle(book):
    @book.figure(book.person, EUR, **SAID)
    def hen(person):
        return person.egg

    @book.figure(book.person, EUR, **SAID)
    def egg(person):
        return person.hen

    refused(book, "hen → egg → hen")


def test_a_product_that_could_leave_64_bits_is_refused_at_load(book):
    @book.figure(book.person, EUR, **SAID)
    def huge(person, p):
        exact = person.year_income.of(previous_year)
        for _ in range(9):
            exact = exact * p.share
        return exact

    refused(book, "does not fit in 64 bits")


def test_a_quotient_can_only_be_compared_or_rounded(book):
    @book.figure(book.person, EUR, **SAID)
    def average(person):
        return person.debt / at_least(1, person.children.count(person.works)) + person.debt

    refused(book, "can only be compared or rounded")


def test_a_divisor_that_may_be_nought_is_refused(book):
    @book.figure(book.person, EUR, **SAID)
    def average(person):
        return round_cent(person.debt / person.children.count(person.works))

    refused(book, "at_least")


def test_a_figure_of_the_case_may_not_differ_from_person_to_person(book):
    @book.figure(book.applicant, EUR, **SAID)
    def mine(_):
        return book.person.debt

    refused(book, r"applicant.of\(")


def test_a_declared_unit_must_be_that_of_the_rule(book):
    @book.figure(book.person, YEARS, **SAID)
    def wrong(person):
        return person.debt

    refused(book, "declared as years")


def test_a_name_is_given_once(book):
    @book.figure(book.person, EUR, **SAID)
    def once(person):
        return person.debt

    with pytest.raises(RuleError, match=r"@debt\.version"):
        book.figure(book.person, EUR, **SAID)(named("debt"))


def named(name):
    def rule(person):
        return person.debt

    rule.__name__ = name
    return rule


def test_a_later_version_of_a_rule_holds_from_its_month(book):
    @book.figure(book.person, EUR, **SAID)
    def owed(person):
        return person.debt

    @owed.version(since="2020-01", article="ZSVarPre 26")
    def owed_since_2020(person):
        return 0 - person.debt

    assert result(book, "owed", month="2019-12-01", debt=(500, 0)) == [500, 0]
    assert result(book, "owed", month="2020-01-01", debt=(500, 0)) == [-500, 0]
    with pytest.raises(NotCovered, match="2018-06"):
        result(book, "owed", month="2018-05-01")


def test_a_parameter_is_the_one_of_the_month(book):
    @book.figure(book.applicant, EUR, **SAID)
    def amount(_, p):
        return round_cent(p.basic * p.share)

    assert result(book, "amount", month="2020-02-01") == 5_700
    assert result(book, "amount", month="2020-03-01") == 11_400


def test_a_family_marks_members_and_sums_over_them(book):
    @book.family(**SAID)
    def household(person):
        return person.is_applicant | person.parents.any(person.is_applicant)

    @book.figure(household, EUR, **SAID)
    def owed(family):
        return family.sum(book.person.debt)

    @book.figure(household, COUNT, **SAID)
    def at_work(family):
        return family.count(book.person.works)

    @book.figure(book.person, COUNT, **SAID)
    def age_order(person):
        return household.rank(person.born)

    assert result(book, "owed", debt=(700, -200)) == 500
    assert result(book, "at_work", works=(1, None)) == Span(1, 2)
    assert result(book, "age_order", born=(900, 20)) == [2, 1]


def test_rounding_below_zero_goes_where_its_direction_says(book):
    @book.figure(book.person, EUR, **SAID)
    def half(person, p):
        return round_cent(person.debt * p.share)

    @book.figure(book.person, EUR, **SAID)
    def whole(person):
        return round_down(person.debt / at_least(1, person.children.count(person.works)), ground="a test")

    assert result(book, "half", debt=(50, -50)) == [29, -29]
    assert result(book, "whole", debt=(10_050, -1), works=(0, 0)) == [100, -1]


def test_a_quotient_of_two_facts_is_compared_exactly(book):
    @book.figure(book.person, YES_NO, **SAID)
    def within(person, p):
        return person.debt / at_least(1, person.children.count(person.works)) <= p.basic

    assert result(book, "within", debt=(10_000, 10_001), works=(0, 0)) == [1, 0]


def test_a_table_holds_its_last_cell_beyond_the_end(book):
    @book.figure(book.person, COUNT, **SAID)
    def klass(person, p):
        return p.bounds.exceeded_by(person.debt) + 1

    @book.figure(book.person, EUR, **SAID)
    def bound(person, p):
        return p.bounds.at(person.klass)

    assert result(book, "klass", debt=(100, 201)) == [1, 3]
    assert result(book, "bound", debt=(100, 201)) == [100, 200]


def test_a_choice_is_compared_with_its_words_only(book):
    @book.figure(book.person, YES_NO, **SAID)
    def pupil(person):
        return person.school == "primry"

    refused(book, "'primary'")


def test_days_and_dates_are_reckoned_with(book):
    @book.figure(book.person, DATE, **SAID)
    def eve(person):
        return day_before(person.born)

    assert result(book, "eve", born=(10, 20)) == [9, 19]


def test_an_unknown_branch_does_not_hide_what_is_certain(book):
    @book.figure(book.person, RATIO, **SAID)
    def same(person, p):
        return when(person.works, p.share, p.share)

    @book.figure(book.person, YES_NO, **SAID)
    def either(person):
        return person.works | (person.debt <= person.debt + 0)

    assert result(book, "same") == [57, 57]


def test_the_month_window_is_read_from_the_day_of_filing():
    assert three_months_before_filing.anchor == "day_of_filing"
