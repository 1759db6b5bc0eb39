"""What a page costs: at most twelve queries, a case fourteen, who sees it sixteen, my day twenty-five."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AccessFactory, CaseFactory, DeadlineFactory, PartyFactory
from tests.documents.factories import DocumentFactory
from tests.people.factories import PersonFactory
from tests.sources.factories import FactFactory, LookUpFactory
from tests.web.scene import Scene, answer_everything, draft, set_scene, take_in_application

from opora.audit.log import record
from opora.audit.models import Deed
from opora.decisions.drafting import submit_for_approval
from opora.decisions.models import Decision, DecisionState
from opora.documents.models import Delivery, Method
from opora.rights.models import Application, Entitlement, Payment, PaymentRun
from opora.sources.fact_periods import parse_period

MOST_QUERIES = 12
OF_ACCESS = 19  # who is let in, excluded, tied or asks for it, who may lead it, and what is agreed ahead
OF_A_CASE = 14  # notes that were begun, appointments to come and who is excluded are asked for as well
OF_MY_DAY = 26  # it looks into twenty-five drawers, into each of them once
MAY = date(2026, 5, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path


@pytest.fixture
def scene() -> Scene:
    return set_scene()


@pytest.fixture
def application(scene) -> Application:
    return take_in_application(scene)


@pytest.fixture
def costs(sign_in):
    """Fails where a page costs more than it may."""

    def cost(worker, name, *arguments, posted=None, most=MOST_QUERIES):
        client, address = sign_in(worker), reverse(name, args=arguments)
        client.get(address)  # what is read once for all pages is read
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address) if posted is None else client.post(address, posted)
        assert response.status_code == 200
        told = "\n".join(query["sql"][:160] for query in queries)
        assert len(queries) <= most, f"{name}: {len(queries)} queries\n{told}"

    return cost


@pytest.mark.parametrize("more", [0, 12])
def test_the_daily_pages_cost_no_more_however_much_waits(more, scene, costs):
    for _number in range(more):
        case = CaseFactory(unit=scene.unit, assigned_to=scene.clerk)
        PartyFactory(case=case)
        DeadlineFactory(case=case, day=timezone.localdate())
        LookUpFactory(case_id=case.pk, failed=True)
        under_way(DocumentFactory(case=case), PersonFactory())
        AccessFactory(case=case, broke_glass=True)
    for worker in (scene.clerk, scene.head, scene.decision_maker, scene.auditor):
        costs(worker, "worklist", most=OF_MY_DAY)
    costs(scene.clerk, "cases")
    costs(scene.clerk, "search", posted={"text": "cucnik"})
    costs(scene.clerk, "search_as_you_type", posted={"text": "cucnik"})
    costs(scene.head, "broken_glass")


@pytest.mark.parametrize("more", [0, 12])
def test_the_pages_of_a_case_cost_no_more_however_much_it_holds(more, scene, application, costs):
    case = application.case
    for number in range(more):
        document = DocumentFactory(case=case, sequence=100 + number)
        under_way(document, scene.mother)
        AccessFactory(case=case)
        month = parse_period(f"2025-{1 + number:02}")
        wage = FactFactory(case_id=case.pk, person=scene.father, key="wage", period=month)
        FactFactory(stated=True, case_id=case.pk, person=wage.person, key="wage", period=month, value="1.00")
    costs(scene.clerk, "case", case.public_id, most=OF_A_CASE)
    for name in ("facts", "documents", "decisions"):
        costs(scene.clerk, name, case.public_id)
    costs(scene.clerk, "deliveries", case.public_id, most=OF_A_CASE)
    for worker in (scene.clerk, scene.head):  # who comes in, who is kept out, and who asks for either
        costs(worker, "case_access", case.public_id, most=OF_ACCESS)


def test_reading_a_calculation_and_its_decision_stays_within_the_cost_of_a_page(scene, application, costs):
    costs(scene.clerk, "calculation", application.case.public_id)
    answer_everything(application, scene.clerk)
    costs(scene.clerk, "facts", application.case.public_id)
    costs(scene.clerk, "calculation", application.case.public_id)
    decision = draft(application, scene.clerk)
    costs(scene.clerk, "decision", decision.public_id)
    submit_for_approval(decision, by=scene.clerk, at=decision.drafted_at)
    costs(scene.decision_maker, "decision", decision.public_id)
    costs(scene.clerk, "decisions", application.case.public_id)
    costs(scene.clerk, "person", scene.mother.public_id)
    costs(scene.clerk, "household", scene.mother.public_id)


@pytest.mark.parametrize("more", [0, 12])
def test_the_inbox_of_approvals_costs_no_more_however_many_wait(more, scene, application, costs):
    answer_everything(application, scene.clerk)
    decision = draft(application, scene.clerk)
    submit_for_approval(decision, by=scene.clerk, at=decision.drafted_at)
    for _number in range(more):
        another(decision, CaseFactory(unit=scene.unit), state=DecisionState.SUBMITTED)
    costs(scene.decision_maker, "approvals")


@pytest.mark.parametrize("more", [0, 12])
def test_the_lists_of_payments_cost_no_more_however_long_they_are(more, scene, application, costs):
    answer_everything(application, scene.clerk)
    decision = draft(application, scene.clerk)
    runs = [a_run(scene, month) for month in range(1, 2 + more)]
    for _number in range(1 + more):
        pay(another(decision, CaseFactory(unit=scene.unit), number="1"), runs[0])
    costs(scene.head, "payments")
    costs(scene.head, "payment_run", runs[0].pk)


@pytest.mark.parametrize("more", [0, 12])
def test_the_log_costs_no_more_however_many_entries_it_finds(more, scene, costs):
    for _number in range(1 + more):
        record(scene.clerk, Deed.VIEWED, "case", persons=[PersonFactory()], case_id=scene.case.pk)
    costs(scene.auditor, "log")
    costs(scene.auditor, "log", posted={"person": scene.mother.emso, "worker": scene.clerk.login})


def under_way(document, addressee) -> Delivery:
    return Delivery.objects.create(
        document=document, addressee=addressee, method=Method.PERSONAL, dispatched_on=timezone.localdate()
    )


def another(decision: Decision, case, **changes) -> Decision:
    """A decision like this one in another case."""
    same = Decision.objects.get(pk=decision.pk)
    PartyFactory(case=case)
    values = {field.attname: getattr(same, field.attname) for field in Decision._meta.concrete_fields}
    del values["id"], values["public_id"]
    return Decision.objects.create(**values | {"case_id": case.pk} | changes)


def a_run(scene: Scene, month: int) -> PaymentRun:
    return PaymentRun.objects.create(
        centre=scene.unit.centre,
        month=date(2025 + month // 13, 1 + (month - 1) % 12, 1),
        right="child_benefit",
        drawn_at=timezone.now(),
        drawn_by=scene.head,
    )


def pay(decision: Decision, run: PaymentRun) -> Payment:
    entitlement = Entitlement.objects.create(
        decision=decision,
        person=PersonFactory(iban="SI56192001234567892"),
        unit=decision.case.unit,
        right=run.right,
        period=DateRange(MAY, None),
        monthly_cents=12_345,
    )
    return Payment.objects.create(run=run, entitlement=entitlement, for_month=MAY, cents=12_345)
