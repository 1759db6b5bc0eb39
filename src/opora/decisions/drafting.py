"""A decision until it is issued: drafted, edited, submitted, returned, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from opora.cases.models import Case
from opora.decisions.chronicle import chronicle
from opora.decisions.comparing import lines_of
from opora.decisions.models import BEING_DRAFTED, Decision, DecisionState
from opora.decisions.parts import (
    Draft,
    editable_parts,
    edits_that_no_longer_fit,
    fingerprint,
    printable,
)
from opora.decisions.remedy import Remedy
from opora.documents.compose import LetterError, check
from opora.documents.paragraphs import paragraphs
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused

LONGEST_EDIT = 8_000


@dataclass(frozen=True)
class Drafted:
    """What a decision is to say, made from the computation: see `decision_letter.py` and its neighbours."""

    act: str
    outcome: str
    letter: Draft
    remedy: Remedy
    warnings: tuple[dict[str, Any], ...] = ()
    task_document: str = ""

    @property
    def language(self) -> str:
        return str(self.letter["language"])


@transaction.atomic
def draft_decision(
    *,
    case: Case,
    drafted: Drafted,
    by: Worker,
    at: datetime,
    replaces: Decision | None = None,
    undoing: str = "",
) -> Decision:
    """A new draft in a case.

    Refused while another draft of the case is open, and where the letter could not be printed.
    """
    require(by, "draft_decision", case=case)
    Case.objects.select_for_update().get(pk=case.pk)
    if Decision.objects.filter(case=case, state__in=(*BEING_DRAFTED, DecisionState.SUBMITTED)).exists():
        raise Refused(
            _("This case already has a draft that is not issued. Change that draft, or withdraw it first.")
        )
    refuse_unprintable(drafted.letter, {})
    decision = Decision.objects.create(
        case=case, drafted_by=by, drafted_at=at, replaces=replaces, undoing=undoing, **_content(drafted)
    )
    chronicle(decision, "decision_drafted", by=by, at=at)
    return decision


@transaction.atomic
def redraft(decision: Decision, *, drafted: Drafted, by: Worker, at: datetime) -> list[str]:
    """Put a new computation into the draft. Edits stay; the paths of those that no longer fit come back.

    A confirmation of warnings given for the old computation does not hold for the new one.
    """
    decision = _open_to(decision, "edit_decision", by)
    for field, value in _content(drafted).items():
        setattr(decision, field, value)
    decision.warnings_confirmed_by = decision.warnings_confirmed_at = None
    decision.save()
    stale = edits_that_no_longer_fit(decision.letter, decision.edits)
    chronicle(decision, "decision_recomputed", by=by, at=at, edits_that_no_longer_fit=stale)
    return stale


@transaction.atomic
def edit_part(decision: Decision, *, path: str, text: str, by: Worker, at: datetime) -> Decision:
    """Rewrite one editable part in the officer's words; an empty text takes the edit back.

    Refused for a part that is not editable: what is decided, counted and instructed follows from the case.
    """
    decision = _open_to(decision, "edit_decision", by)
    part = {each.path: each for each in editable_parts(decision.letter)}.get(path)
    if part is None and not (path in decision.edits and not text.strip()):
        raise Refused(
            _("This part follows from the facts and the law. Correct the facts, and the text follows.")
        )
    if len(text) > LONGEST_EDIT:
        raise Refused(_("The text is too long. Shorten it to 8,000 characters."), field="text")
    before = decision.edits.get(path, {}).get("text")
    if part is None or not paragraphs(text) or paragraphs(text) == paragraphs(part.text):
        decision.edits.pop(path, None)
    else:
        decision.edits[path] = {
            "text": "\n\n".join(paragraphs(text)),
            "instead_of": fingerprint(part.text),
            "by": by.pk,
            "at": at.isoformat(),
        }
    refuse_unprintable(decision.letter, decision.edits)
    decision.save(update_fields=["edits"])
    after = decision.edits.get(path, {}).get("text")
    chronicle(decision, "decision_edited", by=by, at=at, path=path, texts={"before": before, "after": after})
    return decision


@transaction.atomic
def submit_for_approval(decision: Decision, *, by: Worker, at: datetime, corrected: str = "") -> Decision:
    """Hand a draft to the one who decides; one that came back with what was put right since.

    Refused while an edit no longer fits the computation, and for a returned draft without that.
    """
    decision = _open_to(decision, "submit_decision", by)
    if decision.state == DecisionState.RETURNED and not corrected.strip():
        raise Refused(_("Write what you corrected since the draft came back."), field="corrected")
    if stale := edits_that_no_longer_fit(decision.letter, decision.edits):
        raise Refused(
            ngettext_lazy(
                "{count} part that you rewrote no longer fits the new computation. Rewrite it or take the "
                "edit back.",
                "{count} parts that you rewrote no longer fit the new computation. Rewrite them or take "
                "the edits back.",
                len(stale),
            ).format(count=len(stale))
        )
    decision.state, decision.submitted_at = DecisionState.SUBMITTED, at
    decision.corrected = corrected.strip()[:500]
    decision.save(update_fields=["state", "submitted_at", "corrected"])
    texts = {"reason": decision.corrected} if decision.corrected else None
    chronicle(decision, "decision_submitted", by=by, at=at, texts=texts)
    return decision


@transaction.atomic
def return_to_drafter(decision: Decision, *, reason: str, by: Worker, at: datetime) -> Decision:
    """Give a submitted draft back with the reason. Refused without one."""
    decision = _open_to(decision, "return_decision", by)
    if not reason.strip():
        raise Refused(_("Write what the drafter should change."), field="reason")
    decision.state, decision.returned_reason = DecisionState.RETURNED, reason.strip()[:500]
    decision.returned_lines = lines_of(decision.letter, decision.edits)
    decision.save(update_fields=["state", "returned_reason", "returned_lines"])
    chronicle(decision, "decision_returned", by=by, at=at, texts={"reason": decision.returned_reason})
    return decision


@transaction.atomic
def withdraw(decision: Decision, *, by: Worker, at: datetime) -> Decision:
    """Drop a draft that was never issued. What was issued can only be replaced by another decision."""
    decision = _open_to(decision, "withdraw_decision", by)
    decision.state = DecisionState.WITHDRAWN
    decision.save(update_fields=["state"])
    chronicle(decision, "decision_withdrawn", by=by, at=at)
    return decision


def refuse_unprintable(draft: Draft, edits: dict[str, Any]) -> None:
    """Refuse a draft that `documents` could not compose, before anything of it is saved."""
    try:
        check(draft["template"], printable(draft, edits), language=draft["language"])
    except LetterError as error:
        raise Refused(_("The letter cannot be printed as it is: {problem}").format(problem=error)) from error


def _open_to(decision: Decision, step: str, by: Worker) -> Decision:
    """The decision, locked; refused unless its state and this worker's role allow the step."""
    decision = Decision.objects.locked(decision.pk)
    require(by, step, case=decision.case, decision=decision)
    return decision


def _content(drafted: Drafted) -> dict[str, Any]:
    return {
        "act": drafted.act,
        "outcome": drafted.outcome,
        "language": drafted.language,
        "letter": drafted.letter,
        "warnings": list(drafted.warnings),
        "remedy": drafted.remedy.to_json(),
        "task_document": drafted.task_document,
    }
