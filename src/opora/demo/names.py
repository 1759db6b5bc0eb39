"""Given names by origin, sex and year of birth, and family names put together from syllables."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

ORIGINS = ("slovenian", "italian", "southern")
COHORTS = {"until_1964": 1965, "until_1994": 1995, "later": 3000}  # and the year the next begins
SEXES = ("male", "female")
TONGUE_TWISTER = re.compile(r"[aeiou]{2}|[cčćsšzž]{2}|[^aeiou]{3}|(.)\1")
LONGEST_FAMILY_NAME = 11

Names = NDArray[np.object_]
Places = NDArray[np.int64]


@cache
def word_lists() -> dict[str, Any]:
    """`names.yaml`, read once."""
    lists: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("names.yaml").read_text(encoding="utf-8"))
    return lists


def draw_given_names(
    origin: Places, is_female: NDArray[np.bool_], year: Places, rng: np.random.Generator
) -> Names:
    """A given name for each person, as their parents' generation would have chosen."""
    given = np.empty(len(origin), dtype=object)
    cohort = np.searchsorted(list(COHORTS.values()), year, side="right")
    for (o, origin_name), (s, sex), (c, cohort_name) in product(
        enumerate(ORIGINS), enumerate(SEXES), enumerate(COHORTS)
    ):
        here = np.flatnonzero((origin == o) & (is_female == s) & (cohort == c))
        names = np.array(word_lists()["given"][origin_name][sex][cohort_name], dtype=object)
        given[here] = names[_commoner_first(len(names), len(here), rng)]
    return given


def draw_family_names(origin: Places, rng: np.random.Generator) -> Names:
    """A family name for each household; a few are common, most are rare."""
    family = np.empty(len(origin), dtype=object)
    for o, origin_name in enumerate(ORIGINS):
        here = np.flatnonzero(origin == o)
        names = family_names(origin_name)
        family[here] = names[_commoner_first(len(names), len(here), rng)]
    return family


@cache
def family_names(origin: str) -> Names:
    """Every family name that the syllables of an origin make, in a fixed shuffled order."""
    syllables = word_lists()["family"][origin]
    made = {
        first + middle + last
        for first, middle, last in product(syllables["first"], syllables["middle"], syllables["last"])
        if _speaks_well(first + middle + last)
    }
    names = np.array(sorted(made), dtype=object)
    np.random.default_rng(len(names)).shuffle(names)
    return names


def _speaks_well(name: str) -> bool:
    """Neither two vowels nor two hissing sounds nor three consonants in a row."""
    return not TONGUE_TWISTER.search(name.lower()) and len(name) <= LONGEST_FAMILY_NAME


def _commoner_first(names: int, how_many: int, rng: np.random.Generator) -> Places:
    """Places in a list whose first names are drawn most often."""
    weights = 1 / (np.arange(names) + 8.0)
    return rng.choice(names, size=how_many, p=weights / weights.sum())
