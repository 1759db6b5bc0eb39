"""A record agrees with itself and with others, and a case does not end as its records deny."""

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.balances import told_differences
from opora.cases.catalogue_versions import task_of
from opora.cases.closing import close_case
from opora.cases.executors import why_unfit
from opora.cases.records import Faulty, add_record, definition_of, strike_record
from opora.cases.step_views import open_obligatory
from opora.cases.steps import waive_step
from opora.cases.told_outcomes import told_outcome
from opora.catalogue import catalogue
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
TODAY = date(2026, 5, 4)


def a_word(code_list):
    return catalogue().code_lists[code_list].entries[0].key


def keep(case, key, **values):
    return add_record(case, key, values, by=case.assigned_to, at=NOON)


def relation(case, victim, perpetrator):
    return keep(
        case,
        "violence_relation",
        victim=victim.pk,
        perpetrator=perpetrator.pk,
        relationship=a_word("violence_relationships"),
        forms=[a_word("violence_forms")],
    )


def test_nobody_is_victim_and_perpetrator_of_one_relation():
    case = CaseFactory(task="domestic_violence_case", assigned=True)
    victim = PartyFactory(case=case, role="victim")
    other = PartyFactory(case=case, role="perpetrator")
    again = PartyFactory(case=case, role="perpetrator", person=victim.person)
    for perpetrator in (victim, again):
        with pytest.raises(Faulty, match="oboje") as refusal:
            relation(case, victim, perpetrator)
        assert list(refusal.value.faults) == ["perpetrator"]
    assert relation(case, victim, other)


@pytest.fixture
def team():
    return CaseFactory(task="multidisciplinary_team", assigned=True)


def attend(case, day):
    return keep(case, "attendance", meeting_on=day, body=a_word("violence_partner_bodies"), came=True)


def test_attendance_is_kept_of_a_meeting_that_is_recorded_and_of_no_other(team):
    with pytest.raises(Faulty, match="Najprej vpišite"):
        attend(team, "2026-05-04")
    meeting = keep(
        team,
        "team_meeting",
        held_at="2026-05-04T09:00",
        form=a_word("mdt_forms"),
        led_by=team.assigned_to_id,
        held=True,
    )
    assert attend(team, "2026-05-04")
    with pytest.raises(Faulty, match=r"4\. 5\. 2026"):
        attend(team, "2020-01-01")
    strike_record(meeting, reason="Vpisano pomotoma.", by=team.assigned_to, at=NOON)
    with pytest.raises(Faulty):
        attend(team, "2026-05-04")


@pytest.fixture
def report():
    return CaseFactory(task="guardian_report", assigned=True)


def hand_in(case, **amounts):
    told = {"reason": a_word("why_report_is_given"), "period_from": "2025-01-01", "period_to": "2025-12-31"}
    return keep(case, "report", **(told | amounts))


def differences(record):
    return list(told_differences(definition_of(record), record.content))


def test_a_guardians_account_that_does_not_come_out_is_told_and_kept_all_the_same(report):
    kept = hand_in(report, opening_balance=100_00, income=50_00, expenses=30_00, final_balance=119_99)
    assert (kept.content["reckoned_balance"], kept.content["difference"]) == (120_00, -1)
    [sentence] = differences(kept)
    assert "-0,01 €" in sentence
    assert "prejemki v obdobju" in sentence


def test_an_account_that_comes_out_or_is_not_whole_is_told_nothing_of(report):
    assert not differences(
        hand_in(report, opening_balance=100_00, income=50_00, expenses=30_00, final_balance=120_00)
    )
    part = hand_in(report, opening_balance=100_00, final_balance=120_00)
    assert "difference" not in part.content
    assert not differences(part)


EXPLAINED = "Razliko pojasnjuje vezava sredstev, dokazilo je priloženo."


def review(case, **values):
    told = {"reviewed_on": "2026-05-04", "result": "accepted", "irregularities": "none"}
    return keep(case, "review", **(told | values))


def test_an_account_that_is_short_is_no_report_without_irregularities_unless_somebody_says_why(report):
    hand_in(report, opening_balance=10_000_00, income=5_000_00, expenses=3_000_00, final_balance=5_000_00)
    with pytest.raises(Faulty) as refusal:
        review(report)
    assert list(refusal.value.faults) == ["irregularities", "result"]
    assert "-7.000,00 €" in refusal.value.message
    assert "ugotovitve" in refusal.value.message
    assert review(report, irregularities="minor", result="measures")
    assert review(report, remarks=EXPLAINED)


