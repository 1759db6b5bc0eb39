"""What stands in the form of a new record before anything is typed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from opora.cases.agreeing import days_kept
from opora.cases.links import linked_with
from opora.cases.models import Case
from opora.cases.records import records_of
from opora.catalogue import catalogue
from opora.catalogue.schema import Record
from opora.organisation.models import Worker

NUMBERS = frozenset({"number", "ordinal", "version"})
"""Fields that number the records of one kind in a case."""


def presumed(case: Case, definition: Record, worker: Worker) -> dict[str, Any]:
    """Until somebody says otherwise: today, by whoever writes it, the next of its kind.

    Today stands there only for what is done and told at once: not for what began some day, may lie ahead, or
    for a day that nobody has to know. A day of another record is that of the last one. A case of
    the task that is asked for stands there where it is linked already, and is the only one.
    """
    workers = [told for told in definition.fields if told.type == "worker" and told.derived is None]
    own = [told for told in workers if told.required] or (workers if len(workers) == 1 else [])
    found: dict[str, Any] = {own[0].key: worker.pk} if own else {}
    if definition.many:
        numbered = [told.key for told in definition.fields if told.key in NUMBERS and told.type == "count"]
        found |= dict.fromkeys(numbered, records_of(case, definition.key).count() + 1)
    found |= _only_words(definition)
    found |= _only_cases(case, definition, worker)
    told = definition.field(definition.happens_on or "")
    if told is not None and told.day_of is not None:
        found[told.key] = next((day.isoformat() for day in days_kept(case, told.day_of)), "")
    elif told is not None and told.required and not told.ahead and definition.ends_on is None:
        now = timezone.localtime()
        found[told.key] = now.isoformat() if told.type == "moment" else now.date().isoformat()
    return found


def _only_words(definition: Record) -> dict[str, str]:
    """What has to be told and can be nothing else: the one word of its list."""
    lists = catalogue().code_lists
    asked = [told for told in definition.fields if told.required and told.type == "choice" and told.choices]
    words = {told.key: lists[told.choices or ""].entries for told in asked}
    return {key: entries[0].key for key, entries in words.items() if len(entries) == 1}


def _only_cases(case: Case, definition: Record, worker: Worker) -> dict[str, int]:
    """Other cases that can be meant: the one of the task that is linked with this one and may be seen."""
    asked = {told.key: told.of_tasks for told in definition.fields if told.of_tasks}
    if not asked:
        return {}
    linked = list(linked_with(case).visible_to(worker).only("pk", "task"))
    found = {key: [each.pk for each in linked if each.task in tasks] for key, tasks in asked.items()}
    return {key: keys[0] for key, keys in found.items() if len(keys) == 1}
