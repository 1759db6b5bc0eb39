"""Days of help that lasts: a guardian's report, treatment in the community, personal assistance."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_a_guardians_report_with_an_irregularity_ends_in_measures(town, desk):
    ana = desk(town.worker)
    report = ana.opens("guardian_report", "ex_officio", {"guardian": town.mother, "ward": town.father})
    assert ana.deadlines(report)["report_due"] == "2027-02-15"
    ana.keeps(report, "report", period_from="1. 1. 2025", period_to="31. 12. 2025")
    ana.keeps(report, "receipt", amount="740,20")
    ana.keeps(report, "expense", amount="1.120,00")
    ana.does(report, "receive", "check_content", "check_evidence", "check_account")
    ana.keeps(report, "review", reviewed_on="7. 7. 2026", irregularities="major", result="measures")
    ana.does(report, "remove_irregularities", reason="Za 379,80 EUR ni dokazil.")
    ana.leaves_out_the_rest(report, reason="V tem postopku ni potrebno.")
    ana.closes(report, "measures")


def test_treatment_in_the_community_is_evaluated_after_six_months(town, desk):
    ana = desk(town.worker)
    treatment = ana.opens("community_treatment", "health", {"user": town.father})
    ana.keeps(treatment, "initiative", received_on="1. 6. 2026")
    ana.keeps(treatment, "consent", does="consent", asked_on="2. 6. 2026", consented="da")
    ana.keeps(treatment, "plan", does="plan", written_on="1. 6. 2026", version="1", signed="da")
    assert ana.deadlines(treatment)["evaluation_due"] == "2026-12-01"
    assert case_stage(treatment) == "running"
    ana.does(treatment, "notice")
    ana.keeps(treatment, "visit", visited_on="30. 6. 2026")
    ana.keeps(treatment, "evaluation", does="evaluation", held_on="7. 7. 2026", goes_on="da")
    assert ana.deadlines(treatment)["evaluation_due"] == "2027-01-07"  # again, half a year after this one


def test_personal_assistance_goes_through_commission_appeal_and_a_yearly_visit(town, desk):
    ana = desk(town.worker)
    case = ana.opens("personal_assistance", "own_request", {"applicant": town.father, "user": town.father})
    assert {"evidence_request", "decision_due"} <= set(ana.deadlines(case))
    ana.keeps(case, "application", received_on="7. 7. 2026", complete="da")
    ana.does(case, "study_application", "appoint_commission", minutes=45)
    ana.keeps(case, "commission_opinion", appointed_on="7. 7. 2026")
    ana.moves(case, "opinion_received")
    ana.keeps(case, "decision_on_right", issued_on="7. 7. 2026")
    ana.keeps(case, "appeal", lodged_on="7. 7. 2026")
    assert "appeal_forwarding" in ana.deadlines(case)
    ana.moves(case, "appealed")
    ana.keeps(case, "entitlement", starts_on="7. 7. 2026")
    assert ana.deadlines(case)["yearly_visit_due"] == "2027-07-07"
    ana.does(case, "home_visit", "review_plan", "follow_up", reason="Začetek izvajanja.")


def case_stage(case):
    """Where the case stands now."""
    case.refresh_from_db()
    return case.stage
