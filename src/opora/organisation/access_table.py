"""Reads `access_table.yaml` and refuses a table that contradicts itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from opora.catalogue import catalogue
from opora.organisation.models import Role

TABLE = Path(__file__).with_name("access_table.yaml")
STEP_KEYS = {"en", "who", "case", "decision", "four_eyes", "glass", "excluded", "personal"}
ROUTE_KEYS = {"step", "open", "of", "page"}


class Scope(StrEnum):
    """How far a role carries for a step."""

    ASSIGNED = "assigned"
    OWN_CASE = "own_case"  # assigned or let in
    OWN_UNIT = "own_unit"
    CENTRE = "centre"


class Open(StrEnum):
    """An address that asks for no step: whom it is open to."""

    ANYBODY = "anybody"
    FIRST_FACTOR = "first_factor"  # signed in, perhaps without a second factor yet
    SIGNED_IN = "signed_in"
    CLOSED = "closed"  # nobody: comes with an installed package and is not used here


class Page(StrEnum):
    """What kind of address it is: the access tests try each kind in its own way."""

    LIST = "list"
    DETAIL = "detail"
    SEARCH = "search"
    AUTOCOMPLETE = "autocomplete"
    EXPORT = "export"
    COUNT = "count"
    FILE = "file"
    FORM = "form"  # shows a form, and does what is filled in
    ACT = "act"  # changes something: POST only


class TableError(ValueError):
    """The table contradicts itself; the message names the row and the cure."""


@dataclass(frozen=True)
class Step:
    """One row: who may do a step, how far, and in which states."""

    key: str
    en: str
    who: dict[Role, Scope]
    case: frozenset[str]
    decision: frozenset[str]
    four_eyes: str
    glass: bool
    excluded: bool
    personal: bool

    @property
    def reaches_let_in(self) -> bool:
        """Whether those let into a case may do the step there."""
        return any(scope != Scope.ASSIGNED for scope in self.who.values())

    @property
    def label(self) -> str:
        """What is done, in the language that is active now."""
        return _(self.en)


@dataclass(frozen=True)
class Route:
    """One address: the step it is for (or whom it is open to), and the thing it shows."""

    name: str
    step: Step | None
    open: Open | None
    of: str  # case, person, document, decision …; empty for a page about nothing in particular
    page: Page | None


@dataclass(frozen=True)
class Table:
    """The whole table."""

    steps: dict[str, Step]
    routes: dict[str, Route]
    case_states: dict[str, str]
    decision_states: dict[str, str]
    roles_apart: frozenset[Role]
    fields_apart: frozenset[str]
    more_apart: frozenset[str]
    """Tasks of other fields that are kept apart too."""

    def reaches_everything(self, role: str) -> bool:
        """Whether a role reaches by place the cases of every field of work."""
        return Role(role) not in self.roles_apart


def tasks_apart() -> list[str]:
    """The tasks whose cases the roles kept apart reach by assignment alone."""
    of_field = catalogue().keys_by_field
    of_fields = {key for field in table().fields_apart for key in of_field.get(field, ())}
    return sorted(of_fields | table().more_apart)


@cache
def table() -> Table:
    """The table as it stands in the file."""
    return read_table(load_once(TABLE.read_text(encoding="utf-8")))


def load_once(text: str) -> dict[str, Any]:
    """The data of a table; raises `TableError` for a row entered twice, where YAML would keep the last."""
    loaded: dict[str, Any] = yaml.load(text, Loader=_RowsOnce)  # noqa: S506 - a safe loader, only stricter
    return loaded


_SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The compiled parser where PyYAML was built with it: the table is read by every process that starts."""


class _RowsOnce(_SafeLoader):  # type: ignore[misc, valid-type]
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key) for key, _value in node.value]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise TableError(f"{', '.join(twice)}: entered twice{node.start_mark}. Keep one row.")
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def read_table(raw: dict[str, Any]) -> Table:
    """A table out of its data; raises `TableError` where a row cannot be meant."""
    case_states, decision_states = raw["states"]["case"], raw["states"]["decision"]
    steps = {key: _step(key, row, case_states, decision_states) for key, row in raw["steps"].items()}
    routes = {name: _route(name, row, steps) for name, row in raw["routes"].items()}
    apart = raw["apart"]
    _known("apart, roles", apart["roles"], set(Role))
    roles = frozenset(Role(role) for role in apart["roles"])
    return Table(
        steps,
        routes,
        case_states,
        decision_states,
        roles,
        frozenset(apart["fields"]),
        frozenset(apart["tasks"]),
    )


def _step(
    key: str, row: dict[str, Any], case_states: dict[str, str], decision_states: dict[str, str]
) -> Step:
    _known(f"step {key}", row, STEP_KEYS)
    _known(f"step {key}, case", row.get("case", []), set(case_states))
    _known(f"step {key}, decision", row.get("decision", []), set(decision_states))
    _known(f"step {key}, who", row["who"], set(Role))
    _known(f"step {key}, scope", row["who"].values(), set(Scope))
    return Step(
        key=key,
        en=row["en"],
        who={Role(role): Scope(scope) for role, scope in row["who"].items()},
        case=frozenset(row.get("case", [])),
        decision=frozenset(row.get("decision", [])),
        four_eyes=row.get("four_eyes", ""),
        glass=row.get("glass", False),
        excluded=row.get("excluded", False),
        personal=row.get("personal", True),
    )


def _route(name: str, row: dict[str, Any], steps: dict[str, Step]) -> Route:
    _known(f"route {name}", row, ROUTE_KEYS)
    if ("step" in row) == ("open" in row):
        raise TableError(f"route {name}: give either a step or whom it is open to, not both and not neither.")
    if "open" in row:
        _known(f"route {name}, open", [row["open"]], set(Open))
        return Route(name, None, Open(row["open"]), "", None)
    _known(f"route {name}, step", [row["step"]], set(steps))
    _known(f"route {name}, page", [row.get("page", "")], set(Page))
    return Route(name, steps[row["step"]], None, row.get("of", ""), Page(row["page"]))


def _known(place: str, found: Any, allowed: set[Any]) -> None:
    if unknown := sorted(set(found) - allowed):
        known = ", ".join(sorted(allowed))
        raise TableError(f"{place}: {', '.join(unknown)} is not known. Known are: {known}.")
