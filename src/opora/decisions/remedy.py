"""What the party can do against an act: the kind of remedy, its term and where it goes.

The term comes from the dated rules of procedure; the words are made here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opora.decisions.introduction import body_name
from opora.decisions.matter import Matter
from opora.law.procedure import AppealRoute, route_of_appeal, route_of_task


@dataclass(frozen=True)
class Remedy:
    """Appeal (pritožba) or objection (ugovor), with its term in days from service."""

    kind: str
    """appeal, objection or none"""
    days: int
    fiction_days: int = 0
    """days from dispatch after which the act counts as served; 0 where service is by proof"""
    suspends: bool = False
    rights: tuple[str, ...] = ()
    """the rights decided, on which act and term depend"""

    def to_json(self) -> dict[str, object]:
        """As a decision keeps it."""
        return {**asdict(self), "rights": list(self.rights)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Remedy:
        """The opposite of `to_json`."""
        return cls(**{**kept, "rights": tuple(kept["rights"])})


def instruction(
    matter: Matter, remedy: Remedy, *, act: str, task_rights: Collection[str] | None = None
) -> list[str]:
    """The legal instruction (pouk): the remedy, its term, who decides, where and how it is filed.

    `act` is one of decision, ruling, informative_calculation; `task_rights` are those of the task,
    where the act does not decide on rights itself.
    """
    if remedy.kind == "objection":
        return _instruction_on_objection(matter, remedy)
    if remedy.kind == "none":
        return [
            _(
                "No separate appeal lies against this ruling. You can contest it in the appeal against the "
                "decision."
            )
        ]
    return [
        _term_of_appeal(act, remedy.days),
        *_who_decides(route_of_appeal(remedy.rights) if task_rights is None else route_of_task(task_rights)),
        _where_to_appeal(matter),
        _("Say in the appeal which act you contest and why, and sign it. No fee is charged for it."),
    ]


def _who_decides(route: AppealRoute) -> list[str]:
    """The second instance, and the court after it where a source names one."""
    language = (get_language() or "sl")[:2]
    if route.is_general:
        return [_("The appeal is decided by the {ministry}.").format(ministry=ministry())]
    decided = _("On the appeal decides: {body}.").format(body=route.body.get(language, route.body["sl"]))
    if route.court is None:
        return [decided]
    court = route.court.get(language, route.court["sl"])
    return [decided, _("Against its decision you can go to court: {court}.").format(court=court)]


def _term_of_appeal(act: str, days: int) -> str:
    if act == "ruling":
        return ngettext(
            "You can appeal against this ruling within {days} day of the day on which it is served on you.",
            "You can appeal against this ruling within {days} days of the day on which it is served on you.",
            days,
        ).format(days=days)
    return ngettext(
        "You can appeal against this decision within {days} day of the day on which it is served on you.",
        "You can appeal against this decision within {days} days of the day on which it is served on you.",
        days,
    ).format(days=days)


def _instruction_on_objection(matter: Matter, remedy: Remedy) -> list[str]:
    return [
        ngettext(
            "If you do not agree with this calculation, you can object within {days} day of the day on "
            "which it is served on you.",
            "If you do not agree with this calculation, you can object within {days} days of the day on "
            "which it is served on you.",
            remedy.days,
        ).format(days=remedy.days),
        ngettext(
            "It counts as served on day {days} after the day of dispatch that is printed on it.",
            "It counts as served on day {days} after the day of dispatch that is printed on it.",
            remedy.fiction_days,
        ).format(days=remedy.fiction_days),
        _where_to_object(matter),
        _(
            "If you object, we issue a decision on your right; against that decision you can appeal. The "
            "objection does not delay payment."
        ),
    ]


def _where_to_appeal(matter: Matter) -> str:
    if not matter.body.address:
        return _("Send or bring the appeal to us. You can also make it orally, to the record.")
    phrase = _("Send or bring the appeal to: {address}. You can also make it orally, to the record, there.")
    return phrase.format(address=_address(matter))


def _where_to_object(matter: Matter) -> str:
    if not matter.body.address:
        return _("Send or bring the objection to us. You can also make it orally, to the record.")
    phrase = _(
        "Send or bring the objection to: {address}. You can also make it orally, to the record, there."
    )
    return phrase.format(address=_address(matter))


def _address(matter: Matter) -> str:
    return ", ".join([body_name(matter), *matter.body.address])


def ministry() -> str:
    """The body of second instance for decisions of the centres."""
    return _("Ministry of Labour, Family, Social Affairs and Equal Opportunities")
