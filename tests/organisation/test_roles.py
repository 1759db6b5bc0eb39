"""Roles are held from a day to a day."""

from datetime import date

import pytest
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.organisation.models import Role, Worker
from opora.organisation.refusal import Refused
from opora.organisation.roles import end_role, grant_role

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


def fresh(worker):
    return Worker.objects.get(pk=worker.pk)


def test_a_role_holds_from_its_first_to_its_last_day():
    worker = WorkerFactory()
    grant_role(worker, Role.CLERK, unit=worker.unit, from_day=MARCH, until=date(2026, 3, 31))
    worker = fresh(worker)
    assert worker.roles_on(date(2026, 2, 28)) == set()
    assert worker.roles_on(MARCH) == worker.roles_on(date(2026, 3, 31)) == {Role.CLERK}
    assert worker.roles_on(date(2026, 4, 1)) == set()


@pytest.mark.covers("003/M-9")
def test_a_role_for_the_whole_centre_reaches_every_unit_of_it():
    worker, second = WorkerFactory(), UnitFactory()
    UnitFactory(centre=CentreFactory(code="ANOTHER"))
    grant_role(worker, Role.DECISION_MAKER, from_day=MARCH)
    assert fresh(worker).units_on(MARCH) == {worker.unit_id, second.pk}
    assert fresh(worker).units_on(MARCH, [Role.CLERK]) == set()


def test_a_closed_account_holds_no_role():
    worker = WorkerFactory(clerk=True, is_active=False)
    assert worker.roles_on(MARCH) == set()


def test_an_ended_role_is_held_until_its_last_day():
    worker = WorkerFactory()
    grant = grant_role(worker, Role.CLERK, unit=worker.unit, from_day=MARCH)
    end_role(grant, last_day=date(2026, 3, 10))
    assert fresh(worker).roles_on(date(2026, 3, 10)) == {Role.CLERK}
    assert fresh(worker).roles_on(date(2026, 3, 11)) == set()


def test_a_role_does_not_end_before_it_began_nor_twice():
    worker = WorkerFactory()
    grant = grant_role(worker, Role.CLERK, unit=worker.unit, from_day=MARCH)
    with pytest.raises(Refused):
        end_role(grant, last_day=date(2026, 2, 1))
    end_role(grant, last_day=date(2026, 3, 10))
    with pytest.raises(Refused):
        end_role(grant, last_day=date(2026, 3, 20))


@pytest.mark.parametrize("whole_centre", [True, False])
def test_a_role_is_not_given_twice_for_the_same_days(whole_centre):
    worker = WorkerFactory(clerk=True)
    with pytest.raises(Refused):
        grant_role(worker, Role.CLERK, unit=None if whole_centre else worker.unit, from_day=MARCH)


def test_a_role_is_given_only_for_a_unit_of_the_own_centre():
    foreign = UnitFactory(centre=CentreFactory(code="ANOTHER"))
    with pytest.raises(Refused, match=foreign.name):
        grant_role(WorkerFactory(), Role.CLERK, unit=foreign, from_day=MARCH)


@pytest.mark.parametrize(
    ("held", "wanted"),
    [(Role.CLERK, Role.AUDITOR), (Role.AUDITOR, Role.HEAD_OF_UNIT), (Role.ADMINISTRATOR, Role.CLERK)],
)
def test_who_watches_over_others_does_not_work_with_cases(held, wanted):
    worker = WorkerFactory(roles=[held])
    with pytest.raises(Refused):
        grant_role(worker, wanted, unit=worker.unit, from_day=MARCH)


def test_a_role_does_not_end_before_it_begins():
    worker = WorkerFactory()
    with pytest.raises(Refused):
        grant_role(worker, Role.CLERK, from_day=MARCH, until=date(2026, 2, 1))
    assert not worker.grants.exists()


def test_workers_are_found_by_role_and_unit():
    here, centre_wide = WorkerFactory(clerk=True), WorkerFactory(clerk=True, whole_centre=True)
    WorkerFactory(clerk=True)
    WorkerFactory(head_of_unit=True, unit=here.unit)
    assert set(Worker.objects.in_role(Role.CLERK, MARCH, here.unit)) == {here, centre_wide}


def test_roles_are_asked_from_the_database_once(django_assert_num_queries):
    worker = fresh(WorkerFactory(clerk=True))
    with django_assert_num_queries(1):
        for day in range(1, 20):
            worker.units_on(date(2026, 3, day))
