"""From a determination to a draft decision: granted, partly granted, or refused with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.decisions.decision_letter import Computed, compose_letter, ending_for, not_known_in_the_law
from opora.decisions.drafting import Drafted, draft_decision, redraft
from opora.decisions.models import Act, Decision, Outcome
from opora.law.doubts import joined_doubts
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.rights.after_issue import rights_still_open
from opora.rights.determining import explained
from opora.rights.exemptions import (
    BegunExOfficio,
    address_to_payers,
    begun_ex_officio,
    names_of_payers,
)
from opora.rights.matters import language_of, matter_of
from opora.rights.models import Application, Determination
from opora.sources.models import Fact


@transaction.atomic
def draft_from(
    determination: Determination,
    *,
    by: Worker,
    at: datetime,
    on: date,
    replaces: Decision | None = None,
    undoing: str = "",
    begun: BegunExOfficio | None = None,
) -> Decision:
    """Draft the decision that follows from a determination, and bind the two.

    Rights that still lack facts are left to a later decision: this one is then partial (ZUP art. 219).
    Refused while no right is certain, and for a determination that already has its decision.
    """
    _refuse_if_decided(determination)
    drafted = drafted_from(determination, led=by, on=on, replaces=replaces, begun=begun)
    decision = draft_decision(
        case=determination.case, drafted=drafted, by=by, at=at, replaces=replaces, undoing=undoing
    )
    _bind(determination, decision)
    address_to_payers(decision, determination)
    return decision


@transaction.atomic
def redraft_from(
    decision: Decision, determination: Determination, *, by: Worker, at: datetime, on: date
) -> list[str]:
    """Let a draft follow from a newer determination; paths of the officer's edits that no longer fit come
    back.
    """
    _refuse_if_decided(determination)
    drafted = drafted_from(
        determination,
        led=decision.drafted_by,
        on=on,
        replaces=decision.replaces,
        begun=begun_ex_officio(decision),
    )
    stale = redraft(decision, drafted=drafted, by=by, at=at)
    Determination.objects.filter(decision=decision).update(decision=None)
    _bind(determination, decision)
    address_to_payers(decision, determination)
    return stale


def drafted_from(
    determination: Determination,
    *,
    led: Worker,
    on: date,
    replaces: Decision | None = None,
    begun: BegunExOfficio | None = None,
) -> Drafted:
    """What the decision is to say. `led` is who leads the procedure and will sign it so.

    It decides the rights that no other decision has settled, and those of the one it replaces.
    """
    application = determination.case.application
    rights = _to_be_decided(application, replaces)
    computed = replace(explained(determination), only=rights)
    results = computed.decided()
    if not results:
        _refuse_without_parameter(computed)
        raise Refused(
            _(
                "No right is certain yet, because facts are missing. Fetch or enter them, or call for a "
                "supplement."
            )
        )
    matter = matter_of(
        application,
        facts=Fact.objects.filter(pk__in=determination.facts).select_related("person"),
        led=led,
        on=on,
    )
    matter = replace(
        matter, rights=rights, objected_on=_objected_on(replaces), also_served=names_of_payers(determination)
    )
    if begun is not None:
        matter = replace(matter, channel="ex_officio", filed_on=begun.on, begun_because=begun.sentence)
    end = ending_for(matter, list(results))
    return Drafted(
        act=end.act,
        outcome=outcome_of(results),
        letter=compose_letter(computed, matter, language=language_of(application)),
        remedy=end.remedy,
        warnings=_warnings(computed, end.warnings),
    )


def _refuse_without_parameter(computed: Computed) -> None:
    """Refused where it is no fact that is missing, but a value of the law that nobody has found yet."""
    rights = computed.result["rights"]
    unknown = not_known_in_the_law({right: rights[right] for right in computed.only or rights})
    if unknown:
        language = get_language() or "sl"
        raise Refused(
            _(
                "The decision cannot be drafted, because a value set by law has not been found yet: "
                "{parameters}. Tell the administrator, who can enter it with its source."
            ).format(parameters="; ".join(each["label"][language] for each in unknown))
        )


def outcome_of(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Granted when every right decided is, refused when none is."""
    granted = [bool(result["entitled"]) for result in results.values()]
    if all(granted):
        return Outcome.GRANTED
    return Outcome.PARTLY_GRANTED if any(granted) else Outcome.REFUSED


def _warnings(computed: Computed, of_procedure: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    """Each doubtful value once, however many rights and figures rest on it."""
    all_of_them = [warning for result in computed.decided().values() for warning in result["warnings"]]
    return tuple(joined_doubts([*all_of_them, *of_procedure]))


def _to_be_decided(application: Application, replaces: Decision | None) -> tuple[str, ...]:
    still_open = rights_still_open(application)
    again = replaces.remedy["rights"] if replaces else []
    return tuple(right for right in application.rights if right in still_open or right in again)


def _objected_on(replaced: Decision | None) -> date | None:
    """The day of the objection, where what is replaced is an informative calculation objected to."""
    if replaced is None or replaced.act != Act.INFORMATIVE_CALCULATION:
        return None
    filed = replaced.explained.get("remedy_filed")
    return date.fromisoformat(filed["day"]) if filed else None


def _refuse_if_decided(determination: Determination) -> None:
    if determination.decision_id is not None:
        raise Refused(
            _("This calculation already has its decision. Calculate again before drafting another.")
        )


def _bind(determination: Determination, decision: Decision) -> None:
    determination.decision = decision
    determination.save(update_fields=["decision"])
