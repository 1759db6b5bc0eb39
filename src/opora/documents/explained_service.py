"""The day of service, asked of `law.procedure`; what cannot be computed is refused in the reader's words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from opora.law.procedure import ExplainedDate, Method, ProcedureError, service, standard_law, ways_of
from opora.organisation.refusal import Refused


def is_known_way(way: Method, on: date) -> bool:
    """Whether the rules in force on a day know a way of serving."""
    regime, _cautions = standard_law().regime_on(on)
    return way in ways_of(regime)


def explained_service(
    way: Method,
    *,
    dispatched_on: date | None = None,
    left_on: date | None = None,
    handed_over_on: date | None = None,
) -> ExplainedDate:
    """The day of service with its explanation. Refused where these days lead to none."""
    try:
        return service(way, dispatched_on=dispatched_on, left_on=left_on, handed_over_on=handed_over_on)
    except ProcedureError as error:
        raise Refused(
            _(
                "The day of service cannot be computed. Check that no day is missing and that they are "
                "in order."
            )
        ) from error
