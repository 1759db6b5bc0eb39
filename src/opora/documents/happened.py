"""What documents tell the deadlines of their cases: that one of a kind came in, was made, or was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Min

from opora.cases.deadline_facts import Happened
from opora.documents.models import Document


def registered(cases: Sequence[int]) -> Iterator[tuple[int, Happened]]:
    """Registered with `cases.deadline_events.tell_of`; the kind is the key of the task's document.

    What was sent to several counts as dispatched on the day of the first.
    """
    kept = Document.objects.filter(case__in=cases).annotate(sent_on=Min("deliveries__dispatched_on"))
    for case, kind, registered_on, public_id, sent_on in kept.values_list(
        "case_id", "kind", "registered_on", "public_id", "sent_on"
    ):
        yield case, Happened(f"document.{kind}", registered_on, str(public_id))
        if sent_on is not None:
            yield case, Happened(f"dispatched.{kind}", sent_on, str(public_id))
