"""A later end of a state takes the place of the earlier one, which stays in history with its reason."""

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory
from tests.cases.tasks import deadline, task

from opora.cases.deadline_due import due
from opora.cases.deadline_facts import Facts, Happened
from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.models import CaseRecord, CaseStep, DeadlineState, StepState
from opora.catalogue import catalogue
from opora.catalogue.schema.references import misnamed

OPENED = date(2026, 7, 6)
EXTENDED = {"by_whom": "court", "runs_from": "2026-07-06"}


def order(on, about, **content):
    return Happened("record.order", on, about, {"from_on": on, **content})


def facts(*happened):
    return Facts(on=OPENED, opened_on=OPENED, happened=happened)


def test_the_end_told_later_takes_the_place_of_the_one_told_before():
    limit = deadline(falls_on="record.order.until_on", lasts=True, replaced_by=[{"record": "order"}])
    first = order(date(2026, 7, 6), "first", until_on=date(2026, 7, 8))
    second = order(date(2026, 7, 8), "second", until_on=date(2026, 7, 21))
    found = due(task(limit), facts(second, first))
    assert [(each.about, each.is_replaced, each.met_on, each.met_by) for each in found] == [
        ("first", True, date(2026, 7, 8), "record.order"),
        ("second", False, None, ""),
    ]


def test_of_two_ends_told_on_one_day_the_one_entered_last_holds():
    limit = deadline(falls_on="record.order.until_on", lasts=True, replaced_by=[{"record": "order"}])
    day = date(2026, 7, 6)
    found = due(
        task(limit),
        facts(order(day, "a", until_on=date(2026, 7, 21)), order(day, "b", until_on=date(2026, 7, 8))),
    )
    assert [(each.about, each.is_replaced) for each in found] == [("a", True), ("b", False)]


def test_only_a_record_that_holds_what_is_asked_takes_its_place():
    asked = [{"record": "order", "holds": [{"field": "until_on"}]}]
    limit = deadline(falls_on="record.order.until_on", lasts=True, replaced_by=asked)
    found = due(
        task(limit), facts(order(OPENED, "a", until_on=date(2026, 7, 21)), order(date(2026, 7, 8), "b"))
    )
    assert [(each.about, each.is_replaced) for each in found] == [("a", False)]


def test_what_is_replaced_is_named_as_the_task_names_it():
    end = deadline(falls_on="record.order.until_on", lasts=True, replaced_by=[{"record": "visit_of_nobody"}])
    assert "visit_of_nobody" in str(list(misnamed(task(end))))
    with pytest.raises(ValueError, match="comes again"):
        deadline(
            every={"unit": "months", "count": 1},
            starts="record.order.from_on",
            replaced_by=[{"record": "order"}],
        )


