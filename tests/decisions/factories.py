"""Decisions in every state, each on the real application of an example family.

`decision()` is a draft; `decision(submitted=True)`, `issued=True` and `served=True` took the steps before it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.rights.factories import Office, family, morning, office

from opora.decisions.drafting import submit_for_approval
from opora.decisions.finality import record_served
from opora.decisions.issuing import approve_and_issue, names_to_confirm
from opora.decisions.models import Decision
from opora.decisions.paper import make_document
from opora.rights.deciding import draft_from
from opora.rights.determining import determine

DRAFTED_ON = date(2026, 5, 4)
ISSUED_ON = date(2026, 5, 5)
SERVED_ON = date(2026, 5, 11)


def decision(
    name: str = "single_parent_no_income",
    *,
    at_office: Office | None = None,
    submitted: bool = False,
    issued: bool = False,
    served: bool = False,
    **more: Any,
) -> Decision:
    place = at_office or office()
    application = family(name, at_office=place, **more)
    determination = determine(application, by=place.clerk, at=morning(DRAFTED_ON), on=DRAFTED_ON)
    drafted = draft_from(determination, by=place.clerk, at=morning(DRAFTED_ON), on=DRAFTED_ON)
    if submitted or issued or served:
        drafted = submit_for_approval(drafted, by=place.clerk, at=morning(DRAFTED_ON))
    if issued or served:
        drafted = issue(drafted, place)
    if served:
        make_document(drafted.pk, at=morning(ISSUED_ON))
        drafted.refresh_from_db()
        drafted = record_served(drafted, served_on=SERVED_ON, by=place.clerk, at=morning(SERVED_ON))
    return drafted


def issue(drafted: Decision, place: Office) -> Decision:
    return approve_and_issue(
        drafted,
        by=place.decision_maker,
        on=ISSUED_ON,
        at=morning(ISSUED_ON),
        confirmed_warnings=names_to_confirm(drafted.warnings),
    )
