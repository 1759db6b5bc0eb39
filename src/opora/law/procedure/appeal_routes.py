"""Where an appeal or objection goes, and before which court after it, as far as a source says so."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from opora.law.parameters.reading import read_data

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AppealRoute:
    """Who decides on an appeal, and the court after that where a source names it.

    `against` tells whose work an objection is about. `doubt` is what a lawyer has to confirm first.
    """

    kind: str
    body: Words
    source: str
    court: Words | None = None
    against: str = ""
    doubt: Words | None = None
    is_general: bool = False


def appeal_routes(right: str) -> tuple[AppealRoute, ...]:
    """The routes that a source gives for a right; none where every source is silent."""
    return tuple(_route(each) for each in _data()["routes"] if right in each["rights"])


def general_route() -> AppealRoute:
    """The second instance of a centre's decisions, which is taken where no source says otherwise."""
    return _route(_data()["general"], is_general=True)


def route_of_appeal(rights: Collection[str]) -> AppealRoute:
    """The route of an appeal against an act on these rights; the general one unless all share another."""
    told = [[each for each in appeal_routes(right) if each.kind == "appeal"] for right in rights]
    if not told or any(each != told[0] for each in told) or len(told[0]) != 1:
        return general_route()
    return told[0][0]


def route_of_task(rights: Collection[str]) -> AppealRoute:
    """The route of an appeal against an act of a task, which may be about any one of its rights."""
    return route_of_appeal([right for right in rights if appeal_routes(right)])


def rights_with_a_route() -> list[str]:
    """The rights of whose appeals a source says where they go, in the order of the data."""
    return list(dict.fromkeys(right for each in _data()["routes"] for right in each["rights"]))


def rights_without_a_route() -> list[str]:
    """The rights of whose appeals no source says anything: to be asked of a lawyer."""
    return list(_data()["silent"])


def _route(told: Mapping[str, Any], *, is_general: bool = False) -> AppealRoute:
    data = _data()
    return AppealRoute(
        kind=told["kind"],
        body=data["bodies"][told["body"]],
        source=told["source"],
        court=data["courts"][told["court"]] if "court" in told else None,
        against=told.get("against", ""),
        doubt=told.get("doubt"),
        is_general=is_general,
    )


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_data(files("opora.law.procedure") / "data", "appeal_routes.yaml")
    return data
