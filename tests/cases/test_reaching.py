"""Days and figures of records stay behind what they follow, and within what the law allows."""

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory
from tests.cases.test_agreeing import a_word, differences, hand_in
from tests.cases.test_disability_coordinator import COORDINATOR
from tests.organisation.factories import WorkerFactory

from opora.cases.catalogue_versions import task_of
from opora.cases.deadline_due import due
from opora.cases.deadline_facts import Facts, Happened
from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.following import Along, enter_record
from opora.cases.records import Faulty, add_record
from opora.catalogue import catalogue
from opora.web.deadlines import read

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def keep(case, key, **values):
    return add_record(case, key, values, by=case.assigned_to, at=NOON)


def refused(case, key, **values):
    with pytest.raises(Faulty) as refusal:
        keep(case, key, **values)
    return refusal.value.faults


@pytest.fixture
def contacts():
    return CaseFactory(task="supervised_contacts", assigned=True)


def order(**values):
    ground = a_word("grounds_of_supervised_contact")
    return {"court_file": "N 1/2026", "ground": ground, "children": 1} | values


def test_an_order_longer_than_nine_months_needs_its_reason(contacts):
    long = order(**{"from": "2026-09-10", "to": "2027-09-10"})
    faults = refused(contacts, "order", **long)
    assert list(faults) == ["to"]
    assert "9 mesecev, do 10. junija 2027" in faults["to"] or "9 mesecev, do 10. 6. 2027" in faults["to"]
    assert "DZ 163(2)" in faults["to"]
    assert keep(contacts, "order", **long, beyond_the_law="odredba je taka, sodišče opozorjeno")


def test_nine_months_to_the_day_are_lawful_and_more_than_two_hours_a_week_are_not(contacts):
    told = order(**{"from": "2026-09-10", "to": "2027-06-10"})
    assert list(refused(contacts, "order", **told, hours_per_week="3")) == ["hours_per_week"]
    assert keep(contacts, "order", **told, hours_per_week="2")


def contact(case, day, held):
    return keep(
        case,
        "contact",
        planned_at=f"{day}T16:00",
        held=held,
        worker=case.assigned_to.pk,
        too_heavy_for_child=False,
    )


def test_a_contact_still_to_come_was_not_held_yet_but_may_be_cancelled(contacts):
    for held in ("held", "broken_off", "child_refused"):
        with pytest.raises(Faulty) as refusal:
            contact(contacts, "2027-10-19", held)
        assert list(refusal.value.faults) == ["planned_at"]
    assert contact(contacts, "2027-10-19", "centre_cancelled")


def test_the_monthly_report_to_the_court_counts_the_contacts_of_its_month_by_itself(contacts):
    contact(contacts, "2026-09-03", "held")
    contact(contacts, "2026-09-10", "child_refused")
    contact(contacts, "2026-10-01", "held")
    kept = keep(
        contacts,
        "monthly_report",
        month_of="2026-09-01",
        sent_on="2026-10-05",
        held_count="9",
        not_held_count="0",
    )
    assert (kept.content["held_count"], kept.content["not_held_count"]) == (1, 1)


def test_every_way_a_contact_went_is_held_or_not_held_in_the_report():
    words = {entry.key for entry in catalogue().code_lists["supervised_contact_held"].entries}
    [report] = [
        each
        for each in task_of(CaseFactory(task="supervised_contacts")).records
        if each.key == "monthly_report"
    ]
    counted = [report.field(key).derived.count_of.where.is_any for key in ("held_count", "not_held_count")]
    assert sorted(word for part in counted for word in part) == sorted(words)


def test_a_report_with_major_irregularities_is_not_accepted():
    case = CaseFactory(task="guardian_report", assigned=True)
    told = {"reviewed_on": "2026-11-02", "result": "accepted"}
    faults = refused(case, "review", **told, irregularities="major")
    assert "sprejeto kot ustrezno" in faults["result"]
    assert "večje" in faults["result"]
    assert keep(case, "review", **told, irregularities="minor")


