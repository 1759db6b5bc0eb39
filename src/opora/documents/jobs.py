"""The queued work of this room: what nobody collected counts as served; half-written files go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from opora.documents.serving import let_fictions_take_effect
from opora.documents.storage import remove_unfinished

SURELY_ABANDONED = timedelta(days=1)


@app.periodic(cron="10 0 * * *")
@app.task(queue="documents")
def serve_by_fiction(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it by this name
    """Let every fiction of service take effect whose day has come. May run twice without harm."""
    now = timezone.now()
    let_fictions_take_effect(timezone.localdate(now), at=now)


@app.periodic(cron="40 0 * * *")
@app.task(queue="documents")
def clear_away_unfinished_files(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it by this name
    """Remove what killed processes left half written. May run twice without harm."""
    remove_unfinished(root=Path(settings.OPORA_DOCUMENTS), older_than=SURELY_ABANDONED)
