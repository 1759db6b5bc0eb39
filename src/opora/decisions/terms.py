"""The dated terms that a letter prints: act and remedy, day of payment, duty to report changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from opora.decisions.operative import Duties
from opora.decisions.remedy import Remedy
from opora.decisions.rights_told import RIGHTS
from opora.law.doubts import doubt, joined_doubts
from opora.law.parameters import ParameterSet, load_parameters
from opora.law.procedure import ActOfRight, Caution, Method, act_for_right, service, standard_law

RULING = "ruling"
NO_REMEDY = "none"
ALWAYS_A_DECISION = "cash_social_assistance"
"""a right that ends in a decision, alone or together with others"""
NEW_REGIME = "zup_i_from"
DOUBT_OF_CAUTION = {"regime_uncertain": "assumed"}
"""an uncertain regime is an assumed first day of it"""


@dataclass(frozen=True)
class Ending:
    """The act in which rights end on a day, its remedy, how it is served, and what is doubtful about that."""

    act: str
    remedy: Remedy
    service: Method
    warnings: tuple[dict[str, Any], ...]


def ending(rights: Sequence[str], on: date) -> Ending:
    """How the procedure on these rights ends when decided on a day."""
    found = act_for_right(rights, on)
    return Ending(found.act, _remedy(found, rights, on), found.service, as_warnings(found.warnings))


def ending_in_a_decision(rights: Sequence[str], on: date) -> Ending:
    """A decision whatever the rights: after an objection to an informative calculation (ZUPJS)."""
    found = act_for_right([*rights, ALWAYS_A_DECISION], on)
    return Ending(found.act, _remedy(found, rights, on), found.service, as_warnings(found.warnings))


def ending_in_a_ruling(rights: Sequence[str], on: date) -> Ending:
    """A ruling that ends the procedure without a decision; it is appealed like one (ZUP 258, 67)."""
    decision = ending_in_a_decision(rights, on)
    appeal = standard_law().term("appeal_days", on)
    return replace(decision, act=RULING, warnings=as_warnings(appeal.cautions))


def ending_of(act: str, rights: Sequence[str], on: date) -> Ending:
    """The ending of an act that is already chosen."""
    if act == RULING:
        return ending_in_a_ruling(rights, on)
    usual = ending(rights, on)
    return usual if usual.act == act else ending_in_a_decision(rights, on)


def ending_of_task(act: str, on: date, *, is_appealable: bool = True) -> Ending:
    """How an act beyond rights ends: appeal as the general procedure has it, service by proof.

    An appeal suspends a decision (ZUP 236) and does not suspend a ruling (ZUP 258(5)); against a ruling it
    lies only where the law says so (ZUP 258(1)), which the drafter knows of theirs.
    """
    law = standard_law()
    appeal = law.term("appeal_days", on)
    suspends = act != RULING and law.term("appeal_suspends_execution", on).holds
    remedy = Remedy(kind="appeal", days=appeal.count, suspends=suspends)
    if not is_appealable:
        remedy = Remedy(kind=NO_REMEDY, days=0)
    return Ending(act, remedy, Method.HANDED_OVER, as_warnings(appeal.cautions))


def ending_as_kept(act: str, remedy: Mapping[str, Any], on: date) -> Ending:
    """The ending of a drafted act on the day of its issue, by what its draft keeps of its remedy."""
    if remedy["rights"]:
        return ending_of(act, remedy["rights"], on)
    return ending_of_task(act, on, is_appealable=remedy["kind"] != NO_REMEDY)


def duties_on(day: date) -> Duties:
    """What a grant on a day obliges to, and when it is paid."""
    parameters = load_parameters()
    return Duties(
        report_within_days=int(parameters.cell("change_notification_days", on=day).number),
        payment_days={
            right: _payment_day(parameters, record.payment_cell, day) for right, record in RIGHTS.items()
        },
    )


def as_warnings(cautions: Sequence[Caution]) -> tuple[dict[str, Any], ...]:
    """Cautions of procedure in the shape of a determination's warnings: each parameter once."""
    return tuple(joined_doubts(_as_doubt(caution) for caution in cautions))


def _as_doubt(caution: Caution) -> dict[str, Any]:
    key = caution.values.get("parameter", NEW_REGIME)
    return doubt(
        DOUBT_OF_CAUTION.get(caution.key, caution.key),
        key,
        label=load_parameters().parameter(key).label.model_dump(),
        said=caution.said,
        value=caution.values.get("value", caution.values.get("assumed", "")),
    )


def _remedy(found: ActOfRight, rights: Sequence[str], on: date) -> Remedy:
    return Remedy(
        kind=found.remedy.kind,
        days=found.remedy.days,
        fiction_days=_fiction_days(found, on),
        suspends=found.remedy.suspends,
        rights=tuple(rights),
    )


def _payment_day(parameters: ParameterSet, cell: str, day: date) -> int | None:
    if not cell:
        return None
    value = parameters.cell("payment_day", cell, on=day).value
    return None if value is None else int(str(value))


def _fiction_days(found: ActOfRight, on: date) -> int:
    if found.service is not Method.PUBLIC_FUNDS_MAIL:
        return 0
    return (service(found.service, dispatched_on=on).day - on).days
