"""Days of protection: a night with violence, an urgent removal with a crisis stay, a foster placement."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from opora.cases.models import Handover
from opora.cases.records import add_to_register

pytestmark = pytest.mark.browser


def test_violence_at_night_becomes_a_sealed_case_with_plan_team_and_restraining_order(town, desk):
    night = desk(town.colleague)
    call = night.opens(
        "intervention_call", "police", {"competent_unit": "Enota Koper", "person": town.mother}
    )
    night.keeps(call, "call", received_at="6. 7. 2026 23.40", number="1")
    night.keeps(call, "person_seen", seen_at="7. 7. 2026 0.20")
    case = night.grows(call, "domestic_violence_case", "police", {"victim": town.mother})
    night.page.goto(reverse("onward", args=[case.public_id]))
    message = night.page.locator("[name=handover-message]")
    message.locator("xpath=ancestor::details/summary").click()
    night.page.locator("[name=handover-to_worker]").select_option(str(town.worker.pk))
    message.fill("Mati in otrok sta pri sestri; povzročitelj je prijet.")
    message.locator("xpath=ancestor::form").locator("button[data-kind=primary]").click()
    night.page.wait_for_load_state()
    handover = Handover.objects.get(case=case)
    ana = desk(town.worker)
    ana.page.goto(reverse("handovers"))
    assert handover.message in ana.page.locator("main").inner_text()
    ana.page.locator(f"form[action='{reverse('take_over_case', args=[handover.pk])}'] button").click()
    ana.page.wait_for_load_state()
    case.refresh_from_db()
    assert (case.assigned_to, case.seal) == (town.worker, "violence")
    ana.keeps(case, "notice", received_at="6. 7. 2026 23.40")
    ana.keeps(case, "case_sheet")
    ana.does(case, "receive_notice", "first_interview")
    ana.keeps(case, "victim_interview", held_at="7. 7. 2026 9.00", immediate_danger="da", takes_part="da")
    plan = ana.grows(case, "safety_plan", "ex_officio")
    ana.keeps(plan, "plan_version", number="1")
    team = ana.grows(case, "multidisciplinary_team", "ex_officio")
    order = ana.grows(
        case,
        "restraining_order",
        "police",
        {"protected_person": town.mother, "offender": town.father, "police": "PP Koper"},
    )
    assert {plan.seal, team.seal, order.seal} == {"violence"}
    strangers = desk(town.head)
    answer = strangers.page.goto(reverse("case", args=[plan.public_id]))
    assert answer.status == 404


def test_an_urgent_removal_leads_to_a_stay_whose_21_days_run_out(town, desk, clock):
    ana = desk(town.worker)
    removal = ana.opens("urgent_removal", "police", {"child": town.child, "taken_from": town.mother})
    stay = ana.grows(
        removal,
        "children_crisis_stay",
        "police",
        {"child": town.child, "parent": town.mother, "responsible_centre": "CSD Južna Primorska"},
    )
    ana.keeps(stay, "crisis_stay", admitted_at="7. 7. 2026 10.00")
    assert ana.deadlines(stay)["day_21"] == "2026-07-27"
    clock.goes_to(date(2026, 7, 30))
    later = desk(town.worker)
    page = later.sees(stay)
    assert page.locator("[data-state=overdue]").count() > 0
    later.moves(stay, "past_term_without_ruling")
    later.keeps(stay, "overstay_warning", sent_on="30. 7. 2026")


def test_a_child_is_placed_in_a_foster_family_and_the_measure_lasts_three_years_at_most(town, desk):
    ana = desk(town.worker)
    permit = {"carer": str(town.mother.public_id), "number": "7/2020", "issued_on": "2020-02-03"}
    permit |= {"short_procedure": False}
    add_to_register("foster_families", "permit", permit, unit=town.unit, by=town.worker, at=timezone.now())
    placement = ana.opens(
        "foster_placement",
        "court",
        {"child": town.child, "foster_carer": town.mother, "court": "Okrožno sodišče v Kopru"},
    )
    ana.keeps(placement, "placement", **{"from": "1. 6. 2026", "measure_from": "1. 6. 2026"})
    due = ana.deadlines(placement)
    assert due["measure_ends"] == "2029-06-01"
    assert due["yearly_report_due"] == "2027-06-01"
    ana.moves(placement, "placed")
    ana.does(placement, "choose_family", "prepare", "contract")
    ana.keeps(placement, "visit", held_on="6. 7. 2026")
    ana.keeps(placement, "project_group_meeting", held_on="6. 7. 2026", next_on="6. 10. 2026")
    assert ana.deadlines(placement)["next_project_group"] == "2026-10-06"
