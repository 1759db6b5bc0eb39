"""A unit on a summer morning: its workers are fit for their fields, and the clock can be set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from tests.days.desk import Desk
from tests.organisation.factories import (
    CentreFactory,
    MunicipalityFactory,
    TerritoryFactory,
    UnitFactory,
    WorkerFactory,
)
from tests.people.factories import AddressFactory, PersonFactory, RelationFactory

from opora.catalogue import catalogue
from opora.organisation.models import Municipality, Unit, Worker
from opora.people.models import Person, RelationKind, Sex

pytest.register_assert_rewrite("tests.days.desk")
MORNING = date(2026, 7, 7)


@dataclass
class Clock:
    """The time everywhere in this process; it stands still until it is set."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def goes_to(self, day: date) -> None:
        """Six in the evening of a day."""
        self.now = datetime(day.year, day.month, day.day, 16, tzinfo=UTC)


@dataclass(frozen=True)
class Town:
    """The unit, its workers, and people who live in its municipality."""

    unit: Unit
    municipality: Municipality
    worker: Worker
    colleague: Worker
    head: Worker
    mother: Person
    father: Person
    child: Person


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(datetime(2000, 1, 1, tzinfo=UTC))
    clock.goes_to(MORNING)
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock


@pytest.fixture(autouse=True)
def documents_and_keys_in_a_folder_of_the_test(settings, tmp_path) -> None:
    settings.OPORA_DOCUMENTS = tmp_path / "documents"
    settings.OPORA_KEYS = tmp_path / "keys"


def fit_for_everything() -> dict[str, list[str]]:
    """Every qualification and licence the catalogue knows."""
    lists = catalogue().code_lists
    return {name: [entry.key for entry in lists[name].entries] for name in ("qualifications", "licences")}


@pytest.fixture
def town(transactional_db) -> Town:
    centre = CentreFactory(
        code="JUZNA_PRIMORSKA", name_sl="Center za socialno delo Južna Primorska", town="Koper"
    )
    unit = UnitFactory(centre=centre, code="koper", name="Enota Koper")
    municipality = MunicipalityFactory(code="koper", name_sl="Koper")
    TerritoryFactory(unit=unit, municipality=municipality)
    worker = WorkerFactory(login="ana", unit=unit, professional_worker=True, **fit_for_everything())
    colleague = WorkerFactory(login="bine", unit=unit, professional_worker=True, **fit_for_everything())
    head = WorkerFactory(
        login="vida", unit=unit, head_of_unit=True, professional_worker=True, **fit_for_everything()
    )
    mother = PersonFactory(family_name="Čebular", given_name="Maja", born=date(1990, 3, 2), with_emso=True)
    father = PersonFactory(
        family_name="Škrlj", given_name="Žiga", born=date(1987, 11, 19), sex=Sex.MALE, with_emso=True
    )
    child = PersonFactory(family_name="Škrlj", given_name="Črt", born=date(2017, 5, 4), with_emso=True)
    for person in (mother, father, child):
        AddressFactory(person=person, municipality=municipality)
    for parent in (mother, father):
        RelationFactory(person=parent, other=child, kind=RelationKind.PARENT)
    return Town(unit, municipality, worker, colleague, head, mother, father, child)


@pytest.fixture
def desk(opened, town) -> Callable[[Worker], Desk]:
    """The pages before a worker, signed in: `desk(town.worker)`."""

    def sits_down(worker: Worker) -> Desk:
        return Desk(worker, opened(worker))

    return sits_down
