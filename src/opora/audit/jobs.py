"""Work the log does by itself."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from opora.audit.sealing import seal

logger = logging.getLogger(__name__)


@app.periodic(cron="*/15 * * * *")
@app.task(name="seal_log", queueing_lock="seal_log", pass_context=False)
def seal_log(timestamp: int) -> None:  # noqa: ARG001 - the queue says when it was due
    """Seal what was logged since the last seal. May run twice: what is sealed is not sealed again."""
    for made in seal(timezone.now()):
        logger.info("The log is sealed up to entry %s: %s", made.last_entry, made.hash)
