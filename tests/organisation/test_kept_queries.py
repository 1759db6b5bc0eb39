"""Queries that are built once: each call is answered as if the query had been built for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from tests.cases.factories import AccessFactory, CaseFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.cases.models import Case, CaseState
from opora.organisation.kept_queries import kept
from opora.organisation.models import Role, Worker

pytestmark = pytest.mark.django_db


def seen_since(worker, first=None):
    seen = Case.objects.visible_to(worker).order_by("pk").select_related("unit")
    return seen if first is None else seen.filter(opened_on__gte=first)


def workers_of_every_reach(unit):
    for role in Role:
        yield WorkerFactory(roles=[role], unit=unit)
        yield WorkerFactory(roles=[role], unit=unit, whole_centre=True)
    yield WorkerFactory(roles=[Role.CLERK, Role.AUDITOR], unit=unit)
    yield WorkerFactory(unit=unit)


def test_whoever_asks_finds_what_they_may_see_and_nobody_else_does(django_assert_num_queries):
    ask, units = kept(seen_since), [UnitFactory(), UnitFactory(), UnitFactory(centre=CentreFactory(code="B"))]
    cases = [CaseFactory(unit=unit, sealed=sealed) for unit in units for sealed in (False, True)]
    workers = [worker for unit in units for worker in workers_of_every_reach(unit)]
    for case, worker in zip(cases, workers, strict=False):
        AccessFactory(case=case, worker=worker)
    Case.objects.filter(pk=cases[1].pk).update(assigned_to=workers[4])
    found = {worker.pk: ask(worker) for worker in workers}
    assert found == {worker.pk: list(seen_since(worker)) for worker in workers}
    assert len({tuple(case.pk for case in each) for each in found.values()}) > 5
    again = Worker.objects.get(pk=workers[0].pk)
    with django_assert_num_queries(2):  # the grants and the cases
        assert [case.unit.name for case in ask(again)] == [case.unit.name for case in found[again.pk]]


def test_an_access_that_has_ended_is_not_kept():
    ask, worker = kept(seen_since), WorkerFactory(clerk=True)
    access = AccessFactory(worker=worker)
    assert ask(worker) == [access.case]
    type(access).objects.update(until_at=timezone.now() - timedelta(seconds=1))
    assert ask(worker) == []


def test_each_call_is_answered_for_its_own_days_keys_and_states():
    first, second = (
        CaseFactory(opened_on=date(2026, 1, 5)),
        CaseFactory(opened_on=date(2026, 3, 5), closed=True),
    )
    worker = WorkerFactory(director=True)

    @kept
    def among(keys, state=None):
        found = Case.objects.filter(pk__among=keys)
        return found if state is None else found.filter(state=state)

    ask = kept(seen_since)
    assert ask(worker, date(2026, 2, 1)) == [second]
    assert ask(worker, date(2026, 1, 1)) == [first, second]
    assert ask(worker) == [first, second]
    assert among([second.pk]) == [second]
    assert among({first.pk, second.pk}, CaseState.OPEN) == [first]
    assert among([]) == []


def test_arguments_of_one_kind_are_told_apart_by_their_names():
    case = CaseFactory()

    @kept
    def by(*, number=None, task=None):
        return Case.objects.filter(number=number) if task is None else Case.objects.filter(task=task)

    assert by(number=case.number) == [case]
    assert by(task=case.number) == []
    assert by(task=case.task) == [case]


def test_values_and_what_is_fetched_beside_come_as_asked_for():
    case = CaseFactory(with_applicant=True)
    numbers = kept(lambda key: Case.objects.filter(pk=key).values_list("number", flat=True))
    rows = kept(lambda key: Case.objects.filter(pk=key).values("number", "year"))
    fetched = kept(lambda key: Case.objects.filter(pk=key).prefetch_related("parties"))
    assert numbers(case.pk) == [case.number]
    assert rows(case.pk) == [{"number": case.number, "year": case.year}]
    assert len(fetched(case.pk)[0].parties.all()) == 1


def test_what_is_asked_again_and_again_is_planned_once_by_the_database():
    ask, unit = kept(seen_since), UnitFactory()
    worker, case = WorkerFactory(roles=[Role.CLERK], unit=unit), CaseFactory(unit=unit)
    answers = [ask(worker) for _ in range(6)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans + custom_plans FROM pg_prepared_statements")
        planned = [row[0] for row in cursor.fetchall()]
    assert answers == [[case]] * 6
    assert max(planned, default=0) >= 2


def test_a_moment_that_was_not_handed_in_is_refused():
    ask = kept(lambda worker: Case.objects.filter(assigned_to=worker, opened_on__lt=timezone.localdate()))
    with pytest.raises(TypeError, match="hand it in"):
        ask(WorkerFactory())


def test_a_query_about_one_thing_is_refused():
    case = CaseFactory()
    with pytest.raises(TypeError, match="manager of a model"):
        kept(lambda _on: case.parties.all())(date(2026, 1, 1))
