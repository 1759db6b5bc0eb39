"""The day of service follows from the way of serving and the rules in force."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opora.law.procedure import Method, Regime, StepKind, appeal_ends, service, ways_of

days = st.dates(date(2021, 7, 1), date(2035, 12, 31))


def keys(explained) -> set[str]:
    return {caution.key for caution in explained.warnings}


def test_a_document_handed_over_is_served_that_day():
    served = service(Method.HANDED_OVER, handed_over_on=date(2026, 5, 6))
    assert (served.day, served.article, served.article_confirmed) == (date(2026, 5, 6), "ZUP 87(1)", True)


@pytest.mark.parametrize(
    ("regime", "day"), [(Regime.OLD, date(2026, 5, 21)), (Regime.NEW, date(2026, 5, 13))]
)
def test_a_document_nobody_collects_is_served_after_fifteen_or_seven_days(regime, day):
    assert service(Method.LEFT_WITH_NOTICE, left_on=date(2026, 5, 6), regime=regime).day == day


def test_a_document_collected_in_time_is_served_when_collected():
    served = service(Method.LEFT_WITH_NOTICE, left_on=date(2026, 5, 6), handed_over_on=date(2026, 5, 8))
    assert served.day == date(2026, 5, 8)
    assert served.steps[-1].kind is StepKind.REPLACED


def test_a_document_collected_after_the_fiction_stays_served_by_it():
    served = service(Method.LEFT_WITH_NOTICE, left_on=date(2026, 5, 6), handed_over_on=date(2026, 5, 20))
    assert served.day == date(2026, 5, 13)


def test_a_document_left_in_the_mailbox_is_served_on_the_seventh_day_even_if_found_earlier():
    served = service(Method.LEFT_IN_MAILBOX, left_on=date(2026, 5, 6), handed_over_on=date(2026, 5, 7))
    assert served.day == date(2026, 5, 13)


def test_a_fiction_stays_on_a_sunday_and_the_appeal_after_it_is_shifted():
    served = service(Method.LEFT_WITH_NOTICE, left_on=date(2026, 5, 3))
    assert served.day == date(2026, 5, 10)
    assert served.steps[-1].kind is StepKind.NOT_SHIFTED
    assert "fiction_not_shifted_assumed" in keys(served)
    ends = appeal_ends(served.day)
    assert [step.values["reason"] for step in ends.skipped] == ["sunday"]
    assert ends.day == date(2026, 6, 1)


def test_what_the_supreme_court_held_of_the_earlier_text_needs_no_assumption():
    served = service(Method.LEFT_WITH_NOTICE, left_on=date(2025, 5, 3))
    assert served.day == date(2025, 5, 18)
    assert served.steps[-1].kind is StepKind.NOT_SHIFTED
    assert keys(served) == set()
    assert (served.article, served.article_confirmed) == ("ZUP 87(4)", True)


def test_an_act_on_public_funds_sent_by_plain_mail_is_served_on_the_twenty_first_day():
    served = service(Method.PUBLIC_FUNDS_MAIL, dispatched_on=date(2025, 9, 1))
    assert served.day == date(2025, 9, 22)
    assert served.article_to_print == "ZUPJS"
    assert "precondition" in keys(served)


def test_since_zup_i_the_twenty_one_days_are_an_assumption():
    assert "assumed" in keys(service(Method.PUBLIC_FUNDS_MAIL, dispatched_on=date(2026, 5, 4)))


def test_ordinary_mail_that_came_later_is_served_when_it_came():
    served = service(Method.ORDINARY_MAIL, dispatched_on=date(2026, 5, 4), handed_over_on=date(2026, 5, 15))
    assert served.day == date(2026, 5, 15)
    assert service(Method.ORDINARY_MAIL, dispatched_on=date(2026, 5, 4)).day == date(2026, 5, 11)
    assert service(Method.ORDINARY_MAIL_ABROAD, dispatched_on=date(2026, 5, 4)).day == date(2026, 5, 25)


def test_an_electronic_document_is_served_when_signed_for_or_on_the_seventh_day():
    assert service(Method.ELECTRONIC, dispatched_on=date(2026, 5, 4)).day == date(2026, 5, 11)
    signed = service(Method.ELECTRONIC, dispatched_on=date(2026, 5, 4), handed_over_on=date(2026, 5, 5))
    assert signed.day == date(2026, 5, 5)


@given(days, st.sampled_from(list(ways_of(Regime.NEW))))
def test_every_way_of_serving_explains_its_day(day, method):
    served = service(method, dispatched_on=day, left_on=day, handed_over_on=day, regime=Regime.NEW)
    assert served.recomputed() == served.day
    assert served.day >= day


@given(days, st.integers(0, 30), st.sampled_from([Method.LEFT_WITH_NOTICE, Method.ELECTRONIC]))
def test_later_dispatch_never_serves_earlier(day, later, method):
    first = service(method, dispatched_on=day, left_on=day, regime=Regime.NEW)
    after = day + timedelta(days=later)
    assert first.day <= service(method, dispatched_on=after, left_on=after, regime=Regime.NEW).day


@pytest.mark.parametrize(
    ("given_days", "sentence"),
    [
        ({"method": "left_with_notice", "dispatched_on": date(2026, 5, 4)}, "left_on, which is missing"),
        (
            {"method": "left_in_mailbox", "left_on": date(2025, 5, 4)},
            "do not know service by left_in_mailbox",
        ),
        (
            {"method": "electronic", "dispatched_on": date(2026, 5, 4), "handed_over_on": date(2026, 5, 1)},
            "Correct one of the two days",
        ),
        ({"method": "public_funds_mail", "dispatched_on": date(2021, 6, 30)}, "no service_fiction_days"),
        ({"method": "pigeon", "dispatched_on": date(2026, 5, 4)}, "pigeon"),
    ],
)
def test_service_that_cannot_be_computed_is_refused_with_the_cure(given_days, sentence):
    with pytest.raises(ValueError, match=sentence):
        service(**given_days)


def test_a_day_between_the_possible_starts_of_zup_i_carries_a_warning():
    assert "regime_uncertain" in keys(service(Method.LEFT_WITH_NOTICE, left_on=date(2026, 2, 10)))
    assert "regime_uncertain" not in keys(service(Method.LEFT_WITH_NOTICE, left_on=date(2026, 2, 22)))
    named = service(Method.LEFT_WITH_NOTICE, left_on=date(2026, 2, 10), regime=Regime.OLD)
    assert "regime_uncertain" not in keys(named)
    assert named.day == date(2026, 2, 25)
