"""Access to a case beyond roles."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from opora.cases.models.case import Case
from opora.organisation.models import Worker


class Access(models.Model):
    """Somebody outside the unit let into a case, or a glass broken, with the reason."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="accesses")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="accesses")
    reason = models.CharField(max_length=300)
    broke_glass = models.BooleanField(default=False)
    only_reads = models.BooleanField(default=False)  # of another centre, whose own case continues this one
    given_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_at__gte=models.F("from_at")), name="access_ends_after_it_begins"
            )
        ]
        indexes = [
            models.Index(fields=["worker", "until_at"], name="accesses_of_worker"),
            models.Index(fields=["case"], name="glass_broken_in_cases", condition=models.Q(broke_glass=True)),
        ]

    def is_open(self, at: datetime) -> bool:
        """Whether it still opens the case."""
        return self.until_at > at


class GlassLook(models.Model):
    """Somebody who watches over a broken glass has looked at it: a head once, an auditor once."""

    access = models.ForeignKey(Access, models.CASCADE, related_name="looks")
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    as_auditor = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("access", "as_auditor", name="glass_looked_at_once_a_side")]
