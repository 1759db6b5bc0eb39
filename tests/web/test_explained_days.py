"""How a day was computed, in words."""

from datetime import date

import pytest
from django.utils import translation

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
from opora.web.explained_days import article_of, told

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


def test_an_article_nobody_confirmed_is_named_by_its_act_alone():
    assert article_of({"article": "ZUP 235(1)", "article_confirmed": True}) == "ZUP 235(1)"
    assert article_of({"article": "ZDSS-1 72", "article_confirmed": False}) == "ZDSS-1"
