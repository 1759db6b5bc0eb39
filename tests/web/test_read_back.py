"""What a field shows in a language, it reads back as the same: in that language and in each other."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from opora.catalogue.schema import RecordField
from opora.web.forms.cases import HourField
from opora.web.forms.facts import (
    HoursField,
    ShareField,
    WholeNumberField,
    answer_field,
    as_situation,
    as_typed,
)
from opora.web.forms.fields import DayField, MoneyField
from opora.web.forms.payments import MonthField
from opora.web.forms.record_fields import AtHand, ValueField

LANGUAGES = ("en", "it", "sl")
SLOVENIA = ZoneInfo("Europe/Ljubljana")
languages = st.sampled_from(LANGUAGES)
days = st.dates(date(1901, 1, 1), date(2199, 12, 31))
moments = st.datetimes(datetime(1995, 1, 1), datetime(2199, 12, 31)).map(
    lambda moment: moment.replace(hour=max(moment.hour, 4), second=0, microsecond=0, tzinfo=SLOVENIA)
)
amounts = st.decimals(0, Decimal("99999999.99"), places=2)
hundredths = st.integers(0, 10_000_000).map(lambda number: Decimal(number) / 100)


def read_back(field, value, shown_in, read_in):
    """What the field reads in one language from what it shows in another."""
    with translation.override(shown_in):
        shown = field.widget.format_value(field.prepare_value(value))
    with translation.override(read_in):
        return field.clean(shown)


def record_field(kind):
    told = RecordField(key="field", sl="polje", it="campo", en="field", type=kind)
    return ValueField(told, AtHand())


@given(days, languages, languages)
def test_a_day_is_read_back(day, shown_in, read_in):
    assert read_back(DayField(), day, shown_in, read_in) == day
    assert read_back(record_field("date"), day.isoformat(), shown_in, read_in) == day.isoformat()


@given(days, languages, languages)
def test_a_month_is_read_back(day, shown_in, read_in):
    assert read_back(MonthField(), day, shown_in, read_in) == day.replace(day=1)


@given(moments, languages, languages)
def test_a_moment_is_read_back(moment, shown_in, read_in):
    kept = moment.isoformat(timespec="minutes")
    assert read_back(record_field("moment"), kept, shown_in, read_in) == kept


@given(st.times(), languages, languages)
def test_a_time_of_the_day_is_read_back(clock, shown_in, read_in):
    kept = clock.isoformat(timespec="minutes")
    assert read_back(record_field("time"), kept, shown_in, read_in) == kept
    assert read_back(HourField(), clock.strftime("%H.%M"), shown_in, read_in) == time(
        clock.hour, clock.minute
    )


@given(amounts, languages, languages)
def test_an_amount_is_read_back(amount, shown_in, read_in):
    assert read_back(MoneyField(), amount, shown_in, read_in) == amount
    assert read_back(record_field("money"), int(amount * 100), shown_in, read_in) == int(amount * 100)


@given(hundredths, languages, languages)
def test_hours_and_shares_are_read_back(number, shown_in, read_in):
    kept = f"{number.normalize():f}"
    for kind in ("percent", "hours"):
        assert read_back(record_field(kind), kept, shown_in, read_in) == kept
    for field, unit in ((HoursField(), "hours"), (ShareField(), "ratio")):
        with translation.override(shown_in):
            shown = field.widget.format_value(as_typed(kept, {"type": unit}))
        with translation.override(read_in):
            assert field.clean(shown) == number


@given(amounts, languages, languages)
def test_an_amount_among_the_facts_is_read_back(amount, shown_in, read_in):
    question = {"type": "EUR", "question": {"en": "How much?"}, "fact": "pay"}
    field = answer_field(question, label="How much?")
    with translation.override(shown_in):
        shown = field.widget.format_value(as_typed(f"{amount:f}", question))
    with translation.override(read_in):
        assert Decimal(as_situation(field.clean(shown))) == amount


@given(st.integers(0, 10**9), languages, languages)
def test_a_count_is_read_back(number, shown_in, read_in):
    assert read_back(WholeNumberField(), number, shown_in, read_in) == number
    for kind in ("count", "minutes", "days"):
        assert read_back(record_field(kind), number, shown_in, read_in) == number


@pytest.mark.parametrize(
    "typed",
    [
        "23 November 2026", "23rd November 2026", "23 Nov 2026", "23 Nov. 26", "November 23, 2026",
        "23. november 2026", "23. novembra 2026", "23 novembre 2026", "23 NOVEMBER 2026",
        "23rd of November 2026", "23-Nov-2026", "23/11/2026", "23. 11. 2026", "2026-11-23",
        "23.\N{NO-BREAK SPACE}11.\N{NO-BREAK SPACE}2026",
    ],
)  # fmt: skip
def test_a_month_may_be_written_by_its_name(typed):
    assert DayField().clean(typed) == date(2026, 11, 23)
    assert record_field("date").clean(typed) == "2026-11-23"
    assert record_field("moment").clean(f"{typed}, 9.30") == "2026-11-23T09:30+01:00"
    assert record_field("moment").clean(f"{typed} at 9:30") == "2026-11-23T09:30+01:00"


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_month_that_pages_print_is_read(number, language):
    day = date(2026, number, 7)
    with translation.override(language):
        assert DayField().clean(date_format(day, "j F Y")) == day
        assert DayField().clean(date_format(day, "j E Y")) == day
        assert MonthField().clean(date_format(day, "F Y")) == day.replace(day=1)


@pytest.mark.parametrize("typed", ["31 June 2026", "4 Ma 2026", "4 Brumaire 2026", "May 2026"])
def test_a_day_of_no_month_is_refused(typed):
    with pytest.raises(Exception, match=r"4\. 5\. 2026"):
        DayField().clean(typed)
