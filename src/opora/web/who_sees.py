"""Who sees a case and why, in sentences: from the row of the access table that opens it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from opora.cases.models import Case
from opora.decisions.phrases import uncapitalised
from opora.organisation.access import STEPS
from opora.organisation.access_table import Scope


@dataclass(frozen=True)
class Reader:
    """Some who see the case, and why."""

    who: str
    why: str


def who_sees(case: Case) -> list[Reader]:
    """From the one who works on it to everybody else. A sealed case is closed to its unit as well."""
    return [_assigned(case), *([] if case.seal else _by_role(case)), _let_in(), _others()]


def _assigned(case: Case) -> Reader:
    if case.assigned_to is None:
        return Reader(_("nobody yet"), _("The case is assigned to nobody. The head of the unit assigns it."))
    return Reader(case.assigned_to.full_name, _("The case is assigned to this person, who works on it."))


def _by_role(case: Case) -> list[Reader]:
    places = {
        Scope.OWN_UNIT: (case.unit.name, _("They work in the unit of the case and stand in for each other.")),
        Scope.CENTRE: (str(case.centre), _("They answer for all cases of the centre.")),
    }
    return [
        Reader(f"{place}: {' · '.join(roles)}", why)
        for scope, (place, why) in places.items()
        if (
            roles := [
                uncapitalised(str(role.label))
                for role, reach in STEPS["see_case"].who.items()
                if reach == scope
            ]
        )
    ]


def _let_in() -> Reader:
    return Reader(
        _("Colleagues who were let in"),
        _("They were given access for a time, with a reason. They are listed below."),
    )


def _others() -> Reader:
    return Reader(
        _("Everybody else"),
        _(
            "They do not see the case. In an emergency a worker of the centre opens it with a reason; the "
            "one who works on it, the head of the unit and the auditor are told."
        ),
    )
