"""Whether a later end of the same state took the place of one: a court extended an order, or revoked it."""

from __future__ import annotations

from opora.cases.deadline_facts import Begun, Facts, Happened
from opora.catalogue.schema.deadlines import TaskDeadline
from opora.catalogue.schema.preceding import Before


def replaced(deadline: TaskDeadline, begun: Begun, facts: Facts) -> Happened | None:
    """The first record that put another end in the place of this one, by day and order of entry.

    A record replaces no end of itself or of a later one of its kind, but its own longest time where it names
    its last day. What is counted back from that day goes with it.
    """
    found = [each for before in deadline.replaced_by for each in _later(deadline, before, begun, facts)]
    return min(found, key=lambda each: each.on, default=None)


def _later(deadline: TaskDeadline, before: Before, begun: Begun, facts: Facts) -> list[Happened]:
    kept = facts.of(f"record.{before.record}")
    own = next((place for place, each in enumerate(kept) if each.about == begun.about), None)
    counts_itself = deadline.falls_on is None and not deadline.before and bool(before.holds)
    first = 0 if own is None else own if counts_itself else own + 1
    return [each for each in kept[first:] if all(held.is_so(each.content) for held in before.holds)]