def test_a_yearly_report_after_the_middle_of_february_is_told_to_be_late():
    case = CaseFactory(task="guardian_report", assigned=True)
    late = hand_in(case, received_on="2026-02-20", reason="yearly")
    assert late.content["days_late"] == 5
    [sentence] = differences(late)
    assert "5" in sentence
    assert "days_late" not in hand_in(case, received_on="2026-02-15", reason="yearly").content
    assert "days_late" not in hand_in(case, received_on="2026-02-20", reason="on_demand").content


def test_nothing_ends_before_it_begins():
    case = CaseFactory(task="restraining_order", assigned=True)
    told = {
        "decided_on": "2026-10-24",
        "by_whom": a_word("violence_partner_bodies"),
        "measure": a_word("restraining_measures"),
        "runs_from": "2026-10-24",
    }
    faults = refused(case, "order_decision", **told, runs_until="2026-10-01")
    assert list(faults) == ["runs_until"]
    assert "velja od" in faults["runs_until"]
    assert keep(case, "order_decision", **told, runs_until="2026-10-24")


@pytest.mark.parametrize(
    ("measure", "last", "beyond", "told"),
    [
        ("extended_to_15_days", "2026-11-16", "2026-11-17", "15 dni, do 16. 11. 2026"),
        ("extended_to_60_days", "2026-12-31", "2027-01-01", "60 dni, do 31. 12. 2026"),
    ],
)
def test_the_court_extends_a_restraining_order_no_longer_than_the_law_from_its_issue(
    measure, last, beyond, told
):
    case = CaseFactory(task="restraining_order", assigned=True)
    issued = {"issued_at": "2026-11-01T23:40", "police_station": "PP Koper", "objects": ["person"]}
    issued |= {"legal_ground": "misdemeanour", "reached_by": "on_call_service"}
    keep(case, "order", **issued)
    decided = {"decided_on": "2026-11-03", "by_whom": "court", "measure": measure, "runs_from": "2026-11-03"}
    faults = refused(case, "order_decision", **decided, runs_until=beyond)
    assert list(faults) == ["runs_until"]
    assert told in faults["runs_until"].replace("\xa0", " ")
    gap = decided | {"runs_from": "2026-11-17"}
    assert "runs_from" in refused(case, "order_decision", **gap)
    assert keep(case, "order_decision", **decided, runs_until=last)
    assert keep(case, "order_decision", **decided, runs_until=beyond, beyond_the_law="tako piše v sklepu")


def test_every_beginning_with_an_end_of_the_same_name_is_a_span():
    task = task_of(CaseFactory(task="restraining_order"))
    [decision] = [each for each in task.records if each.key == "order_decision"]
    assert [(one.key, other.key) for one, other in decision.spans] == [("runs_from", "runs_until")]


@pytest.fixture
def assistance():
    coordinator = WorkerFactory(professional_worker=True, **COORDINATOR)
    return CaseFactory(task="personal_assistance", assigned_to=coordinator, unit=coordinator.unit)


def test_a_week_has_no_two_hundred_hours(assistance):
    told = {"appointed_on": "2026-10-01", "visited_on": "2026-10-05"}
    faults = refused(assistance, "commission_opinion", **told, hours_weekly="200")
    assert "168" in faults["hours_weekly"]
    assert keep(assistance, "commission_opinion", **told, hours_weekly="168")


def test_a_commission_does_not_visit_before_it_is_appointed(assistance):
    told = {"appointed_on": "2026-10-20", "visited_on": "2026-10-01"}
    assert list(refused(assistance, "commission_opinion", **told)) == ["visited_on"]


def test_nobody_appeals_before_the_decision(assistance):
    keep(
        assistance,
        "decision_on_right",
        kind=a_word("kinds_of_decision_on_disability_right"),
        issued_on="2026-11-02",
        grounds="ker",
    )
    told = {"outcome": a_word("appeal_outcomes")}
    faults = refused(assistance, "appeal", **told, lodged_on="2026-10-01")
    assert "Odločba o pravici" in faults["lodged_on"]
    assert keep(assistance, "appeal", **told, lodged_on="2026-11-10")


