"""Days with families: first aid that becomes personal help, counselling that ends in mediation, contacts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from opora.cases.bodies import body_named
from opora.cases.opening import open_case

pytestmark = pytest.mark.browser


@pytest.mark.covers("004a/R-22")
def test_a_first_social_aid_becomes_personal_help(town, desk):
    ana = desk(town.worker)
    talk = ana.opens("first_social_aid", "own_request", {"person": town.mother})
    ana.keeps(talk, "contact", does="introduction", situation="debts", result="measure_agreed")
    told = {"findings": "Položnice se kopičijo.", "agreements": "Osebna pomoč."}
    ana.keeps(talk, "confidential_record", does="record", **told)
    ana.does(talk, "recognise_distress", "present_options", minutes=20)
    ana.leaves_out_the_rest(talk, reason="Za to ob prvem pogovoru ni bilo potrebe.")
    help_ = ana.grows(talk, "personal_help", "own_request")
    assert help_.parties.get(role="person").person == town.mother
    ana.closes(talk, "service_agreed")
    ana.keeps(help_, "agreement")
    ana.keeps(help_, "cycle", number="1")
    ana.keeps(help_, "meeting", minutes="50")
    ana.moves(help_, "cycle_runs")
    assert talk.number in ana.sees(help_).locator("#links").inner_text()


def test_a_preliminary_counselling_ends_in_mediation(town, desk):
    ana = desk(town.worker)
    counselling = ana.opens(
        "preliminary_counselling",
        "own_request",
        {"proposer": town.mother, "other_parent": town.father, "child": town.child},
    )
    due = ana.deadlines(counselling)
    assert due == {"invitation_due": "2026-07-21", "first_interview_due": "2026-10-07"}
    ana.keeps(counselling, "counselling_request", received_on="7. 7. 2026")
    ana.does(counselling, "receive_proposal", "invite", "first_interview")
    assert "invitation_due" not in ana.deadlines(counselling)
    ana.keeps(counselling, "interview", ordinal="1", kept="kept")
    ana.keeps(counselling, "result", ended_on="7. 7. 2026", result="mediation")
    mediation = ana.grows(counselling, "family_mediation", "own_request")
    ana.leaves_out_the_rest(counselling, reason="Starša se dogovarjata v mediaciji.")
    ana.closes(counselling, "mediation")
    ana.keeps(mediation, "mediation")
    ana.keeps(mediation, "session", kept="kept")
    ana.keeps(mediation, "result", ended_on="7. 7. 2026", result="agreement")
    ana.leaves_out_the_rest(mediation, reason="Opravi jo druga mediatorka.")
    ana.closes(mediation, "settlement")


def test_supervised_contact_brings_a_report_each_month_and_ends_after_nine(town, desk, clock):
    ana = desk(town.worker)
    contacts = ana.opens(
        "supervised_contacts",
        "court",
        {
            "child": town.child,
            "contact_person": town.father,
            "caring_parent": town.mother,
            "court": "Okrožno sodišče v Kopru",
        },
    )
    ana.keeps(contacts, "order", **{"from": "1. 6. 2026", "to": "28. 2. 2027"})
    due = ana.deadlines(contacts)
    assert due["court_end"] == "2027-02-28"
    assert due["monthly_report_due"] == "2026-07-01"
    ana.keeps(contacts, "contact", planned_at="20. 6. 2026 10.00", held="held")
    ana.keeps(contacts, "monthly_report", does="monthly_report", month_of="1. 6. 2026", sent_on="7. 7. 2026")
    assert ana.deadlines(contacts)["monthly_report_due"] == "2026-08-03"  # the first is a Saturday
    clock.goes_to(date(2027, 3, 8))
    assert "Konec stikov pod nadzorom po odredbi" in overdue(desk(town.worker), contacts)


def overdue(at, case):
    """What the page says is late."""
    return " ".join(at.sees(case).locator("[data-state=overdue]").all_inner_texts())


def test_a_removed_task_opens_no_case_and_its_running_one_goes_on(town, desk):
    case = open_case(
        task="community_work_before_trial",
        unit=town.unit,
        title="",
        parties=[(town.father, "suspect"), (body_named("Državno tožilstvo v Kopru"), "prosecutor")],
        opened_by=town.worker,
        opened_on=date(2018, 9, 3),
        opened_how="prosecutor",
        assigned_to=town.worker,
        at=datetime(2026, 7, 7, 8, 0, tzinfo=UTC),
    )
    ana = desk(town.worker)
    ana.page.goto(reverse("open_case") + "?q=splošno korist")
    tasks = ana.page.locator("#tasks")
    assert "začete" in tasks.inner_text() or "tečejo" in tasks.inner_text()
    assert tasks.locator(f"a[href*='{case.task}']").count() == 0
    ana.keeps(case, "notice", received_on="3. 9. 2018", due_on="1. 9. 2026")
    ana.keeps(case, "work_plan")
    ana.does(case, "study_notice", "talk", "plan")
    ana.keeps(case, "closing", ended_on="7. 7. 2026")
    ana.leaves_out_the_rest(case, reason="Tožilstvo je delo potrdilo pisno.")
    ana.closes(case, "done")
