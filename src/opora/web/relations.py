"""A relation seen from one of its sides: who the other is, and what they are to this person."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from opora.people.models import Person, Relation, RelationKind

# What the other person is, when this person stands first in the relation and when second.
AS_FIRST: dict[str, str | Promise] = {
    RelationKind.SPOUSE: pgettext_lazy("relative", "spouse"),
    RelationKind.PARTNER: pgettext_lazy("relative", "partner"),
    RelationKind.PARENT: pgettext_lazy("relative", "child"),
    RelationKind.CARER: pgettext_lazy("relative", "child in care"),
    RelationKind.GUARDIAN: pgettext_lazy("relative", "ward"),
}
AS_SECOND: dict[str, str | Promise] = AS_FIRST | {
    RelationKind.PARENT: pgettext_lazy("relative", "parent"),
    RelationKind.CARER: pgettext_lazy("relative", "carer"),
    RelationKind.GUARDIAN: pgettext_lazy("relative", "guardian"),
}


def other_side(relation: Relation, person: Person) -> Person:
    """The other person of the relation."""
    return relation.other if relation.person_id == person.pk else relation.person


def what_the_other_is(relation: Relation, person: Person) -> str:
    """What the other person is to this one: parent, child, partner …"""
    words = AS_FIRST if relation.person_id == person.pk else AS_SECOND
    return str(words[relation.kind])


def member_is_of(relation: Relation, person: Person) -> str:
    """The same as a choice of the application form: what the other is to this person."""
    first = relation.person_id == person.pk
    match relation.kind:
        case RelationKind.PARENT:
            return "child" if first else "parent"
        case RelationKind.CARER | RelationKind.GUARDIAN:
            return "child_in_care" if first else "other"
        case _:
            return str(relation.kind)
