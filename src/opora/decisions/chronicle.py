"""Every act on a decision leaves one line in the case's timeline and one entry in the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.timeline import add_event
from opora.decisions.models import Decision
from opora.organisation.models import Worker


def chronicle(
    decision: Decision,
    key: str,
    *,
    by: Worker | None,
    at: datetime,
    texts: dict[str, Any] | None = None,
    **detail: Any,
) -> None:
    """Write what was done. `key` is a stable word; its sentence is translated on the page.

    `texts`, what was written, stay in the case's timeline: the log says that something changed, not what it
    said.
    """
    about = {"decision": decision.pk, **detail}
    add_event(decision.case, key, by=by, at=at, **about, **(texts or {}))
    record(
        by,
        Deed.CHANGED,
        key,
        persons=decision.case.person_ids(),
        case_id=decision.case.pk,
        detail=about,
        at=at,
    )
