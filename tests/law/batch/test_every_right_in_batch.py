"""Each right of the whole law: for random households, a country gets what each household would get."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from tests.law.batch.households import random_case, random_dates
from tests.law.batch.test_batch_equals_explain import batch, check, explained

from opora.law import rulebook

HOUSEHOLDS = 6
DATES = 2


@pytest.mark.parametrize("right", rulebook().graph.rights)
def test_a_country_gets_of_each_right_what_every_household_would(known_law, right):
    law = replace(known_law, rights={right: known_law.rights[right]})
    random = Random(right)
    for _ in range(DATES):
        dates = random_dates(random, since=date(2018, 9, 1))
        cases = [random_case(random, law.facts, dates, behind_gates=True) for _ in range(HOUSEHOLDS)]
        for case in cases:
            case.claimed = frozenset({right})
        check(batch(law, cases, dates), explained(law, cases, dates), all_known=True)
