"""kill -9 of the issuing process and of the worker, again and again, in the middle of 200 decisions.

All of them are in one case, so that their numbers come from one counter: a number lost or given twice shows.

A script issues, not the web server, and is as good: the page of approval calls the same `approve_and_issue`,
one call a request, in a transaction that it opens and ends by itself (`test_issuing.py` holds that no request
has a wider one). Nothing of the issue is kept in the server's process or written outside the database, so
that for PostgreSQL a killed server and a killed script are the same closed connection.
"""

import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from tests.decisions.factories import decision
from tests.rights.factories import office

from opora.decisions.jobs import take_up_stalled_jobs
from opora.decisions.models import Decision, DecisionState
from opora.decisions.parts import section
from opora.documents.models import Delivery, Document
from opora.documents.signing import verify
from opora.documents.storage import read_stored
from opora.rights.models import Determination, Entitlement

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DECISIONS = 200
PROJECT = Path(__file__).parents[2]
PATIENCE = 300  # seconds after which something hangs; not a measurement


@pytest.fixture(autouse=True)
def empty_queue():
    """The queue's tables are not Django's, so that nobody else empties them after a test."""
    _empty_the_queue()
    yield
    _empty_the_queue()


def _empty_the_queue():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def submitted(settings, tmp_path):
    """One real decision with a letter of one page, and 199 copies of it."""
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"
    place = office()
    first = decision(at_office=place, submitted=True)
    first.letter["versions"]["sl"]["reasons"] = [section("application", "Vaša vloga", ["Na kratko."])]
    first.save()
    _copy(first, DECISIONS - 1)
    return place.decision_maker


def _copy(first, times):
    determination = Determination.objects.get(decision=first)
    fields = {
        field.attname: getattr(first, field.attname)
        for field in Decision._meta.concrete_fields
        if field.name not in ("id", "public_id")
    }
    copies = Decision.objects.bulk_create([Decision(**fields) for _ in range(times)])
    Determination.objects.bulk_create(
        [
            Determination(
                case_id=determination.case_id,
                rulebook_id=determination.rulebook_id,
                situation=determination.situation,
                result=determination.result,
                computed_at=determination.computed_at,
                computed_by_id=determination.computed_by_id,
                decision=copy,
            )
            for copy in copies
        ]
    )


@pytest.fixture
def environment(tmp_path):
    database = connection.settings_dict
    address = f"postgresql://{database['USER']}:{database['PASSWORD']}@/{database['NAME']}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "opora.config.settings_test",
        "OPORA_DATABASE_URL": f"{address}?host={database['HOST']}",
        "OPORA_HOME": str(tmp_path),
    }


@contextmanager
def running(arguments, environment):
    process = subprocess.Popen([sys.executable, "-m", *arguments], env=environment, cwd=PROJECT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def issuing(decision_maker, environment):
    return running(["tests.decisions.issue_all", str(decision_maker.pk)], environment)


def worker(environment, *options):
    return running(["django", "procrastinate", "worker", "--concurrency", "2", *options], environment)


def wait_until(reached):
    give_up = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < give_up, "nothing moves any more"
        time.sleep(0.2)


def issued():
    return Decision.objects.filter(state=DecisionState.ISSUED).count()


def made():
    return Document.objects.count()


def a_minute_passes():
    """The heartbeats of the killed workers are a minute older, as they would be by then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'"
        )


def unfinished():
    return ProcrastinateJob.objects.filter(status__in=("todo", "doing"), queue_name="documents").exists()


def test_no_decision_is_lost_doubled_or_numbered_twice(submitted, environment):
    with issuing(submitted, environment), worker(environment):
        wait_until(lambda: issued() >= 40 and made() >= 5)  # and both are killed with what they were doing
    with issuing(submitted, environment) as second:
        with worker(environment):
            wait_until(lambda: made() >= 60)
        second.wait(PATIENCE)
        assert second.returncode == 0
    assert made() < DECISIONS
    for _ in range(3):
        a_minute_passes()
        with suppress(AlreadyEnqueued):  # by the clock of a worker that was killed before it began
            take_up_stalled_jobs.defer(timestamp=0)
        with worker(environment, "--one-shot") as last:
            last.wait(PATIENCE)
        if not unfinished():
            break
    everything_is_there_once()


def everything_is_there_once():
    decisions = list(Decision.objects.select_related("document", "case").order_by("pk"))
    case = decisions[0].case
    numbers = {f"{case.number}-{position}" for position in range(1, DECISIONS + 1)}
    assert len(decisions) == DECISIONS
    assert {each.number for each in decisions} == numbers
    assert [each.document.number for each in decisions] == [each.number for each in decisions]
    assert made() == Delivery.objects.count() == DECISIONS
    granted = list(Determination.objects.first().result["rights"].values())
    assert Entitlement.objects.count() == DECISIONS * sum(len(right["periods"]) for right in granted)
    jobs = ProcrastinateJob.objects.filter(task_name="decisions.compose_and_sign")
    assert sorted(job.args["decision_id"] for job in jobs) == [each.pk for each in decisions]
    assert {job.status for job in jobs} == {"succeeded"}
    for key in ("decision_issued", "document_issued", "document_dispatched"):
        assert case.events.filter(key=key).count() == DECISIONS
    every_paper_is_whole(decisions)


def every_paper_is_whole(decisions):
    from django.conf import settings

    from opora.documents.development_authority import open_authority

    root = open_authority(settings.OPORA_KEYS).root_certificate
    papers = {
        each.document.sha256: read_stored(each.document.sha256, root=settings.OPORA_DOCUMENTS)
        for each in decisions
    }
    assert len(papers) == DECISIONS
    for paper in list(papers.values())[:: DECISIONS // 5]:
        assert [report.valid for report in verify(paper, trust_roots=[root])] == [True, True]
