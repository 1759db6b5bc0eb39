"""The names under which a kernel's text reads what comes from outside, and what its arguments then mean."""

from dataclasses import dataclass
from typing import Any

from opora.law.batch.plan import Plan
from opora.law.batch.population import narrowest
from opora.law.batch.terms import Rate, Term
from opora.law.batch.translation import Column
from opora.law.engine.types import LARGEST_HOUSEHOLD


@dataclass(frozen=True)
class FactColumn:
    """A fact as a kernel reads it: of a month or year counted from an anchor, or of the day."""

    fact: str
    anchor: str
    offset: int
    rights: int
    """The rights that may read it, as bits."""


@dataclass(frozen=True)
class CellGroup:
    """The cells of one parameter in the list of cells: from `base` on, `count` of them."""

    parameter: str
    selected_by: str
    first_place: int
    count: int
    base: int


class Sources:
    """Gives every argument its name at the first use."""

    def __init__(self, plan: Plan | None = None) -> None:
        self._plan = plan
        self.facts: dict[tuple[str, str, int], str] = {}
        self.fact_rights: dict[str, int] = {}
        self.columns: dict[str, Column] = {}
        self.relations: dict[str, str] = {}
        self.cells: dict[tuple[str, str, int, int], CellGroup] = {}
        self.dates: list[str] = []
        self.law: list[str] = []
        """What the kernel takes over from the law of the day, in order."""
        self._used_cells = 0

    @property
    def plan(self) -> Plan:
        """Of a kernel that is planned; one that computes everything in turn has none."""
        assert self._plan is not None
        return self._plan

    @property
    def fact_columns(self) -> tuple[FactColumn, ...]:
        return tuple(FactColumn(*column, self.fact_rights[name]) for column, name in self.facts.items())

    def name(self, number: int) -> str:
        """A value as a kernel's statements write it."""
        value = self.plan.terms.constant_value(number)
        if value is not None:
            return str(value)
        if self.plan.terms[number].rate == Rate.CALL:
            return self.from_the_law(f"v{number}")
        return f"v{number}"

    def from_the_law(self, name: str) -> str:
        if name not in self.law:
            self.law.append(name)
        return name

    def fact(self, term: Term, rights: int) -> str:
        """A fact where it is read: of the person at hand, of the applicant or of the dwelling."""
        rows = {"person": "person", "applicant": "applicant_row", "dwelling": "household"}
        return f"{self.column(term, rights)}[{rows[term.given['whose']]}]"

    def column(self, term: Term, rights: int = 0) -> str:
        name = self.column_of(term.given, term.given["low"], term.given["high"])
        self.fact_rights[name] = self.fact_rights.get(name, 0) | rights
        return name

    def column_of(self, given: dict[str, Any], low: int, high: int) -> str:
        column = (given["fact"], given["anchor"], given["offset"])
        name = self.facts.setdefault(column, f"fact_{len(self.facts)}")
        self.columns[name] = Column(narrowest(low, high).__name__)
        self.fact_rights.setdefault(name, 0)
        return name

    def relation(self, column: str) -> str:
        return self.relations.setdefault(column, f"relation_{column}")

    def date(self, anchor: str) -> str:
        if anchor not in self.dates:
            self.dates.append(anchor)
        return f"dates[{self.dates.index(anchor)}]"

    def of_member(self, number: int, member: str) -> str:
        """A value of any member, as an earlier loop has kept it."""
        if self.plan.terms[number].rate != Rate.PERSON:
            return self.name(number)
        row = self.plan.kept.index(number) * LARGEST_HOUSEHOLD
        return f"buffer[place({row} + {member})]"

    def cell(self, term: Term, names: list[str]) -> str:
        return self.cell_at(term.given, names)

    def cell_at(self, given: dict[str, Any], names: list[str]) -> str:
        """The place of a figure of the law among the cells; `names` are those of a table's arguments."""
        if not names:
            return str(self._group(given, given["place"], 1))
        shape: tuple[int, ...] = given["shape"]
        if len(shape) == 1:
            return f"place({self._group(given, 0, shape[0])} + {names[0]})"
        base = self._group(given, 0, shape[0] * shape[1])
        return f"place({base} + {names[0]} * {shape[1]} + {names[1]})"

    def _group(self, given: dict[str, Any], first_place: int, count: int) -> int:
        key = (given["parameter"], given["selected_by"], first_place, count)
        if key not in self.cells:
            self.cells[key] = CellGroup(*key, base=self._used_cells)
            self._used_cells += count
        return self.cells[key].base
