"""A run of a month for a unit's own wards, and its rows: who drew it up, who confirmed it, what it took."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from opora.cases.models import Case, CaseRecord, GroupSession
from opora.organisation.models import Centre, Unit, Worker


class RunState(models.TextChoices):
    DRAWN = "drawn", pgettext_lazy("run for wards", "waiting to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("run for wards", "confirmed")
    WITHDRAWN = "withdrawn", pgettext_lazy("run for wards", "withdrawn")


class RowKind(models.TextChoices):
    """What a row does; also the record of the case in which it stands once the run is confirmed."""

    PAYMENT = "payment", pgettext_lazy("run for wards", "payment")
    CONSENT = "consent", pgettext_lazy("run for wards", "consent")


class WardRun(models.Model):
    """One run. A month may have several: each takes only what no other has taken."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="ward_runs")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="ward_runs")
    month = models.DateField()  # its first day
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.DRAWN)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # once, for all wards together
    drawn_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    session = models.ForeignKey(GroupSession, models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)  # of the list for the accounts desk

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("drawn_by")),
                name="ward_run_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | models.Q(confirmed_by__isnull=False),
                name="ward_run_confirmed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="ward_runs_of_unit")]


class WardRunRow(models.Model):
    """One due of one ward in a month, as it stood when the run was drawn up.

    `is_taken` holds it: no other run takes that turn. A row left out, and every row of a run that was
    withdrawn, holds nothing.
    """

    run = models.ForeignKey(WardRun, models.PROTECT, related_name="rows")
    case = models.ForeignKey(Case, models.PROTECT, related_name="ward_run_rows")
    due = models.ForeignKey(CaseRecord, models.PROTECT, related_name="ward_run_rows")  # what falls due
    kind = models.CharField(max_length=10, choices=RowKind.choices)
    turn = models.DateField()  # the first day of the month it is due in
    due_on = models.DateField()
    is_taken = models.BooleanField()
    left_out_because = models.CharField(max_length=300, blank=True)
    cents = models.PositiveIntegerField(null=True, blank=True)
    ward_consulted = models.BooleanField(null=True)
    told = models.JSONField(default=dict)  # payee, account, purpose, matter … as the due said them
    written = models.ForeignKey(CaseRecord, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["due", "turn"],
                condition=models.Q(is_taken=True),
                name="a_due_of_a_ward_is_taken_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(is_taken=True) | models.Q(left_out_because=""),
                name="ward_row_is_taken_or_left_out",
            ),
            models.CheckConstraint(
                condition=~models.Q(is_taken=True, kind="payment") | models.Q(cents__gt=0),
                name="ward_payment_has_its_amount",
            ),
            models.CheckConstraint(
                condition=~models.Q(is_taken=True, kind="consent") | models.Q(ward_consulted__isnull=False),
                name="ward_consent_says_who_was_asked",
            ),
        ]
        indexes = [models.Index(fields=["run", "id"], name="rows_of_ward_run")]
