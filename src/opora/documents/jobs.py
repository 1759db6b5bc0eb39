"""The queued work of this room: each night, what nobody collected counts as served."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from opora.documents.serving import let_fictions_take_effect


@app.periodic(cron="10 0 * * *")
@app.task(queue="documents")
def serve_by_fiction(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it by this name
    """Let every fiction of service take effect whose day has come. May run twice without harm."""
    now = timezone.now()
    let_fictions_take_effect(timezone.localdate(now), at=now)
