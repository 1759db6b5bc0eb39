"""Who takes part in a new case: one row each, a person found on record or entered anew, or a body.

As the rows of an application (`household_rows`), they are remembered in the form itself, so that the page
works the same with and without htmx and nothing typed is lost between two clicks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.audit import trail
from opora.cases.models import Body
from opora.catalogue import Task
from opora.catalogue.schema.task import Role
from opora.organisation.models import Worker
from opora.people.models import Person
from opora.web.forms.intake import NewMemberForm
from opora.web.household_rows import (
    MOST_ROWS,
    Row,
    as_identifiers,
    as_typed,
    enter_anew,
    find,
    forget,
    next_number,
    on_record,
)

PERSON, BODY = "person", "body"


@dataclass
class PartyRow(Row):
    """One party of a case to be opened: in which role, and who."""

    role: str = ""
    is_body: bool = False
    roles: Sequence[Role] = ()

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The roles a party of this kind may have."""
        language = get_language() or "en"
        return [(role.key, role.name(language)) for role in self.roles if role.is_body == self.is_body]

    @property
    def called(self) -> str:
        """Who stands in the row, as a list of all that is wrong names them."""
        if self.person is not None:
            return self.person.full_name
        return self.text.strip() or dict(self.choices).get(self.role, _("Party"))

    @property
    def is_empty(self) -> bool:
        """Nobody found and nothing typed: such a row is passed over."""
        return self.person is None and not self.is_new and not self.text.strip()

    def is_complete(self) -> bool:
        """Whether the row says who it is and in which role."""
        if not self.role:
            self.refusal = self.refusal or _("Say in which role they take part.")
        if self.is_body:
            return not self.refusal
        return super().is_complete()


def first_party_rows(task: Task, offered: Iterable[tuple[Person | Body, str]] = ()) -> list[PartyRow]:
    """The rows of a new form: who is offered from another case, and one for each role still needed."""
    rows: list[PartyRow] = []
    for who, role in list(offered)[:MOST_ROWS]:
        row = fresh_row(task, rows, is_body=isinstance(who, Body), role=role)
        if isinstance(who, Body):
            row.text = who.name
        else:
            row.person = who
        rows.append(row)
    taken = {row.role for row in rows}
    for needed in task.roles:
        if needed.required and needed.key not in taken:
            rows.append(fresh_row(task, rows, is_body=needed.is_body, role=needed.key))
    if not rows:
        first = next((role.key for role in task.roles if not role.is_body), "")
        rows.append(fresh_row(task, rows, role=first))
    return rows


def read_party_rows(data: QueryDict, task: Task, *, judged: bool) -> list[PartyRow]:
    """The rows as they were sent, in order; `judged` where what is wrong with them is to be said."""
    numbers = [int(each) for each in data.getlist("row") if each.isascii() and each.isdigit()][:MOST_ROWS]
    chosen = {number: data.get(f"row-{number}-person", "") for number in numbers}
    persons = {
        str(one.public_id): one
        for one in Person.objects.filter(public_id__in=as_identifiers(chosen.values()))
    }
    trail.shows(persons.values())
    return [_row(data, task, number, persons.get(chosen[number]), judged) for number in numbers]


def change_party_rows(rows: list[PartyRow], step: str, task: Task, worker: Worker) -> list[PartyRow]:
    """Do what a button asks: `add-person`, `add-body`, or of a row `find-2`, `choose-2-<id>`, `remove-2`."""
    what, _dash, rest = step.partition("-")
    if what == "add" and len(rows) < MOST_ROWS:
        return [*rows, fresh_row(task, rows, is_body=rest == BODY)]
    number, _dash, chosen = rest.partition("-")
    row = next((each for each in rows if str(each.number) == number), None)
    if row is None:
        return rows
    if what == "remove":
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


def _row(data: QueryDict, task: Task, number: int, person: Person | None, judged: bool) -> PartyRow:
    prefix = f"row-{number}"
    row = PartyRow(
        number=number,
        is_applicant=False,
        person=person,
        is_new=data.get(f"{prefix}-new") == "1",
        text=data.get(f"{prefix}-text", ""),
        apart=data.getlist(f"{prefix}-apart"),
        is_body=data.get(f"{prefix}-kind") == BODY,
        roles=task.roles,
    )
    row.role = data.get(f"{prefix}-role", "")
    if row.role not in dict(row.choices):
        row.role = ""
    if data.get("step") == f"apart-{number}":
        row.apart += [each for each in data.getlist(f"{prefix}-similar") if each not in row.apart]
    if row.is_new:
        row.entry = as_typed(NewMemberForm(data, prefix=prefix), judged and person is None)
    return row


def fresh_row(task: Task, rows: Sequence[Row], *, is_body: bool = False, role: str = "") -> PartyRow:
    """An empty row behind the others; the role stands in it where there is only one to choose."""
    number = next_number(rows) if rows else 0
    row = PartyRow(number=number, is_applicant=False, roles=task.roles, is_body=is_body, role=role)
    if not role and len(row.choices) == 1:
        row.role = row.choices[0][0]
    return row