@pytest.mark.parametrize("words", ["V redu.", "Ok", "Vredu vredu"])
def test_a_formality_does_not_explain_why_an_account_is_short(report, words):
    hand_in(report, opening_balance=10_000_00, income=5_000_00, expenses=3_000_00, final_balance=5_000_00)
    with pytest.raises(Faulty) as refusal:
        review(report, remarks=words)
    assert list(refusal.value.faults) == ["remarks"]
    assert "-7.000,00 €" in refusal.value.message
    assert "vsaj 2 besedama" in refusal.value.message


def close_the_report(case, outcome="accepted"):
    for view in open_obligatory(case, on=TODAY):
        waive_step(case, view.key, reason="Opravljeno pred vpisom zadeve.", by=case.assigned_to, at=NOON)
    return close_case(case, outcome=outcome, by=case.assigned_to, on=TODAY, at=NOON)


def test_a_report_whose_account_is_short_is_not_closed_as_accepted_without_a_review_that_says_why(report):
    hand_in(report, opening_balance=10_000_00, income=5_000_00, expenses=3_000_00, final_balance=5_000_00)
    with pytest.raises(Refused, match="Pregled poročila") as refusal:
        close_the_report(report)
    assert refusal.value.field == "outcome"
    assert "-7.000,00 €" in refusal.value.message
    review(report, remarks=EXPLAINED)
    assert close_the_report(report).outcome == "accepted"


def test_an_account_that_was_made_short_after_its_review_is_looked_at_again_before_the_closing(report):
    sums = {"opening_balance": 100_00, "income": 50_00, "expenses": 30_00}
    hand_in(report, **sums, final_balance=120_00)
    review(report)
    hand_in(report, **sums, final_balance=1_00)
    with pytest.raises(Refused, match="Pregled poročila"):
        close_the_report(report)
    review(report, result="measures", irregularities="major")
    assert close_the_report(report, "measures").outcome == "measures"


def test_a_short_account_does_not_hinder_an_end_of_which_no_review_tells(report):
    hand_in(report, opening_balance=10_000_00, income=5_000_00, expenses=3_000_00, final_balance=5_000_00)
    assert close_the_report(report, "discharge_started").outcome == "discharge_started"


def test_the_review_looks_at_the_last_account_and_at_none_that_comes_out(report):
    hand_in(report, opening_balance=100_00, income=50_00, expenses=30_00, final_balance=1_00)
    hand_in(report, opening_balance=100_00, income=50_00, expenses=30_00, final_balance=120_00)
    assert review(report)


def test_a_guardian_who_reports_in_time_need_not_be_reminded(report):
    remind = next(each for each in task_of(report).steps if each.key == "remind")
    assert remind.kind == "optional"


@pytest.fixture
def counselled():
    """A preliminary counselling that ended without an agreement, its steps done with."""
    case = CaseFactory(task="preliminary_counselling", assigned=True)
    values = {}
    definition = next(each for each in task_of(case).records if each.key == "result")
    for field in definition.fields:
        if field.required and field.type == "date":
            values[field.key] = "2026-05-04"
        elif field.required and field.choices:
            values[field.key] = a_word(field.choices)
        elif field.required:
            values[field.key] = "da"
    keep(case, "result", **(values | {"result": "no_agreement"}))
    for view in open_obligatory(case, on=TODAY):
        waive_step(case, view.key, reason="Opravljeno pred vpisom zadeve.", by=case.assigned_to, at=NOON)
    return case


def end(case, outcome):
    return close_case(case, outcome=outcome, by=case.assigned_to, on=TODAY, at=NOON)


def test_a_case_does_not_end_as_its_record_denies(counselled):
    assert told_outcome(counselled, task_of(counselled)).outcome == "no_agreement"
    with pytest.raises(Refused, match="ne more končati") as refusal:
        end(counselled, "agreement")
    assert refusal.value.field == "outcome"
    assert end(counselled, "no_agreement").outcome == "no_agreement"


def test_an_end_of_which_the_record_cannot_tell_contradicts_nothing(counselled):
    assert end(counselled, "withdrawn").outcome == "withdrawn"


def test_whoever_may_not_do_a_step_is_told_before_and_reads_who_may():
    case = CaseFactory(task="community_treatment", assigned=True)
    lead = task_of(case).executors[0]
    wanted = {"qualifications": [lead.qualification], "licences": [lead.licence] if lead.licence else []}
    able = WorkerFactory(professional_worker=True, unit=case.unit, family_name="Primerna", **wanted)
    told = why_unfit(case.assigned_to, case, lead.role, TODAY)
    assert told is not None
    assert "Primerna" in told
    assert why_unfit(able, case, lead.role, TODAY) is None
