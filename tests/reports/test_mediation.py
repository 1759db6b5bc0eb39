"""How many mediations each mediator has, counted from the cases; and what speaks against one of them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory
from tests.reports.mediations import entry, mediated, mediator, registered

from opora.cases.exclusions import declare_tie
from opora.cases.models import CaseRecord, Teammate
from opora.reports.mediation import Who, roster, ties_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def unit():
    return UnitFactory(name="Enota Koper")


def row(found, who):
    key = Who(worker=who.pk) if hasattr(who, "login") else Who(person=str(who.public_id))
    return next(each for each in found.mediators if each.who == key)


def counted(tally):
    return tally.begun, tally.carried_over, tally.together, tally.ended, tally.running


@pytest.mark.covers("004a/R-53")
def test_mediations_are_counted_as_begun_carried_over_ended_and_running_for_each_part(unit):
    ana, bor = mediator(unit), mediator(unit)
    mediated(unit, date(2025, 11, 3), ended=date(2026, 2, 2), mediator=ana, co_mediator=bor)
    mediated(unit, date(2026, 3, 3), ended=date(2026, 4, 4), mediator=ana, co_mediator=bor)
    mediated(unit, date(2026, 9, 1), mediator=bor, co_mediator=ana)
    mediated(unit, date(2025, 3, 3), ended=date(2025, 12, 30), mediator=ana)
    found = roster(unit.centre, 2026, on=TODAY)
    assert counted(row(found, ana).load.as_mediator) == (1, 1, 2, 2, 0)
    assert counted(row(found, ana).load.as_co_mediator) == (1, 0, 1, 0, 1)
    assert counted(row(found, bor).load.as_mediator) == (1, 0, 1, 0, 1)
    assert counted(found.mediations) == (2, 1, 3, 2, 1)
    assert found.active == 2


@pytest.mark.covers("004a/R-53")
def test_the_year_of_the_report_is_counted_as_it_prints_it(unit):
    """23 begun in 2021 and 3 carried over from 2020 are 26 mediations, led by eight mediators."""
    eight = [mediator(unit) for _each in range(8)]
    for number in range(26):
        began = date(2020, 12, 1) if number < 3 else date(2021, 1, 4 + number)
        led = {"mediator": eight[number % 8], "co_mediator": eight[(number + 1) % 8]}
        mediated(unit, began, ended=date(2021, 12, 6), **led)
    found = roster(unit.centre, 2021, on=TODAY)
    assert counted(found.mediations) == (23, 3, 26, 26, 0)
    assert found.active == 8
    assert sum(each.load.as_mediator.together for each in found.mediators) == 26
    assert sum(each.load.as_co_mediator.together for each in found.mediators) == 26


def test_a_mediation_without_a_result_ends_with_its_case_and_one_struck_out_is_none(unit):
    ana = mediator(unit)
    ended = mediated(unit, date(2026, 2, 2), mediator=ana)
    type(ended).objects.filter(pk=ended.pk).update(closed_on=date(2026, 6, 1), state="closed")
    mistaken = mediated(unit, date(2026, 2, 2), mediator=ana)
    CaseRecord.objects.filter(case=mistaken, key="mediation").update(struck_at=timezone.now())
    assert counted(row(roster(unit.centre, 2026, on=TODAY), ana).load.as_mediator) == (1, 0, 1, 1, 0)


def test_a_past_year_is_counted_as_it_stood_at_its_end(unit):
    ana = mediator(unit)
    mediated(unit, date(2025, 5, 5), ended=date(2026, 2, 2), mediator=ana)
    assert counted(row(roster(unit.centre, 2025, on=TODAY), ana).load.as_mediator) == (1, 0, 1, 0, 1)


@pytest.mark.covers("004a/R-53")
def test_the_list_has_the_days_languages_trainings_and_unit_and_who_is_free_stands_first(unit):
    busy, free, outside = mediator(unit), mediator(unit), PersonFactory()
    entry(unit, busy, languages="slovenščina, italijanščina")
    entry(unit, free, languages="slovenščina")
    entry(unit, outside, languages="italijanščina in slovenščina", unit="Zavod Most")
    for year, title in ((2026, "Mediacija na daljavo"), (2024, "Osvežitev"), (2021, "Davno")):
        told = {"attended_on": f"{year}-05-04", "title": title, "worker": busy.pk}
        registered(unit, "refresher_attended", date(year, 5, 4), **told)
    mediated(unit, date(2026, 9, 1), mediator=busy, outside=outside)
    mediated(unit, date(2026, 9, 2), mediator=busy)
    found = roster(unit.centre, 2026, on=TODAY)
    assert [each.name for each in found.mediators] == [str(free), str(outside), str(busy)]
    assert found.languages == ["italijanščina", "slovenščina"]
    told = row(found, busy)
    assert (told.licensed_on, told.listed_on) == (date(2021, 2, 1), date(2021, 3, 15))
    assert [each.title for each in told.refreshers] == ["Osvežitev", "Mediacija na daljavo"]
    assert told.speaks("italijanščina")
    assert not row(found, free).speaks("italijanščina")
    assert row(found, outside).is_external
    assert counted(row(found, outside).load.as_mediator) == (1, 0, 1, 0, 1)


def test_whoever_mediates_without_an_entry_is_on_the_list_and_whoever_was_struck_off_before_is_not(unit):
    without, gone = mediator(unit), WorkerFactory(unit=unit)
    entry(unit, gone, removed_on="2024-05-05")
    mediator(UnitFactory(centre=CentreFactory(code="ANOTHER")))
    found = roster(unit.centre, 2026, on=TODAY)
    assert [each.who for each in found.mediators] == [Who(worker=without.pk)]
    assert row(found, without).entry is None


def test_a_list_of_thirty_costs_as_many_queries_as_one_of_three(unit):
    def keep(number):
        for _each in range(number):
            ana, bor, outside = mediator(unit), mediator(unit), PersonFactory()
            entry(unit, ana)
            entry(unit, outside)
            mediated(unit, date(2026, 2, 2), mediator=ana, co_mediator=bor, outside=outside)

    costs = []
    for number in (1, 9):
        keep(number)
        with CaptureQueriesContext(connection) as asked:
            roster(unit.centre, 2026, on=TODAY)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 7


@pytest.fixture
def case(unit):
    case = CaseFactory(unit=unit, task="family_mediation", assigned_to=mediator(unit))
    PartyFactory(case=case, role="participant")
    return case


def against(case, who, reader):
    listed = roster(case.centre, 2026, on=TODAY).mediators
    return ties_in(case, listed, reader=reader, at=timezone.now())[Who(worker=who.pk)]


@pytest.mark.covers("004a/R-53")
def test_a_mediator_tied_to_a_party_is_marked_by_the_register_and_by_what_they_declared(case, unit):
    told, declared, free = mediator(unit), mediator(unit), mediator(unit)
    party = case.parties.get(role="participant").person
    registered(unit, "tie", None, worker=told.pk, person=str(party.public_id), reason="Soseda.")
    registered(unit, "tie", None, worker=free.pk, person=str(PersonFactory().public_id), reason="Teta.")
    declare_tie(declared, party, "kin", by=declared, at=timezone.now())
    assert against(case, told, case.assigned_to).parties == [party.full_name]
    assert against(case, declared, case.assigned_to).excluded
    assert not against(case, free, case.assigned_to).are_any


@pytest.mark.covers("004a/R-53")
def test_a_mediator_with_a_part_in_another_matter_of_the_family_is_marked_where_the_reader_may_see_it(
    case, unit
):
    has, works, hidden = mediator(unit), mediator(unit), mediator(unit)
    party = case.parties.get(role="participant").person
    seen = CaseFactory(unit=unit, task="opinion_on_child_interest", assigned_to=has)
    sealed = CaseFactory(unit=unit, task="domestic_violence_case", seal="violence", assigned_to=hidden)
    for other in (seen, sealed):
        PartyFactory(case=other, person=party, role="parent")
    Teammate.objects.create(case=seen, worker=works, role="co_mediator", since=TODAY)
    reader = case.assigned_to
    assert against(case, has, reader).cases == against(case, works, reader).cases == [seen.number]
    assert not against(case, hidden, reader).are_any
    assert against(case, hidden, hidden).cases == [sealed.number]
