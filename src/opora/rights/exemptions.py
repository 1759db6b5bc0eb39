"""Decisions on exemption from paying for social services: which service, how begun, whose, and who pays too.

Everybody bound to pay gets the decision beside the beneficiary: it says what each of them owes (ZUP art. 83).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import PartyRole
from opora.decisions.models import Decision
from opora.decisions.phrases import day as written_day
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.rights.cents import CENTS
from opora.rights.models import (
    Determination,
    Exemption,
    Initiation,
    Redecided,
    RedecisionRun,
    ReviewReason,
    Service,
)
from opora.rights.situations import person_id

RIGHTS_OF = {
    Service.INSTITUTIONAL_CARE: (
        "exemption_institutional_care",
        "obliged_persons_contribution_institutional_care",
        "public_payment_institutional_care",
    ),
    Service.HOME_HELP: (
        "exemption_home_help",
        "obliged_persons_contribution_home_help",
        "public_payment_home_help",
    ),
}
"""by service: the exemption itself, what others owe, and what public money pays"""
PRICE_OF = {
    Service.INSTITUTIONAL_CARE: "institutional_care_price",
    Service.SUBSTITUTE_RESIDENCE: "institutional_care_price",
    Service.HOME_HELP: "home_help_price",
}
"""the fact that holds the price"""
AWAY_FROM_HOME = (Service.INSTITUTIONAL_CARE, Service.SUBSTITUTE_RESIDENCE)
"""the services that one right of the law stands for"""


@dataclass(frozen=True)
class BegunExOfficio:
    """A procedure that the centre began by itself: when, and why."""

    on: date
    reason: str
    month: date
    ground: str

    @property
    def sentence(self) -> Promise:
        """Why, in the language of the letter in which it is read."""
        read_later: Promise = lazy(_why, str)(self)  # type: ignore[assignment]
        return read_later


def decides_exemption(right: str) -> bool:
    """Whether a right says who pays for a service."""
    return any(right in rights for rights in RIGHTS_OF.values())


def begun_ex_officio(draft: Decision) -> BegunExOfficio | None:
    """How the procedure of a draft began, where a run of redecisions began it."""
    row = Redecided.objects.filter(draft=draft).select_related("run").first()
    return beginning_of(row.run) if row else None


def beginning_of(run: RedecisionRun) -> BegunExOfficio:
    """What the letters of a run say of its beginning."""
    return BegunExOfficio(run.started_on, run.reason, run.month, run.ground)


def payers_of(determination: Determination) -> list[Person]:
    """Those bound to pay beside the beneficiary and the family, in the order in which they were entered."""
    if not any(decides_exemption(right) for right in determination.situation["rights"]):
        return []
    persons: Mapping[str, Mapping[str, Any]] = determination.situation["persons"]
    bound = [person_id(key) for key, facts in persons.items() if facts.get("bound_to_contribute") is True]
    found = Person.objects.in_bulk(bound)
    return [found[pk] for pk in bound if pk in found]


def names_of_payers(determination: Determination) -> tuple[str, ...]:
    """As they stand among those served."""
    return tuple(person.full_name for person in payers_of(determination))


def address_to_payers(decision: Decision, determination: Determination) -> None:
    """The draft goes to the party, or who represents them, and to everybody bound to pay."""
    payers = payers_of(determination)
    if not payers:
        decision.to_persons.clear()
        return
    parties = list(decision.case.parties.persons().select_related("person"))
    for role in (PartyRole.REPRESENTATIVE, PartyRole.APPLICANT):
        if found := [party.person for party in parties if party.role == role and party.person]:
            decision.to_persons.set([*found, *payers])
            return


def note_exemptions(decision: Decision) -> list[Exemption]:
    """One row for each service that an issued decision is about; none twice."""
    determination = (
        Determination.objects.filter(decision=decision).select_related("case__application").first()
    )
    if determination is None or decision.exemptions.exists():
        return []
    begun = begun_ex_officio(decision)
    noted = []
    for service, rights in RIGHTS_OF.items():
        decided = [right for right in rights if right in decision.remedy["rights"]]
        if decided:
            noted.append(_exemption(decision, determination, service, decided[0], begun))
    return noted


@transaction.atomic
def mark_service(exemption: Exemption, service: str, *, by: Worker) -> Exemption:
    """Say which way of living away from home it is: the law has one right for both, statistics count them.

    Refused for home help, and for a service that is no such way.
    """
    exemption = (
        Exemption.objects.select_for_update(of=("self",))
        .select_related("decision__case")
        .get(pk=exemption.pk)
    )
    require(by, "decide_again", case=exemption.decision.case)
    if service not in AWAY_FROM_HOME or exemption.service not in AWAY_FROM_HOME:
        raise Refused(_("Only institutional care and a substitute form of residence stand for one another."))
    exemption.service = service
    exemption.save(update_fields=["service"])
    record(
        by,
        Deed.CHANGED,
        "mark_service",
        persons=[exemption.beneficiary_id],
        case_id=exemption.decision.case_id,
        detail={"exemption": exemption.pk, "service": service},
    )
    return exemption


def _exemption(
    decision: Decision,
    determination: Determination,
    service: Service,
    right: str,
    begun: BegunExOfficio | None,
) -> Exemption:
    result = determination.result["rights"][right]
    granted = [period for period in result["periods"] if period["entitled"]]
    last = granted[-1] if granted else {}
    amount = last.get("amount")
    exemption = Exemption.objects.create(
        decision=decision,
        service=_as_before(decision, service),
        initiation=Initiation.EX_OFFICIO if begun else Initiation.NEW_APPLICATION,
        reason=begun.reason if begun else "",
        beneficiary_id=determination.case.application.applicant_id,
        is_granted=bool(granted),
        is_full=amount is not None and amount == _price(determination, service),
        monthly_cents=int(Decimal(amount) * CENTS) if amount is not None else None,
        valid_from=date.fromisoformat(granted[0]["from"]) if granted else None,
        valid_to=date.fromisoformat(last["to"]) if last.get("to") else None,
    )
    exemption.payers.set(payers_of(determination))
    return exemption


def _as_before(decision: Decision, service: Service) -> str:
    """A decision made again is about the service that the one before it was about."""
    if decision.replaces is not None and service in AWAY_FROM_HOME:
        before = decision.replaces.exemptions.filter(service__in=AWAY_FROM_HOME).first()
        return before.service if before else service
    return service


def _price(determination: Determination, service: Service) -> str | None:
    applicant = determination.situation["persons"][determination.situation["applicant"]]
    price = applicant.get(PRICE_OF[service])
    return None if price is None else f"{Decimal(price):.2f}"


def _why(begun: BegunExOfficio) -> str:
    sentences = {
        ReviewReason.PRICE: _(
            "We decide again because the price of the service changes on {day} ({ground})."
        ),
        ReviewReason.MINIMUM_INCOME: _(
            "We decide again because the minimum income changes on {day} ({ground})."
        ),
        ReviewReason.RULE_OF_ZUPJS: _(
            "We decide again from {day} on, as point 11 of article 30.a of ZUPJS demands ({ground})."
        ),
        ReviewReason.BENEFICIARY: _(
            "We decide again because the circumstances of the beneficiary change on {day} ({ground})."
        ),
        ReviewReason.PAYER: _(
            "We decide again because the circumstances of a person bound to pay change on {day} ({ground})."
        ),
    }
    return sentences[ReviewReason(begun.reason)].format(day=written_day(begun.month), ground=begun.ground)
