"""Which deadlines a task gives a case on what has happened, and when they are met. No records are read."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cases.tasks import deadline, record, step, task

from opora.cases.deadline_due import due, may_lapse
from opora.cases.deadline_facts import Facts, Happened
from opora.catalogue import catalogue

MONTHLY = {"unit": "months", "count": 1}
OPENED = date(2026, 1, 5)


def facts(*happened, on=date(2026, 6, 1), **told):
    return Facts(on=on, opened_on=OPENED, happened=happened, **told)


def order(from_on, about="one", **content):
    return Happened("record.order", from_on, about, {"from_on": from_on, **content})


def visit(*day, left_out=False):
    return Happened("step.visit", date(*day), left_out=left_out)


def test_nothing_is_due_before_the_event_it_counts_from():
    limit = deadline(length={"unit": "days", "count": 7}, starts="record.order.from_on")
    assert due(task(limit), facts()) == []


def test_each_record_has_a_deadline_of_its_own():
    limit = deadline("report", length={"unit": "days", "count": 7}, starts="record.order.from_on")
    found = due(task(limit), facts(order(date(2026, 5, 4)), order(date(2026, 5, 11), "other")))
    assert [(each.about, each.day) for each in found] == [
        ("one", date(2026, 5, 11)),
        ("other", date(2026, 5, 18)),
    ]


@pytest.mark.parametrize(
    ("starts", "happened", "day"),
    [
        ("opened", None, date(2026, 1, 12)),
        ("filed", None, date(2026, 1, 12)),
        ("filed", Happened("filed", date(2026, 1, 2)), date(2026, 1, 9)),
        ("step.visit", visit(2026, 5, 4), date(2026, 5, 11)),
        ("stage.court", Happened("stage.court", date(2026, 5, 4)), date(2026, 5, 11)),
        ("document.appeal", Happened("document.appeal", date(2026, 5, 4), "d"), date(2026, 5, 11)),
        ("record.order", Happened("record.order", date(2026, 5, 4), "r"), date(2026, 5, 11)),
        ("served", Happened("served", date(2026, 5, 4), "decision"), date(2026, 5, 11)),
        ("assigned", Happened("assigned", date(2026, 5, 4)), date(2026, 5, 11)),
    ],
)
def test_every_kind_of_event_starts_a_deadline(starts, happened, day):
    limit = deadline("answer", length={"unit": "days", "count": 7}, starts=starts)
    (found,) = due(task(limit), facts(*([happened] if happened else [])))
    assert (found.day, found.met_on) == (day, None)


def test_a_step_left_out_starts_nothing_and_a_step_done_again_starts_anew():
    limit = deadline("answer", length={"unit": "days", "count": 7}, starts="step.visit")
    assert due(task(limit), facts(visit(2026, 5, 4, left_out=True))) == []
    (found,) = due(task(limit), facts(visit(2026, 5, 4), visit(2026, 5, 11)))
    assert found.day == date(2026, 5, 18)


@pytest.mark.parametrize(
    ("done", "met_by"),
    [
        (visit(2026, 5, 6), "step.visit"),
        (visit(2026, 5, 6, left_out=True), "step.visit"),
        (Happened("record.limit", date(2026, 5, 6), "r"), "record.limit"),
        (Happened("document.limit", date(2026, 5, 6), "d"), "document.limit"),
    ],
)
def test_the_step_that_names_it_and_what_bears_its_key_meet_a_deadline(done, met_by):
    limit = deadline(length={"unit": "days", "count": 7}, starts="record.order.from_on")
    document = {**step("limit"), "direction": "outgoing"} | {"kind": "report"}
    with_both = task(limit, records=[record("order", "from_on"), record("limit", "on")], documents=[document])
    (found,) = due(with_both, facts(order(date(2026, 5, 4)), done))
    assert (found.met_on, found.met_by) == (date(2026, 5, 6), met_by)


def test_what_was_done_before_the_event_does_not_meet_it():
    limit = deadline(length={"unit": "days", "count": 7}, starts="record.order.from_on")
    (found,) = due(task(limit), facts(order(date(2026, 5, 4)), visit(2026, 5, 1)))
    assert found.met_on is None


def test_a_condition_is_read_in_the_record_it_starts_with():
    limit = deadline(
        length={"unit": "days", "count": 7},
        starts="record.order.from_on",
        when={"field": "record.order.holds", "is": True},
    )
    happened = facts(order(date(2026, 5, 4), holds=False), order(date(2026, 5, 11), "other", holds=True))
    assert [each.about for each in due(task(limit), happened)] == ["other"]


@pytest.mark.parametrize(
    ("entered", "met_on", "met_by"),
    [
        ({}, None, ""),
        ({"until_on": None}, None, ""),
        ({"until_on": date(2026, 5, 20)}, date(2026, 5, 20), "record.order.until_on"),
        ({"until_on": date(2026, 7, 1)}, date(2026, 7, 1), "record.order.until_on"),
        ({"met_at": datetime(2026, 5, 20, 9, 30)}, None, ""),
    ],
)
def test_a_deadline_ends_with_the_day_entered_in_its_own_record(entered, met_on, met_by):
    limit = deadline(
        "stay",
        length={"unit": "days", "count": 21},
        starts="record.order.from_on",
        ends_with="record.order.until_on",
    )
    (found,) = due(task(limit), facts(order(date(2026, 5, 4), **entered)))
    assert (found.day, found.met_on, found.met_by) == (date(2026, 5, 25), met_on, met_by)


def test_of_the_end_and_the_step_that_meet_a_deadline_the_earlier_one_counts():
    limit = deadline(
        length={"unit": "days", "count": 21}, starts="record.order.from_on", ends_with="record.order.met_at"
    )
    left = order(date(2026, 5, 4), met_at=datetime(2026, 5, 20, 9, 30))
    (found,) = due(task(limit), facts(left, visit(2026, 5, 22)))
    assert (found.met_on, found.met_by) == (date(2026, 5, 20), "record.order.met_at")
    (found,) = due(task(limit), facts(left, visit(2026, 5, 12)))
    assert (found.met_on, found.met_by) == (date(2026, 5, 12), "step.visit")


@pytest.mark.parametrize("of", ["children_crisis_stay", "victims_crisis_stay"])
def test_the_clock_of_21_days_stops_when_the_guest_of_a_crisis_centre_has_left(of):
    kept = catalogue().task(of, on=OPENED)
    clock = kept.deadline("day_21")
    stay = clock.starts.rpartition(".")[0]
    came, left = datetime(2026, 5, 4, 22, 0), datetime(2026, 5, 12, 8, 0)
    there = Happened(stay, came.date(), "s", {"admitted_at": came})
    gone = Happened(stay, came.date(), "s", {"admitted_at": came, "departed_at": left})
    assert [each.met_on for each in due(kept, facts(there)) if each.key == "day_21"] == [None]
    assert [each.met_on for each in due(kept, facts(gone)) if each.key == "day_21"] == [left.date()]


def test_only_a_deadline_that_comes_again_may_end_with_another_record():
    told = {"starts": "record.order.from_on", "ends_with": "record.other.until_on"}
    with pytest.raises(ValueError, match="ends_with"):
        deadline(length={"unit": "days", "count": 21}, **told)
    assert deadline(every=MONTHLY, **told).comes_again
    assert deadline(length={"unit": "days", "count": 21}, lasts=True, **told).ends_with


@pytest.mark.parametrize("told", [{"length": MONTHLY, "every": MONTHLY}, {"length": MONTHLY}])
def test_only_what_comes_again_by_itself_is_counted_from_the_last_one(told):
    with pytest.raises(ValueError, match="from_last_done"):
        deadline(starts="record.order.from_on", from_last_done=True, **told)


def test_each_measure_has_its_own_end():
    limit = deadline(every=MONTHLY, starts="record.order.from_on", ends_with="record.order.until_on")
    ended = order(date(2026, 4, 7), "ended", until_on=date(2026, 4, 30))
    found = due(task(limit), facts(ended, order(date(2026, 5, 4), "runs")))
    assert [each.about for each in found] == ["runs"]


def test_the_persons_of_a_role_have_their_birthdays():
    limit = deadline(at_age={"role": "child", "years": 18})
    born = {"child": (("ana", date(2009, 3, 4)), ("bor", date(2012, 8, 9)))}
    assert [(each.about, each.day) for each in due(task(limit), facts(born=born))] == [
        ("ana", date(2027, 3, 4)),
        ("bor", date(2030, 8, 9)),
    ]


MONTHLY_DONE = [
    # what was done, the turn that is open, its day
    ([], 1, date(2026, 2, 5)),
    ([(2026, 1, 30)], 2, date(2026, 3, 5)),
    ([(2026, 1, 20), (2026, 1, 30)], 2, date(2026, 3, 5)),  # twice in a month is one
    ([(2026, 2, 5)], 2, date(2026, 3, 5)),  # the last day still counts
    ([(2026, 2, 6)], 2, date(2026, 3, 5)),  # late: for the month before, this month is still owed
    ([(2026, 2, 6), (2026, 2, 27)], 3, date(2026, 4, 7)),  # 5 April is Easter, 6 April Easter Monday
    ([(2026, 4, 20)], 4, date(2026, 5, 5)),  # three were missed: this month is owed, no more
]


@pytest.mark.parametrize(("done", "turn", "day"), MONTHLY_DONE)
def test_what_comes_each_month_counts_for_its_month(done, turn, day):
    limit = deadline(every=MONTHLY, starts="record.order.from_on")
    (found,) = due(task(limit), facts(order(OPENED), *(visit(*each) for each in done)))
    assert (found.rests_on["turn"], found.day) == (turn, day)


def test_a_meeting_held_sets_the_next_one():
    limit = deadline("council", every=MONTHLY, starts="record.order.from_on")
    happened = facts(order(date(2026, 4, 7)), order(date(2026, 5, 4), "later"))
    (found,) = due(task(limit), happened)
    assert (found.about, found.day, found.last_met_on) == ("", date(2026, 6, 4), date(2026, 5, 4))


def test_a_limit_on_others_that_nothing_waits_for_goes_on_to_its_next_turn():
    season = deadline("season", on_day="11-02", starts="each_year", binds="party")
    (found,) = due(task(season), facts(on=date(2026, 11, 3)))
    assert found.day == date(2027, 11, 2)


@pytest.mark.parametrize(
    ("told", "lapses"),
    [
        ({"binds": "centre"}, False),
        ({"binds": "other_body"}, True),
        ({"binds": "party"}, True),
        ({"binds": "centre", "at_latest": False}, True),
    ],
)
def test_what_the_centre_owes_never_lapses(told, lapses):
    limit = deadline("other", length={"unit": "days", "count": 7}, starts="opened", **told)
    assert may_lapse(task(limit), limit) is lapses


def test_a_partys_limit_that_a_step_follows_stays_overdue_and_its_appeal_does_not():
    followed = deadline(length={"unit": "days", "count": 7}, starts="opened", binds="party")
    appeal = deadline(term="appeal_ends", starts="served", binds="party")
    assert not may_lapse(task(followed), followed)
    assert may_lapse(task(appeal), appeal)


def test_before_zup_i_the_term_to_decide_waits_for_the_complete_application():
    decide = deadline(term="decision_due", starts="filed")
    filed = Happened("filed", date(2025, 3, 3))
    assert due(task(decide), facts(filed)) == []
    (found,) = due(task(decide), facts(filed, Happened("completed", date(2025, 3, 20))))
    assert found.day == date(2025, 5, 20)


def test_the_call_and_not_the_decision_starts_the_term_to_supplement():
    supplement = deadline(term="supplement_due", days=8, starts="served", binds="party")
    assert due(task(supplement), facts(Happened("served", date(2026, 5, 8), "decision"))) == []
    (found,) = due(task(supplement), facts(Happened("called_to_supplement", date(2026, 5, 8), "call")))
    assert found.day == date(2026, 5, 18)


def test_a_decision_meets_the_term_to_decide():
    decide = deadline(term="decision_due", starts="filed")
    filed = Happened("filed", date(2026, 3, 2))
    (found,) = due(task(decide), facts(filed, Happened("decided", date(2026, 4, 20), "decision")))
    assert (found.day, found.met_on) == (date(2026, 5, 4), date(2026, 4, 20))


DAYS = st.dates(date(2026, 1, 6), date(2027, 6, 30))


@given(happened=st.lists(st.tuples(st.sampled_from(["visit", "order"]), DAYS), max_size=8), seed=st.randoms())
def test_the_order_in_which_things_are_entered_does_not_matter(happened, seed):
    monthly = deadline(every=MONTHLY, starts="record.order.from_on")
    once = deadline("answer", length={"unit": "days", "count": 7}, starts="step.visit")
    told = [
        Happened("step.visit", on) if what == "visit" else order(on, str(on)) for what, on in set(happened)
    ]
    mixed = seed.sample(told, len(told))

    def reached(each):
        found = due(task(monthly, once), facts(*each))
        return sorted((one.key, one.about, one.day, one.met_on, dict(one.rests_on).items()) for one in found)

    assert [row[:4] for row in reached(told)] == [row[:4] for row in reached(mixed)]


def test_every_deadline_of_the_catalogue_can_be_worked_out():
    """Whatever a definition says of a deadline, its event leads to an explained day."""
    on, reached = date(2026, 5, 4), 0
    for versions in catalogue().tasks.values():
        for each in versions:
            ends = {limit.ends_with for limit in each.deadlines if limit.comes_again}
            happened = [Happened(what, on, "x", {"days": 15}) for what in _bare_events(each)]
            happened += [
                Happened(
                    f"record.{kept.key}",
                    on,
                    kept.key[:30],
                    {
                        field.key: date(2029, 5, 4) if f"record.{kept.key}.{field.key}" in ends else on
                        for field in kept.fields
                        if field.type in ("date", "moment")
                    }
                    | {field.key: True for field in kept.fields if field.type == "yes_no"},
                )
                for kept in each.records
            ]
            born = {role.key: (("x", date(2015, 1, 2)),) for role in each.roles}
            found = due(each, Facts(on=on, opened_on=on, happened=tuple(happened), born=born))
            known = {one.key for one in found}
            missing = {one.key for one in each.deadlines if one.when is None} - known
            assert not missing, f"{each.en}: {missing}"
            for one in found:
                assert one.explanation.recomputed() == one.day
                assert one.day >= on - timedelta(days=4000)
            reached += len(found)
    assert reached > 100


def _bare_events(each):
    starts = {one.starts for one in each.deadlines if one.starts}
    return {what for what in starts if not what.startswith("record.")} | {"called_to_supplement", "served"}
