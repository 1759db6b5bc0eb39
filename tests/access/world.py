"""Two units of a centre with a worker of every role, and one case in every place a worker may stand to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone
from tests.cases.factories import CaseFactory
from tests.documents.letters import letter
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory
from tests.sources.factories import FactFactory

from opora.amendments.models import Proposal
from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import (
    Access,
    Appointment,
    Body,
    Case,
    CaseRecord,
    Consent,
    Deadline,
    Handover,
    Note,
    Party,
    PartyRole,
    Referral,
    Transfer,
    Waiting,
)
from opora.catalogue import catalogue
from opora.decisions.models import Act, Appeal, Decision, DecisionState, Outcome
from opora.decisions.terms import ending_of
from opora.documents.models import Delivery, Direction, Document, Mail, Method, Paper
from opora.documents.papers.drafting import papers_to_write
from opora.documents.storage import store
from opora.duty.models import SentSheet
from opora.organisation.models import Role, Unit, Worker
from opora.people.models import Merge
from opora.rights.models import (
    Application,
    Debt,
    EmergencyAct,
    Entitlement,
    Exemption,
    Payment,
    PaymentRun,
    Prolongation,
    Redecided,
    RedecisionRun,
    Uprating,
    UpratingExtract,
)
from opora.wards.models import WardRun, WardRunRow

OPENED = date(2026, 4, 14)
A_PROPOSAL = UUID("6a1f6c52-0d6e-4a53-8a55-0f8f0f6a7b01")
A_REGISTER_RECORD = UUID("6a1f6c52-0d6e-4a53-8a55-0f8f0f6a7b02")
A_SENT_SHEET = UUID("6a1f6c52-0d6e-4a53-8a55-0f8f0f6a7b03")
AN_EMERGENCY_ACT = UUID("6a1f6c52-0d6e-4a53-8a55-0f8f0f6a7b04")
A_LISTED_BODY = UUID("6a1f6c52-0d6e-4a53-8a55-0f8f0f6a7b05")
A_HANDOVER = 4_000_001
A_TRANSFER = 4_000_002
PLACES = ("assigned", "own_unit", "other_unit", "sealed", "sealed_assigned", "protected", "other_centre")
NAMES = dict(
    zip(
        PLACES,
        ("Dodeljenka", "Sosedovka", "Drugjevka", "Zaprtovka", "Zaupanka", "Varovanka", "Tujčeva"),
        strict=True,
    )
)


@dataclass
class Place:
    """One case, its party and all that hangs on it; `key` says how the tried worker stands to it."""

    key: str
    case: Case
    person: Any
    things: dict[str, Any] = field(default_factory=dict)
    street: str = ""

    @property
    def is_assigned(self) -> bool:
        return self.key in ("assigned", "sealed_assigned")

    @property
    def is_sealed(self) -> bool:
        return self.key.startswith("sealed")


@dataclass
class World:
    """Workers by role, all of the same unit and signed in, and the places."""

    workers: dict[Role, Worker]
    clients: dict[Role, Client]
    places: dict[str, Place]

    def stand_in_for(self, worker: Worker) -> None:
        """Assign to this worker what is assigned to whoever is tried."""
        assigned = [place.case.pk for place in self.places.values() if place.is_assigned]
        Case.objects.filter(pk__in=assigned).update(assigned_to=worker)


def build_world() -> World:
    """All of it; who builds it takes it down with the transaction."""
    centre = CentreFactory()
    here, there = UnitFactory(centre=centre), UnitFactory(centre=centre)
    abroad = UnitFactory(centre=CentreFactory(code="ANOTHER"))
    owners = {unit.pk: WorkerFactory(unit=unit) for unit in (here, there, abroad)}
    units = {"other_unit": there, "other_centre": abroad}
    workers = {role: WorkerFactory(unit=here, roles=[role]) for role in Role}
    places = {}
    for number, key in enumerate(PLACES, start=1):
        unit = units.get(key, here)
        places[key] = _place(key, number, unit, owners[unit.pk])
    _of_the_unit(here, owners[here.pk], places["own_unit"].case)
    _prolonged_in(places, owners[here.pk])
    return World(workers, {role: _signed_in(worker) for role, worker in workers.items()}, places)


def _signed_in(worker: Worker) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(worker)
    return client


def _place(key: str, number: int, unit: Unit, owner: Worker) -> Place:
    person = PersonFactory(
        with_emso=True, family_name=NAMES[key], given_name="Preskusa", is_protected=key == "protected"
    )
    street = f"Skrita steza {NAMES[key]}"
    AddressFactory(person=person, street=street)
    case = Case.objects.create(
        centre=unit.centre,
        unit=unit,
        classification="1232",
        sequence=700 + number,
        year=2026,
        number=f"1232-{700 + number}/2026",
        task="public_funds_application",
        catalogue_version=catalogue().version,
        title=f"Zadeva po imenu {NAMES[key]}",
        seal="violence" if key.startswith("sealed") else "",
        assigned_to=owner,
        opened_on=OPENED,
        opened_by=owner,
    )
    Party.objects.create(case=case, person=person, role=PartyRole.APPLICANT)
    return Place(key, case, person, _things(case, person, owner), street)


def _things(case: Case, person: Any, owner: Worker) -> dict[str, Any]:
    """What hangs on a case, so that every page about it has something to show, or to leak."""
    now = timezone.now()
    Application.objects.create(
        case=case,
        applicant=person,
        rights=["cash_social_assistance"],
        channel="in_person",
        filed_on=OPENED,
        household={"persons": [person.pk], "dwelling": [person.pk]},
    )
    note = Note.objects.create(case=case, by=owner, at=now, text=f"Opomba: {person.full_name}")
    deadline = Deadline.objects.create(
        case=case, key="decide", day=now.date() + timedelta(days=3), explanation={}, set_on=OPENED
    )
    appointment = Appointment.objects.create(case=case, worker=owner, starts_at=now, subject=case.title)
    record(owner, Deed.VIEWED, "case", persons=[person], case_id=case.pk)
    Access.objects.create(
        case=case,
        worker=owner,
        reason="Nujno je bilo.",
        broke_glass=True,
        given_by=owner,
        from_at=now - timedelta(days=2),
        until_at=now - timedelta(days=1),
    )
    document = _document(case, person)
    delivery = Delivery.objects.create(
        document=document,
        addressee=person,
        address=person.full_name,
        method=Method.PERSONAL,
        dispatched_on=OPENED,
    )
    decision = _decision(case, person, owner)
    return {
        "note": note,
        "appointment": appointment,
        "deadline": deadline,
        "document": document,
        "delivery": delivery,
        "decision": decision,
        "paper": _paper(case, person, owner),
        "mail": _mail(document, person, owner),
        "appeal": _appeal(decision, person, owner),
        "payment": _payment(decision, person),
        "debt": _debt(decision, person),
        "ward_run": _ward_run(case, person, owner),
        "uprating": _uprating(case, owner),
        "exemption": _exemption(decision, person),
        "redecided": _redecided(decision, owner),
        **_gone_on(case, person, owner),
        "fact": FactFactory(
            case_id=case.pk, person=person, period=DateRange(OPENED.replace(day=1), date(2026, 5, 1))
        ),
        "merge": _merge(person, owner),
        "record": _record(case, owner),
        "worker": owner,
    }


def _ward_run(case: Case, person: Any, owner: Worker) -> WardRun:
    """A confirmed run for the wards of the unit in which the case has a row, with its list."""
    now = timezone.now()
    run = WardRun.objects.create(
        centre=case.centre,
        unit=case.unit,
        month=OPENED,
        state="confirmed",
        drawn_by=owner,
        drawn_at=now,
        confirmed_by=WorkerFactory(unit=case.unit),
        confirmed_at=now,
        sha256=store(f"{case.title};{person.full_name}".encode(), root=settings.OPORA_DOCUMENTS),
    )
    WardRunRow.objects.create(
        run=run,
        case=case,
        due=_record(case, owner),
        kind="payment",
        turn=OPENED,
        due_on=OPENED,
        is_taken=True,
        cents=1,
        told={"purpose": person.full_name},
    )
    return run


def _appeal(decision: Decision, person: Any, owner: Worker) -> Appeal:
    """An appeal of the party, as it came."""
    return Appeal.objects.create(
        decision=decision,
        filed_by=person,
        filed_on=OPENED,
        received_on=OPENED,
        entered_by=owner,
        entered_at=timezone.now(),
    )


def _of_the_unit(unit: Unit, worker: Worker, case: Case) -> None:
    """What belongs to a unit or the centre, not to a case: a proposal, a record of a register, a handover."""
    now = timezone.now()
    Body.objects.create(public_id=A_LISTED_BODY, kind="court", name="Okrožno sodišče Preskusa")
    Proposal.objects.create(
        public_id=A_PROPOSAL, task="task_x", text="", reason="Sprememba.", proposed_by=worker, proposed_at=now
    )
    CaseRecord.objects.create(
        public_id=A_REGISTER_RECORD,
        centre=unit.centre,
        unit=unit,
        task="vehicles",
        key="vehicle_event",
        happened_on=OPENED,
        entered_by=worker,
        entered_at=now,
    )
    SentSheet.objects.create(
        public_id=A_SENT_SHEET,
        centre=unit.centre,
        unit=unit,
        month=date(2026, 10, 1),
        to="main_office",
        content={"figures": {"interventions": 0, "minutes": 0, "bands": {}}, "form": "2021-01-01"},
        sent_by=worker,
        sent_at=now,
    )
    Handover.objects.create(pk=A_HANDOVER, case=case, to_unit=unit, message="Nujno.", by=worker, at=now)
    _sent_by_another_centre(unit)


def _sent_by_another_centre(unit: Any) -> None:
    """A case that another centre sent to the unit, with nobody in it whose name is looked for."""
    centre = CentreFactory(code="SENDER", name_sl="Center za socialno delo Pošiljatelj")
    case = CaseFactory(
        unit=UnitFactory(centre=centre), task="opinion_on_eviction", closed=True, title="Odstopljena zadeva"
    )
    Transfer.objects.create(
        pk=A_TRANSFER,
        case=case,
        from_centre=centre,
        to_unit=unit,
        reason="Selitev.",
        sent_on=OPENED,
        by=case.opened_by,
    )


def _prolonged_in(places: dict[str, Place], worker: Worker) -> None:
    """An emergency act in force, under which the right of every case was prolonged."""
    now = timezone.now()
    act = EmergencyAct.objects.create(
        public_id=AN_EMERGENCY_ACT,
        short_name="ZPI-1",
        rights=["cash_social_assistance"],
        first_month=OPENED.replace(day=1),
        last_month=OPENED.replace(day=1),
        state="approved",
        proposed_by=worker,
        proposed_at=now,
    )
    for place in places.values():
        Prolongation.objects.create(
            act=act,
            decision=place.things["decision"],
            person=place.person,
            unit=place.case.unit,
            right="cash_social_assistance",
            month=date(2026, 5, 1),
            made_at=now,
            notice=place.things["document"],
        )


def _gone_on(case: Case, person: Any, owner: Worker) -> dict[str, Any]:
    """A referral, a consent, a wait and a transfer."""
    name = person.full_name
    return {
        "referral": Referral.objects.create(
            case=case, person=person, to_name=name, why=name, on=OPENED, by=owner
        ),
        "consent": Consent.objects.create(
            case=case, person=person, to_whom=name, what=name, given_on=OPENED, by=owner
        ),
        "waiting": Waiting.objects.create(
            queue="first_interview", unit=case.unit, case=case, person=person, since=OPENED, entered_by=owner
        ),
        "transfer": Transfer.objects.create(
            case=case,
            from_centre=case.centre,
            to_body=Body.objects.get_or_create(name="CSD Drugje", defaults={"kind": "centre"})[0],
            reason=name,
            sent_on=OPENED,
            by=owner,
        ),
    }


def _mail(document: Document, person: Any, owner: Worker) -> Mail:
    """The piece of mail with which the document came."""
    case = document.case
    return Mail.objects.create(
        centre=case.centre,
        unit=case.unit,
        year=OPENED.year,
        sequence=case.sequence,
        received_on=OPENED,
        sender=person.full_name,
        subject=document.title,
        file_name=document.file_name,
        media_type=document.media_type,
        size=document.size,
        sha256=document.sha256,
        is_checked_for_viruses=False,
        taken_in_by=owner,
        taken_in_at=timezone.now(),
        case=case,
        document=document,
        assigned_by=owner,
        assigned_at=timezone.now(),
    )


def _paper(case: Case, person: Any, owner: Worker) -> Paper:
    """A draft of the first document that may be written in the case, to its party."""
    return Paper.objects.create(
        case=case,
        key=papers_to_write(case)[0].key,
        to_person=person,
        parts={"opening": f"Spoštovani: {person.full_name}"},
        drafted_by=owner,
        drafted_at=timezone.now(),
    )


def _record(case: Case, owner: Worker) -> CaseRecord:
    """Something the case keeps in the fields its task defines."""
    return CaseRecord.objects.create(
        centre=case.centre,
        unit=case.unit,
        case=case,
        task=case.task,
        key="reported_change",
        content={},
        entered_by=owner,
        entered_at=timezone.now(),
    )


def _decision(case: Case, person: Any, drafter: Worker) -> Decision:
    """A draft that waits for approval, with a whole letter."""
    words = letter("decision")
    words["subject"] = f"{case.title}: {person.full_name}"
    words["reasons"] = [
        part | {"key": f"part_{number}", "editable": False} for number, part in enumerate(words["reasons"])
    ]
    return Decision.objects.create(
        case=case,
        act=Act.DECISION,
        outcome=Outcome.GRANTED,
        state=DecisionState.SUBMITTED,
        letter={"template": "decision", "language": "sl", "versions": {"sl": words}},
        remedy=ending_of(Act.DECISION, ["cash_social_assistance"], OPENED).remedy.to_json(),
        drafted_by=drafter,
        drafted_at=timezone.now(),
        submitted_at=timezone.now(),
    )


def _payment(decision: Decision, person: Any) -> Payment:
    """One line of a payment list of its own."""
    case, month = decision.case, date(2026, decision.case.sequence - 700, 1)
    entitlement = Entitlement.objects.create(
        decision=decision,
        person=person,
        unit=case.unit,
        right="cash_social_assistance",
        period=DateRange(month, None),
        monthly_cents=40000,
    )
    run = PaymentRun.objects.create(
        centre=case.centre,
        month=month,
        right=entitlement.right,
        drawn_at=timezone.now(),
        sha256=store(f"{person.full_name};400.00".encode(), root=settings.OPORA_DOCUMENTS),
    )
    return Payment.objects.create(run=run, entitlement=entitlement, for_month=month, cents=40000)


def _debt(decision: Decision, person: Any) -> Debt:
    """What the party must return."""
    return Debt.objects.create(
        decision=decision,
        person=person,
        unit=decision.case.unit,
        right="cash_social_assistance",
        reason="wrong_data",
        months={"2026-01": 1000},
        cents=1000,
        account="SI56192001234567892",
    )


def _uprating(case: Case, owner: Worker) -> Uprating:
    """A maintenance of the unit's register, of persons of no case, with its notice and an extract."""
    beneficiary = PersonFactory()
    content = {
        "beneficiary": str(beneficiary.public_id),
        "act_number": f"N {case.sequence}",
        "amount": 20000,
        "indexed_from": "2024-06-01",
    }
    obligation = CaseRecord.objects.create(
        centre=case.centre,
        unit=case.unit,
        task="maintenance_register",
        key="obligation",
        happened_on=OPENED,
        content=content,
        entered_by=owner,
        entered_at=timezone.now(),
    )
    paper = store(b"%PDF-1.7", root=settings.OPORA_DOCUMENTS)
    UpratingExtract.objects.create(
        obligation=obligation,
        to_name="Sklad",
        issued_on=OPENED,
        issued_at=timezone.now(),
        issued_by=owner,
        sha256=paper,
    )
    return Uprating.objects.create(
        obligation=obligation,
        year=2025,
        outcome="uprated",
        before_cents=20000,
        notices={"beneficiary": paper},
        run_by=owner,
        run_at=timezone.now(),
    )


