"""Asking the registers about the people of a case."""

from datetime import date, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.organisation.factories import WorkerFactory
from tests.people.factories import PersonFactory
from tests.sources.conftest import NOON
from tests.sources.factories import LookUpFactory

from opora.audit.models import LogEntry
from opora.organisation.refusal import Refused
from opora.sources import jobs
from opora.sources.asking import ask_all, ask_register
from opora.sources.models import LookUp, LookUpState
from opora.sources.registers import REGISTERS

pytestmark = pytest.mark.django_db
FILED_ON = date(2026, 5, 4)


def queued():
    return [job.args["look_up_id"] for job in ProcrastinateJob.objects.filter(task_name=jobs.look_up.name)]


def ask_tax(person, by, *, source="tax", filed_on=FILED_ON):
    return ask_register(case_id=1, person=person, source=source, filed_on=filed_on, by=by, at=NOON)


def test_a_question_waits_in_the_queue_and_on_the_panel():
    look_up = ask_tax(PersonFactory(with_emso=True), WorkerFactory())
    assert look_up.state == LookUpState.PENDING
    assert look_up.asked_for["months"] == ["2026-02", "2026-03", "2026-04"]
    assert queued() == [look_up.pk]


def test_asking_again_keeps_one_look_up_and_one_job():
    person, worker = PersonFactory(with_emso=True), WorkerFactory()
    first = ask_tax(person, worker)
    again = ask_tax(person, worker, filed_on=date(2026, 6, 1))
    assert again.pk == first.pk
    assert again.times_asked == 2
    assert again.asked_for["months"][-1] == "2026-05"
    assert queued() == [first.pk]


def test_everybody_with_an_emso_is_asked_about_in_every_register():
    known, unknown = PersonFactory(with_emso=True), PersonFactory()
    look_ups = ask_all(case_id=1, persons=[known, unknown], filed_on=FILED_ON, by=WorkerFactory(), at=NOON)
    assert {look_up.source for look_up in look_ups} == set(REGISTERS)
    assert {look_up.person for look_up in look_ups} == {known}
    assert sorted(queued()) == sorted(look_up.pk for look_up in look_ups)


def test_asking_about_a_family_of_eight_costs_as_much_as_about_one(django_assert_max_num_queries):
    persons, worker = PersonFactory.create_batch(8, with_emso=True), WorkerFactory()
    with django_assert_max_num_queries(8):
        ask_all(case_id=1, persons=persons, filed_on=FILED_ON, by=worker, at=NOON)
    assert LookUp.objects.count() == 8 * len(REGISTERS)


def test_each_asking_leaves_one_entry_in_the_log():
    person, worker = PersonFactory(with_emso=True), WorkerFactory()
    ask_all(case_id=7, persons=[person], filed_on=FILED_ON, by=worker, at=NOON)
    entry = LogEntry.objects.get()
    assert (entry.worker, entry.case_id, entry.persons) == (worker, 7, [person.pk])


def test_a_person_without_an_emso_cannot_be_asked_about():
    with pytest.raises(Refused, match="EMŠO"):
        ask_tax(PersonFactory(), WorkerFactory())
    assert not LookUp.objects.exists()


def test_a_register_nobody_knows_cannot_be_asked():
    with pytest.raises(Refused):
        ask_tax(PersonFactory(with_emso=True), WorkerFactory(), source="gossip")


def test_the_queued_job_brings_the_answer(registry, registers_answer):
    look_up = ask_tax(PersonFactory(with_emso=True), WorkerFactory())
    registry.data.knows("tax", look_up.person, {"has_income": False})
    jobs.look_up(look_up.pk)
    assert LookUp.objects.get().state == LookUpState.ANSWERED


def test_a_passing_failure_and_a_lost_job_are_asked_again_and_nothing_else(monkeypatch):
    failed = LookUpFactory(failed=True)
    lost = LookUpFactory(asked_at=NOON - timedelta(hours=1))
    LookUpFactory(failed=True, failure="person_unknown")
    LookUpFactory(answered=True)
    LookUpFactory(asked_at=NOON)
    LookUpFactory(failed=True, asked_at=NOON - timedelta(days=30))
    monkeypatch.setattr("opora.sources.jobs.timezone.now", lambda: NOON)
    jobs.ask_again(0)
    jobs.ask_again(0)
    assert sorted(queued()) == [failed.pk, lost.pk]
