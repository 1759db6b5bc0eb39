"""A record that passes over a difference in the accounts, which another record of its case shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.cases.shown_values import shown
from opora.catalogue.schema import Record
from opora.catalogue.schema.silences import Silence


def faults_of_silence(
    definition: Record, content: Mapping[str, Any], case: Case | None
) -> Iterator[tuple[str, str]]:
    """Each field that says that all is well where the last accounts do not come out, and nobody says why."""
    for silence in definition.not_silent_on if case is not None else ():
        if not silence.where.is_so(content) or content.get(silence.unless):
            continue
        assert case is not None
        kept = case.records.filter(key=silence.record, struck_at=None).order_by("pk").last()
        difference = kept.content.get(silence.difference) if kept else None
        if difference:
            yield silence.where.field, _sentence(definition, silence, case, difference)


def _sentence(definition: Record, silence: Silence, case: Case, difference: int) -> str:
    language = get_language() or "en"
    record = next(each for each in task_of(case).records if each.key == silence.record)
    field, own, reason = (
        record.field(silence.difference),
        definition.field(silence.where.field),
        definition.field(silence.unless),
    )
    assert field is not None
    assert own is not None
    assert reason is not None
    return _(
        "“%(record)s” does not come out by %(amount)s (%(difference)s). Choose another word for “%(field)s”, "
        "or write in “%(reason)s” how the difference is explained."
    ) % {
        "record": record.name(language),
        "difference": field.name(language),
        "amount": shown(field, difference, language),
        "field": own.name(language),
        "reason": reason.name(language),
    }
