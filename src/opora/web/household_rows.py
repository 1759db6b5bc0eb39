"""The people of an application form: one row each, found on record or entered anew.

A row is remembered in the form itself (`row`, `row-3-person`, …), so that the page works the same with
and without htmx and nothing typed is lost between two clicks. Whoever is entered anew and resembles
somebody on record is compared with them first: `look_for_records`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit import trail
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.duplicates import possible_duplicates
from opora.people.households import household_of
from opora.people.models import Person
from opora.people.relating import relations_of
from opora.people.withholding import is_withheld
from opora.web.forms.fields import PageForm
from opora.web.forms.intake import NewMemberForm, RelationToApplicantForm
from opora.web.found_persons import FoundPerson, found_persons
from opora.web.likeness import Likeness, to_compare
from opora.web.relations import member_is_of, other_side

AnyForm = TypeVar("AnyForm", bound=PageForm)

MOST_ROWS = 20


@dataclass
class Row:
    """One person of the household. The first row is the applicant."""

    number: int
    is_applicant: bool
    person: Person | None = None
    is_new: bool = False
    text: str = ""
    hits: list[FoundPerson] = field(default_factory=list)
    more: str = ""  # how many namesakes are not among the hits
    refusal: str = ""
    entry: NewMemberForm | None = None
    relation: RelationToApplicantForm | None = None
    similar: list[Likeness] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)  # records of which the worker said: another person

    @property
    def prefix(self) -> str:
        return f"row-{self.number}"

    @property
    def called(self) -> str:
        """Who stands in the row, as a list of all that is wrong names them."""
        if self.person is not None:
            return self.person.full_name
        typed = (
            [self.entry[name].value() or "" for name in ("given_name", "family_name")] if self.entry else []
        )
        named = " ".join(typed).strip() or self.text.strip()
        return named or (_("Applicant") if self.is_applicant else _("Member of the household"))

    @property
    def is_entered(self) -> bool:
        """Whether this is a person entered anew; who was chosen on record instead keeps what was typed."""
        return self.is_new and self.person is None

    @property
    def is_empty(self) -> bool:
        """Nobody found and nothing typed: such a row is passed over when the application is taken in."""
        return self.person is None and not self.is_new and not self.text.strip()

    def is_complete(self) -> bool:
        """Whether the row says who it is and, for a member, what they are to the applicant."""
        if self.person is None and not self.is_new:
            self.refusal = self.refusal or _("Find the person on record, or enter them as a new person.")
            return False
        entered = not self.is_entered or self.entry is None or self.entry.is_valid()
        related = self.relation is None or self.relation.is_valid()
        return entered and related and not self.refusal

    def say(self, refusal: Refused) -> None:
        """Let the sentence stand in the row it is about, at its field where the row has it."""
        if self.is_entered and self.entry is not None:
            self.entry.add_error(
                refusal.field if refusal.field in self.entry.fields else None, refusal.message
            )
        else:
            self.refusal = refusal.message


def first_rows(applicant: str = "") -> list[Row]:
    """The rows of a new form: one for the applicant, who may have been chosen on another page."""
    return [Row(number=0, is_applicant=True, person=on_record(applicant))]


def read_rows(data: QueryDict, *, judged: bool) -> list[Row]:
    """The rows as they were sent, in order; `judged` where what is wrong with them is to be said."""
    numbers = [int(each) for each in data.getlist("row") if each.isascii() and each.isdigit()][:MOST_ROWS]
    chosen = {number: data.get(f"row-{number}-person", "") for number in numbers}
    persons = {
        str(one.public_id): one
        for one in Person.objects.filter(public_id__in=as_identifiers(chosen.values()))
    }
    trail.shows(persons.values())
    rows = [
        _row(data, number, persons.get(chosen[number]), number == numbers[0], judged) for number in numbers
    ]
    if judged:
        _say_who_is_named_twice(rows)
    return rows or first_rows()


def look_for_records(rows: Sequence[Row], worker: Worker) -> bool:
    """Whether somebody entered anew may be on record: those rows now show the records to compare."""
    for row in rows:
        if row.is_entered and row.entry is not None and row.entry.is_valid():
            found = possible_duplicates(**_identity(row.entry.cleaned_data))
            unlike = [each for each in found if str(each.person.public_id) not in row.apart]
            row.similar = to_compare(unlike, worker)
    return any(row.similar for row in rows)


def change_rows(rows: list[Row], step: str, worker: Worker) -> list[Row]:
    """Do what a button of the rows asks.

    `add`, `household`, and for a row: `find-2`, `choose-2-<id>`, `new-2`, `apart-2`, `forget-2`, `remove-2`.
    """
    what, _dash, rest = step.partition("-")
    number, _dash, chosen = rest.partition("-")
    row = next((each for each in rows if str(each.number) == number), None)
    if what == "add" and len(rows) < MOST_ROWS:
        return [*rows, _fresh(next_number(rows))]
    if what == "household":
        return _with_household(rows, worker)
    if row is None:
        return rows
    if what == "remove" and not row.is_applicant:
        return [each for each in rows if each is not row]
    if what == "find":
        find(row, worker)
    elif what == "choose":
        row.person = on_record(chosen)
    elif what == "new":
        enter_anew(row)
    elif what == "forget":
        forget(row)
    return rows  # `apart-2` is in the row as it was read


def _row(data: QueryDict, number: int, person: Person | None, is_applicant: bool, judged: bool) -> Row:
    row = Row(
        number=number,
        is_applicant=is_applicant,
        person=person,
        is_new=data.get(f"row-{number}-new") == "1",
        text=data.get(f"row-{number}-text", ""),
        apart=data.getlist(f"row-{number}-apart"),
    )
    if data.get("step") == f"apart-{number}":
        row.apart += [each for each in data.getlist(f"row-{number}-similar") if each not in row.apart]
    if row.is_new:
        row.entry = as_typed(NewMemberForm(data, prefix=row.prefix), judged and person is None)
    if not is_applicant:
        row.relation = as_typed(RelationToApplicantForm(data, prefix=row.prefix), judged)
    return row


def as_typed(form: AnyForm, judged: bool) -> AnyForm:
    """The form with what was typed; not yet judged, it shows that without saying what is wrong."""
    if judged:
        return form
    return type(form)(initial={name: form[name].value() for name in form.fields}, prefix=form.prefix)


def _fresh(number: int) -> Row:
    return Row(number=number, is_applicant=False, relation=RelationToApplicantForm(prefix=f"row-{number}"))


def _say_who_is_named_twice(rows: Sequence[Row]) -> None:
    named: set[int] = set()
    for row in rows:
        if row.person and row.person.pk in named:
            row.refusal = _("%(person)s is already in this application. Remove one of the two rows.") % {
                "person": row.person.full_name
            }
        elif row.person:
            named.add(row.person.pk)


def _identity(given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in ("given_name", "family_name", "born", "emso")}


def on_record(public_id: str) -> Person | None:
    """The person of this record; the log learns that the page shows them."""
    found = Person.objects.unmerged().filter(public_id__in=as_identifiers([public_id])).first()
    trail.shows([found] if found else [])
    return found


def forget(row: Row) -> None:
    """Not this person: back to what was typed of them, and from there to the search."""
    if row.person is None and row.entry is not None:
        typed = [str(row.entry[name].value() or "") for name in ("given_name", "family_name")]
        row.text = row.text or " ".join(typed).strip()
        row.is_new, row.entry, row.apart = False, None, []
    row.person = None


def find(row: Row, worker: Worker) -> None:
    """Look for who was typed in the row; the hits stand in it."""
    try:
        row.hits, row.more = found_persons(row.text, worker, timezone.localdate())
    except Refused as refusal:
        row.refusal = refusal.message
        return
    if not row.hits:
        row.refusal = _("Nobody found. Check the spelling, or enter the person as new.")


def enter_anew(row: Row) -> None:
    """What was typed to search for somebody begins the entry: a number as EMŠO, words as a name."""
    row.is_new, row.person = True, None
    given, _space, family = row.text.strip().rpartition(" ")
    digits = "".join(row.text.split())
    known = {"emso": digits} if digits.isdecimal() else {"given_name": given, "family_name": family}
    row.entry = NewMemberForm(initial=known, prefix=row.prefix)


def _with_household(rows: list[Row], worker: Worker) -> list[Row]:
    """Add those who live with the applicant on record, with what they are to the applicant.

    Not where an address in that home is protected from the worker: then each member is found or entered.
    """
    applicant = rows[0].person
    if applicant is None:
        return rows
    today = timezone.localdate()
    if is_withheld(applicant, worker, today):
        rows[0].refusal = _(
            "An address in this household is protected, so its members are not listed. Add each of them as "
            "the application names them."
        )
        return rows
    related = {
        other_side(each, applicant).pk: member_is_of(each, applicant)
        for each in relations_of(applicant, today)
    }
    present = {row.person.pk for row in rows if row.person}
    members = [one for one in household_of(applicant, today) if one.pk not in present]
    trail.shows(members)
    kept = [row for row in rows if row.is_applicant or not row.is_empty]
    for member in members[: MOST_ROWS - len(kept)]:
        row = _fresh(next_number(kept))
        row.person = member
        initial = {"member_is": related.get(member.pk, "")}
        row.relation = RelationToApplicantForm(initial=initial, prefix=row.prefix)
        kept.append(row)
    return kept


def next_number(rows: Sequence[Row]) -> int:
    """The number of a row to be added."""
    return max(row.number for row in rows) + 1


def as_identifiers(texts: Iterable[str]) -> list[UUID]:
    """Those of the texts that are identifiers of records."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
