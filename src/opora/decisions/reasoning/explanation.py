"""One explained computation, read by name: figures with their values, and the facts it was told.

The engine's figures carry no prose; this class finds them, and `matter` gives the persons their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from opora.decisions.acts_named import citation
from opora.decisions.matter import Matter
from opora.law import month_after
from opora.law.engine.entities import mark_of
from opora.law.engine.facts import Fact
from opora.law.engine.windows import Months

Node = Mapping[str, Any]


class Explanation:
    """Figures by name, person and day. A figure without a person is the family's or the applicant's."""

    def __init__(
        self,
        nodes: Iterable[Node],
        situation: Mapping[str, Any],
        facts: Mapping[str, Fact],
        matter: Matter,
        *,
        speaks_to_the_party: bool = True,
    ) -> None:
        self.speaks_to_the_party = speaks_to_the_party
        self.situation = situation
        self.matter = matter
        self._facts = facts
        self._nodes: dict[tuple[str, str | None], list[Node]] = {}
        self._by_id: dict[str, Node] = {}
        for node in nodes:
            self._by_id[node["id"]] = node
            if node["kind"] != "figure":
                continue
            self._nodes.setdefault((node["figure"], _person(node["subject"], situation)), []).append(node)
        for found in self._nodes.values():
            found.sort(key=_since)

    def said(self, to_the_party: str, of_the_party: str) -> str:
        """A letter speaks to the party; a page of the officer speaks of them."""
        return to_the_party if self.speaks_to_the_party else of_the_party

    @property
    def persons(self) -> list[str]:
        """Everybody in the situation, the applicant first."""
        everybody: list[str] = list(self.situation["persons"])
        return sorted(everybody, key=lambda person: person != self.situation["applicant"])

    def node(self, figure: str, person: str | None = None, *, on: str) -> Node | None:
        """The figure as it stands on a day; None where the computation did not need it."""
        standing = [node for node in self._nodes.get((figure, person), []) if _since(node) <= on]
        return standing[-1] if standing else None

    def by_id(self, key: str) -> Node | None:
        """A figure or fact as a determination refers to it."""
        return self._by_id.get(key)

    def person_of(self, node: Node) -> str | None:
        """Whose figure it is; none where it is the family's or the dwelling's."""
        return _person(node["subject"], self.situation)

    def value(self, figure: str, person: str | None = None, *, on: str) -> Any:
        """Its value as the engine wrote it: a truth, or a number as text; None where there is none."""
        node = self.node(figure, person, on=on)
        return None if node is None else node["value"]

    def amount(self, figure: str, person: str | None = None, *, on: str) -> Decimal:
        """A number; zero where the computation did not need it, as with an income nobody has.

        Of a number that is not certain, the least it can be. A result may be certain all the same: an income
        above the limit stays above it, whatever else is still unknown.
        """
        return self.ends(figure, person, on=on)[0]

    def ends(self, figure: str, person: str | None = None, *, on: str) -> tuple[Decimal, Decimal]:
        """The least and the most a number can be; both the same where it is certain."""
        node = self.node(figure, person, on=on)
        if node is None:
            return Decimal(0), Decimal(0)
        low, high = node.get("between") or (node["value"], node["value"])
        return _decimal(low), _decimal(high)

    def is_exact(self, figure: str, person: str | None = None, *, on: str) -> bool:
        """Whether a number is certain to the cent."""
        low, high = self.ends(figure, person, on=on)
        return low == high

    def holds(self, figure: str, person: str | None = None, *, on: str) -> bool:
        """Whether a yes/no figure is certainly yes."""
        return self.value(figure, person, on=on) is True

    def parameter(self, key: str, figure: str, *, on: str, at: Sequence[str] = ()) -> Any:
        """A parameter's value as a figure used it, whoever's figure it is: text; None where it did not.

        `at` names the place in a table, as in `("1", "1")`.
        """
        for used in self._used_by(figure, on):
            if used["key"] == key and (not at or used["at"] == list(at)):
                return used["value"]
        return None

    def _used_by(self, figure: str, on: str) -> Iterator[Mapping[str, Any]]:
        for (name, _), nodes in self._nodes.items():
            if name == figure and (standing := [node for node in nodes if _since(node) <= on]):
                yield from standing[-1]["parameters"]

    def citation(self, figure: str, *, on: str) -> str:
        """Its article, or the act alone where nobody has confirmed the number."""
        for (name, _), nodes in self._nodes.items():
            if name == figure and (standing := [node for node in nodes if _since(node) <= on]):
                return citation(standing[-1]["article"], confirmed=standing[-1]["article_confirmed"])
        return ""

    def names(self) -> list[str]:
        """The figures there are, each once."""
        return list(dict.fromkeys(figure for figure, _ in self._nodes))

    def mark(self, family: str) -> str:
        """The figure that marks the members of a family."""
        return mark_of(family)

    def members(self, mark: str, *, on: str) -> list[str]:
        """The persons whom a family's rule marks."""
        return [person for person in self.persons if self.holds(mark, person, on=on)]

    def fact(self, person: str, key: str, period: str | None = None) -> Any:
        """What the situation says of a person: of a month or year if `period` is given, else of the day.

        A fact of the day with several values is read as it stands last. None where unknown.
        """
        told = self.situation["persons"][person].get(key)
        if isinstance(told, Mapping):
            return told.get(period) if period else told[max(told)] if told else None
        return told

    def label(self, fact: str) -> str:
        """A fact's name in the active language."""
        return str(getattr(self._facts[fact].label, get_language() or "sl"))

    def figure_label(self, figure: str, person: str | None = None, *, on: str) -> str:
        """A figure's name in the active language."""
        node = self.node(figure, person, on=on)
        return "" if node is None else str(node["label"][get_language() or "sl"])

    def told(self, person: str, keys: Sequence[str], periods: Sequence[str]) -> dict[str, dict[str, Decimal]]:
        """Amounts by kind and period, of the kinds that are more than zero in one of the periods."""
        if self.fact(person, _gate_of(keys)) is False:
            return {}
        amounts = {
            key: {each: Decimal(str(self.fact(person, key, each) or 0)) for each in periods} for key in keys
        }
        return {key: by_period for key, by_period in amounts.items() if any(by_period.values())}


def months_of(window: Months, filed: date) -> list[str]:
    """The months that a window counts from the day of filing, the earliest first: `2026-01`, `2026-02`, …"""
    return [month_after(filed, offset).isoformat()[: len("2026-01")] for offset in window.offsets]


def _decimal(value: Any) -> Decimal:
    """The engine writes a quotient that has no end exactly, as in "1310461/1200"."""
    numerator, _slash, denominator = str(0 if value is None else value).partition("/")
    return Decimal(numerator) / Decimal(denominator) if denominator else Decimal(numerator)


def _gate_of(keys: Sequence[str]) -> str:
    """The yes/no without which none of these facts counts."""
    return "had_income_in_the_year" if any(key.endswith("_of_the_year") for key in keys) else "has_income"


def _person(subject: str | None, situation: Mapping[str, Any]) -> str | None:
    return subject if subject in situation["persons"] else None


def _since(node: Node) -> str:
    return f"{node['period']}-01"
