"""One application on its way through the centre, by the same acts as every real one.

Each step is a day's work of somebody who may do it; the clock stands on that day.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from opora import law
from opora.cases.assigning import assign_case
from opora.decisions.drafting import return_to_drafter, submit_for_approval
from opora.decisions.finality import record_remedy_filed
from opora.decisions.issuing import approve_and_issue, names_to_confirm
from opora.decisions.models import Decision
from opora.decisions.paper import make_document
from opora.demo.choosing import Household
from opora.demo.registers import DemoRegisters
from opora.documents.delivery import dispatch
from opora.documents.models import Delivery, Document, Method, ReturnReason
from opora.documents.serving import let_fiction_take_effect, record_return, record_service
from opora.organisation.models import Worker
from opora.people.models import Person
from opora.rights.applications import file_application
from opora.rights.asking_registers import ask_all_registers
from opora.rights.calling import call_to_supplement, proposed_days
from opora.rights.deciding import draft_from
from opora.rights.determining import determine, questions
from opora.rights.models import Application
from opora.rights.situations import members_of, person_id
from opora.rights.supplementing import receive_supplement, reject_unsupplemented
from opora.sources.asked_for import AskedFor
from opora.sources.client import Answer, RegisterFailed
from opora.sources.evidence import record_evidence, record_statements
from opora.sources.looking_up import carry_out_all
from opora.sources.models import LookUp

TIME_OF_WORK = time(10, 20)
MOST_ROUNDS = 8


@cache
def plan() -> dict[str, Any]:
    """`applications.yaml`, read once."""
    read: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("applications.yaml").read_text(encoding="utf-8")
    )
    return read


@dataclass(frozen=True)
class Team:
    """Who does what in a unit."""

    handler: Worker
    decision_maker: Worker
    head: Worker


@dataclass(frozen=True)
class DirectRegisters:
    """A `RegisterClient` without a network: asks what was generated, and fails where it is told to."""

    data: DemoRegisters
    out_of_order: frozenset[str] = frozenset()

    def ask(self, register: str, *, emso: str, asked_for: AskedFor, purpose: str) -> Answer:  # noqa: ARG002
        if register in self.out_of_order:
            raise RegisterFailed("out_of_order", may_pass=True)
        facts = self.data.answer(register, emso, asked_for)
        return Answer(known=facts is not None, facts=facts or {}, reference=f"{register}-demo")


@dataclass
class Handling:
    """An application and the day it has come to."""

    household: Household
    team: Team
    registers: DemoRegisters
    day: date
    today: date
    rng: random.Random
    application: Application = field(init=False)
    decision: Decision = field(init=False)
    call: Document = field(init=False)

    @property
    def at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, TIME_OF_WORK))

    def days_later(self, days: int) -> None:
        """The clock goes on, to a day of work and never beyond today."""
        day = self.day + timedelta(days=days)
        while day.weekday() > 4:
            day += timedelta(days=1)
        self.day = min(day, self.today)

    def file(self, rights: list[str], channel: str) -> None:
        self.application = file_application(
            applicant=self.household.applicant,
            members=self.household.members,
            rights=rights,
            channel=channel,
            filed_on=self.day,
            unit=self.household.unit,
            by=self.team.handler,
            at=self.at,
        )
        self.application.case = assign_case(
            self.application.case, to=self.team.handler, by=self.team.head, at=self.at
        )

    def ask_registers(self) -> list[LookUp]:
        return ask_all_registers(self.application, by=self.team.handler, at=self.at)

    def take_answers(self, look_ups: list[LookUp], *, out_of_order: frozenset[str] = frozenset()) -> None:
        client = DirectRegisters(self.registers, out_of_order)
        carry_out_all([look_up.pk for look_up in look_ups], client=client, now=lambda: self.at)

    def state(self, *, share: float = 1.0) -> None:
        """The applicant answers what the law still asks: all of it, or a share, the least decisive first."""
        for _round in range(MOST_ROUNDS):
            asked = _not_behind_another(questions(self.application, on=self.day))
            answered = asked[round(len(asked) * (1 - share)) :]
            if not answered:
                return
            for person, stated in self._answers(answered).items():
                record_statements(
                    case_id=self.application.case_id,
                    person=person,
                    stated=stated,
                    by=self.team.handler,
                    at=self.at,
                )
            if share < 1:
                return

    def show_evidence(self, circumstance: dict[str, Any]) -> None:
        of_applicant = [(self.household.applicant, *said) for said in circumstance["evidence"].items()]
        of_dwelling = [(None, *said) for said in circumstance.get("dwelling", {}).items()]
        for person, key, value in (*of_applicant, *of_dwelling):
            record_evidence(
                case_id=self.application.case_id,
                person=person,
                key=key,
                value=value,
                note=circumstance["note"],
                by=self.team.handler,
                at=self.at,
            )

    def call_to_supplement(self) -> None:
        days = proposed_days(self.application.case) or 1
        self.call = call_to_supplement(
            self.application, by=self.team.handler, at=self.at, on=self.day, days=days
        )
        dispatch(
            self.call,
            self.application.applicant,
            self._way_of_call(),
            self.day,
            by=self.team.handler,
            at=self.at,
        )

    def receive_call(self) -> None:
        """The party took the call: from now on its term runs."""
        for delivery in Delivery.objects.filter(document=self.call):
            record_service(delivery, by=self.team.handler, at=self.at, handed_over_on=self.day)

    def receive_supplement(self) -> None:
        receive_supplement(self.application, on=self.day, by=self.team.handler, at=self.at)

    def draft_rejection(self) -> None:
        self.decision = reject_unsupplemented(self.application, by=self.team.handler, at=self.at, on=self.day)

    def calculate_and_draft(self) -> None:
        determination = determine(self.application, by=self.team.handler, at=self.at, on=self.day)
        self.decision = draft_from(determination, by=self.team.handler, at=self.at, on=self.day)

    def calculate(self) -> None:
        determine(self.application, by=self.team.handler, at=self.at, on=self.day)

    def submit(self) -> None:
        self.decision = submit_for_approval(self.decision, by=self.team.handler, at=self.at)

    def send_back(self, reason: str) -> None:
        return_to_drafter(self.decision, reason=reason, by=self.team.decision_maker, at=self.at)

    def issue(self) -> None:
        self.decision = approve_and_issue(
            self.decision,
            by=self.team.decision_maker,
            on=self.day,
            at=self.at,
            confirmed_warnings=names_to_confirm(self.decision.warnings),
        )
        make_document(self.decision.pk, at=self.at)

    def serve(self, *, met: bool = True) -> None:
        """The post reports: handed over, or left in the mailbox; what counts by itself needs no report."""
        for delivery in self._deliveries():
            if delivery.method == Method.PERSONAL and delivery.served_on is None:
                record_service(
                    delivery,
                    by=self.team.handler,
                    at=self.at,
                    handed_over_on=self.day if met else None,
                    left_on=None if met else self.day,
                )

    def let_fictions_take_effect(self) -> None:
        for delivery in self._deliveries():
            let_fiction_take_effect(delivery.pk, self.day, at=self.at)

    def come_back(self) -> None:
        for delivery in self._deliveries():
            record_return(
                delivery, reason=ReturnReason.UNKNOWN, on=self.day, by=self.team.handler, at=self.at
            )

    def appeal(self) -> None:
        record_remedy_filed(self.decision, filed_on=self.day, by=self.team.handler, at=self.at)

    def _way_of_call(self) -> Method:
        """Post goes to no protected address: such a party comes for the letter."""
        return Method.AT_OFFICE if self.application.applicant.is_protected else Method.PERSONAL

    def _deliveries(self) -> list[Delivery]:
        document = Decision.objects.filter(pk=self.decision.pk).values("document")
        return list(Delivery.objects.filter(document__in=document))

    def _answers(self, asked: list[dict[str, Any]]) -> dict[Person | None, dict[str, Any]]:
        members = {person.pk: person for person in members_of(self.application)}
        answers: dict[Person | None, dict[str, Any]] = {}
        for question in asked:
            person = members[person_id(question["subject"])] if question["subject"] else None
            value = plan()["stated"].get(question["fact"], plan()["otherwise"].get(question["type"]))
            stated = answers.setdefault(person, {})
            if question["period"]:
                stated.setdefault(question["fact"], {})[question["period"]] = value
            else:
                stated[question["fact"]] = value
        return answers


def _not_behind_another(asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The questions that no other open question may make needless."""
    open_facts = {(question["fact"], question["subject"]) for question in asked}
    facts = law.rulebook().graph.facts

    def is_behind(question: dict[str, Any]) -> bool:
        gate = facts[question["fact"]].gate
        return gate is not None and (gate.fact, question["subject"]) in open_facts

    return [question for question in asked if not is_behind(question)]
