"""Reopening ex officio in bulk: the decisions that rest on a wrong datum are decided again (ZUP 260)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from opora.cases.models import Case
from opora.decisions.act_letter import reopening
from opora.decisions.acts import draft_linked
from opora.decisions.models import IN_EFFECT, Decision, Undoing
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


@dataclass
class Reopened:
    """What was drafted, and which decisions could not be reopened, each with why."""

    drafted: list[Decision] = field(default_factory=list)
    refused: list[tuple[Decision, str]] = field(default_factory=list)


def draft_reopenings(
    decisions: Iterable[Decision], *, reasons: str, by: Worker, at: datetime, on: date
) -> Reopened:
    """A draft of the ruling for each; one that cannot be drafted holds up no other.

    At the issue of the ruling the case is open again, and the new calculation makes the decision that takes
    the place of the wrong one. Refused without reasons.
    """
    if not reasons.strip():
        raise Refused(_("Write which datum was wrong, and who told it."), field="reasons")
    done = Reopened()
    for decision in decisions:
        with translation.override(decision.language[:2]):
            operative = reopening(str(decision.number), str(decision.issued_on))
        try:
            with transaction.atomic():
                ruling = draft_linked(
                    decision, Undoing.REOPENS, operative=operative, reasons=reasons, by=by, at=at, on=on
                )
                done.drafted.append(ruling)
        except Refused as refusal:
            done.refused.append((decision, refusal.message))
    return done


def reopened_in(case: Case) -> Decision | None:
    """The decision of a case whose procedure was reopened and that no new one has replaced yet."""
    rulings = Decision.objects.filter(case=case, undoing=Undoing.REOPENS, issued_on__isnull=False)
    found = rulings.filter(replaces__state__in=IN_EFFECT).select_related("replaces").order_by("pk").last()
    return found.replaces if found is not None else None
