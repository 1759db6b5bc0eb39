"""Homes in the municipalities of the centre: real settlements and posts, invented streets."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from opora.demo.names import word_lists

HIGHEST_HOUSE_NUMBER = 86
SHARE_WITH_A_LETTER = 0.12


def draw_homes(municipality: NDArray[np.int64], codes: list[str], rng: np.random.Generator) -> pa.Table:
    """The home of each household; its municipality is a place in `codes`."""
    count = len(municipality)
    town = np.empty(count, dtype=object)
    post_code = np.empty(count, dtype=object)
    for place, code in enumerate(codes):
        here = np.flatnonzero(municipality == place)
        towns = word_lists()["towns"][code]
        weights = np.array([town["weight"] for town in towns], dtype=float)
        drawn = rng.choice(len(towns), size=len(here), p=weights / weights.sum())
        town[here] = np.array([t["town"] for t in towns], dtype=object)[drawn]
        post_code[here] = np.array([t["post_code"] for t in towns], dtype=object)[drawn]
    number = rng.integers(1, HIGHEST_HOUSE_NUMBER, count).astype(str).astype(object)
    lettered = rng.random(count) < SHARE_WITH_A_LETTER
    number[lettered] += rng.choice(np.array(list("abc"), dtype=object), lettered.sum())
    return pa.table(
        {
            "street": pa.array(rng.choice(streets(), count), pa.string()),
            "house_number": pa.array(number, pa.string()),
            "post_code": pa.array(post_code, pa.string()),
            "town": pa.array(town, pa.string()),
            "municipality": municipality,
        }
    )


@cache
def streets() -> NDArray[np.object_]:
    """Every invented street name."""
    words = word_lists()["streets"]
    named = [f"{word} {kind}" for word in words["feminine"] for kind in words["kinds"]]
    return np.array(named + [f"Na {place}" for place in words["places"]], dtype=object)
