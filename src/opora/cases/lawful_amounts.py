"""Amounts that no record types: the share of a right that falls to a child in somebody's care, by law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from opora.catalogue.schema.by_law import LawfulAmount
from opora.law import SituationError, decide, parse_situation
from opora.law.rulebook import Rulebook, rulebook

CARER, CHILD = "carer", "child"
GROWN, SMALL = "1980-01-01", "2015-01-01"
"""Births that a situation must name; no share of a child in care depends on them."""
Facts = tuple[tuple[str, Any], ...]


def lawful_amount(by_law: LawfulAmount, content: Mapping[str, Any], on: date) -> int | None:
    """The amount in cents for the whole month of a day; none where the law of then is not known.

    What the record does not tell, the law does not guess: without it nothing is certain, and none returned.
    """
    told = {fact: content[field] for fact, field in by_law.told.items() if field in content}
    carer = tuple(sorted(by_law.carer.items()))
    child = tuple(sorted({**by_law.child, **told}.items()))
    return _amount(rulebook(), by_law.right, by_law.shows, carer, child, on.replace(day=1))


@lru_cache(maxsize=256)
def _amount(law: Rulebook, right: str, shows: str, carer: Facts, child: Facts, month: date) -> int | None:
    """Equal facts in one month come to one amount; a case is written hundreds of times under one law."""
    day = month.isoformat()
    situation = {
        "version": 1,
        "dates": {"month": day[:7], "filed": day, "decided": day},
        "rights": [right],
        "applicant": CARER,
        "persons": {CARER: {"born": GROWN, **dict(carer)}, CHILD: {"born": SMALL, **dict(child)}},
        "relations": [{"type": "in_care", "carer": CARER, "child": CHILD}],
        "dwelling": {"persons": [CARER, CHILD]},
    }
    try:
        periods = decide(parse_situation(situation, law=law), rulebook=law).rights[right].periods
    except SituationError:  # a day before the law we hold
        return None
    shares = periods[0].shares if periods else ()
    share = next((each for each in shares if each.person == CHILD), None)
    shown = dict(share.shown).get(shows) if share else None
    return None if shown is None else int(Decimal(str(shown)) * 100)
