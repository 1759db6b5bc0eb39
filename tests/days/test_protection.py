"""Days of protection: a night with violence, an urgent removal with a crisis stay, a foster placement."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from opora.cases.models import Handover
from opora.cases.records import add_to_register

pytestmark = pytest.mark.browser


def test_violence_at_night_becomes_a_sealed_case_with_plan_team_and_restraining_order(town, desk, clock):
    night = desk(town.colleague)
    seen = {"competent_unit": "Enota Koper", "person": town.mother, "child": town.child}
    seen |= {"perpetrator": town.father, "police": "PP Koper"}
    call = night.opens("intervention_call", "police", seen)
    night.keeps(call, "call", received_at="6. 7. 2026 23.40", number="1")
    night.keeps(call, "person_seen", seen_at="7. 7. 2026 0.20")
    case = night.grows(call, "domestic_violence_case", "police")
    assert _persons(case) == {
        "victim": town.mother,
        "witness_child": town.child,
        "perpetrator": town.father,
    }
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
    assert _persons(plan) == {"victim": town.mother}
    ana.keeps(plan, "plan_version", number="1")
    team = ana.grows(case, "multidisciplinary_team", "ex_officio")
    ana.keeps(team, "team_meeting", held_at="7. 7. 2026 10.00", next_on="21. 7. 2026")
    assert ana.deadlines(team)["next_team"] == "2026-07-21"
    order = ana.grows(case, "restraining_order", "police", {"court": "Okrožno sodišče v Kopru"})
    assert _persons(order) == {
        "protected_person": town.mother,
        "child": town.child,
        "offender": town.father,
    }
    assert {plan.seal, team.seal, order.seal} == {"violence"}
    strangers = desk(town.head)
    answer = strangers.page.goto(reverse("case", args=[plan.public_id]))
    assert answer.status == 404
    _the_court_extends_it(ana, order)
    _the_letter_to_the_court_has_its_address(ana, strangers, order)
    clock.goes_to(date(2026, 7, 22))
    later = desk(town.worker)
    assert later.deadlines(order)["agree_before_end"] == "2026-07-20"
    later.does(order, "before_it_ends")
    later.leaves_out_the_rest(order, reason="Vodi se v zadevi nasilja v družini.")
    later.closes(order, "extended_to_15_days")


def _persons(case):
    """Who takes part, by role."""
    return {party.role: party.person for party in case.parties.exclude(person=None)}


def _the_court_extends_it(ana, order):
    """One end is told at a time: first that of the police, then that of the court."""
    ana.keeps(order, "order", issued_at="6. 7. 2026 23.50")
    assert ana.deadlines(order) == {"first_two_days": "2026-07-08T23:50"}
    extended = {"measure": "extended_to_15_days", "decided_on": "7. 7. 2026"}
    ana.keeps(order, "order_decision", runs_from="6. 7. 2026", runs_until="21. 7. 2026", **extended)
    ends = {"order_ends": "2026-07-21", "agree_before_end": "2026-07-20"}
    assert ana.deadlines(order) == ends
    page = ana.sees(order)
    assert "Dogovor z žrtvijo pred iztekom ukrepa: 20. 7. 2026" in _plain(page.locator("#next-deadline"))
    page.locator("#earlier-ends summary").click()
    assert "Ukrep do 2 dni, 8. 7. 2026 23.50: namesto tega velja" in _plain(page.locator("#earlier-ends"))


def _the_letter_to_the_court_has_its_address(ana, head, order):
    """Told of the victim to police and court alone; the address is entered once in the directory."""
    head.page.goto(reverse("bodies"))
    head.page.get_by_role("link", name="Okrožno sodišče v Kopru").click()
    head.page.locator("[name=address]").fill("Preskusna ulica 9, 6000 Koper")
    head.page.locator("main form button[data-kind=primary]").click()
    expect(head.page.locator("main")).to_contain_text("Preskusna ulica 9, 6000 Koper")
    ana.page.goto(reverse("papers", args=[order.public_id]))
    form = ana.page.locator("form:has([name=addressee])")
    assert "Žiga Škrlj" not in form.inner_text()
    form.locator("[name=addressee]").select_option(label="Okrožno sodišče v Kopru (sodišče)")
    form.locator("button[data-kind=primary]").click()
    ana.page.locator("[name=text-findings]").fill("Nevarnost traja.")
    ana.page.locator("button[formaction]").click()
    expect(ana.page.locator("[name=addressee] option:checked")).to_have_text("Okrožno sodišče v Kopru")


def _plain(place):
    return " ".join(place.inner_text().split())


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
