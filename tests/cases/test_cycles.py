"""The cycle of personal help and family help is read from what a case has kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cases.factories import CaseFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.cycles import cycle_of, refuse_repeat, standard_of
from opora.cases.models import CaseRecord, CaseStep, GroupSession, StepState, TimeSpent
from opora.cases.records import add_record
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
FIRST = date(2026, 5, 4)
AT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


def day(number):
    return FIRST + timedelta(days=number)


@pytest.fixture
def case():
    return CaseFactory(task="personal_help", assigned=True)


@pytest.fixture
def family():
    return CaseFactory(task="family_help", assigned=True)


def spend(case, step, number, minutes, *, worker=None, travel=0):
    TimeSpent.objects.create(
        case=case, step=step, worker=worker or case.assigned_to, on=day(number), minutes=minutes,
        travel_minutes=travel, entered_at=AT,
    )  # fmt: skip


def keep(case, key, after, /, **content):
    return CaseRecord.objects.create(
        centre=case.centre, unit=case.unit, case=case, task=case.task, key=key, happened_on=day(after),
        content=content, entered_by=case.assigned_to, entered_at=AT,
    )  # fmt: skip


def done(case, step, number):
    CaseStep.objects.create(
        case=case, key=step, state=StepState.DONE, ended_on=day(number), by=case.assigned_to
    )


def a_whole_cycle(case, begin=0):
    spend(case, "agreement_talks", begin, 180)
    keep(case, "agreement", begin + 1)
    for number in range(10):
        spend(case, "meetings", begin + 2 + number, 90)
    spend(case, "evaluation", begin + 13, 60)
    keep(case, "evaluation", begin + 14)


@pytest.mark.covers("000_002/46")
def test_minutes_of_the_steps_stand_beside_the_printed_ones_of_their_part(case, django_assert_num_queries):
    spend(case, "agreement_talks", 0, 120, travel=40)
    spend(case, "agreement_talks", 1, 60)
    keep(case, "agreement", 1)
    spend(case, "social_learning", 5, 90)
    with django_assert_num_queries(4):
        state = cycle_of(case)
    used = {part.part.key: (part.minutes, part.printed_minutes, part.times) for part in state.parts}
    assert (used["talks"], used["meetings"]) == ((180, 180, 2), (90, 900, 1))
    assert (state.next, state.agreed_on, state.travel_minutes) == ("meetings", day(1), 40)


@pytest.mark.covers("000_002/47")
def test_the_evaluation_ends_a_cycle_and_minutes_for_it_alone_do_not(case):
    a_whole_cycle(case)
    state = cycle_of(case)
    assert (state.evaluated_on, state.next, state.part("evaluation").minutes) == (day(14), "repeat", 60)
    case.records.filter(key="evaluation").update(struck_at=AT)
    assert (cycle_of(case).next, cycle_of(case).may_repeat) == ("evaluation", False)
    done(case, "evaluation", 15)
    assert cycle_of(case).evaluated_on == day(15)


@pytest.mark.covers("000_002/47")
def test_a_new_cycle_is_refused_until_the_one_before_is_evaluated(case):
    keep(case, "cycle", 0, number=1)
    spend(case, "agreement_talks", 0, 180)
    with pytest.raises(Refused, match="Ciklus 1 še ni evalviran") as refusal:
        refuse_repeat(case, "cycle", {"number": 2})
    assert refusal.value.field == "number"
    refuse_repeat(case, "cycle", {"number": 1})
    refuse_repeat(case, "agreement", {"number": 2})
    keep(case, "evaluation", 9)
    refuse_repeat(case, "cycle", {"number": 2})


@pytest.mark.covers("000_002/47")
def test_no_record_of_a_second_cycle_is_kept_before_the_evaluation(case):
    def add(key, **values):
        return add_record(case, key, values, by=case.assigned_to, at=AT)

    add("cycle", number=1, began_on="2026-05-04")
    with pytest.raises(Refused, match="Ciklus 1 še ni evalviran"):
        add("cycle", number=2, began_on="2026-05-04")
    assert case.records.filter(key="cycle").count() == 1
    add("evaluation", held_on="2026-05-04", achieved="Mreža stoji.", repeat="yes")
    add("cycle", number=2, began_on="2026-05-04")
    assert case.records.filter(key="cycle").count() == 2


def test_the_record_of_a_cycle_may_follow_its_first_work(case):
    spend(case, "agreement_talks", 0, 180)
    keep(case, "cycle", 3, number=1)
    assert (cycle_of(case).number, cycle_of(case).part("talks").minutes) == (1, 180)


def test_a_cycle_begun_worked_and_evaluated_on_one_day_is_one_cycle(case):
    keep(case, "cycle", 0, number=1)
    spend(case, "meetings", 0, 90)
    keep(case, "evaluation", 0)
    state = cycle_of(case)
    assert (state.number, state.evaluated_on, state.next) == (1, day(0), "repeat")
    assert state.part("meetings").minutes == 90


def test_a_cycle_that_begins_on_the_day_of_the_evaluation_is_the_next_one(case):
    a_whole_cycle(case)
    keep(case, "cycle", 14, number=2)
    spend(case, "agreement_talks", 14, 45)
    state = cycle_of(case)
    assert (state.number, state.minutes, state.notes) == (2, 45, ())
    assert state.earlier[0].evaluated_on == day(14)


@pytest.mark.covers("000_002/52", "000_002/53")
def test_both_workers_of_a_meeting_with_a_family_count_and_it_is_one_meeting(family):
    second = WorkerFactory(unit=family.unit, professional_worker=True)
    keep(family, "agreement", 0, rhythm="monthly_dates")
    spend(family, "meetings", 2, 90)
    spend(family, "meetings", 2, 80, worker=second)
    meetings = cycle_of(family).part("meetings")
    assert (meetings.minutes, meetings.times, meetings.printed_minutes) == (170, 1, 1800)


@pytest.mark.covers("000_002/52")
def test_weekly_meetings_agreed_with_a_family_have_their_own_average(family):
    keep(family, "agreement", 0, rhythm="weekly")
    assert cycle_of(family).part("meetings").printed_minutes == 1200


def test_a_record_of_a_meeting_counts_on_a_day_without_time_spent(family):
    keep(family, "meeting", 2, minutes=90, second_worker=7, travel_minutes=30)
    keep(family, "meeting", 3, minutes=90)
    spend(family, "meetings", 3, 100)
    state = cycle_of(family)
    assert (state.part("meetings").minutes, state.part("meetings").times, state.travel_minutes) == (
        280,
        2,
        30,
    )


@pytest.mark.covers("000_002/55")
def test_a_group_session_counts_once_in_the_cycle(case):
    session = GroupSession.objects.create(
        unit=case.unit, subject="Skupina", held_on=day(3), held_by=case.assigned_to
    )
    session.cases.set([case, CaseFactory(task="personal_help", unit=case.unit)])
    for minutes in (90, 60):
        worker = WorkerFactory(unit=case.unit)
        TimeSpent.objects.create(session=session, worker=worker, on=day(3), minutes=minutes, entered_at=AT)
    meetings = cycle_of(case).part("meetings")
    assert (meetings.minutes, meetings.times) == (90, 1)


@pytest.mark.covers("000_002/48")
def test_the_third_part_of_victim_support_is_told_by_its_number():
    case = CaseFactory(task="victim_support", assigned=True)
    keep(case, "meeting", 0, part=1, minutes=50)
    keep(case, "meeting", 1, part=2, minutes=40)
    keep(case, "meeting", 9, part=3, minutes=75)
    assert [(part.part.key, part.minutes) for part in cycle_of(case).parts] == [
        ("first_and_second", 90),
        ("third", 75),
    ]


@pytest.mark.covers("000_002/62")
def test_a_case_begun_before_the_rulebook_has_no_cycle_of_it(case):
    case.opened_on = date(2024, 2, 23)
    assert (standard_of(case), cycle_of(case)) == (None, None)
    refuse_repeat(case, "cycle", {"number": 2})


def test_a_task_without_a_printed_standard_has_no_cycle():
    assert cycle_of(CaseFactory(task="adoption_of_child", assigned=True)) is None
