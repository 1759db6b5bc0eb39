"""A worker who keeps a record of any kind that the catalogue defines, with every field filled in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.cases.factories import CaseFactory, PartyFactory
from tests.cases.generated import left_empty
from tests.organisation.factories import WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.models import Case, CaseRecord
from opora.cases.records import add_record, add_to_register
from opora.catalogue import Task, catalogue
from opora.catalogue.schema import Record, RecordField

TODAY = date(2026, 6, 15)
YEAR = timedelta(days=365)
TYPED = {
    "yes_no": "da",
    "time": "9.30",
    "count": "3",
    "money": "120,50",
    "percent": "50",
    "minutes": "45",
    "hours": "1,5",
    "days": "7",
}


class Keeper:
    """A professional worker with a case of each task that is asked for."""

    def __init__(self) -> None:
        lists = catalogue().code_lists
        self.worker = WorkerFactory(
            professional_worker=True,
            qualifications=lists["qualifications"].keys(),
            licences=lists["licences"].keys(),
        )
        self.person = PersonFactory(with_emso=True)
        AddressFactory(person=self.person)
        self.cases: dict[str, Case] = {}

    def keep(self, task_key: str, record_key: str, *, long_ago: bool = False) -> dict[str, Any]:
        """Keep one record with all its fields, and give back what stands in the database.

        Of what is kept `long_ago` the end is left open, so that it still holds.
        """
        task, opened_on = version_of(task_key)
        definition = record_of(task, record_key)
        first_day = opened_on - (YEAR if long_ago else timedelta())
        at = datetime.combine(opened_on + timedelta(days=40), datetime.min.time(), UTC)
        case = None if task.kind == "register" else self.case_of(task_key, task, opened_on)
        values = {
            field.key: self.typed(field, case, first_day + timedelta(days=1 + place))
            for place, field in enumerate(definition.fields)
            if field.derived is None
            and not (long_ago and field.key in (definition.good_until, definition.ends_on))
        }
        values |= not_their_own_guardian(definition)
        if long_ago:
            values |= names_a_person(definition)
        for empty in left_empty(definition, values):
            del values[empty]
        if case is not None:
            values |= self.others(definition, case)
            self.keep_what_goes_ahead(definition, case)
        if case is None:
            unit = self.worker.unit
            kept = add_to_register(task_key, record_key, values, unit=unit, by=self.worker, at=at)
        else:
            kept = add_record(case, record_key, values, by=self.worker, at=at)
        return CaseRecord.objects.get(pk=kept.pk).content

    def case_of(self, key: str, task: Task, opened_on: date) -> Case:
        """The case of a task. One person is its party, in each role that a record asks for."""
        if key not in self.cases:
            self.cases[key] = CaseFactory(
                task=key, unit=self.worker.unit, assigned_to=self.worker, opened_on=opened_on
            )
            for role in {roles_of_persons(task)[0], *roles_worked_out_from(task), *roles_named(task)}:
                self.enter_where_listed(task, role)
                PartyFactory(case=self.cases[key], person=self.person, role=role)
        return self.cases[key]

    def enter_where_listed(self, task: Task, role_key: str) -> None:
        """Whoever may take part only from a register stands in it."""
        role = next(each for each in task.roles if each.key == role_key)
        if role.listed_in:
            self.keep(*role.listed_in.split(".")[:2], long_ago=True)

    def keep_what_goes_ahead(self, definition: Record, case: Case) -> None:
        """The records without which this one is refused, such as the consent before the plan."""
        for before in definition.only_after:
            if before.where is None and not case.records.filter(key=before.record).exists():
                self.keep(case.task, before.record)

    def others(self, definition: Record, case: Case) -> dict[str, Any]:
        """Somebody else, of the same birth and sex, in each field that never names whom another names."""
        told: dict[str, Any] = {}
        for _one, other in definition.differ:
            first = case.parties.get(person=self.person, role=roles_of_persons(version_of(case.task)[0])[0])
            told[other] = PartyFactory(case=case, person=PersonFactory(with_emso=True), role=first.role)
        return told

    def other_case(self, field: RecordField) -> Case:
        """Another case of the worker, of a task that the field asks for."""
        of_task = {"task": field.of_tasks[0]} if field.of_tasks else {}
        return CaseFactory(unit=self.worker.unit, assigned_to=self.worker, **of_task)

    def typed(self, field: RecordField, case: Case | None, day: date) -> Any:
        """What a worker would type into a field or choose for it; later fields hold later days."""
        match field.type:
            case "choice" | "choices":
                words = words_of(field)
                return words if field.type == "choices" else words[0]
            case "date" | "moment":
                written = f"{day.day}. {day.month}. {day.year}"
                return f"{written} 9.30" if field.type == "moment" else written
            case "party" if case:
                in_role = {"role": field.in_role} if field.in_role else {}
                return case.parties.filter(**in_role).first()
            case "party":
                return str(self.person.public_id)
            case "parties":
                in_role = {"role": field.in_role} if field.in_role else {}
                return list(case.parties.filter(**in_role)) if case else []
            case "worker":
                return self.worker
            case "case":
                return self.other_case(field).number
        return TYPED.get(field.type, "Zapisano")


def not_their_own_guardian(definition: Record) -> dict[str, Any]:
    """One person stands in every role, so the guardian of a record is another, or is not named."""
    told: dict[str, Any] = {}
    for field in definition.fields:
        if field.guardian_if is not None:
            told[field.guardian_if] = "ne"
        elif field.guardian_of is not None:
            told[field.key] = str(PersonFactory(with_emso=True).public_id)
    return told


def names_a_person(definition: Record) -> dict[str, Any]:
    """What an entry of a list holds that names a person and no worker."""
    named = next(field for field in definition.fields if field.type == "party")
    return {named.only_where.field: named.only_where.is_any[0]} if named.only_where else {}


def version_of(key: str) -> tuple[Task, date]:
    """The last version of a task, and a day on which it holds."""
    last = catalogue().tasks[key][-1]
    day = TODAY - timedelta(days=40)
    if not last.is_valid(day) and last.valid_until:
        day = last.valid_until - timedelta(days=1)
    return last, day


def roles_of_persons(task: Task) -> list[str]:
    return [role.key for role in task.roles if not role.is_body]


def roles_worked_out_from(task: Task) -> set[str]:
    derived = [field.derived for record in task.records for field in record.fields if field.derived]
    return {each.person for each in derived if each.person} & set(roles_of_persons(task))


def roles_named(task: Task) -> set[str]:
    return {field.in_role for record in task.records for field in record.fields if field.in_role}


def record_of(task: Task, key: str) -> Record:
    return next(record for record in task.records if record.key == key)


def words_of(field: RecordField) -> list[str]:
    return [entry.key for entry in catalogue().code_lists[field.choices or ""].entries]
