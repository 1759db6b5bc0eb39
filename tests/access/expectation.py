"""What a worker must get from an address, derived from the access table alone."""

from __future__ import annotations

from enum import StrEnum

from tests.access.world import Place, World

from opora.organisation.access_table import Route, Scope, table
from opora.organisation.models import Role

REACHED = {
    Scope.ASSIGNED: {"assigned", "sealed_assigned"},
    Scope.OWN_CASE: {"assigned", "sealed_assigned"},
    Scope.OWN_UNIT: {"assigned", "sealed_assigned", "own_unit", "protected"},
    Scope.CENTRE: {"assigned", "sealed_assigned", "own_unit", "protected", "other_unit"},
}
ABOUT_NO_CASE = {"", "payment_run", "redecision_run"}
# What hangs on a unit and on no case of it: no seal of a case closes it.
OF_A_UNIT = {"worker", "uprating", "obligation", "uprating_extract"}
# Whoever takes applications must find everybody the records hold, or a family is entered twice. Their
# names are found; not that they are parties of a case, nor its number or title.
FINDS_NAMES = {"search_persons", "register_person", "file_application", "merge_persons"}
# The auditor reads who saw whom in which case; not what a case is about.
READS_LOG = {"see_log", "see_broken_glass"}
# The file for the payer names everybody the centre pays in a month, and says nothing of their case.
PAYS = {"draw_payments"}


class Answer(StrEnum):
    """What must come back."""

    OPEN = "open"
    HIDDEN = "hidden"  # 403 or 404: as if it did not exist, or not for this role
    NOT_DONE = "not done"  # the thing may be seen, the step may not be done: refused, nothing changed


def expected(role: Role, route: Route, place: Place) -> Answer:
    """What a worker of this role must get from a route about the thing of a place."""
    assert route.step is not None
    if role not in route.step.who or (route.of and place.key == "other_centre"):
        return Answer.HIDDEN
    if route.of in OF_A_UNIT:
        return Answer.OPEN if reaches_worker(role, route.step.key, place) else Answer.HIDDEN
    if route.of in ABOUT_NO_CASE or reaches(role, route.step.key, place):
        return Answer.OPEN
    return Answer.NOT_DONE if reaches(role, seeing(route), place) else Answer.HIDDEN


def seeing(route: Route) -> str:
    """The step that opens the thing a route is about."""
    return "see_person" if route.of in ("person", "merge") else "see_case"


def reaches(role: Role, step: str, place: Place) -> bool:
    """Whether the table lets this role do the step at this place."""
    scope = table().steps[step].who.get(role)
    return scope is not None and place.key in REACHED[scope]


def reaches_worker(role: Role, step: str, place: Place) -> bool:
    """Whether the table lets this role do the step about the worker of a place: no case seals a worker."""
    scope = table().steps[step].who.get(role)
    return scope is not None and (place.key == "sealed" or place.key in REACHED[scope])


def meets(answer: Answer, status: int, posted: dict[str, str] | None) -> bool:
    """Whether a status is an answer of this kind; what is sent with nothing filled in is sent back."""
    if answer == Answer.HIDDEN:
        return status in (403, 404)
    if answer == Answer.NOT_DONE:
        return status in (403, 404, 422)
    return status < 400 or (status == 422 and posted is not None)


def secrets(role: Role, route: Route, world: World) -> dict[str, str]:
    """What must not stand in any answer to this worker, with what it is."""
    assert route.step is not None
    kept: dict[str, str] = {}
    for place in world.places.values():
        if not reaches(role, "see_case", place):
            foreign = place.key == "other_centre"
            kept[place.case.title] = f"title of the case {place.key}"
            if foreign or route.step.key not in READS_LOG:
                kept[place.case.number] = f"number of the case {place.key}"
            if route.step.key not in FINDS_NAMES | (set() if foreign else READS_LOG | PAYS):
                kept[place.person.family_name] = f"name of the party of the case {place.key}"
            kept[place.street] = f"address of the party of the case {place.key}"
        if place.person.is_protected and not (
            place.is_assigned and reaches(role, "see_protected_address", place)
        ):
            kept[place.street] = f"protected address of the party of the case {place.key}"
    return kept
