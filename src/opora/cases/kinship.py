"""Who is tied to an officer so closely that they may not act (ZUP 35), as far as our relations tell."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from opora.cases.exclusion_grounds import ExclusionGround
from opora.people.models import Relation, RelationKind

DEGREES_OF_BLOOD = 4  # ZUP 35: in the direct line, or collateral up to the fourth degree
DEGREES_BY_MARRIAGE = 2
COUPLE = (RelationKind.SPOUSE, RelationKind.PARTNER)
CARE = (RelationKind.CARER, RelationKind.GUARDIAN)


def ties_of(person: int) -> dict[int, ExclusionGround]:
    """Persons by their key to whom somebody is tied, with the ground.

    A marriage or guardianship that has ended ties as well (ZUP 35 names the former spouse), so the days of
    a relation do not matter. Each degree of blood is a step over one relation of parent and child.
    """
    tied = {person: ExclusionGround.PARTY}
    _add(tied, _blood({person}, DEGREES_OF_BLOOD), ExclusionGround.KIN)
    spouses = _related({person}, COUPLE)
    _add(tied, spouses | _blood(spouses, DEGREES_BY_MARRIAGE), ExclusionGround.SPOUSE)
    _add(tied, _related({person}, CARE), ExclusionGround.GUARDIAN)
    return tied


def _blood(persons: set[int], degrees: int) -> set[int]:
    reached, last = set(persons), set(persons)
    for _degree in range(degrees):
        last = _related(last, (RelationKind.PARENT,)) - reached
        reached |= last
    return reached - persons


def _related(persons: set[int], kinds: Iterable[RelationKind]) -> set[int]:
    if not persons:
        return set()
    rows = Relation.objects.filter(Q(person__in=persons) | Q(other__in=persons), kind__in=list(kinds))
    pairs = rows.values_list("person", "other")
    return {each for pair in pairs for each in pair} - persons


def _add(tied: dict[int, ExclusionGround], persons: set[int], ground: ExclusionGround) -> None:
    for person in persons:
        tied.setdefault(person, ground)
