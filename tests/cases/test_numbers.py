"""Numbers without gaps."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections, transaction
from tests.cases.factories import MORNING, OPENED_ON
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.models import Case, Counter
from opora.cases.numbers import next_number
from opora.cases.opening import open_case

AT_ONCE = 8


@pytest.mark.django_db
def test_a_series_begins_with_one_and_goes_on():
    assert [next_number("a"), next_number("a"), next_number("b")] == [1, 2, 1]


@pytest.mark.django_db
def test_a_number_of_a_failed_act_is_given_again():
    def fail():
        with transaction.atomic():
            next_number("a")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert next_number("a") == 1


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_given():
    with pytest.raises(RuntimeError):
        next_number("a")
    assert not Counter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_cases_opened_at_the_same_time_are_numbered_without_gaps_or_doubles():
    unit, person = UnitFactory(), PersonFactory()
    workers = WorkerFactory.create_batch(AT_ONCE, clerk=True, unit=unit)
    together = Barrier(AT_ONCE)

    def open_two(worker):
        try:
            together.wait(timeout=30)
            for number in range(2):
                with transaction.atomic():
                    open_case(
                        task="public_funds_application",
                        unit=unit,
                        title="",
                        parties=[(person, "applicant")],
                        opened_by=worker,
                        opened_on=OPENED_ON,
                        at=MORNING,
                    )
                    if number and worker == workers[0]:
                        transaction.set_rollback(True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(open_two, workers))
    opened = 2 * AT_ONCE - 1
    assert sorted(Case.objects.values_list("sequence", flat=True)) == list(range(1, opened + 1))
    assert Case.objects.values("number").distinct().count() == opened
