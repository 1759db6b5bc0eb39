"""The applications of the demo, one of every course."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import pairwise
from multiprocessing import get_context
from types import SimpleNamespace

import pytest
from django.db import connection

from opora.audit.models import LogEntry
from opora.cases.models import Appointment, Case, CaseState
from opora.decisions.models import Decision, DecisionState, Outcome
from opora.demo import choosing
from opora.demo.applications import _COURSES, file_demo_applications
from opora.demo.centre import load_demo
from opora.demo.handling import plan
from opora.demo.starting import start_quietly
from opora.documents.models import Delivery, Document
from opora.people.models import Person
from opora.rights.models import Application, Determination, Entitlement, Payment
from opora.rights.replaying import replay_all
from opora.sources.models import LookUp

TODAY = date(2026, 3, 10)


def test_the_plan_has_a_course_for_each_way_and_makes_three_hundred():
    assert set(plan()["courses"]) == set(_COURSES)
    assert sum(course["of_300"] for course in plan()["courses"].values()) == 300
    assert all(len(course["days_ago"]) == 2 for course in plan()["courses"].values())


@pytest.mark.slow
def test_an_application_of_every_course_stands_where_its_course_ends(
    network, settings, tmp_path, monkeypatch
):
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"
    once_each = {name: course | {"of_300": 1} for name, course in plan()["courses"].items()}
    monkeypatch.setitem(plan(), "courses", once_each)
    load_demo(connection, persons=1500, seed=7, today=TODAY)

    assert file_demo_applications(count=len(once_each), today=TODAY) == len(once_each)

    assert Application.objects.count() == Case.objects.count() == len(once_each)
    assert set(CaseState.values) - {"closed"} == set(Case.objects.values_list("state", flat=True))
    states = set(Decision.objects.values_list("state", flat=True))
    assert states == set(DecisionState.values) - {"replaced", "withdrawn", "annulled"}
    assert Decision.objects.filter(outcome=Outcome.REJECTED, state=DecisionState.FINAL).count() == 1
    assert {"answered", "pending", "failed"} == set(LookUp.objects.values_list("state", flat=True))
    assert Delivery.objects.filter(returned_on__isnull=False).count() == 1
    assert Entitlement.objects.exists()
    assert Payment.objects.exists()
    assert Appointment.objects.exists()
    _nothing_was_done_by_one_person_alone()
    _every_issued_decision_has_its_signed_document_and_replays()
    _nobody_real_and_nothing_outside_the_acts()
    assert file_demo_applications(count=5, today=TODAY) == 0


def _nothing_was_done_by_one_person_alone():
    for decision in Decision.objects.filter(issued_on__isnull=False):
        assert decision.decided_by_id not in {None, decision.drafted_by_id}
        assert decision.case.opened_on <= decision.issued_on <= TODAY


def _every_issued_decision_has_its_signed_document_and_replays():
    issued = Decision.objects.filter(issued_on__isnull=False)
    assert not issued.filter(document__isnull=True).exists()
    assert Document.objects.filter(pk__in=issued.values("document")).count() == issued.count() > 4
    report = replay_all()
    assert report.identical
    assert Determination.objects.exists()


def _nobody_real_and_nothing_outside_the_acts():
    regions = {emso[7:9] for emso in Person.objects.exclude(emso=None).values_list("emso", flat=True)}
    assert regions <= {str(region) for region in range(60, 70)}
    filed = Counter(LogEntry.objects.values_list("what", flat=True))["file_application"]
    assert filed == Application.objects.count()
    for case in Case.objects.all():
        times = list(case.events.order_by("pk").values_list("at", flat=True))
        assert all(earlier <= later for earlier, later in pairwise(times))


def test_a_part_is_handled_in_a_process_that_has_just_started():
    """What is handed to it names tables, which it knows only once Django is set up there."""
    child = SimpleNamespace(born=date(2020, 5, 1))
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=start_quietly) as pool:
        assert pool.submit(choosing._age, child, TODAY).result() == 5
