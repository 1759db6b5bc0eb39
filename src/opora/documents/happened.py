"""What documents tell the deadlines of their cases: that one of a kind came in or went out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opora.cases.deadline_facts import Happened
from opora.documents.models import Document


def registered(cases: Sequence[int]) -> Iterator[tuple[int, Happened]]:
    """Registered with `cases.deadline_events.tell_of`; the kind is the key of the task's document."""
    kept = Document.objects.filter(case__in=cases)
    for case, kind, registered_on, public_id in kept.values_list(
        "case_id", "kind", "registered_on", "public_id"
    ):
        yield case, Happened(f"document.{kind}", registered_on, str(public_id))
