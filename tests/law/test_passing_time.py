"""A month in which nothing but time passes says what the month before said."""

from datetime import date
from random import Random

import pytest
from tests.law.batch.households import lacking, random_case

from opora.law import Situation, decide, rulebook
from opora.law.determination import Period
from opora.law.doubts import doubts_of
from opora.law.engine.dates import Dates
from opora.law.open_facts import open_facts
from opora.law.outcome import outcome_of
from opora.law.reasons import reasons_of

RIGHTS = ("child_benefit", "cash_social_assistance")
FILED = date(2026, 4, 14)


def decided(seed, share_unknown):
    random = Random(seed)
    case = random_case(random, rulebook().graph.facts, Dates(date(2026, 5, 1), FILED, FILED))
    case = lacking(random, case, share_unknown)
    return decide(Situation({"applicant": "person_0"}, case, FILED, FILED, None, RIGHTS))


def months_alike(result):
    """Each month said to be like the one before it, with that one."""
    for period in result.periods:
        for before, frame in zip(period.frames, period.frames[1:], strict=False):
            if frame.like is before:
                yield before, frame


@pytest.mark.parametrize("share_unknown", [0, 0.02])
def test_a_month_in_which_only_time_passes_has_the_reasons_of_the_one_before(share_unknown):
    seen = 0
    for seed in range(8):
        for result in decided(seed, share_unknown).rights.values():
            for before, frame in months_alike(result):
                seen += 1
                outcomes = [outcome_of(month, result.right) for month in (before, frame)]
                assert outcomes[0] == outcomes[1]
                assert [*map(before.value, outcomes[0])] == [*map(frame.value, outcomes[1])]
                pairs = zip(*(reasons_of(month, result.right) for month in (before, frame)), strict=True)
                assert all(one.says_the_same_as(other) for one, other in pairs)
                assert open_facts(before, outcomes[0]) == open_facts(frame, outcomes[1])
    assert seen > 10


def test_doubts_are_those_of_every_month_looked_through(monkeypatch):
    results = [result for seed in range(8) for result in decided(seed, 0.02).rights.values()]
    found = [doubts_of(result) for result in results]
    monkeypatch.setattr(Period, "states", property(lambda period: list(period.frames)))
    assert [doubts_of(result) for result in results] == found
