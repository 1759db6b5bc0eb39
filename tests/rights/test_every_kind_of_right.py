"""Rights of every kind, from the application to what is paid: once, yearly, by days, and not at all."""

from datetime import date

import pytest
from tests.decisions.factories import DRAFTED_ON, issue
from tests.organisation.factories import WorkerFactory
from tests.rights.factories import family, morning, office

from opora.decisions.drafting import submit_for_approval
from opora.decisions.finality import make_final
from opora.organisation.refusal import Refused
from opora.rights.deciding import draft_from
from opora.rights.determining import determine
from opora.rights.models import Payment
from opora.rights.payments import draw_payments, due_by

pytestmark = pytest.mark.django_db
IBAN = "SI56192001234567892"
FINAL = date(2026, 6, 2)


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def place():
    return office()


@pytest.fixture
def director(place):
    return WorkerFactory(unit=place.unit, director=True, whole_centre=True)


def drafted(name, place):
    application = family(name, at_office=place, iban=IBAN)
    at = morning(max(DRAFTED_ON, application.filed_on))
    determination = determine(application, by=place.clerk, at=at, on=at.date())
    return draft_from(determination, by=place.clerk, at=at, on=at.date())


def issued(name, place):
    draft = drafted(name, place)
    return issue(submit_for_approval(draft, by=place.clerk, at=morning(DRAFTED_ON)), place)


def paid_in(director, right, *months):
    """What the lists of these months pay, in cents by month."""
    on = max(FINAL, months[-1])
    make_final(on, at=morning(on))
    for month in months:
        if due_by(director.centre, month=month, right=right, on=max(FINAL, month)):
            draw_payments(month=month, right=right, by=director, at=morning(max(FINAL, month)))
    return dict(Payment.objects.values_list("for_month", "cents"))


def test_a_grant_given_once_is_paid_once_in_the_month_in_which_it_falls_due(place, director):
    decision = issued("funeral_grant/son_on_assistance", place)
    decision.served_on = decision.enforceable_on = FINAL
    decision.save()
    assert [each.monthly_cents for each in decision.entitlements.all()] == [98818]
    months = [date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)]
    assert paid_in(director, "funeral_grant", *months) == {date(2026, 3, 1): 98818}


def test_a_yearly_supplement_is_paid_once_in_twelve_months(place, director):
    decision = issued("large_family_supplement/three_children_and_a_student", place)
    decision.served_on = decision.enforceable_on = FINAL
    decision.save()
    months = [date(2026, 6, 1), date(2027, 3, 1), date(2027, 4, 1)]
    paid = paid_in(director, "large_family_supplement", *months)
    assert paid == {date(2026, 4, 1): 62016, date(2027, 4, 1): 62016}


def test_a_month_that_is_not_whole_is_paid_by_its_days(place, director):
    decision = issued("parental_allowance/student_mother", place)
    decision.served_on = decision.enforceable_on = FINAL
    decision.save()
    paid = paid_in(director, "parental_allowance", date(2026, 5, 1))
    assert paid == {date(2026, 4, 1): round(50743 * 29 / 30), date(2026, 5, 1): 50743}


@pytest.mark.parametrize(
    "name",
    [
        "maternity_leave/before_the_birth",
        "part_time_work_due_to_parenthood/both_parents",
        "contributions_four_or_more_children/four_children_at_home",
    ],
)
def test_what_is_no_money_has_nothing_to_pay(place, name):
    assert not issued(name, place).entitlements.exists()


def test_money_that_the_centre_does_not_pay_is_no_entitlement(place):
    decision = drafted("kindergarten_fee_reduction/two_children_at_once", place)
    assert decision.outcome == "granted"
    assert "otrok" in str(decision.letter)


def test_an_amount_that_nobody_has_found_is_named_instead_of_a_draft(place):
    with pytest.raises(Refused, match="Najnižja osnova za nadomestilo"):
        drafted("maternity_benefit/two_months_without_contributions", place)
