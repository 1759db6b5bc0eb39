"""What an act of a task says besides what is written in it, as the definition tells: roles and records.

The decision on personal assistance names the legal representative, the kinds of service and their extent.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.cases.records import records_of
from opora.cases.values import shown
from opora.catalogue.schema import RecordField
from opora.catalogue.schema.task import TaskDocument
from opora.organisation.refusal import Refused


def stated_points(case: Case, document: TaskDocument, language: str) -> list[str]:
    """A point for each thing stated: its name and what the case says of it.

    Refused while a field is filled in nowhere; nobody in a role leaves its point out.
    """
    points, missing = [], []
    for each in document.states:
        if each.role is not None:
            name, value = _of_role(case, each.role, language)
        else:
            name, value = _of_records(case, each.fields, language)
            if not value:
                missing.append(name)
        if value:
            points.append(f"{name[:1].upper()}{name[1:]}: {value}.")
    if missing:
        raise Refused(
            _("The act must say: {what}. Enter it in the records of the case first.").format(
                what=", ".join(missing)
            )
        )
    return points


def _of_role(case: Case, key: str, language: str) -> tuple[str, str]:
    role = next(role for role in task_of(case).roles if role.key == key)
    parties = case.parties.filter(role=key, until=None).select_related("person", "body").order_by("pk")
    return role.name(language), ", ".join(str(party) for party in parties)


def _of_records(case: Case, paths: tuple[str, ...], language: str) -> tuple[str, str]:
    """The newest record that holds the first of these fields which is filled in."""
    name = ""
    for path in paths:
        _record, key, field_key = path.split(".")
        field = _field(case, key, field_key)
        name = name or field.name(language)
        for record in records_of(case, key).reverse():
            if value := shown(field, record.content.get(field_key), language):
                return field.name(language), value
    return name, ""


def _field(case: Case, key: str, field_key: str) -> RecordField:
    record = next(each for each in task_of(case).records if each.key == key)
    field = record.field(field_key)
    assert field is not None, "the catalogue is checked for it"
    return field
