"""A small centre with people of long names and cases in several states. Nobody in it exists.

`set_scene()` stands on factories; `take_in_application(scene)`, `answer_everything(application, by)` and
`draft(application, by)` do what the pages do, by the acts of the rooms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from tests.cases.factories import (
    AppointmentFactory,
    CaseFactory,
    DeadlineFactory,
    EventFactory,
    NoteFactory,
    PartyFactory,
)
from tests.organisation.factories import (
    CentreFactory,
    MunicipalityFactory,
    TerritoryFactory,
    UnitFactory,
    WorkerFactory,
)
from tests.people.factories import (
    AddressFactory,
    DwellingFactory,
    PersonFactory,
    RelationFactory,
    ResidenceFactory,
)

from opora.cases.assigning import assign_case
from opora.cases.models import Case, CaseState, PartyRole
from opora.decisions.models import Decision
from opora.organisation.models import Unit, Worker
from opora.people.models import Person, RelationKind, Sex
from opora.rights.applications import file_application
from opora.rights.deciding import draft_from
from opora.rights.determining import determine, questions
from opora.rights.models import Application
from opora.rights.situations import person_id
from opora.sources.evidence import record_statements
from opora.web.forms.facts import without_those_behind_a_gate

LONG_FAMILY_NAME = "Čučnik Žnidaršič-Šprohar"


@dataclass(frozen=True)
class Scene:
    """Who works there, who comes, and one case to look at."""

    unit: Unit
    clerk: Worker
    decision_maker: Worker
    head: Worker
    auditor: Worker
    mother: Person
    father: Person
    child: Person
    case: Case


def set_scene() -> Scene:
    """The unit of Koper on a working day."""
    centre = CentreFactory(
        code="JUZNA_PRIMORSKA", name_sl="Center za socialno delo Južna Primorska", town="Koper"
    )
    unit = UnitFactory(centre=centre, code="koper", name="Enota Koper")
    koper = MunicipalityFactory(code="koper", name_sl="Koper", name_it="Capodistria", bilingual=True)
    TerritoryFactory(unit=unit, municipality=koper)
    clerk = WorkerFactory(
        login="anze.zagar",
        given_name="Anže",
        family_name="Žagar",
        title="univ. dipl. soc. del.",
        unit=unit,
        clerk=True,
        professional_worker=True,
    )
    decision_maker = WorkerFactory(
        login="spela.kovacic", given_name="Špela", family_name="Kovačič", unit=unit, decision_maker=True
    )
    head = WorkerFactory(
        login="vida.rozic",
        given_name="Vida",
        family_name="Rožič Škrlj",
        unit=unit,
        head_of_unit=True,
        whole_centre=True,
    )
    auditor = WorkerFactory(
        login="nadja.zupan",
        given_name="Nadja",
        family_name="Župan",
        unit=unit,
        auditor=True,
        whole_centre=True,
    )
    mother, father, child = _family(koper)
    case = _cases(unit, clerk, mother, father, child)
    return Scene(unit, clerk, decision_maker, head, auditor, mother, father, child, case)


def _family(municipality: object) -> tuple[Person, Person, Person]:
    mother = PersonFactory(
        given_name="Maksimilijana",
        family_name=LONG_FAMILY_NAME,
        born=date(1990, 3, 2),
        with_emso=True,
        phone="041 000 123",
        iban="SI56192001234567892",
    )
    father = PersonFactory(
        given_name="Žiga", family_name="Šprohar", born=date(1987, 11, 19), sex=Sex.MALE, with_emso=True
    )
    child = PersonFactory(
        given_name="Črt", family_name="Šprohar", born=date(2018, 5, 4), sex=Sex.MALE, with_emso=True
    )
    home = DwellingFactory(municipality=municipality)
    for person in (mother, father, child):
        ResidenceFactory(
            dwelling=home, person=person, period=(person.born if person is child else date(2016, 1, 1), None)
        )
        AddressFactory(
            person=person,
            street="Ulica Osvobodilne fronte slovenskega naroda",
            house_number="101 a",
            municipality=municipality,
        )
    RelationFactory(person=mother, other=father, kind=RelationKind.PARTNER)
    for parent in (mother, father):
        RelationFactory(person=parent, other=child, kind=RelationKind.PARENT, period=(child.born, None))
    return mother, father, child


def _cases(unit: Unit, clerk: Worker, mother: Person, father: Person, child: Person) -> Case:
    today = timezone.localdate()
    named = [
        ("Žarko", "Cvetkovič"),
        ("Ljudmila Štefanija", "Hočevar-Čebašek"),
        ("Đurđa", "Jurišić"),
        ("Nežka", "Kržišnik"),
    ]
    days = [-4, 0, 2, 6, 19]
    states = [CaseState.OPEN, CaseState.AWAITING_PARTY, CaseState.OPEN, CaseState.DECIDED]
    for (given, family), state, days_left in zip(named, states, days, strict=False):
        other = CaseFactory(unit=unit, assigned_to=clerk, state=state, opened_by=clerk)
        PartyFactory(case=other, person=PersonFactory(given_name=given, family_name=family, with_emso=True))
        DeadlineFactory(case=other, key="decision", day=today + timedelta(days=days_left))
    case = CaseFactory(unit=unit, assigned_to=clerk, opened_by=clerk, opened_on=today - timedelta(days=12))
    PartyFactory(case=case, person=mother)
    for member in (father, child):
        PartyFactory(case=case, person=member, role=PartyRole.MEMBER)
    DeadlineFactory(case=case, key="decision", day=today + timedelta(days=days[-1]))
    morning = timezone.make_aware(datetime.combine(today, time(8)))
    EventFactory(case=case, key="case_opened", by=clerk, at=morning - timedelta(days=12))
    NoteFactory(
        case=case,
        by=clerk,
        at=morning - timedelta(days=3),
        text="Stranka je po telefonu sporočila, da bo potrdilo o preživnini prinesla v četrtek.",
    )
    AppointmentFactory(
        case=case,
        worker=clerk,
        starts_at=morning + timedelta(hours=1),
        subject="Pogovor o dohodkih",
        place="soba 12",
    )
    AppointmentFactory(
        case=None, worker=clerk, starts_at=morning + timedelta(hours=3), subject="Sestanek enote", minutes=60
    )
    return case


def take_in_application(scene: Scene, *, days_ago: int = 3) -> Application:
    """The family applies for both rights, and the clerk works on it."""
    now = timezone.now()
    application = file_application(
        applicant=scene.mother,
        members=[scene.mother, scene.father, scene.child],
        rights=["child_benefit", "cash_social_assistance"],
        channel="in_person",
        filed_on=timezone.localdate() - timedelta(days=days_ago),
        unit=scene.unit,
        by=scene.clerk,
        at=now,
    )
    assign_case(application.case, to=scene.clerk, by=scene.head, at=now)
    return application


def answer_everything(application: Application, by: Worker) -> None:
    """A family without income and property: yes to living here, no and nothing to all else."""
    for _round in range(20):
        asked = questions(application, on=timezone.localdate())
        if not asked:
            return
        for question in without_those_behind_a_gate(asked):
            value, period = _plain_answer(question), question["period"]
            record_statements(
                case_id=application.case_id,
                person=_person_asked_about(question),
                stated={question["fact"]: {period: value} if period else value},
                by=by,
                at=timezone.now(),
            )
    raise AssertionError("The engine still asks after twenty rounds of answers.")


def draft(application: Application, by: Worker) -> Decision:
    """The draft decision that follows from everything known."""
    now, today = timezone.now(), timezone.localdate()
    return draft_from(determine(application, by=by, at=now, on=today), by=by, at=now, on=today)


def _plain_answer(question: dict[str, Any]) -> Any:
    match question["type"]:
        case "yes_no":
            return any(word in question["fact"] for word in ("slovenia", "registered", "education"))
        case "choice":
            return next(iter(question["choices"]))
        case "date":
            return timezone.localdate().isoformat()
        case _:
            return "0"


def _person_asked_about(question: dict[str, Any]) -> Person | None:
    subject = str(question["subject"])
    return Person.objects.get(pk=person_id(subject)) if subject[1:].isdigit() else None
