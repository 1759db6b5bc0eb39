"""A worker who keeps a record of any kind that the catalogue defines, with every field filled in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.models import Case, CaseRecord
from opora.cases.records import add_record, add_to_register
from opora.catalogue import Task, catalogue
from opora.catalogue.schema import Record, RecordField

TODAY = date(2026, 6, 15)
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

    def keep(self, task_key: str, record_key: str) -> dict[str, Any]:
        """Keep one record with all its fields, and give back what stands in the database."""
        task, opened_on = version_of(task_key)
        definition = record_of(task, record_key)
        at = datetime.combine(opened_on + timedelta(days=40), datetime.min.time(), UTC)
        case = None if task.kind == "register" else self.case_of(task_key, task, opened_on)
        values = {
            field.key: self.typed(field, case, opened_on + timedelta(days=1 + place))
            for place, field in enumerate(definition.fields)
            if field.derived is None
        }
        values |= not_their_own_guardian(definition)
        if case is None:
            unit = self.worker.unit
            kept = add_to_register(task_key, record_key, values, unit=unit, by=self.worker, at=at)
        else:
            kept = add_record(case, record_key, values, by=self.worker, at=at)
        return CaseRecord.objects.get(pk=kept.pk).content

    def case_of(self, key: str, task: Task, opened_on: date) -> Case:
        """The case of a task. One person is its party, in each role from which something is worked out."""
        if key not in self.cases:
            self.cases[key] = CaseFactory(
                task=key, unit=self.worker.unit, assigned_to=self.worker, opened_on=opened_on
            )
            for role in {roles_of_persons(task)[0], *roles_worked_out_from(task)}:
                PartyFactory(case=self.cases[key], person=self.person, role=role)
        return self.cases[key]

    def typed(self, field: RecordField, case: Case | None, day: date) -> Any:
        """What a worker would type into a field or choose for it; later fields hold later days."""
        match field.type:
            case "choice" | "choices":
                words = words_of(field)
                return words if field.type == "choices" else words[0]
            case "date" | "moment":
                written = f"{day.day}. {day.month}. {day.year}"
                return f"{written} 9.30" if field.type == "moment" else written
            case "party":
                return case.parties.first() if case else str(self.person.public_id)
            case "parties":
                return list(case.parties.all()) if case else []
            case "worker":
                return self.worker
            case "case":
                return case or CaseFactory(unit=self.worker.unit)
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


def record_of(task: Task, key: str) -> Record:
    return next(record for record in task.records if record.key == key)


def words_of(field: RecordField) -> list[str]:
    return [entry.key for entry in catalogue().code_lists[field.choices or ""].entries]
