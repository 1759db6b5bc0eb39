"""Decisions (odločba), rulings (sklep) and informative calculations, from draft to finality."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.utils.translation import pgettext_lazy

from opora.cases.models import Case
from opora.documents.models import Document
from opora.organisation.models import Worker
from opora.people.models import Person


class Act(models.TextChoices):
    DECISION = "decision", pgettext_lazy("decision", "decision (odločba)")
    RULING = "ruling", pgettext_lazy("decision", "ruling (sklep)")
    INFORMATIVE_CALCULATION = (
        "informative_calculation",
        pgettext_lazy("decision", "informative calculation (informativni izračun)"),
    )


class DecisionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("decision", "draft")
    SUBMITTED = "submitted", pgettext_lazy("decision", "waiting for approval")
    RETURNED = "returned", pgettext_lazy("decision", "returned to the drafter")
    ISSUED = "issued", pgettext_lazy("decision", "issued")
    SERVED = "served", pgettext_lazy("decision", "served")
    FINAL = "final", pgettext_lazy("decision", "final")
    APPEALED = "appealed", pgettext_lazy("decision", "appealed")
    REPLACED = "replaced", pgettext_lazy("decision", "replaced by another")
    ANNULLED = "annulled", pgettext_lazy("decision", "annulled on appeal")
    WITHDRAWN = "withdrawn", pgettext_lazy("decision", "withdrawn before issue")


BEING_DRAFTED = (DecisionState.DRAFT, DecisionState.RETURNED)
IN_EFFECT = (DecisionState.ISSUED, DecisionState.SERVED, DecisionState.FINAL, DecisionState.APPEALED)


class Outcome(models.TextChoices):
    GRANTED = "granted", pgettext_lazy("decision", "granted")
    PARTLY_GRANTED = "partly_granted", pgettext_lazy("decision", "partly granted")
    REFUSED = "refused", pgettext_lazy("decision", "refused")
    REJECTED = "rejected", pgettext_lazy("decision", "rejected (zavržena)")
    STOPPED = "stopped", pgettext_lazy("decision", "procedure stopped")


class Undoing(models.TextChoices):
    """What a later act does to the decision it is linked to (ZUP art. 223, 242, 260, 281)."""

    REPLACES = "replaces", pgettext_lazy("decision", "replaces it")
    SETS_ASIDE = "sets_aside", pgettext_lazy("decision", "sets it aside from the beginning (odprava)")
    REVOKES = "revokes", pgettext_lazy("decision", "revokes it for the future (razveljavitev)")
    CORRECTS = "corrects", pgettext_lazy("decision", "corrects an evident mistake in it")
    REOPENS = "reopens", pgettext_lazy("decision", "reopens its procedure (obnova)")


LEAVES_IT_IN_EFFECT = (Undoing.CORRECTS, Undoing.REOPENS)
"""Acts linked to a decision that stays in effect all the same (ZUP art. 223 and 260)."""


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions in the words of the field."""

    def locked(self, pk: int) -> Decision:
        """The decision, held against every other act until the transaction ends."""
        return (
            self.select_for_update(of=("self",)).select_related("case", "case__unit", "drafted_by").get(pk=pk)
        )

    def visible_to(self, worker: Worker) -> DecisionQuerySet:
        """Decisions of the cases this worker may see."""
        return self.filter(case__in=Case.objects.visible_to(worker))

    def awaiting_approval(self) -> DecisionQuerySet:
        """Submitted and not yet approved or returned, the oldest first."""
        return self.filter(state=DecisionState.SUBMITTED).order_by("submitted_at", "pk")

    def becoming_final(self, on: date) -> DecisionQuerySet:
        """Served, with a day of finality that has come."""
        return self.filter(state=DecisionState.SERVED, final_on__lte=on)


class Decision(models.Model):
    """One act of the centre in a case. Never edited after issue: another replaces it.

    Who drafted it also led the procedure; both sign (ZUP art. 216).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    act = models.CharField(max_length=30, choices=Act.choices)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    state = models.CharField(max_length=12, choices=DecisionState.choices, default=DecisionState.DRAFT)
    language = models.CharField(max_length=5, default="sl")  # sl, en, or sl-it for bilingual
    letter = models.JSONField()  # a draft as `parts.py` describes it: the parts ZUP demands
    edits = models.JSONField(default=dict)  # {"sl/remarks": {"text": …, "instead_of": …, "by": …, "at": …}}
    warnings = models.JSONField(default=list)  # derived, low-confidence or assumed values it rests on
    warnings_confirmed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    warnings_confirmed_at = models.DateTimeField(null=True)
    drafted_by = models.ForeignKey(Worker, models.PROTECT, related_name="drafted_decisions")
    drafted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    returned_reason = models.CharField(max_length=500, blank=True)  # of the last return
    returned_lines = models.JSONField(default=dict)  # what the letter said then, by language: `comparing.py`
    corrected = models.CharField(max_length=500, blank=True)  # what the drafter says they put right since
    decided_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="decided_decisions")
    issued_at = models.DateTimeField(null=True)
    issued_on = models.DateField(null=True)
    number = models.CharField(max_length=50, null=True)  # of its document: 1232-15/2026-3
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    remedy = models.JSONField(default=dict)  # kind, days and whether it suspends; see `remedy.py`
    explained = models.JSONField(default=dict)  # explained days: service, end of the appeal term, finality
    served_on = models.DateField(null=True)
    final_on = models.DateField(null=True)
    enforceable_on = models.DateField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    undoing = models.CharField(max_length=12, choices=Undoing.choices, blank=True)
    task_document = models.CharField(max_length=60, blank=True)  # which document of the case's task it is
    to_persons = models.ManyToManyField(Person, blank=True, related_name="decisions")  # else the party

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("drafted_by")),
                name="four_eyes_on_decisions",
            ),
            models.UniqueConstraint("case", "number", name="decision_number_given_once"),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="decisions_by_state"),
            models.Index(
                fields=["id"],
                name="decision_without_document",
                condition=models.Q(state="issued", document__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.case}"

    @property
    def template(self) -> str:
        """The layout of its letter."""
        return str(self.letter["template"])
