"""The month's payment list: once a month and right, only from what may be paid, safe to open."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.decisions.factories import decision
from tests.organisation.factories import WorkerFactory
from tests.rights.factories import morning, office

from opora.decisions.finality import make_final
from opora.decisions.models import Decision
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.rights.models import Entitlement, Payment, PaymentRun
from opora.rights.payments import draw_payments, payments_csv

pytestmark = pytest.mark.django_db
RIGHT = "cash_social_assistance"
MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
FINAL = date(2026, 6, 2)
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


def draw(director, month, *, on=FINAL, right=RIGHT):
    return draw_payments(month=month, right=right, by=director, at=morning(on))


def rows(run):
    return payments_csv(run).decode("utf-8-sig").split("\r\n")[1:-1]


def test_a_decision_that_is_not_final_or_enforceable_pays_nothing(place, director):
    decision(at_office=place, served=True, iban=IBAN)
    with pytest.raises(Refused, match="ni ničesar za izplačilo"):
        draw(director, MAY, on=date(2026, 6, 1))
    assert not PaymentRun.objects.exists()


def test_a_month_long_past_is_not_drawn_empty_for_ever(place, director):
    decision(at_office=place, served=True, iban=IBAN)
    make_final(FINAL, at=morning(FINAL))
    with pytest.raises(Refused, match="ni ničesar za izplačilo"):
        draw(director, date(1900, 1, 1))
    assert not PaymentRun.objects.exists()


def test_a_final_decision_is_paid_with_the_months_before_it(place, director):
    decision(at_office=place, served=True, iban=IBAN)
    make_final(FINAL, at=morning(FINAL))
    run = draw(director, JUNE)
    months = [row.split(";")[0] for row in rows(run)]
    assert months == ["2026-05", "2026-06"]
    _month, right, iban, name, amount, reference, prolonged = rows(run)[0].split(";")
    assert (right, iban, amount, prolonged) == ("denarna socialna pomoč", IBAN, "1037,81", "")
    assert name.startswith("Ana ")
    assert reference == f"SI00 {Entitlement.objects.get(right=RIGHT).pk}-202605"


def test_the_list_of_a_month_and_right_is_drawn_once(place, director):
    decision(at_office=place, served=True, iban=IBAN)
    draw(director, JUNE)
    with pytest.raises(Refused, match="že pripravljen"):
        draw(director, JUNE)
    assert PaymentRun.objects.count() == 1
    assert draw(director, JUNE, right="child_benefit").right == "child_benefit"


def test_no_month_is_paid_twice_by_a_later_list_or_by_hand(place, director):
    decision(at_office=place, served=True, iban=IBAN)
    draw(director, JUNE)
    assert [row.split(";")[0] for row in rows(draw(director, JULY, on=date(2026, 7, 3)))] == ["2026-07"]
    paid = Payment.objects.first()
    with pytest.raises(IntegrityError, match="a_month_is_paid_once"), transaction.atomic():
        Payment.objects.create(run=paid.run, entitlement=paid.entitlement, for_month=paid.for_month, cents=1)


def test_who_has_no_account_is_left_out_named_and_paid_later(place, director):
    served = decision(at_office=place, served=True)
    run = draw(director, JUNE)
    assert rows(run) == []
    assert run.left_out == [Entitlement.objects.get(right=RIGHT).pk]
    applicant = served.case.application.applicant
    applicant.iban = IBAN
    applicant.save()
    assert len(rows(draw(director, JULY, on=date(2026, 7, 3)))) == 3


def test_a_list_is_not_drawn_for_a_month_that_has_not_begun(director):
    with pytest.raises(Refused, match="julij 2026"):
        draw(director, JULY)


def test_a_name_is_never_a_formula(place, director):
    served = decision(at_office=place, served=True, iban=IBAN)
    applicant = served.case.application.applicant
    applicant.given_name = "=SUM(A1)"
    applicant.save()
    assert rows(draw(director, JUNE))[0].split(";")[3].startswith("'=SUM")


def test_the_stored_list_does_not_change_when_a_person_does(place, director):
    served = decision(at_office=place, served=True, iban=IBAN)
    run = draw(director, JUNE)
    before = payments_csv(run)
    applicant = served.case.application.applicant
    applicant.family_name = "Drugačna"
    applicant.save()
    assert payments_csv(run) == before


def test_a_replaced_decision_is_paid_no_more(place, director):
    decision(at_office=place, served=True, iban=IBAN)
    Decision.objects.update(state="replaced")
    with pytest.raises(Refused, match="ni ničesar za izplačilo"):
        draw(director, JUNE)


def test_a_clerk_draws_no_payments(place):
    with pytest.raises(Refused):
        draw(place.clerk, JUNE)


def test_the_list_stands_in_slovenian_order(place, director):
    for family_name in ("Zver", "Čas", "Cvet"):
        made = decision(at_office=place, served=True, iban=IBAN)
        Person.objects.filter(parties__case=made.case).update(family_name=family_name)
    make_final(FINAL, at=morning(FINAL))
    names = [row.split(";")[3].split()[-1] for row in rows(draw(director, MAY))]
    assert names == ["Cvet", "Čas", "Zver"]
