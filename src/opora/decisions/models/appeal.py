"""Appeals (pritožba) against decisions and rulings, from intake to second instance and back."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import pgettext_lazy

from opora.decisions.models.decision import Decision
from opora.documents.models import Document
from opora.organisation.models import Worker
from opora.people.models import Person


class AppealState(models.TextChoices):
    """Where an appeal has come to; the names of the results are those of ZUP art. 246 to 252."""

    RECEIVED = "received", pgettext_lazy("appeal", "received")
    REJECTED = "rejected", pgettext_lazy("appeal", "rejected (zavržena)")
    REPLACED = "replaced", pgettext_lazy("appeal", "answered by a new decision of the centre")
    FORWARDED = "forwarded", pgettext_lazy("appeal", "sent to the second instance")
    CONFIRMED = "confirmed", pgettext_lazy("appeal", "refused, the decision confirmed")
    RETURNED = "returned", pgettext_lazy("appeal", "decision annulled and returned")
    CHANGED = "changed", pgettext_lazy("appeal", "decision changed by the second instance")
    WITHDRAWN = "withdrawn", pgettext_lazy("appeal", "withdrawn")


PENDING = (AppealState.RECEIVED, AppealState.FORWARDED)
AGAINST_IT = (AppealState.CONFIRMED, AppealState.REJECTED)
"""Results after which the decision stands."""


class AppealFault(models.TextChoices):
    """Why the centre may not deal with an appeal (ZUP art. 240)."""

    LATE = "late", pgettext_lazy("appeal", "out of time")
    NOT_ALLOWED = "not_allowed", pgettext_lazy("appeal", "not allowed against this act")
    NOT_ENTITLED = "not_entitled", pgettext_lazy("appeal", "filed by somebody not entitled")


class Appeal(models.Model):
    """One appeal against one decision. Several may run at once: each has its own way and result.

    `filed_on` is the day that counts for the term (handed to the post, ZUP art. 68), `received_on` the one
    from which the centre's own term runs. `ruling` is the act of the centre that ends it here.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="appeals")
    filed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="appeals")
    filed_on = models.DateField()
    received_on = models.DateField()
    state = models.CharField(max_length=12, choices=AppealState.choices, default=AppealState.RECEIVED)
    fault = models.CharField(max_length=14, choices=AppealFault.choices, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    ruling = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="ends_appeals")
    answer_until = models.DateField(null=True, blank=True)  # the opposing parties' term (ZUP 241)
    forwarded_on = models.DateField(null=True, blank=True)
    result_on = models.DateField(null=True, blank=True)  # the day of the act of the second instance
    result_received_on = models.DateField(null=True, blank=True)
    result_served_on = models.DateField(null=True, blank=True)
    result_document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_on__gte=models.F("filed_on")), name="appeal_filed_before_it_came"
            ),
            models.CheckConstraint(
                condition=models.Q(result_received_on__isnull=True) | models.Q(forwarded_on__isnull=False),
                name="appeal_result_of_what_was_sent",
            ),
        ]
        indexes = [models.Index(fields=["decision", "state"], name="appeals_of_decision")]

    @property
    def is_pending(self) -> bool:
        """Whether it still keeps the decision from becoming final."""
        return self.state in PENDING and not self.fault
