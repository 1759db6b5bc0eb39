"""A document of the catalogue while it is written: drafted in a case, edited part by part, then made."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import pgettext_lazy

from opora.cases.models import Body, Case
from opora.documents.models.document import Document
from opora.organisation.models import Worker
from opora.people.models import Person


class PaperState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("paper", "draft")
    MADE = "made", pgettext_lazy("paper", "made")
    DISCARDED = "discarded", pgettext_lazy("paper", "discarded")


class Paper(models.Model):
    """Minutes, a call, an opinion … of a case: `key` names the document in the case's task.

    For whom it is written is chosen first, because that decides what may be filled in; a paper without an
    addressee stays in the file. `parts` holds what was typed, by part; what was not typed is filled in anew
    from the case each time, until the paper is made. `version` grows with each change, so that two writers
    lose nothing.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    key = models.CharField(max_length=60)
    language = models.CharField(max_length=2, default="sl")
    to_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="papers")
    to_body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="papers")
    parts = models.JSONField(default=dict)  # {"course": "…"}: what was typed, by part
    left_out = models.JSONField(default=list)  # parts that this paper does without
    meeting = models.CharField(max_length=40, blank=True, default="")  # of minutes: the talk, "record-17"
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(Worker, models.PROTECT, related_name="drafted_papers")
    drafted_at = models.DateTimeField()
    changed_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="written_as"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_person__isnull=True) | models.Q(to_body__isnull=True),
                name="paper_for_a_person_or_a_body",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="made") | models.Q(document__isnull=False),
                name="paper_made_has_its_document",
            ),
        ]
        indexes = [models.Index(fields=["case", "state", "-id"], name="papers_of_case")]

    @property
    def addressee(self) -> Person | Body | None:
        """For whom it is written; none where it stays in the file."""
        return self.to_person or self.to_body
