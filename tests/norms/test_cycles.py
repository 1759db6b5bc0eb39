"""Cycles of personal help and family help, and the two services without cycles. By hand from the rulebook."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.norms import Agreed, Begun, Worked, averages, cycle_state, norms

FIRST = date(2026, 3, 2)
AID, PERSONAL, VICTIM, FAMILY = norms().on(FIRST)


def day(number):
    return FIRST + timedelta(days=number)


def meetings(count, *, begin=10, minutes=90, workers=1):
    return [Worked(day(begin + number), "meetings", minutes, workers) for number in range(count)]


WHOLE_PERSONAL = [
    Worked(day(0), "talks", 180),
    Agreed(day(1)),
    Worked(day(2), "stakeholders", 300),
    Worked(day(3), "lasting_help", 480),
    *meetings(10),
    Worked(day(30), "evaluation", 120),
]
WHOLE_FAMILY = [
    Worked(day(0), "preparation", 600, workers=2),
    Agreed(day(1)),
    *meetings(10, workers=2),
    Worked(day(30), "evaluation", 60, workers=2),
]


def keys(state):
    return [note.key for note in state.notes]


@pytest.mark.covers("000_002/46")
def test_a_whole_cycle_of_personal_help_takes_the_33_hours_of_article_14():
    state = cycle_state(PERSONAL, WHOLE_PERSONAL)
    assert state.minutes == state.printed_minutes == 33 * 60
    assert sum(part.printed_minutes for part in state.parts) == 33 * 60
    assert (state.next, state.running, keys(state)) == ("repeat", None, [])


@pytest.mark.covers("000_002/46")
@pytest.mark.parametrize(
    ("records", "next_", "running"),
    [
        ([], "talks", "talks"),
        (WHOLE_PERSONAL[:1], "agreement", "talks"),
        (WHOLE_PERSONAL[:2], "meetings", "meetings"),
        (WHOLE_PERSONAL[:13], "meetings", "meetings"),
        (WHOLE_PERSONAL[:14], "evaluation", "evaluation"),
        (WHOLE_PERSONAL, "repeat", None),
    ],
)
def test_personal_help_tells_which_part_runs(records, next_, running):
    state = cycle_state(PERSONAL, records)
    assert (state.next, state.running and state.running.key) == (next_, running)


@pytest.mark.covers("000_002/46")
def test_hours_used_stand_beside_the_printed_ones_of_each_part():
    state = cycle_state(PERSONAL, [*WHOLE_PERSONAL[:2], *meetings(4)])
    used = {part.part.key: (part.minutes, part.printed_minutes, part.times) for part in state.parts}
    assert used == {
        "talks": (180, 180, 1), "stakeholders": (0, 300, 0), "lasting_help": (0, 480, 0),
        "meetings": (360, 900, 4), "evaluation": (0, 120, 0),
    }  # fmt: skip


@pytest.mark.covers("000_002/47")
def test_a_repeat_of_personal_help_needs_its_evaluation_first_by_article_14():
    assert not cycle_state(PERSONAL, WHOLE_PERSONAL[:-1]).may_repeat
    assert cycle_state(PERSONAL, WHOLE_PERSONAL).may_repeat


@pytest.mark.covers("000_002/47")
def test_a_cycle_begun_without_the_evaluation_is_told_and_still_counted():
    state = cycle_state(PERSONAL, [*WHOLE_PERSONAL[:-1], Begun(day(40)), Worked(day(41), "talks", 60)])
    assert (state.number, state.minutes, keys(state)) == (2, 60, ["repeated_without_evaluation"])
    assert state.notes[0].phrase.sl.startswith("Ciklus 2 se je začel brez evalvacije")


@pytest.mark.covers("000_002/47")
def test_meetings_before_the_agreement_are_told_with_their_day():
    state = cycle_state(PERSONAL, [Worked(day(0), "meetings", 90)])
    assert keys(state) == ["met_before_agreement"]
    assert "2026-03-02" in state.notes[0].phrase.en
    assert keys(cycle_state(PERSONAL, [Worked(day(0), "meetings", 90), Agreed(day(5))])) == [
        "met_before_agreement"
    ]


def test_a_next_cycle_begins_with_the_first_work_after_the_evaluation():
    state = cycle_state(
        PERSONAL, [*WHOLE_PERSONAL, Worked(day(31), "evaluation", 30), Worked(day(60), "talks", 120)]
    )
    assert (state.number, state.minutes, state.running.key) == (2, 120, "talks")
    assert [cycle.minutes for cycle in state.earlier] == [33 * 60 + 30]
    assert not state.may_repeat


def test_a_cycle_that_is_begun_but_not_worked_in_is_one_cycle():
    state = cycle_state(PERSONAL, [Begun(day(0)), *WHOLE_PERSONAL])
    assert (state.number, state.minutes) == (1, 33 * 60)


@pytest.mark.covers("000_002/53")
def test_the_first_cycle_of_family_help_is_40_hours_and_a_next_one_30_by_article_30():
    second = [*meetings(10, begin=40, workers=2), Worked(day(60), "evaluation", 45, workers=2)]
    state = cycle_state(FAMILY, [*WHOLE_FAMILY, *second])
    [first] = state.earlier
    evaluation = 60  # its own time is not printed, so it stands beside the 40 hours
    assert (first.minutes - evaluation, first.printed_minutes) == (40 * 60, 40 * 60)
    assert (state.minutes - 45, state.printed_minutes) == (30 * 60, 30 * 60)
    assert "preparation" not in [part.part.key for part in state.parts]
    assert state.agreed_on == day(1)


@pytest.mark.covers("000_002/52")
def test_family_help_counts_the_meeting_time_of_two_workers_and_the_preparation_once():
    state = cycle_state(FAMILY, WHOLE_FAMILY[:4])
    assert (state.part("preparation").minutes, state.part("meetings").minutes) == (600, 2 * 90 * 2)
    alone = cycle_state(FAMILY, [Worked(day(0), "meetings", 90, workers=1)])
    assert alone.part("meetings").minutes == 90


@pytest.mark.covers("000_002/52")
def test_weekly_meetings_of_family_help_have_their_own_printed_average():
    weekly = cycle_state(FAMILY, WHOLE_FAMILY[:2], weekly=True)
    assert weekly.part("meetings").printed_minutes == 10 * 60 * 2
    assert cycle_state(FAMILY, WHOLE_FAMILY[:2]).part("meetings").printed_minutes == 10 * 90 * 2


@pytest.mark.covers("000_002/54")
def test_more_time_than_the_average_is_a_note_and_blocks_nothing():
    state = cycle_state(
        PERSONAL, [*WHOLE_PERSONAL[:-1], *meetings(2, begin=25), Worked(day(30), "evaluation", 120)]
    )
    assert keys(state) == ["more_meetings", "above_average", "cycle_above"]
    assert state.notes[1].phrase.en == "Meetings: hours 18, printed average 15."
    assert {note.article for note in state.notes} == {"14(4)", "14(6)"}
    assert (state.next, state.may_repeat) == ("repeat", True)


@pytest.mark.covers("000_002/55")
def test_a_group_session_counts_once_however_many_took_part():
    group = [Worked(day(5), "meetings", 90, session="group-1") for _participant in range(6)]
    state = cycle_state(PERSONAL, [Agreed(day(0)), *group])
    assert (state.part("meetings").minutes, state.part("meetings").times) == (90, 1)


@pytest.mark.covers("000_002/56")
def test_travel_is_told_apart_and_counts_in_no_part():
    state = cycle_state(PERSONAL, [Worked(day(0), "talks", 60, travel_minutes=50)])
    assert (state.minutes, state.travel_minutes) == (60, 50)


@pytest.mark.covers("000_002/42")
def test_first_social_aid_is_one_talk_of_45_minutes_and_a_repetition_is_told_by_article_6():
    once = cycle_state(AID, [Worked(day(0), "talk", 45)])
    assert (once.next, once.part("talk").printed_minutes, once.printed_minutes, keys(once)) == (
        "nothing",
        45,
        None,
        [],
    )
    twice = cycle_state(AID, [Worked(day(0), "talk", 20), Worked(day(9), "talk", 20)])
    assert [(note.key, note.article) for note in twice.notes] == [("repeated_in_matter", "6")]
    assert twice.may_repeat


@pytest.mark.covers("000_002/48")
def test_victim_support_has_two_parts_of_90_minutes_and_a_third_after_them_by_article_22():
    both = cycle_state(VICTIM, [Worked(day(0), "first_and_second", 90), Worked(day(7), "third", 90)])
    assert [part.printed_minutes for part in both.parts] == [90, 90]
    assert (both.next, keys(both)) == ("nothing", [])
    assert keys(cycle_state(VICTIM, [Worked(day(7), "third", 90)])) == ["extra_first"]


@pytest.mark.covers("000_002/54")
def test_averages_are_those_of_ended_cycles_beside_the_printed_ones():
    longer = [*WHOLE_PERSONAL[:-1], Worked(day(30), "evaluation", 240)]
    running = WHOLE_PERSONAL[:5]
    found = averages(PERSONAL, [cycle_state(PERSONAL, each) for each in (WHOLE_PERSONAL, longer, running)])
    whole = {each.cycle: each for each in found if each.part is None}
    assert (whole[1].services, whole[1].minutes, whole[1].printed) == (2, 34 * 60, 33 * 60)
    assert whole[1].phrase.en == "Average of hours 34 (services: 2), printed 33."
    assert (whole[2].services, whole[2].minutes, whole[2].phrase.en) == (0, None, "No service has ended.")
    parts = {each.part.key: each.minutes for each in found if each.part}
    assert parts == {
        "talks": 180,
        "stakeholders": 300,
        "lasting_help": 480,
        "meetings": 900,
        "evaluation": 180,
    }


@pytest.mark.covers("000_002/54")
def test_the_average_of_first_social_aid_stands_beside_45_minutes():
    states = [cycle_state(AID, [Worked(day(0), "talk", minutes)]) for minutes in (30, 50, 60)]
    [average] = averages(AID, states)
    assert (average.minutes, average.printed, average.article) == (Fraction(140, 3), 45, "6")


def test_an_average_that_is_not_printed_says_so():
    found = averages(FAMILY, [cycle_state(FAMILY, WHOLE_FAMILY)])
    [evaluation] = [each for each in found if each.part and each.part.key == "evaluation"]
    assert evaluation.phrase.en == "Average of hours 1 (services: 1); no average is printed."


def test_a_part_the_service_does_not_have_is_refused():
    with pytest.raises(KeyError, match="preparation"):
        cycle_state(PERSONAL, [Worked(day(0), "preparation", 60)])


worked = st.builds(
    Worked,
    st.integers(0, 400).map(day),
    st.sampled_from([part.key for part in PERSONAL.parts]),
    st.integers(1, 600),
    session=st.one_of(st.none(), st.sampled_from("abc")),
)


@given(st.lists(st.one_of(worked, st.integers(0, 400).map(day).map(Agreed)), max_size=30))
def test_no_worked_minute_is_lost_between_cycles(records):
    alone = [record for record in records if not (isinstance(record, Worked) and record.session)]
    state = cycle_state(PERSONAL, alone)
    counted = sum(cycle.minutes for cycle in (*state.earlier, state))
    assert counted == sum(record.minutes for record in alone if isinstance(record, Worked))


@given(st.lists(worked, max_size=30))
def test_every_cycle_before_the_last_was_evaluated_unless_somebody_began_the_next(records):
    state = cycle_state(PERSONAL, records)
    assert all(cycle.evaluated_on is not None for cycle in state.earlier)
    assert [cycle.number for cycle in (*state.earlier, state)] == list(range(1, state.number + 1))
