"""A report that is owed for each month or year is settled by the one for that month or year, and no other."""

from datetime import date

import pytest
from tests.cases.factories import CaseFactory
from tests.cases.tasks import deadline, record, task

from opora.cases.deadline_due import due
from opora.cases.deadline_facts import Facts, Happened
from opora.cases.deadline_rules import refresh_deadlines
from opora.cases.models import CaseRecord, DeadlineState
from opora.catalogue import catalogue
from opora.catalogue.schema.references import misnamed

TODAY = date(2026, 11, 23)
ORDERED = {"from": date(2026, 9, 1), "to": date(2027, 5, 31)}


def kept(key, on, about="", **content):
    return Happened(f"record.{key}", on, about, content)


def open_turns(name, key, *happened, opened=date(2026, 9, 1)):
    facts = Facts(on=TODAY, opened_on=opened, happened=happened)
    found = due(catalogue().task(name, on=TODAY), facts)
    return [each.day for each in found if each.key == key]


def monthly(*reports, **order):
    sent = [kept("monthly_report", on, month_of=month) for month, on in reports]
    content = ORDERED | order
    happened = (kept("order", content["from"], "o", **content), *sent)
    return open_turns("supervised_contacts", "monthly_report_due", *happened)


SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
SENT = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("reports", "day"),
    [
        ([], date(2026, 10, 1)),
        ([(OCTOBER, SENT)], date(2026, 10, 1)),
        ([(date(2026, 9, 30), SENT)], date(2026, 11, 2)),
        ([(OCTOBER, SENT), (SEPTEMBER, SENT)], date(2026, 12, 1)),
        ([(SEPTEMBER, SENT), (SEPTEMBER, SENT)], date(2026, 11, 2)),
        ([(date(2026, 8, 1), SENT)], date(2026, 10, 1)),
    ],
)
def test_a_report_to_the_court_settles_its_own_month_alone(reports, day):
    assert monthly(*reports) == [day]


def test_of_an_order_from_the_middle_of_a_month_the_first_report_is_for_that_month():
    assert monthly(**{"from": date(2026, 9, 15)}) == [date(2026, 10, 15)]
    assert monthly((SEPTEMBER, SENT), **{"from": date(2026, 9, 15)}) == [date(2026, 11, 16)]


def test_the_report_for_the_last_month_of_an_order_is_owed_after_its_end_and_none_for_the_month_after():
    until = {"to": date(2026, 11, 30)}
    two = [(SEPTEMBER, SENT), (OCTOBER, SENT)]
    assert monthly(*two, **until) == [date(2026, 12, 1)]
    assert monthly(*two, (NOVEMBER, TODAY), **until) == []


def yearly(*reports, opened=TODAY):
    told = [kept("report", TODAY, reason=why, period_to=to) for why, to in reports]
    return open_turns("guardian_report", "report_due", *told, opened=opened)


def test_the_late_report_of_a_guardian_for_one_year_leaves_the_next_year_owed():
    assert yearly(("yearly", date(2025, 12, 31))) == [date(2027, 2, 15)]
    assert yearly(("yearly", date(2026, 12, 31))) == [date(2028, 2, 15)]
    both = (("yearly", date(2026, 12, 31)), ("yearly", date(2025, 12, 31)))
    assert yearly(*both, opened=date(2026, 1, 12)) == [date(2028, 2, 15)]
    assert yearly(both[0], opened=date(2026, 1, 12)) == [date(2026, 2, 16)]


def test_a_report_given_for_another_reason_is_no_yearly_report():
    assert yearly(("discharge", date(2026, 12, 31))) == [date(2027, 2, 15)]


@pytest.mark.django_db
class TestKept:
    def add(self, case, month, sent, key="monthly_report"):
        content = {"month_of": month, "sent_on": sent}
        if key == "order":
            content = {"from": "2026-09-01", "to": "2027-05-31"}
        return CaseRecord.objects.create(
            centre=case.centre, unit=case.unit, case=case, task=case.task, key=key,
            happened_on=date.fromisoformat(sent), content=content, entered_by=case.opened_by,
            entered_at=f"{sent}T08:00Z",
        )  # fmt: skip

    def told(self, case):
        refresh_deadlines(case, on=TODAY)
        rows = case.deadlines.filter(key="monthly_report_due").order_by("day")
        return [(row.day, row.state, row.ended_on) for row in rows]

    def test_the_month_that_was_skipped_stays_in_the_list_until_its_own_report_is_entered(self):
        case = CaseFactory(task="supervised_contacts", opened_on=date(2026, 9, 1))
        self.add(case, "", "2026-09-01", key="order")
        first = (date(2026, 10, 1), DeadlineState.RUNNING, None)
        assert self.told(case) == [first]
        self.add(case, "2026-10-01", "2026-11-03")
        assert self.told(case) == [first]
        late = self.add(case, "2026-09-01", "2026-10-20")
        assert self.told(case) == [
            (date(2026, 10, 1), DeadlineState.MET, date(2026, 10, 20)),
            (date(2026, 12, 1), DeadlineState.RUNNING, None),
        ]
        late.struck_at = "2026-11-20T08:00Z"
        late.save(update_fields=["struck_at"])
        assert self.told(case)[0] == first


def test_a_step_left_out_or_done_without_a_record_counts_for_the_first_open_turn():
    def open_after(*happened):
        ordered = kept("order", ORDERED["from"], "o", **ORDERED)
        return open_turns("supervised_contacts", "monthly_report_due", ordered, *happened)

    step = Happened("step.monthly_report", SENT)
    left_out = Happened("step.monthly_report", SENT, left_out=True)
    october = kept("monthly_report", SENT, month_of=OCTOBER)
    assert open_after(step) == open_after(left_out) == [date(2026, 11, 2)]
    assert open_after(step, october) == [date(2026, 10, 1)]
    assert open_after(left_out, october) == [date(2026, 12, 1)]


def test_only_what_comes_again_names_the_field_with_its_period_and_the_field_is_a_day():
    told = {"period": {"field": "record.report.month_on"}}
    with pytest.raises(ValueError, match="period"):
        deadline(length={"unit": "days", "count": 7}, starts="opened", **told)
    limit = deadline(every={"unit": "months", "count": 1}, starts="opened", **told)
    assert list(misnamed(task(limit, records=[record("report", "month_on")]))) == []
    assert "month_on" in str(list(misnamed(task(limit))))
