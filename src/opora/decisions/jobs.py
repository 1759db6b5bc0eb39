"""Jobs of the worker process. Each may run twice, or be killed and run again, without harm."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from opora.decisions.finality import make_final
from opora.decisions.paper import make_document

PATIENCE = RetryStrategy(max_attempts=12, exponential_wait=5)
HEARTBEAT_STOPPED = timedelta(seconds=30)


@app.task(name="decisions.compose_and_sign", queue="documents", retry=PATIENCE)
def compose_and_sign(decision_id: int) -> None:
    """Make the document of an issued decision: compose, sign twice, store, register, dispatch."""
    make_document(decision_id, at=timezone.now())


@app.periodic(cron="17 2 * * *")
@app.task(name="decisions.make_decisions_final", queue="nightly", queueing_lock="make_decisions_final")
def make_decisions_final(timestamp: int) -> None:  # noqa: ARG001 - the moment for which it was planned
    """Every night: what was served and not contested in time becomes final."""
    now = timezone.now()
    make_final(timezone.localdate(now), at=now)


@app.periodic(cron="* * * * *")
@app.task(
    name="decisions.take_up_stalled_jobs",
    queue="nightly",
    queueing_lock="take_up_stalled_jobs",
    pass_context=True,
)
async def take_up_stalled_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Put back to work what a worker was doing when its heartbeat stopped.

    After kill -9 a job would stay `doing` for ever; the queue itself does not look for it.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=HEARTBEAT_STOPPED.total_seconds()):
        await manager.retry_job(job)
