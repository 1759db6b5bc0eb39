"""A case opened whole, or not at all: persons entered anew, bodies not in the directory yet, the case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.bodies import body_named, kind_in_role
from opora.cases.models import Body, Case
from opora.cases.opening import open_case
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.people.registering import register_person
from opora.web.forms.opening import MINE
from opora.web.party_rows import PartyRow


@transaction.atomic
def open_whole(
    task: str,
    given: dict[str, Any],
    rows: Sequence[PartyRow],
    *,
    by: Worker,
    at: datetime,
    grew_out_of: Case | None = None,
) -> Case:
    """Open the case with these parties. Refused as the acts it is made of, with nothing kept."""
    parties = [(party_of(row, by, at), row.role) for row in rows]
    return open_case(
        task=task,
        unit=given["unit"],
        title=given["title"],
        parties=parties,
        opened_by=by,
        opened_on=given["opened_on"],
        opened_how=given["opened_how"],
        is_urgent=given["is_urgent"],
        unit_reason=given["unit_reason"],
        grew_out_of=grew_out_of,
        assigned_to=by if given["assigned"] == MINE else None,
        at=at,
    )


def party_of(row: PartyRow, by: Worker, at: datetime) -> Person | Body:
    """As a part of another act, the person or body of a row; what is refused of them stands in the row."""
    if row.is_body:
        return body_named(row.text, kind=kind_in_role(row.role))
    if row.person is not None:
        return row.person
    assert row.entry is not None
    try:
        return register_person(by=by, on=timezone.localdate(at), **row.entry.cleaned_data)
    except Refused as refusal:
        row.say(refusal)
        raise Refused(
            _("Nothing is opened yet. Correct what is marked below, and open the case again.")
        ) from refusal