def _exemption(decision: Decision, person: Any) -> Exemption:
    """What the decision would say of home help."""
    return Exemption.objects.create(
        decision=decision,
        service="home_help",
        initiation="new_application",
        beneficiary=person,
        is_granted=True,
        valid_from=OPENED,
    )


def _redecided(decision: Decision, owner: Worker) -> Redecided:
    """A run of the centre that looked at the decision."""
    run = RedecisionRun.objects.create(
        centre=decision.case.centre,
        reason="price_change",
        month=OPENED.replace(day=1),
        ground=str(decision.case.sequence),
        started_on=OPENED,
        started_at=timezone.now(),
        started_by=owner,
    )
    return Redecided.objects.create(
        run=run, decision=decision, outcome="unchanged", at=timezone.now(), by=owner
    )


def _merge(person: Any, owner: Worker) -> Merge:
    """A record found to be this person's."""
    head = WorkerFactory(unit=owner.unit, head_of_unit=True)
    return Merge.objects.create(
        kept=person,
        absorbed=PersonFactory(merged_into=person),
        reason="Ista oseba.",
        done_at=timezone.now(),
        done_by=head,
        moved={"rows": {}, "left": {}, "completed": []},
    )


def _document(case: Case, person: Any) -> Document:
    content = f"Vloga: {person.full_name}".encode()
    return Document.objects.create(
        case=case,
        sequence=1,
        number=f"{case.number}-1",
        direction=Direction.INCOMING,
        kind="application",
        title=f"Vloga {person.full_name}",
        file_name="vloga.txt",
        media_type="text/plain",
        size=len(content),
        sha256=store(content, root=settings.OPORA_DOCUMENTS),
        registered_on=OPENED,
    )
