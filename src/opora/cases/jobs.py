"""The queued work of this room: each night, what time alone brings about in the deadlines of cases."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from opora.cases.overdue import let_terms_lapse, tell_heads


@app.periodic(cron="15 0 * * *")
@app.task(name="cases.let_terms_of_parties_lapse", queue="nightly")
def let_terms_of_parties_lapse(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it by this name
    """Let lapse what ended yesterday or before, and tell heads of what is overdue. Twice does no harm."""
    today = timezone.localdate()
    let_terms_lapse(today)
    tell_heads(today, at=timezone.now())
