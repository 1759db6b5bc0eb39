"""Validity by date: half-open periods of days, and the rule that they may not overlap."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db.models import Func


class Only(Func):
    """The range that holds one whole number: lets GiST compare a key without an extension.

    The embedded PostgreSQL has no btree_gist, and a range type needs none.
    """

    function = "int8range"
    template = "%(function)s(%(expressions)s, %(expressions)s, '[]')"


def no_overlap(name: str, *keys: str, period: str = "period") -> ExclusionConstraint:
    """A constraint: two rows with the same keys may not hold on the same day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((Only(key), RangeOperators.OVERLAPS) for key in keys),
            (period, RangeOperators.OVERLAPS),
        ],
    )


class Period(DateRangeField):
    """Days from the lower bound (included) to the upper (excluded); an absent upper bound is open."""
