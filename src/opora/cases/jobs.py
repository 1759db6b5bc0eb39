"""The queued work of this room: each night, the terms that a party let pass have lapsed."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from opora.cases.deadlines import let_terms_lapse


@app.periodic(cron="15 0 * * *")
@app.task(name="cases.let_terms_of_parties_lapse", queue="nightly")
def let_terms_of_parties_lapse(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it by this name
    """Let lapse what ended yesterday or before. May run twice without harm."""
    let_terms_lapse(timezone.localdate())
