"""A family's application walks through every room, from intake to payment, in the browsers of two workers."""

from __future__ import annotations

from datetime import date

import pytest
from tests.flow import draft_to_payment as then
from tests.flow import filing_to_calculation as first
from tests.flow import screens

from opora.decisions.finality import make_final

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ISSUED_ON, SERVED_ON, FINAL_ON = date(2026, 5, 5), date(2026, 5, 11), date(2026, 6, 2)


def test_a_family_is_granted_and_paid_what_the_law_gives_them(
    office, clock, registers, worker_at_the_queue, opened, picture, papers
):
    first.registers_know_the_couple(registers, office)
    clerk, head = opened(), opened()

    screens.sign_in(clerk, office.clerk)
    first.an_application_comes_in(clerk, office, papers)
    picture(clerk, "flow-1-taken-in")
    case = first.the_case_has_its_number_and_deadlines(clerk)
    registers.fail("tax")
    first.the_registers_are_asked_and_one_is_out_of_order(clerk, office, case)
    picture(clerk, "flow-2-asked")
    first.the_party_is_called_on_and_supplements(clerk, case)
    first.the_rest_is_entered_by_hand(clerk, office, case)
    picture(clerk, "flow-3-complete")
    given = first.the_calculation_unfolds(clerk)
    picture(clerk, "flow-4-calculation")
    decision = then.a_decision_is_drafted_edited_and_submitted(clerk, given)
    picture(clerk, "flow-5-submitted")
    then.its_drafter_may_not_approve_it(clerk, decision)

    clock.goes_to(ISSUED_ON)
    screens.sign_in(head, office.head)
    then.somebody_else_confirms_the_doubtful_values_and_issues_it(head, decision, picture)
    then.the_document_is_signed_by_both(head, decision, office, given)
    picture(head, "flow-7-issued")

    clock.goes_to(SERVED_ON)
    screens.sign_in(clerk, office.clerk)
    then.it_is_handed_over(clerk, case, decision)
    picture(clerk, "flow-8-served")

    clock.goes_to(FINAL_ON)
    make_final(FINAL_ON, at=clock.now)
    screens.sign_in(head, office.head)
    then.it_is_final(head, case)
    picture(head, "flow-9-final")
    then.it_is_paid(head, office, decision, given)
    picture(head, "flow-10-paid")
