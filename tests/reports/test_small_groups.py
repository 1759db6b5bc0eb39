"""Nobody is told from a table: groups of a few households stand together."""

from datetime import date

from opora.law.reform import Change, Effect
from opora.reports.reform.small_groups import FEWEST_HOUSEHOLDS, SMALL, without_small_groups


def groups(**sizes):
    effect = Effect("", date(2026, 5, 1))
    effect.groups = {"unit": {name: Change(households=size, winners=1) for name, size in sizes.items()}}
    return without_small_groups(effect).groups["unit"]


def test_large_groups_stand_as_they_are():
    assert set(groups(koper=50, celje=FEWEST_HOUSEHOLDS)) == {"koper", "celje"}


def test_small_groups_stand_together_and_none_can_be_reckoned_back():
    found = groups(koper=50, celje=40, izola=3)
    assert set(found) == {"koper", SMALL}
    assert found[SMALL] == Change(households=43, winners=2)


def test_several_small_groups_are_enough_by_themselves():
    found = groups(koper=50, celje=7, izola=6)
    assert set(found) == {"koper", SMALL}
    assert found[SMALL].households == 13


def test_what_stands_together_loses_nothing():
    found = groups(koper=50, celje=2, izola=3, piran=400)
    assert sum(change.households for change in found.values()) == 455
