"""Overpaid money: found in the payments, demanded back by a decision, and returned by offset or payment.

Where the right still runs, the lists keep it back once the decision is final (`offsetting`); otherwise the
debtor pays it to the account in the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import translation
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Case
from opora.decisions.acts import draft_act
from opora.decisions.introduction import right_exercised
from opora.decisions.models import Act, DecisionState
from opora.decisions.phrases import month as written_month
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.identifiers import check_iban
from opora.people.models import Person
from opora.rights.cents import in_euros
from opora.rights.due import amount_of_month, entitlements_of_month
from opora.rights.models import Application, Debt, DebtReason, DebtState, Entitlement, Repayment
from opora.rights.offsetting import UNDONE, received_of


@dataclass(frozen=True)
class Overpaid:
    """A month of a right for which more was paid than is due."""

    right: str
    month: date
    paid: int
    due: int

    @property
    def cents(self) -> int:
        return self.paid - self.due


def overpaid_in(case: Case) -> list[Overpaid]:
    """Months paid to the applicant above what is due, and not demanded back yet, the earliest first."""
    application = Application.objects.filter(case=case).first()
    if application is None:
        return []
    applicant = application.applicant
    found = []
    for right in application.rights:
        received = received_of([applicant.pk], right)
        for (_person, month), cents in sorted(received.items()):
            entitlements = entitlements_of_month(applicant, right, month)
            due = sum(amount_of_month(each, month) - _paid_by(each, month) for each in entitlements)
            if cents > due:
                found.append(Overpaid(right, month, cents, due))
    return found


def _paid_by(entitlement: Entitlement, month: date) -> int:
    """What an entitlement paid for a month itself, with what was kept back of it."""
    paid = entitlement.payments.filter(for_month=month).prefetch_related("offsets")
    return sum(each.cents + sum(offset.cents for offset in each.offsets.all()) for each in paid)


@transaction.atomic
def draft_recovery(
    case: Case, *, right: str, reason: str, account: str, reasons: str, by: Worker, at: datetime, on: date
) -> Debt:
    """Draft the decision that demands back every overpaid month of a right; the debt is bound to it.

    Refused where nothing is overpaid, without reasons, for an account that is none, and as every draft is.
    """
    require(by, "draft_decision", case=case)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    months = [each for each in overpaid_in(case) if each.right == right]
    if not months:
        raise Refused(_("Nothing of this right is overpaid that was not demanded back already."))
    iban = check_iban(account)
    debtor = case.application.applicant
    cents = sum(each.cents for each in months)
    with translation.override("sl"):
        operative, found = _operative(debtor, right, cents, iban, months), _found(months)
    decision = draft_act(
        case,
        operative=operative,
        reasons=f"{found}\n\n{reasons}" if reasons.strip() else "",
        to=[debtor],
        by=by,
        at=at,
        on=on,
        act=Act.DECISION,
    )
    return Debt.objects.create(
        decision=decision,
        person=debtor,
        unit=case.unit,
        right=right,
        reason=DebtReason(reason),
        months={f"{each.month:%Y-%m}": each.cents for each in months},
        cents=cents,
        account=iban,
    )


@transaction.atomic
def enter_repayment(
    debt: Debt, *, cents: int, paid_on: date, by: Worker, at: datetime, on: date
) -> Repayment:
    """Note what came to the account. Refused for a day to come, and for more than the rest."""
    debt = Debt.objects.select_for_update(of=("self",)).select_related("decision__case").get(pk=debt.pk)
    require(by, "enter_repayment", case=debt.decision.case)
    if debt.decision.issued_on is None or debt.decision.state in UNDONE:
        raise Refused(_("The decision on repayment is not in effect, so nothing is owed by it."))
    if paid_on > on:
        raise Refused(_("The day of payment lies in the future. Enter it when it has come."), field="paid_on")
    if not 0 < cents <= rest_of(debt):
        raise Refused(
            _("The amount must be above nought and at most the rest of the debt, {rest} EUR.").format(
                rest=in_euros(rest_of(debt))
            ),
            field="cents",
        )
    paid = Repayment.objects.create(debt=debt, paid_on=paid_on, cents=cents, entered_by=by, entered_at=at)
    record(
        by,
        Deed.CREATED,
        "enter_repayment",
        persons=[debt.person_id],
        case_id=debt.decision.case_id,
        detail={"debt": debt.pk, "repayment": paid.pk},
    )
    return paid


def rest_of(debt: Debt) -> int:
    """What is still owed."""
    kept = debt.offsets.aggregate(cents=Sum("cents"))["cents"] or 0
    paid = debt.repayments.aggregate(cents=Sum("cents"))["cents"] or 0
    return debt.cents - kept - paid


def state_of(debt: Debt, on: date) -> DebtState:
    """Where the recovery stands on a day."""
    if debt.decision.state in UNDONE:
        return DebtState.UNDONE
    if rest_of(debt) <= 0:
        return DebtState.SETTLED
    if debt.decision.state != DecisionState.FINAL:
        return DebtState.WAITS
    runs = entitlements_of_month(debt.person, debt.right, on.replace(day=1))
    return (
        DebtState.OFFSET
        if any(amount_of_month(each, on.replace(day=1)) for each in runs)
        else (DebtState.TO_ACCOUNT)
    )


def _operative(debtor: Person, right: str, cents: int, iban: str, months: list[Overpaid]) -> str:
    of_right = {"debtor": debtor.full_name, "right": right_exercised(right), "amount": in_euros(cents)}
    span = {"first": written_month(months[0].month), "last": written_month(months[-1].month)}
    points = [
        _(
            "{debtor} returns {amount} EUR, paid without ground under the right to {right} for the time from "
            "{first} to {last}."
        ).format(**of_right, **span),
        _(
            "Once this decision is final, the amount is offset against the next payments of the right "
            "while it lasts. Where no such payment is due, it is paid to the account {iban}."
        ).format(iban=iban),
    ]
    return "\n\n".join(points)


def _found(months: list[Overpaid]) -> str:
    sentences = [
        _("For {month} {paid} EUR were paid and {due} EUR were due; {over} EUR too much.").format(
            month=written_month(each.month),
            paid=in_euros(each.paid),
            due=in_euros(each.due),
            over=in_euros(each.cents),
        )
        for each in months
    ]
    return "\n\n".join(sentences)
