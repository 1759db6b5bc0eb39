"""What comes after something else is refused until that is there: a plan before the measure it is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.cases.shown_values import shown
from opora.catalogue.schema import Record, Step
from opora.catalogue.schema.preceding import Before, Holding
from opora.organisation.refusal import Refused


def refuse_premature_step(case: Case, step: Step) -> None:
    """Refused for a step before which a record has to be kept."""
    for before in step.only_after:
        if not _is_there(case, before):
            raise Refused(_sentence(case, step.name(_language()), before))


def fault_of_premature(
    definition: Record, content: Mapping[str, Any], case: Case | None
) -> Mapping[str, str]:
    """The sentence for a record before which another has to be kept, at the field that asks for it."""
    for before in definition.only_after if case is not None else ():
        if before.where is not None and not before.where.is_so(content):
            continue
        assert case is not None
        if not _is_there(case, before):
            place = before.where.field if before.where else definition.happens_on or definition.fields[0].key
            return {place: _sentence(case, definition.name(_language()), before)}
    return {}


def fault_of_condition(definition: Record, content: Mapping[str, Any]) -> Mapping[str, str]:
    """The sentences for fields that are filled in only where another field holds what they ask."""
    faults = {}
    for field in definition.fields:
        asked = field.only_where
        if asked is not None and field.key in content and not asked.is_so(content):
            faults[field.key] = _("This is filled in only where: %(condition)s. Correct one of the two.") % {
                "condition": _condition(definition, asked)
            }
    return faults


def _is_there(case: Case, before: Before) -> bool:
    kept = case.records.filter(key=before.record, struck_at=None).values_list("content", flat=True)
    return any(all(each.is_so(content) for each in before.holds) for content in kept)


def _sentence(case: Case, what: str, before: Before) -> str:
    record = next(each for each in task_of(case).records if each.key == before.record)
    asked = ", ".join(_condition(record, holding) for holding in before.holds)
    named = f"{record.name(_language())} ({asked})" if asked else record.name(_language())
    return _("“%(what)s” comes only after “%(record)s”. Enter that in the case first.") % {
        "what": what,
        "record": named,
    }


def _condition(record: Record, holding: Holding) -> str:
    field = record.field(holding.field)
    assert field is not None
    words = " / ".join(shown(field, word, _language()) for word in holding.is_any)
    return f"{field.name(_language())}: {words}" if words else field.name(_language())


def _language() -> str:
    return get_language() or "en"
