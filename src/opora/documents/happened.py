"""What documents tell the deadlines of their cases: that one of a kind came in, was made, or was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Min

from opora.cases.deadline_facts import Happened
from opora.documents.each_addressee import days_when_all_had_it
from opora.documents.models import Document


def registered(cases: Sequence[int]) -> Iterator[tuple[int, Happened]]:
    """Registered with `cases.deadline_events.tell_of`; the kind is the key of the task's document.

    What was sent to several counts as dispatched on the day of the first; what goes to each of them for
    themselves, such as an invitation to both parents, on the day of the last, and not before.
    """
    kept = Document.objects.filter(case__in=cases).annotate(sent_on=Min("deliveries__dispatched_on"))
    rows = list(kept.values_list("case_id", "kind", "registered_on", "public_id", "sent_on"))
    all_had_it = days_when_all_had_it({(row[0], row[1]) for row in rows if row[4] is not None})
    for case, kind, registered_on, public_id, sent_on in rows:
        yield case, Happened(f"document.{kind}", registered_on, str(public_id))
        last = all_had_it.get((case, kind), sent_on)
        if sent_on is not None and last is not None:
            sent_on = max(sent_on, last)
            yield case, Happened(f"dispatched.{kind}", sent_on, str(public_id))
