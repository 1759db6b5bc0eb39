"""A record that passes over a difference in the accounts, which another record of its case shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.cases.shown_values import shown
from opora.catalogue import Task
from opora.catalogue.schema import Record
from opora.catalogue.schema.silences import Silence
from opora.organisation.refusal import Refused
from opora.people.reasons import is_empty_words, what_a_reason_needs


def faults_of_silence(
    definition: Record, content: Mapping[str, Any], case: Case | None
) -> Iterator[tuple[str, str]]:
    """Each field that says that all is well where the last accounts do not come out, and nobody says why.

    A reason of a word or two is no reason: then it is the fault of the field that holds it.
    """
    for silence in definition.not_silent_on if case is not None else ():
        said = content.get(silence.unless, "")
        if not silence.where.is_so(content) or not is_empty_words(said):
            continue
        assert case is not None
        if difference := _difference(silence, case):
            wrong = _sentence(definition, silence, case, difference)
            yield (
                (silence.unless, f"{wrong} {what_a_reason_needs()}") if said else (silence.where.field, wrong)
            )


def told_of_accounts(definition: Record, case: Case) -> list[str]:
    """What whoever writes such a record is told beforehand: by how much the last accounts do not come out."""
    found = {
        (silence.record, silence.difference): _short_by(silence, task_of(case), difference)
        for silence in definition.not_silent_on
        if (difference := _difference(silence, case))
    }
    return [
        _("%(difference)s. Whoever accepts it all the same writes how the difference is explained.")
        % {"difference": each}
        for each in found.values()
    ]


def refuse_silent_end(case: Case, task: Task, outcome: str) -> None:
    """Refused where a case would end as a record tells it, while that record passes over a difference.

    It does where it is not there, and where it was written before the accounts were changed.
    """
    for definition in task.records:
        told = {end for field in definition.fields for end in field.ends_as.values()}
        if not definition.not_silent_on or outcome not in told:
            continue
        last = case.records.filter(key=definition.key, struck_at=None).order_by("pk").last()
        for silence in definition.not_silent_on:
            difference = _difference(silence, case)
            if difference and (last is None or any(faults_of_silence(definition, last.content, case))):
                raise Refused(
                    _("%(difference)s. Say why in “%(record)s” before the case is closed so.")
                    % {
                        "difference": _short_by(silence, task, difference),
                        "record": definition.name(get_language() or "en"),
                    },
                    field="outcome",
                )


def _difference(silence: Silence, case: Case) -> int | None:
    """By how many cents the last record of the accounts does not come out, if one tells it."""
    kept = case.records.filter(key=silence.record, struck_at=None).order_by("pk").last()
    return kept.content.get(silence.difference) if kept else None


def _sentence(definition: Record, silence: Silence, case: Case, difference: int) -> str:
    language = get_language() or "en"
    own, reason = definition.field(silence.where.field), definition.field(silence.unless)
    assert own is not None
    assert reason is not None
    return _(
        "%(difference)s. Choose another word for “%(field)s”, or write in “%(reason)s” how the difference is "
        "explained."
    ) % {
        "difference": _short_by(silence, task_of(case), difference),
        "field": own.name(language),
        "reason": reason.name(language),
    }


def _short_by(silence: Silence, task: Task, difference: int) -> str:
    language = get_language() or "en"
    record = next(each for each in task.records if each.key == silence.record)
    field = record.field(silence.difference)
    assert field is not None
    return _("“%(record)s” does not come out by %(amount)s (%(difference)s)") % {
        "record": record.name(language),
        "difference": field.name(language),
        "amount": shown(field, difference, language),
    }
