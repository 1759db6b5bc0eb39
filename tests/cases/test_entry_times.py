"""How long forms take: counted for the form and its version, and nothing that leads to anybody."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.organisation.factories import CentreFactory, UnitFactory

from opora.cases.entry_times import BANDS, LONGEST, Form, band_of, count_entry, middle_of
from opora.cases.models import EntryTime
from opora.reports.entry_times import entry_times

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
TALK = Form("opinion_on_eviction", "talk", "2018-09-28")


@pytest.fixture
def centre():
    return UnitFactory().centre


def entered(form, centre, *seconds, at=MAY):
    for each in seconds:
        count_entry(form, each, centre=centre, at=at)


def seen(centre):
    return entry_times(centre, hidden_below=5)


def test_entries_of_a_month_that_took_about_as_long_are_one_row_that_is_counted_up(centre):
    entered(TALK, centre, 31, 33, 35)
    [row] = EntryTime.objects.all()
    assert (row.entries, row.band, row.month) == (3, 35, date(2026, 5, 1))


@pytest.mark.covers("004b/R-7")
def test_nothing_in_a_measurement_leads_to_a_worker_a_case_a_person_or_a_moment():
    kept = {field.name for field in EntryTime._meta.get_fields()}
    ours = {"id", "centre", "task", "form", "is_quick", "since", "program", "month", "band", "entries"}
    assert kept == ours


def test_a_time_falls_into_the_band_it_does_not_exceed():
    for shorter, band in zip((0, *BANDS), BANDS, strict=False):
        assert band_of(band) == band
        assert band_of(shorter + 0.1) == band
        assert middle_of(band) == (shorter + band) / 2


def test_an_entry_of_more_than_an_hour_is_an_interrupted_one_and_no_measure(centre):
    entered(TALK, centre, LONGEST, LONGEST + 1, -3)
    assert [row.entries for row in EntryTime.objects.all()] == [1]


def test_half_of_the_entries_took_no_longer_than_the_median_and_nine_of_ten_no_longer_than_the_other(centre):
    entered(TALK, centre, 10, 20, 30, 40, 50, 60, 70, 80, 90, 600)
    [form] = seen(centre)
    [edition] = form.editions
    assert (edition.entries, edition.median, edition.slow) == (10, 50, 90)


@pytest.mark.covers("004b/R-7")
def test_a_version_that_takes_longer_than_the_one_before_says_how_much(centre):
    entered(TALK, centre, *[60] * 5)
    entered(Form("opinion_on_eviction", "talk", "2026-06-01"), centre, *[95] * 6)
    [form] = seen(centre)
    newest, before = form.editions
    assert (newest.since, newest.entries, newest.median, newest.more) == ("2026-06-01", 6, 95, 35)
    assert (before.since, before.median, before.more) == ("2018-09-28", 60, None)


def test_a_new_program_is_a_version_as_well_and_the_tenth_comes_after_the_ninth(centre, monkeypatch):
    for program, seconds in (("0.10.0", 40), ("0.9.0", 60)):
        monkeypatch.setattr("opora.cases.entry_times.__version__", program)
        entered(TALK, centre, *[seconds] * 5)
    [form] = seen(centre)
    assert [(each.program, each.more) for each in form.editions] == [("0.10.0", -20), ("0.9.0", None)]


@pytest.mark.covers("004b/R-7")
def test_the_form_that_took_most_time_in_all_stands_first(centre):
    often = Form("first_social_aid", "first_contact", "", is_quick=True)
    entered(TALK, centre, *[600] * 5)
    entered(often, centre, *[60] * 60)
    assert [(form.key, form.is_quick) for form in seen(centre)] == [("first_contact", True), ("talk", False)]


def test_what_was_entered_fewer_than_five_times_has_no_figures(centre):
    entered(TALK, centre, 60, 61, 62, 63)
    [form] = seen(centre)
    [edition] = form.editions
    assert edition.is_hidden
    assert (edition.median, edition.slow, edition.total, form.total) == (None, None, 0, 0)


def test_another_centre_sees_nothing_of_it(centre):
    entered(TALK, centre, *[60] * 9)
    assert seen(CentreFactory(code="OTHER_CENTRE")) == []
