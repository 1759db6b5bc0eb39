"""The queued work of this room: uncollected mail counts as served; half-written and removed files go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from opora.documents.held_files import destroy_files_of
from opora.documents.serving import let_fictions_take_effect
from opora.documents.storage import remove_unfinished

PATIENCE = RetryStrategy(max_attempts=12, exponential_wait=5)
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


@app.task(name="documents.destroy_files", queue="documents", retry=PATIENCE)
def destroy_files(case_id: int) -> None:
    """Destroy the files of the removed documents of a case. May run twice without harm."""
    destroy_files_of(case_id)
