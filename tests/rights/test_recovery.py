"""Overpaid money comes back by offset or payment, and only once the decision on it is final."""

from datetime import date
from uuid import uuid4

import pytest
from tests.decisions.factories import decision
from tests.organisation.factories import WorkerFactory
from tests.rights.factories import morning, office

from opora.decisions.drafting import submit_for_approval
from opora.decisions.finality import make_final, record_served
from opora.decisions.issuing import approve_and_issue
from opora.decisions.models import Decision, DecisionState
from opora.decisions.paper import make_document
from opora.organisation.refusal import Refused
from opora.rights.models import Debt, DebtState, Entitlement, Offset, Payment
from opora.rights.payments import draw_payments, payments_csv
from opora.rights.recovery import draft_recovery, enter_repayment, overpaid_in, rest_of, state_of

pytestmark = pytest.mark.django_db
RIGHT = "cash_social_assistance"
MAY, JUNE, JULY, AUGUST = (date(2026, month, 1) for month in (5, 6, 7, 8))
PAID, DECIDED, FINAL = date(2026, 6, 2), date(2026, 6, 8), date(2026, 7, 10)
IBAN = "SI56192001234567892"


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def place():
    return office()


@pytest.fixture
def director(place):
    return WorkerFactory(unit=place.unit, director=True, whole_centre=True)


def draw(director, month, on):
    return draw_payments(month=month, right=RIGHT, by=director, at=morning(on))


def amounts(run):
    lines = payments_csv(run).decode("utf-8-sig").split("\r\n")[1:-1]
    return [line.split(";")[4] for line in lines]


def lowered(place, director, *, to=50000):
    """May and June are paid; then what was given is found to be less from May on, by another decision."""
    served = decision(at_office=place, served=True, iban=IBAN)
    make_final(PAID, at=morning(PAID))
    draw(director, JUNE, PAID)
    before = Entitlement.objects.get(right=RIGHT, decision=served)
    newer = Decision.objects.get(pk=served.pk)
    newer.pk, newer.public_id, newer.number = None, uuid4(), "1-1/2026-9"
    newer.document, newer.replaces = None, served
    newer.save()
    Decision.objects.filter(pk=served.pk).update(state=DecisionState.REPLACED)
    Entitlement.objects.filter(decision=served).update(revoked_from=MAY)
    Entitlement.objects.create(
        decision=newer,
        person=before.person,
        unit=before.unit,
        right=RIGHT,
        period=before.period,
        monthly_cents=to,
    )
    return served.case, before.monthly_cents


def demanded(case, place, *, final=True):
    debt = draft_recovery(
        case,
        right=RIGHT,
        reason="change_not_reported",
        account=IBAN,
        reasons="Zaposlitve niste sporočili.",
        by=place.clerk,
        at=morning(DECIDED),
        on=DECIDED,
    )
    draft = submit_for_approval(debt.decision, by=place.clerk, at=morning(DECIDED))
    approve_and_issue(draft, by=place.decision_maker, on=DECIDED, at=morning(DECIDED))
    make_document(draft.pk, at=morning(DECIDED))
    draft.refresh_from_db()
    record_served(draft, served_on=date(2026, 6, 12), by=place.clerk, at=morning(date(2026, 6, 12)))
    if final:
        make_final(FINAL, at=morning(FINAL))
    return Debt.objects.select_related("decision", "person").get(pk=debt.pk)


def test_what_a_replaced_decision_paid_is_not_paid_again_and_the_rest_is_found(place, director):
    case, monthly = lowered(place, director)
    found = overpaid_in(case)
    assert [(each.month, each.paid, each.due) for each in found] == [
        (MAY, monthly, 50000),
        (JUNE, monthly, 50000),
    ]
    run = draw(director, JULY, date(2026, 7, 2))
    assert amounts(run) == ["500,00"]  # July alone: May and June were received before
    assert [each.cents for each in overpaid_in(case)] == [monthly - 50000] * 2


@pytest.mark.covers("003/D-3")
def test_the_decision_tells_the_debt_and_how_it_comes_back(place, director):
    case, monthly = lowered(place, director)
    debt = demanded(case, place, final=False)
    assert debt.cents == 2 * (monthly - 50000)
    letter = str(debt.decision.letter)
    assert "poračuna" in letter
    assert IBAN in letter
    assert "maj 2026" in letter
    assert "Zaposlitve niste sporočili." in letter
    assert overpaid_in(case) == []
    with pytest.raises(Refused, match="ni preplačila"):
        demanded(case, place)


@pytest.mark.covers("003/D-3")
def test_nothing_is_kept_back_before_finality_and_then_until_the_debt_is_settled(place, director):
    case, monthly = lowered(place, director)
    debt = demanded(case, place, final=False)
    owed = debt.cents
    assert state_of(debt, DECIDED) == DebtState.WAITS
    assert amounts(draw(director, JULY, date(2026, 7, 2))) == ["500,00"]
    make_final(FINAL, at=morning(FINAL))
    debt = Debt.objects.select_related("decision", "person").get(pk=debt.pk)
    assert state_of(debt, FINAL) == DebtState.OFFSET
    Entitlement.objects.filter(decision__state=DecisionState.FINAL).update(period=(MAY, date(2027, 5, 1)))
    assert amounts(draw(director, AUGUST, date(2026, 8, 3))) == []
    [kept] = Offset.objects.all()
    assert (kept.debt, kept.cents, kept.payment.cents) == (debt, 50000, 0)
    assert rest_of(debt) == owed - 50000
    assert monthly > 50000


@pytest.mark.covers("003/D-3")
def test_where_nothing_runs_the_debt_is_paid_to_the_account_and_then_settled(place, director):
    case, _monthly = lowered(place, director)
    debt = demanded(case, place)
    later = date(2027, 9, 1)
    assert state_of(debt, later) == DebtState.TO_ACCOUNT
    given = {"by": place.clerk, "at": morning(later), "on": later}
    with pytest.raises(Refused, match="največ"):
        enter_repayment(debt, cents=debt.cents + 1, paid_on=later, **given)
    with pytest.raises(Refused, match="prihodnosti"):
        enter_repayment(debt, cents=100, paid_on=date(2027, 9, 2), **given)
    enter_repayment(debt, cents=1000, paid_on=later, **given)
    assert rest_of(debt) == debt.cents - 1000
    enter_repayment(debt, cents=debt.cents - 1000, paid_on=later, **given)
    assert state_of(debt, later) == DebtState.SETTLED


def test_a_decision_that_is_undone_demands_nothing(place, director):
    case, _monthly = lowered(place, director)
    debt = demanded(case, place)
    Decision.objects.filter(pk=debt.decision_id).update(state=DecisionState.ANNULLED)
    debt = Debt.objects.select_related("decision", "person").get(pk=debt.pk)
    assert state_of(debt, FINAL) == DebtState.UNDONE
    assert overpaid_in(case)
    assert Payment.objects.count() == 2
