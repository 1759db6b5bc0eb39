"""Valid identifiers that are nobody's, by the hundred thousand.

EMŠO: region digits 60 to 69 were never assigned. The last seven tell the citizenship drawn for the holder, so
that the simulated registers need no table (see `registers.py`). Tax numbers and accounts have no such
unassigned part that is known, so they are only drawn by rule from a running number.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

EMSO_WEIGHTS = np.array([7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
TAX_WEIGHTS = np.array([8, 7, 6, 5, 4, 3, 2])
FIRST_REGION = 60
NATIONS = ("SI", "BA", "HR", "RS", "MK", "XK", "IT", "UA")  # citizens of Slovenia have three regions
REGIONS_OF_CITIZENS = 3
SERIALS = 500  # 000 to 499 for men, 500 to 999 for women
MOST_CITIZENS_OF_A_DAY = REGIONS_OF_CITIZENS * SERIALS // 2
MOST_FOREIGNERS_OF_A_DAY = SERIALS // 2
ACCOUNTS_OF_NO_BANK = 99 * 10**11


def draw_emso(born: NDArray[np.datetime64], is_female: NDArray[np.bool_], nation: Whole) -> Whole:
    """An EMŠO for each person, as a whole number of up to 13 digits; each is given once.

    `nation` is a place in `NATIONS`. Of two neighbouring serial places at most one would have the check
    value ten, which is not given out, so every person has two places and takes the first that can be.
    """
    days = born.astype("datetime64[D]").astype(np.int64)
    rank = _rank_within((days * 2 + is_female) * len(NATIONS) + nation)
    most = np.where(nation == 0, MOST_CITIZENS_OF_A_DAY, MOST_FOREIGNERS_OF_A_DAY)
    if (rank >= most).any():
        raise ValueError("More persons of one sex are born on one day than an EMŠO can tell apart.")
    first, second = (_twelve_digits(born, is_female, nation, 2 * rank + place) for place in (0, 1))
    twelve = np.where(_check_value(first, EMSO_WEIGHTS) == 10, second, first)
    return twelve * 10 + _check_value(twelve, EMSO_WEIGHTS)


def nation_of_region(region: int) -> str:
    """The citizenship that the region of a generated EMŠO stands for."""
    return NATIONS[max(0, region - FIRST_REGION - REGIONS_OF_CITIZENS + 1)]


def draw_tax_numbers(how_many: int, first: int = 0) -> Whole:
    """Tax numbers of eight digits, each once; `first` says how many were given before."""
    running = np.arange(first, first + how_many, dtype=np.int64)
    spread = (running * 1_740_197) % 4_500_000  # no common factor, so no number comes twice
    seven = 1_000_000 + 2 * spread
    seven += _check_value(seven, TAX_WEIGHTS) == 0  # remainder 0 has no check digit; the neighbour has
    check = _check_value(seven, TAX_WEIGHTS)
    return seven * 10 + np.where(check == 10, 0, check)


def draw_accounts(how_many: int, first: int = 0) -> Whole:
    """The 15 digits behind SI56 of account numbers at a bank that does not exist."""
    thirteen = ACCOUNTS_OF_NO_BANK + np.arange(first, first + how_many, dtype=np.int64)
    return thirteen * 100 + 98 - (thirteen * 100) % 97


def _twelve_digits(
    born: NDArray[np.datetime64], is_female: NDArray[np.bool_], nation: Whole, place: Whole
) -> Whole:
    months = born.astype("datetime64[M]")
    day = (born.astype("datetime64[D]") - months).astype(np.int64) + 1
    month = months.astype(np.int64) % 12 + 1
    year = (born.astype("datetime64[Y]").astype(np.int64) + 1970) % 1000
    regions = np.where(nation == 0, REGIONS_OF_CITIZENS, 1)
    region = FIRST_REGION + np.where(nation == 0, place % regions, nation + REGIONS_OF_CITIZENS - 1)
    serial = place // regions + np.where(is_female, SERIALS, 0)
    return np.asarray((((day * 100 + month) * 1000 + year) * 100 + region) * 1000 + serial)


def _check_value(number: Whole, weights: Whole) -> Whole:
    places = 10 ** np.arange(len(weights) - 1, -1, -1)
    weighted = sum((number // place % 10) * weight for place, weight in zip(places, weights, strict=True))
    return np.asarray(-weighted % 11)


def _rank_within(groups: Whole) -> Whole:
    """How many earlier elements belong to the same group."""
    order = np.argsort(groups, kind="stable")
    in_order = groups[order]
    starts = np.flatnonzero(np.r_[True, in_order[1:] != in_order[:-1]]) if len(groups) else np.array([], int)
    began = np.repeat(starts, np.diff(np.r_[starts, len(groups)]))
    rank = np.empty(len(groups), dtype=np.int64)
    rank[order] = np.arange(len(groups)) - began
    return rank
