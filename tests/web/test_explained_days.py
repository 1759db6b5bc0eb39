"""How a day was computed, in words."""

from datetime import date

import pytest
from django.utils import translation
from tests.cases.tasks import deadline

from opora.cases.deadline_days import Start, last_day
from opora.catalogue import catalogue
from opora.law.procedure import (
    Course,
    Method,
    appeal_decision_due,
    appeal_ends,
    decision_due,
    enforceable_on,
    final_on,
    service,
    supplement_due,
)
from opora.web.explained_days import EVENTS, article_of, told

DAY = date(2026, 5, 11)
COURSE = Course(served_on=DAY, dispatched_on=date(2026, 5, 5))


def computed():
    """A day of every kind that the pages explain."""
    for method in Method:
        if method is not Method.LEFT_WITH_NOTICE:  # known before the amendment ZUP-I alone
            yield service(method, dispatched_on=DAY, left_on=DAY, handed_over_on=DAY)
    yield service(Method.LEFT_WITH_NOTICE, left_on=date(2021, 3, 1), handed_over_on=date(2021, 3, 3))
    yield appeal_ends(DAY)
    yield appeal_decision_due(date(2026, 8, 31))
    yield supplement_due(DAY, days=8)
    yield final_on(COURSE)
    yield enforceable_on(COURSE)
    yield decision_due(DAY)
    yield from of_the_catalogue()


def of_the_catalogue():
    start = Start(
        DAY, "record.order.from_on", words={"sl": "Odredba: od", "it": "Ordine: dal", "en": "Order"}
    )
    for told_of in (
        {"length": {"unit": "hours", "count": 12}, "starts": "opened"},
        {"length": {"unit": "days", "count": 9}, "before": True, "starts": "record.order.from_on"},
        {"length": {"unit": "months", "count": 1}, "before": True, "starts": "record.order.from_on"},
        {"length": {"unit": "days", "count": 6}, "starts": "opened", "lasts": True},
        {"on_day": "02-15", "starts": "each_year"},
        {"every": {"unit": "years", "count": 1}, "starts": "each_year"},
        {"on_day_of_month": 5, "starts": "each_month"},
    ):
        yield last_day(deadline(**told_of), start).explained


@pytest.mark.parametrize("language", ["sl", "it"])
def test_every_step_to_a_day_has_words(language):
    with translation.override(language):
        for explained in computed():
            for sentence in told(explained.to_json()):
                assert any(letter.isalpha() for letter in sentence), explained.rule


def test_the_term_of_appeal_tells_from_which_event_it_runs():
    with translation.override("sl"):
        steps = [step.replace("\xa0", " ") for step in told(appeal_ends(DAY).to_json())]
    assert steps == ["11. 5. 2026: dokument je bil vročen", "plus 21 dni: 1. 6. 2026"]


def test_the_event_is_called_what_the_definition_calls_it():
    with translation.override("sl"):
        steps = [told(each.to_json())[0].replace("\xa0", " ") for each in of_the_catalogue()]
    assert set(steps) == {"11. 5. 2026: Odredba: od"}


@pytest.mark.parametrize("language", ["en", "sl", "it"])
def test_every_event_a_definition_may_name_has_a_word(language):
    """As in the schema: what is none of a record, step, document or stage has a word of its own."""
    named = {
        one.starts for versions in catalogue().tasks.values() for each in versions for one in each.deadlines
    }
    bare = {starts for starts in named if starts and "." not in starts}
    assert "each_year" in bare
    assert bare <= set(EVENTS)
    with translation.override(language):
        assert all(str(EVENTS[event]) for event in bare)


def test_an_article_nobody_confirmed_is_named_by_its_act_alone():
    assert article_of({"article": "ZUP 235(1)", "article_confirmed": True}) == "ZUP 235(1)"
    assert article_of({"article": "ZDSS-1 72", "article_confirmed": False}) == "ZDSS-1"
