"""A unit with wards of its own, a worker who draws runs up and a colleague who confirms them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.models import Case, CaseRecord
from opora.cases.records import add_record
from opora.wards.confirming import confirm_run
from opora.wards.drawing import Choice, draw_run
from opora.wards.dues import Due, Ward, Wards, wards_of
from opora.wards.models import WardRun

NOW = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)
MAY = date(2026, 5, 1)
ACCOUNT = "SI56192001234567892"
WARDS_ACCOUNT = "SI56020170014356205"
FEE = {
    "kind": "care_fee", "payee": "Dom Obala", "purpose": "Oskrbnina", "account": ACCOUNT,
    "amount_known": "fixed", "amount": "812,40", "rhythm": "monthly", "due_day": 15,
    "from": "2026-01-01", "regular": "yes",
}  # fmt: skip
POWER = {
    "kind": "running_costs", "payee": "Elektro Obala", "purpose": "Elektrika", "account": ACCOUNT,
    "amount_known": "by_bill", "rhythm": "monthly", "due_day": 20, "from": "2026-01-01", "regular": "yes",
}  # fmt: skip
TRIP = {
    "asked_on": "2026-05-04", "matter": "Izlet v Postojno", "from": "2026-05-22", "rhythm": "once",
    "ward_consulted": True, "regular": "yes",
}  # fmt: skip


@dataclass
class Office:
    """Who works there."""

    unit: Any = field(default_factory=UnitFactory)

    def __post_init__(self) -> None:
        self.worker = WorkerFactory(unit=self.unit, professional_worker=True)
        self.colleague = WorkerFactory(unit=self.unit, professional_worker=True)

    def ward(self, *dues: dict[str, Any], **told: Any) -> Case:
        """A case of the centre as guardian, with standing dues in it."""
        person = told.pop("person", None) or PersonFactory(with_emso=True)
        case = CaseFactory(
            **{"task": "guardianship_by_centre", "unit": self.unit, "assigned_to": self.worker} | told
        )
        PartyFactory(case=case, person=person, role="ward")
        for due in dues:
            self.due(case, due)
        return case

    def due(self, case: Case, values: dict[str, Any], **told: Any) -> CaseRecord:
        key = "consent_asked" if "matter" in values else "obligation"
        return add_record(case, key, values | told, by=self.worker, at=NOW)

    def keep(self, case: Case, key: str, **values: Any) -> CaseRecord:
        return add_record(case, key, values, by=self.worker, at=NOW)

    def wards(self, month: date = MAY, *, by: Any = None) -> Wards:
        return wards_of(self.unit, month, worker=by or self.worker, at=NOW)

    def only(self, month: date = MAY) -> Ward:
        [ward] = self.wards(month).reached
        return ward

    def dues(self, month: date = MAY) -> list[Due]:
        return [due for ward in self.wards(month).reached for due in ward.dues]

    def draw(self, month: date = MAY, *, minutes: int | None = None, by: Any = None, **said: Any) -> WardRun:
        """A run of all that is due; `said` has another choice for dues by their purpose or matter."""
        worker = by or self.worker
        dues = [due for ward in self.wards(month, by=worker).reached for due in ward.dues]
        choices = {
            due.key: said.get(due.told.get("purpose", due.told.get("matter", "")), Choice()) for due in dues
        }
        return draw_run(self.unit, month, choices=choices, minutes=minutes, by=worker, at=NOW)

    def confirm(self, run: WardRun, *, by: Any = None) -> WardRun:
        return confirm_run(run, by=by or self.colleague, at=NOW)
