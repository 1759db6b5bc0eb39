"""What was paid without ground: the debt by decision, and how it comes back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from opora.decisions.models import Decision
from opora.organisation.models import Unit, Worker
from opora.people.models import Person
from opora.rights.models.claims import Payment


class DebtReason(models.TextChoices):
    """Why it was overpaid; keys as in the catalogue's list."""

    NOT_REPORTED = "change_not_reported", pgettext_lazy("overpaid", "a change was not reported")
    CHANGED = "changed_decision", pgettext_lazy("overpaid", "a new decision after a change")
    WRONG_DATA = "wrong_data", pgettext_lazy("overpaid", "an official record had wrong data")
    FALSE_DATA = "false_data", pgettext_lazy("overpaid", "the party's data were not true")


class DebtState(models.TextChoices):
    """Where the recovery stands: worked out from the decision and what came back, never stored."""

    WAITS = "waits", pgettext_lazy("debt", "waits until its decision is final")
    OFFSET = "offset", pgettext_lazy("debt", "is offset against the next payments")
    TO_ACCOUNT = "to_account", pgettext_lazy("debt", "is to be paid to the account in the decision")
    SETTLED = "settled", pgettext_lazy("debt", "is settled")
    UNDONE = "undone", pgettext_lazy("debt", "is no more: its decision was undone")


class Debt(models.Model):
    """An overpaid amount that a decision demands back. Nothing is taken before that decision is final."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="debt")
    person = models.ForeignKey(Person, models.PROTECT, related_name="debts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    right = models.CharField(max_length=60)
    reason = models.CharField(max_length=24, choices=DebtReason.choices)
    months = models.JSONField()  # {"2026-05": cents overpaid}
    cents = models.PositiveIntegerField()
    account = models.CharField(max_length=34)  # to which it is paid where nothing runs

    class Meta:
        indexes = [models.Index(fields=["person", "right"], name="debts_of_person")]


class Offset(models.Model):
    """What a payment list kept back of one payment, for one debt."""

    debt = models.ForeignKey(Debt, models.PROTECT, related_name="offsets")
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="offsets")
    cents = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("debt", "payment", name="a_debt_is_offset_once_a_payment")]


class Repayment(models.Model):
    """What the debtor paid to the account."""

    debt = models.ForeignKey(Debt, models.PROTECT, related_name="repayments")
    paid_on = models.DateField()
    cents = models.PositiveIntegerField()
    entered_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
