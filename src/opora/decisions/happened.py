"""What decisions tell the deadlines of their cases: that it was decided, and that the party was served."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opora.cases.deadline_facts import Happened
from opora.decisions.models import Decision


def decided_and_served(cases: Sequence[int]) -> Iterator[tuple[int, Happened]]:
    """Registered with `cases.deadline_events.tell_of`. A decision that was replaced happened all the same."""
    issued = Decision.objects.filter(case__in=cases, issued_on__isnull=False)
    for case, public_id, issued_on, served_on in issued.values_list(
        "case_id", "public_id", "issued_on", "served_on"
    ):
        assert issued_on is not None  # as it was asked for
        yield case, Happened("decided", issued_on, str(public_id))
        if served_on is not None:
            yield case, Happened("served", served_on, str(public_id))
