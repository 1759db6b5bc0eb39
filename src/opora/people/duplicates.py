"""Records that may already hold the person who is being entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from opora.people.folding import fold
from opora.people.models import Person

SIMILAR = 0.8  # share of letters in common: Kovačič and Kovačić, Ana Marija and Anamarija, a letter mistyped
MOST_SHOWN = 10
MONTHS = 12
WHY = {
    "same_emso": _("the same EMŠO"),
    "same_tax_number": _("the same tax number"),
    "same_name_and_birth": _("the same name and birth date"),
    "similar_name_same_birth": _("a similar name and the same birth date"),
    "same_name_birth_near": _("the same name, and a birth date that differs in one place"),
    "same_name_birth_unknown": _("the same name, and one of the birth dates is not known"),
}


@dataclass(frozen=True)
class Resemblance:
    """A person on record who may be the one being entered, and the key of the reason in `WHY`."""

    person: Person
    why: str

    @property
    def wording(self) -> str:
        """Why they may be the same, in the language that is active now."""
        return str(WHY[self.why])


def possible_duplicates(
    *,
    given_name: str = "",
    family_name: str = "",
    born: date | None = None,
    emso: str = "",
    tax_number: str = "",
    apart_from: Person | None = None,
) -> list[Resemblance]:
    """Who on record may be this person, the surest first. Identifiers need not be checked yet."""
    names = _either_way_round(given_name, family_name)
    records = Person.objects.unmerged()
    if apart_from:
        records = records.exclude(pk=apart_from.pk)
    found: dict[int, Resemblance] = {}
    for resemblance in (
        *_of_same_identifier(records, emso=emso, tax_number=tax_number),
        *_of_same_birth(records, names, born),
        *_of_same_name(records, names, born),
    ):
        found.setdefault(resemblance.person.pk, resemblance)
    ordered = sorted(found.values(), key=lambda resemblance: list(WHY).index(resemblance.why))
    return ordered[:MOST_SHOWN]


def _of_same_identifier(records: QuerySet[Person], *, emso: str, tax_number: str) -> list[Resemblance]:
    emso = "".join(emso.split())
    tax_number = "".join(tax_number.upper().removeprefix("SI").split())
    same = Q(pk__in=[])
    if emso:
        same |= Q(emso=emso)
    if tax_number:
        same |= Q(tax_number=tax_number)
    return [
        Resemblance(person, "same_emso" if emso and person.emso == emso else "same_tax_number")
        for person in records.filter(same)
    ]


def _either_way_round(given_name: str, family_name: str) -> list[str]:
    """The folded name and the same with family and given name swapped, as they are often typed."""
    names = [fold(f"{family_name} {given_name}"), fold(f"{given_name} {family_name}")]
    return list(dict.fromkeys(name for name in names if name))


def _of_same_birth(records: QuerySet[Person], names: list[str], born: date | None) -> list[Resemblance]:
    """Few persons share a birth date, so their names are compared one by one."""
    if born is None or not names:
        return []
    found = []
    for person in records.filter(born=born):
        if person.folded_name in names:
            found.append(Resemblance(person, "same_name_and_birth"))
        elif any(_similar(name, person.folded_name) for name in names):
            found.append(Resemblance(person, "similar_name_same_birth"))
    return found


def _of_same_name(records: QuerySet[Person], names: list[str], born: date | None) -> list[Resemblance]:
    if not names:
        return []
    alike = records.filter(folded_name__in=names)
    if born is not None:
        alike = alike.filter(Q(born__isnull=True) | _differs_in_one_place(born))
    return [
        Resemblance(person, "same_name_birth_near" if born and person.born else "same_name_birth_unknown")
        for person in alike.order_by("pk")[:MOST_SHOWN]
    ]


def _differs_in_one_place(born: date) -> Q:
    """Birth dates that a slip makes of this one: another day, month or year, or day and month swapped."""
    near = (
        Q(born__year=born.year, born__month=born.month)
        | Q(born__year=born.year, born__day=born.day)
        | Q(born__month=born.month, born__day=born.day)
    )
    if born.day <= MONTHS:
        near |= Q(born__year=born.year, born__month=born.day, born__day=born.month)
    return near & ~Q(born=born)


def _similar(one: str, other: str) -> bool:
    """Whether two folded names are nearly the same, however their words are joined or ordered."""
    return any(
        SequenceMatcher(None, write(one), write(other), autojunk=False).ratio() >= SIMILAR
        for write in (_in_one_word, _in_order_of_words)
    )


def _in_one_word(name: str) -> str:
    return name.replace(" ", "")


def _in_order_of_words(name: str) -> str:
    return " ".join(sorted(name.split()))
