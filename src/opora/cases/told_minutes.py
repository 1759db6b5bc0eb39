"""How long something took, as its record tells it, so that nobody types the same minutes twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from opora.cases.minutes import A_DAY
from opora.cases.models import Case
from opora.catalogue.schema import Record

DURATION = ("minutes", "duration")
ON_THE_WAY = "travel_minutes"


def minutes_told(definition: Record, content: Mapping[str, Any]) -> int | None:
    """The minutes in the field that holds how long it took; none where there is none, or it is empty."""
    told = (content.get(key) for key in DURATION if key in _minutes(definition))
    return next((minutes for minutes in told if minutes), None)


def travel_told(definition: Record, content: Mapping[str, Any]) -> int | None:
    """The minutes on the way that a record holds."""
    return content.get(ON_THE_WAY) if ON_THE_WAY in _minutes(definition) else None


def tells_minutes(definition: Record) -> bool:
    """Whether a record of this kind asks how long it took."""
    return not _minutes(definition).isdisjoint(DURATION)


def faults_of_minutes(
    definition: Record, content: Mapping[str, Any], case: Case | None
) -> Iterator[tuple[str, str]]:
    """Each field by which something of a case took longer than a day has; steps are limited as well."""
    for key in (*DURATION, ON_THE_WAY):
        if case is not None and key in _minutes(definition) and content.get(key, 0) > A_DAY:
            yield key, _("Enter at most %(limit)d minutes (24 hours).") % {"limit": A_DAY}


def _minutes(definition: Record) -> set[str]:
    return {field.key for field in definition.fields if field.type == "minutes" and field.derived is None}
