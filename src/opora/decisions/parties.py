"""Whose an act is: where the task names its parties, nobody else is addressed, served or heard."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.decisions.models import Decision
from opora.documents.models import Document
from opora.organisation.refusal import Refused
from opora.people.models import Person


def roles_of_parties(case: Case, key: str) -> frozenset[str]:
    """The roles whose persons are the parties of an act of the task; none where whoever takes part may be."""
    found = next((each for each in task_of(case).documents if each.key == key), None)
    return frozenset(found.parties) if found else frozenset()


def refuse_who_is_no_party(case: Case, key: str, persons: Iterable[Person], *, field: str) -> None:
    """Refused where one of these persons is no party of the act, with those who are."""
    roles = roles_of_parties(case, key)
    for person in persons if roles else ():
        if not _has_one_of(case, person, roles):
            raise Refused(_sentence(case, person, roles), field=field)


def is_party(decision: Decision, person: Person) -> bool:
    """Whether a person may appeal against the act: they take part, as a party of it."""
    roles = roles_of_parties(decision.case, decision.task_document)
    own = decision.case.parties.filter(person=person)
    return (own.filter(role__in=roles) if roles else own).exists()


def refuse_to_serve_who_is_no_party(document: Document, person: Person) -> None:
    """Before dispatch: the document of an act goes to its parties alone."""
    decision = Decision.objects.filter(document=document).only("case", "task_document").first()
    if decision is not None:
        refuse_who_is_no_party(document.case, decision.task_document, [person], field="addressee")


def _has_one_of(case: Case, person: Person, roles: frozenset[str]) -> bool:
    return bool(case.parties.filter(person=person, role__in=roles).exists())


def _sentence(case: Case, person: Person, roles: frozenset[str]) -> str:
    language = get_language() or "en"
    names = [role.name(language) for role in task_of(case).roles if role.key in roles]
    return _(
        "%(person)s is no party of this act, so it is not written for or served on them. Its parties are: "
        "%(roles)s. Choose among them."
    ) % {"person": person.full_name, "roles": ", ".join(names)}