@pytest.mark.django_db
class TestRestrainingOrder:
    def case(self):
        return CaseFactory(task="restraining_order", opened_on=OPENED)

    def add(self, case, key, on, **content):
        return CaseRecord.objects.create(
            centre=case.centre, unit=case.unit, case=case, task=case.task, key=key, happened_on=on,
            content=content, entered_by=case.opened_by, entered_at=datetime(2026, 7, 6, 8, tzinfo=UTC),
        )  # fmt: skip

    def runs(self, case):
        refresh_deadlines(case, on=OPENED)
        running = case.deadlines.filter(state=DeadlineState.RUNNING).exclude(key="agree_before_end")
        return [(each.key, each.day) for each in running.order_by("day")]

    @pytest.fixture
    def ordered(self):
        case = self.case()
        self.add(case, "order", OPENED, issued_at="2026-07-06T23:50+02:00")
        return case

    def test_the_order_of_the_police_has_one_end_and_no_extension_that_nobody_decided(self, ordered):
        assert self.runs(ordered) == [("first_two_days", date(2026, 7, 8))]

    def test_an_extension_by_the_court_puts_its_end_in_the_place_of_the_first_one(self, ordered):
        self.runs(ordered)
        self.add(
            ordered, "order_decision", date(2026, 7, 8), measure="extended_to_15_days",
            runs_until="2026-07-21", **EXTENDED,
        )  # fmt: skip
        assert self.runs(ordered) == [("order_ends", date(2026, 7, 21))]
        first = ordered.deadlines.get(key="first_two_days")
        assert (first.state, first.ended_on) == (DeadlineState.CANCELLED, date(2026, 7, 8))
        assert first.rests_on["ended_by"] == "record.order_decision"
        self.add(
            ordered, "order_decision", date(2026, 7, 20), measure="extended_to_60_days",
            runs_until="2026-09-04", **EXTENDED,
        )  # fmt: skip
        assert self.runs(ordered) == [("order_ends", date(2026, 9, 4))]

    @pytest.mark.parametrize(
        ("measure", "end"),
        [("extended_to_15_days", ("fifteen_days", date(2026, 7, 21))),
         ("extended_to_60_days", ("sixty_days", date(2026, 9, 4)))],
    )  # fmt: skip
    def test_an_extension_without_its_last_day_ends_where_the_law_ends_it(self, ordered, measure, end):
        self.add(ordered, "order_decision", date(2026, 7, 8), measure=measure, **EXTENDED)
        assert self.runs(ordered) == [end]

    def test_a_revoked_order_runs_no_more(self, ordered):
        self.add(
            ordered, "order_decision", date(2026, 7, 8), measure="extended_to_15_days",
            runs_until="2026-07-21", **EXTENDED,
        )  # fmt: skip
        assert self.runs(ordered)
        self.add(ordered, "order_decision", date(2026, 7, 10), measure="revoked", **EXTENDED)
        assert self.runs(ordered) == []

    def test_what_comes_after_it_is_agreed_with_the_victim_before_each_end(self, ordered):
        def due_for_victim():
            self.runs(ordered)
            waiting = ordered.deadlines.filter(key="agree_before_end", state=DeadlineState.RUNNING)
            return [each.day for each in waiting]

        self.add(
            ordered, "order_decision", date(2026, 7, 8), measure="extended_to_15_days",
            runs_until="2026-07-21", **EXTENDED,
        )  # fmt: skip
        assert due_for_victim() == [date(2026, 7, 20)]
        CaseStep.objects.create(
            case=ordered, key="before_it_ends", state=StepState.DONE, ended_on=date(2026, 7, 18),
            by=ordered.opened_by,
        )  # fmt: skip
        assert due_for_victim() == []
        assert self.runs(ordered) == [("order_ends", date(2026, 7, 21))]
        self.add(
            ordered, "order_decision", date(2026, 7, 20), measure="extended_to_60_days",
            runs_until="2026-09-04", **EXTENDED,
        )  # fmt: skip
        assert due_for_victim() == [date(2026, 9, 3)]

    def test_a_decision_struck_as_a_mistake_gives_the_earlier_end_back(self, ordered):
        self.runs(ordered)
        wrong = self.add(
            ordered, "order_decision", date(2026, 7, 8), measure="extended_to_15_days",
            runs_until="2026-07-21", **EXTENDED,
        )  # fmt: skip
        self.runs(ordered)
        wrong.struck_at = datetime(2026, 7, 8, 9, tzinfo=UTC)
        wrong.save(update_fields=["struck_at"])
        assert self.runs(ordered) == [("first_two_days", date(2026, 7, 8))]


def due_of(key, *happened):
    return due(catalogue().task(key, on=OPENED), facts(*happened))


def kept(record, on, about, **content):
    return Happened(f"record.{record}", on, about, content)


def running(found):
    return [(each.key, each.day) for each in found if each.met_on is None]


def test_the_longest_time_of_a_measure_is_told_only_while_the_court_named_no_last_day():
    told = kept("measure", OPENED, "m", **{"from": OPENED, "until": date(2026, 12, 1)})
    assert running(due_of("court_measures_against_violence", told)) == [("measure_ends", date(2026, 12, 1))]
    open_ended = kept("measure", OPENED, "m", **{"from": OPENED})
    assert running(due_of("court_measures_against_violence", open_ended)) == [
        ("measure_at_most_a_year", date(2027, 7, 6))
    ]


def test_a_measure_that_prolongs_an_earlier_one_takes_the_place_of_its_end_and_another_one_does_not():
    first = kept("measure", OPENED, "a", **{"from": OPENED, "until": date(2026, 12, 1)})
    later = {"from": date(2026, 12, 1), "until": date(2027, 6, 1)}
    on = date(2026, 11, 20)
    beside = kept("measure", on, "b", prolongs_earlier=False, **later)
    longer = kept("measure", on, "b", prolongs_earlier=True, **later)
    task = "court_measures_against_violence"
    assert [day for _key, day in running(due_of(task, first, beside))] == [date(2026, 12, 1), later["until"]]
    assert running(due_of(task, first, longer)) == [("measure_ends", later["until"])]


def test_the_next_meeting_of_a_team_is_due_until_it_is_held_and_then_the_one_after_it():
    first = kept("team_meeting", OPENED, "a", next_on=date(2026, 7, 21))
    settled = Happened("step.next_meeting", OPENED)
    assert running(due_of("multidisciplinary_team", first, settled)) == [("next_team", date(2026, 7, 21))]
    second = kept("team_meeting", date(2026, 7, 21), "b", next_on=date(2026, 9, 1))
    assert running(due_of("multidisciplinary_team", first, settled, second)) == [
        ("next_team", date(2026, 9, 1))
    ]


def test_a_later_assessment_of_endangerment_sets_when_the_next_one_is_due():
    first = kept("assessment", OPENED, "a", review_on=date(2026, 7, 21))
    second = kept("assessment", date(2026, 7, 20), "b", review_on=date(2026, 9, 1))
    reviewed = Happened("step.review", date(2026, 7, 10))
    assert running(due_of("endangerment_assessment", first, reviewed, second)) == [
        ("next_assessment", date(2026, 9, 1))
    ]
