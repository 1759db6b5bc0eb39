"""Decisions (odločba), rulings (sklep) and informative calculations, from draft to finality."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.cases.models import Case
from opora.documents.models import Document
from opora.organisation.models import Worker


class Act(models.TextChoices):
    DECISION = "decision", _("decision (odločba)")
    RULING = "ruling", _("ruling (sklep)")
    INFORMATIVE_CALCULATION = "informative_calculation", _("informative calculation (informativni izračun)")


class DecisionState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waiting for approval")
    RETURNED = "returned", _("returned to the drafter")
    ISSUED = "issued", _("issued")
    SERVED = "served", _("served")
    FINAL = "final", _("final")
    APPEALED = "appealed", _("appealed")
    REPLACED = "replaced", _("replaced by another")
    WITHDRAWN = "withdrawn", _("withdrawn before issue")


class Outcome(models.TextChoices):
    GRANTED = "granted", _("granted")
    PARTLY_GRANTED = "partly_granted", _("partly granted")
    REFUSED = "refused", _("refused")
    REJECTED = "rejected", _("rejected (zavržena)")
    STOPPED = "stopped", _("procedure stopped")


class Decision(models.Model):
    """One act of the centre in a case. Never edited after issue: another replaces it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    act = models.CharField(max_length=30, choices=Act.choices)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    state = models.CharField(max_length=12, choices=DecisionState.choices, default=DecisionState.DRAFT)
    language = models.CharField(max_length=5, default="sl")  # sl, en, or sl-it for bilingual
    letter = models.JSONField()  # generated: the parts ZUP demands, see documents.letter
    edits = models.JSONField(default=dict)  # {"part path": {"text": …, "by": …, "at": …}}
    warnings = models.JSONField(default=list)  # derived, low-confidence or assumed values it rests on
    warnings_confirmed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    drafted_by = models.ForeignKey(Worker, models.PROTECT, related_name="drafted_decisions")
    drafted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    returned_reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="decided_decisions")
    issued_at = models.DateTimeField(null=True)
    issued_on = models.DateField(null=True)
    number = models.CharField(max_length=50, unique=True, null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    remedy = models.JSONField(default=dict)  # term, kind and regime of appeal or objection
    served_on = models.DateField(null=True)
    final_on = models.DateField(null=True)
    enforceable_on = models.DateField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("drafted_by")),
                name="four_eyes_on_decisions",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="decisions_by_state")]
