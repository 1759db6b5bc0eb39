"""What two results of the same households come to, counted by right and by what tells households apart."""

import numpy as np
import pyarrow as pa

from opora.law.reform.comparing import Cells, Outcome, compare
from opora.law.reform.effect import Effect

DWELLINGS = pa.table(
    {
        "household": [0, 1, 2, 3],
        "household_type": ["couple", "single_old", "couple", "couple"],
        "unit": ["koper", "koper", "izola", "koper"],
        "municipality": ["koper", None, None, "koper"],
    }
)


def outcome(cents, known=(True,) * 4):
    return Outcome(np.array(known), (np.array(cents) > 0).astype(np.int8), np.array(cents, np.int64))


def effect_of_two(before, after):
    cells = Cells.of(DWELLINGS)
    effect = Effect("", None)
    effect.add(compare(before, after, cells), cells)
    return effect


def test_each_household_stands_in_its_type_unit_and_municipality():
    effect = effect_of_two(
        {"child_benefit": outcome([100, 0, 50, 0])}, {"child_benefit": outcome([120, 10, 0, 0])}
    )
    assert (effect.whole.households, effect.whole.winners, effect.whole.losers) == (4, 2, 1)
    assert (effect.whole.before, effect.whole.after, effect.whole.cost) == (150, 130, -20)
    assert (effect.whole.gained, effect.whole.lost) == (30, 50)
    couples = effect.groups["household_type"]["couple"]
    assert (couples.households, couples.entitled_before, couples.entitled_after) == (3, 2, 1)
    assert effect.groups["unit"]["izola"].lost == 50
    assert effect.groups["municipality"][""].households == 2


def test_who_lacks_a_result_under_either_law_is_not_compared():
    known = (True, False, True, True)
    effect = effect_of_two(
        {"child_benefit": outcome([100, 0, 50, 0], known)},
        {"child_benefit": outcome([120, 10, 60, 0], (True, True, False, True))},
    )
    assert effect.not_compared == 2
    assert effect.whole.households == effect.rights["child_benefit"].households == 2
    assert (effect.whole.cost, effect.whole.winners) == (20, 1)
    assert set(effect.groups["unit"]) == {"koper"}


def test_a_household_that_wins_as_much_by_one_right_as_it_loses_by_another_does_neither():
    nothing = [0, 0, 0]
    effect = effect_of_two(
        {
            "child_benefit": outcome([100, *nothing]),
            "cash_social_assistance": outcome([40, *nothing]),
        },
        {
            "child_benefit": outcome([70, *nothing]),
            "cash_social_assistance": outcome([70, *nothing]),
        },
    )
    assert (effect.whole.winners, effect.whole.losers, effect.whole.cost) == (0, 0, 0)
    assert effect.rights["child_benefit"].losers == effect.rights["cash_social_assistance"].winners == 1


def test_what_somebody_else_pays_is_no_gain_of_the_household():
    effect = effect_of_two(
        {"public_payment_home_help": outcome([0, 0, 0, 0])},
        {"public_payment_home_help": outcome([500, 0, 0, 0])},
    )
    assert effect.rights["public_payment_home_help"].cost == 500
    assert (effect.whole.cost, effect.whole.winners) == (0, 0)


def test_an_effect_comes_back_as_it_was_sent():
    effect = effect_of_two(
        {"child_benefit": outcome([100, 0, 50, 0])}, {"child_benefit": outcome([0, 0, 0, 9])}
    )
    effect.title, effect.month, effect.left_open = "Title", np.datetime64("2026-05-01").astype(object), ("a",)
    assert Effect.from_data(effect.to_data()) == effect
