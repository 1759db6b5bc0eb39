"""The queued work of this room: each night, what emergency acts prolong."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from opora.rights.prolonging import prolong_what_ended


@app.periodic(cron="27 2 * * *")
@app.task(name="rights.prolong_what_ended", queue="nightly", queueing_lock="prolong_what_ended")
def prolong_what_ended_by_night(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it by this name
    """Prolong what ran out in the months of an act that are over. Twice does no harm."""
    now = timezone.now()
    prolong_what_ended(today=timezone.localdate(now), at=now)
