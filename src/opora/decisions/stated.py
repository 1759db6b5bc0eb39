"""What an act of a task must say, as the definition tells: roles and fields of records.

The decision on personal assistance names the legal representative, the kinds of service and their extent. The
program writes none of it into the operative part: what a record proposes is not yet decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.catalogue import catalogue
from opora.catalogue.schema import RecordField
from opora.catalogue.schema.task import Stated, TaskDocument
from opora.organisation.refusal import Refused

_FIGURE = re.compile(r"\d")
_HOURS = re.compile(r"\d\s*(?:ur|or[ae]\b|hour)", re.IGNORECASE)
_TELLING_WORD = re.compile(r"[^\W\d_]{5,}")


def refuse_unstated(case: Case, document: TaskDocument, operative: str, language: str) -> None:
    """Refused while the operative part does not say what the act must; nobody in a role is nobody to name."""
    missing = list(_missing(case, document, operative, language))
    if missing:
        raise Refused(
            _("The act must say: {what}. Write it in the operative part.").format(what=", ".join(missing)),
            field="operative",
        )


def to_be_stated(case: Case, document: TaskDocument, language: str) -> list[str]:
    """What the writer is told that the act must say, with the names of those who take part."""
    told = []
    for each in document.states:
        if each.role is not None:
            role, names = _of_role(case, each.role, language)
            told += [f"{role} ({', '.join(names)})"] if names else []
        else:
            told.append(_field(case, each).name(language))
    return told


def _missing(case: Case, document: TaskDocument, operative: str, language: str) -> Iterator[str]:
    for each in document.states:
        if each.role is not None:
            role, names = _of_role(case, each.role, language)
            yield from (f"{role} ({name})" for name in names if not _names(operative, name))
        elif not _says(operative, field := _field(case, each), language):
            yield field.name(language)


def _says(text: str, field: RecordField, language: str) -> bool:
    """A number of hours, one of the things of a list, else any figure."""
    if field.choices is None:
        return (_HOURS if field.type == "hours" else _FIGURE).search(text) is not None
    words = {
        stem
        for entry in catalogue().code_lists[field.choices].entries
        for stem in _stems(entry.name(language))
    }
    return bool(words & set(_stems(text)))


def _stems(text: str) -> list[str]:
    """The first letters of its telling words: in Slovenian their ends change."""
    return [word[:5].casefold() for word in _TELLING_WORD.findall(text)]


def _names(text: str, name: str) -> bool:
    """Whether somebody is named, in whatever case: by the beginnings of their names."""
    plain = text.casefold()
    return all(part[: max(3, len(part) - 1)].casefold() in plain for part in name.split())


def _of_role(case: Case, key: str, language: str) -> tuple[str, list[str]]:
    role = next(role for role in task_of(case).roles if role.key == key)
    parties = case.parties.filter(role=key, until=None).select_related("person", "body").order_by("pk")
    return role.name(language), [str(party) for party in parties]


def _field(case: Case, stated: Stated) -> RecordField:
    """The field that says it of what is granted: the first one named."""
    _record, key, field_key = stated.fields[0].split(".")
    record = next(each for each in task_of(case).records if each.key == key)
    field = record.field(field_key)
    assert field is not None, "the catalogue is checked for it"
    return field
