"""A determination replays from the rulebook kept with it, whatever became of the law since."""

from datetime import date

import pytest
from tests.rights.factories import family, morning, office

from opora import law
from opora.law.engine.graph import Graph
from opora.law.rulebook import Rulebook as Law
from opora.rights.determining import determine
from opora.rights.models import Determination, Rulebook
from opora.rights.replaying import replay_all

pytestmark = pytest.mark.django_db
DECIDED = date(2026, 5, 4)
EXAMPLES = ["single_parent_no_income", "couple_one_full_time", "refusal_for_property"]


@pytest.fixture
def determined():
    place = office()
    return [
        determine(family(name, at_office=place), by=place.clerk, at=morning(DECIDED), on=DECIDED)
        for name in EXAMPLES
    ]


def changed_law() -> Law:
    """The law with one rule turned round, one parameter raised tenfold, and a third rule's right removed."""
    graph = Graph.from_json(law.rulebook().to_json())
    rules, parameters = graph.figures, graph.parameters
    other = rules["child_weight"]
    rules["adult_weight"] = rules["adult_weight"].model_copy(update={"versions": other.versions})
    basic = parameters["minimum_income_basic_amount"]
    entries = [
        entry.model_copy(
            update={
                "cells": tuple(
                    cell.model_copy(update={"value": (cell.value or 0) * 10}) for cell in entry.cells
                )
            }
        )
        for entry in basic.entries
    ]
    parameters["minimum_income_basic_amount"] = basic.model_copy(update={"entries": tuple(entries)})
    del graph.rights["child_benefit"]
    return Law(graph)


def test_every_determination_replays_identically(determined):
    report = replay_all()
    assert (report.replayed, report.rulebooks, report.different) == (3, 1, [])


@pytest.mark.covers("000_002/83")
def test_they_replay_after_a_rule_was_changed_a_parameter_too_and_a_right_deleted(determined, monkeypatch):
    other = changed_law()
    for place in (
        "opora.law.rulebook",
        "opora.law.deciding.shipped_rulebook",
        "opora.law.situation.parsing.rulebook",
    ):
        monkeypatch.setattr(place, lambda: other)
    with pytest.raises(law.SituationError, match="child_benefit"):
        law.decide(law.parse_situation(determined[0].situation))
    single = {**determined[2].situation, "rights": ["cash_social_assistance"]}
    assert law.decide(law.parse_situation(single)).rulebook_hash != determined[2].rulebook_id
    report = replay_all()
    assert (report.replayed, report.different) == (3, [])


def test_the_changed_law_itself_gives_another_amount(determined):
    other = changed_law()
    told = determined[0].situation
    without_benefit = {key: facts | {"child_benefit_received": "0"} for key, facts in told["persons"].items()}
    alone = told | {"rights": ["cash_social_assistance"], "persons": without_benefit}
    now = law.decide(law.parse_situation(alone)).to_json()
    then = law.decide(law.parse_situation(alone, law=other), rulebook=other).to_json()
    amounts = [each["rights"]["cash_social_assistance"]["amount"] for each in (now, then)]
    assert None not in amounts
    assert amounts[0] != amounts[1]


def test_a_result_that_differs_is_reported_by_its_determination(determined):
    wrong = determined[1]
    Determination.objects.filter(pk=wrong.pk).update(result={**wrong.result, "version": 99})
    report = replay_all()
    assert report.different == [wrong.pk]
    assert not report.identical


def test_a_rulebook_is_kept_once_for_all_who_rest_on_it(determined):
    assert Rulebook.objects.count() == 1
    assert {each.rulebook_id for each in determined} == {law.rulebook().hash}