@pytest.mark.parametrize(("how", "is_met"), [("phone_check", False), ("home_visit", True)])
def test_a_check_by_phone_is_no_yearly_visit_at_home(assistance, how, is_met):
    coordinator = WorkerFactory(professional_worker=True, unit=assistance.unit, **COORDINATOR)
    keep(assistance, "entitlement", starts_on="2025-12-01", exercised=True)
    due = assistance.deadlines.filter(key="yearly_visit_due", state="running")
    before = due.get().day
    enter_record(
        assistance,
        "follow_up_contact",
        {"held_on": "2026-11-16", "how": how},
        along=Along("yearly_visit"),
        by=coordinator,
        at=NOON,
    )
    refresh_deadlines(assistance, on=NOON.date())
    assert (due.get().day != before) is is_met


def test_a_task_of_the_plan_is_not_planned_for_a_day_before_its_case():
    case = CaseFactory(task="safety_plan", assigned=True)
    told = {"what": "Pokliče sestro", "who": "Žrtev", "state": a_word("safety_plan_task_states")}
    faults = refused(case, "plan_task", **told, until="2020-01-01")
    assert "pred odprtjem zadeve" in faults["until"]
    assert keep(case, "plan_task", **told, until="2026-12-01")


@pytest.mark.parametrize(("kept", "day"), [("kept", date(2026, 10, 22)), ("centre_cancelled", None)])
def test_an_invitation_is_owed_no_more_once_the_talk_was_held(kept, day):
    case = CaseFactory(task="preliminary_counselling", opened_on=date(2026, 10, 9))
    happened = (
        Happened("document.invitation", date(2026, 10, 12), "one"),
        Happened("record.interview", date(2026, 10, 22), "two", {"kept": kept}),
    )
    facts = Facts(on=NOON.date(), opened_on=case.opened_on, happened=happened)
    [invitation] = [each for each in due(task_of(case), facts) if each.key == "invitation_due"]
    assert invitation.met_on == day


def test_a_deadline_that_waits_for_a_dispatch_says_so():
    case = CaseFactory(task="preliminary_counselling", opened_on=date(2026, 10, 9))
    refresh_deadlines(case, on=NOON.date())
    told = read(case.deadlines.get(key="invitation_due"), NOON.date())
    assert told.ends_with == "čaka na odpremo: »Vabilo na predhodno svetovanje«"
    assert read(case.deadlines.get(key="first_interview_due"), NOON.date()).ends_with == ""


RIGHTS_AFTER_AN_APPLICATION = [
    ("personal_assistance", "entitlement", "starts_on"),
    ("personal_assistance", "exercise", "starts_on"),
    ("family_assistant", "right", "from"),
    ("family_assistant", "contribution", "from"),
    ("communication_supplement", "decision_on_right", "starts_on"),
    ("disability_status", "decision_on_right", "from"),
]


@pytest.mark.parametrize(("task", "record", "field"), RIGHTS_AFTER_AN_APPLICATION)
def test_no_right_of_a_disabled_person_begins_before_it_was_applied_for(task, record, field):
    definition = next(each for each in catalogue().tasks[task][-1].records if each.key == record)
    assert definition.field(field).not_before == "application"


def test_whoever_enters_a_right_that_begins_before_the_application_reads_when_that_came(assistance):
    add_application(assistance, "2026-11-03")
    faults = refused(assistance, "entitlement", starts_on="2026-10-01", exercised=True)
    assert list(faults) == ["starts_on"]
    assert "3. 11. 2026" in faults["starts_on"] or "3. novembra 2026" in faults["starts_on"]
    assert keep(assistance, "entitlement", starts_on="2026-12-01", exercised=True)


def add_application(case, day):
    definition = next(each for each in task_of(case).records if each.key == "application")
    told = {"received_on": day, "claimed_before_65": True}
    for field in definition.fields:
        if field.required and field.choices:
            told[field.key] = a_word(field.choices)
        elif field.required and field.type == "place":
            told[field.key] = "Koper"
        elif field.required and field.type == "yes_no":
            told.setdefault(field.key, True)
    return keep(case, "application", **told)
