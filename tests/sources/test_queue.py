"""Look-ups in the real queue, done by a real worker."""

from datetime import date

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.organisation.factories import WorkerFactory
from tests.people.factories import PersonFactory
from tests.sources.conftest import NOON

from opora.sources import jobs
from opora.sources.asking import ask_all
from opora.sources.models import LookUp, LookUpState
from opora.sources.registers import REGISTERS
from opora.sources.registry import Control

pytestmark = pytest.mark.django_db(transaction=True)


def ask_about(person, by):
    return ask_all(case_id=1, persons=[person], filed_on=date(2026, 5, 4), by=by, at=NOON)


def work_off_the_queue():
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(queues=["sources"], wait=False, install_signal_handlers=False, listen_notify=False)


def test_an_asking_that_is_undone_leaves_nothing_in_the_queue():
    person, worker = PersonFactory(with_emso=True), WorkerFactory()
    with transaction.atomic():
        ask_about(person, worker)
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.exists()
    assert not LookUp.objects.exists()


def test_a_worker_brings_every_answer_but_that_of_the_dead_register(registry, registers_answer):
    person = PersonFactory(with_emso=True)
    for register in REGISTERS:
        registry.data.knows(register, person, {})
    Control(registry.url, registry.token).turn("tax", outage=True)
    ask_about(person, WorkerFactory())
    work_off_the_queue()
    states = dict(LookUp.objects.values_list("source", "state"))
    assert states.pop("tax") == LookUpState.FAILED
    assert set(states.values()) == {LookUpState.ANSWERED}
    look_ups = ProcrastinateJob.objects.filter(task_name=jobs.look_up.name)
    assert set(look_ups.values_list("status", flat=True)) == {"succeeded"}
