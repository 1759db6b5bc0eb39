"""Which act a right ends in, how that act is served, what remedy lies against it, and its parts.

All of it is data by day of deciding: `data/acts_of_rights.yaml`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from opora.law.parameters.reading import read_data

from .explained import Caution, without_repeats
from .law import ProcedureError, ProcedureLaw, Term, standard_law
from .regimes import Regime
from .serving import Method, ways_of


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the party can do against an act (`appeal` or `objection`): term, where, and with what effect."""

    kind: str
    term: str
    days: int
    suspends: bool
    filed_with: str
    decided_by: str
    article: str
    article_confirmed: bool


@dataclass(frozen=True, slots=True)
class ActOfRight:
    """The act in which rights end, as it stands on the day of deciding."""

    act: str
    label: Mapping[str, str]
    article: str
    article_confirmed: bool
    services: tuple[Method, ...]
    remedy: Remedy
    takes_effect: str
    after_remedy: str | None
    regime: Regime
    source: str
    confidence: str
    warnings: tuple[Caution, ...]

    @property
    def service(self) -> Method:
        """The way of serving that comes first."""
        return self.services[0]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a written decision (ZUP 210(3)), in the order of the act."""

    key: str
    article: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Signature:
    """One of the two signatures under a decision (ZUP 216(1))."""

    role: str
    article: str
    label: Mapping[str, str]


def act_for_right(
    rights: Collection[str], on: date, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> ActOfRight:
    """The act in which one right, or several decided together, end.

    Rights that alone would end in different acts end together in a decision. Refused for a right that
    no group of the data names, and for rights that need decisions of their own.
    """
    law = law or standard_law()
    if not rights:
        raise ProcedureError("No right was named. Say which rights are decided.")
    if apart := needing_acts_of_their_own(rights, on, regime=regime, law=law):
        raise ProcedureError(
            f"An appeal suspends the execution of {apart[0]} and not of {apart[1]}. Decide them apart."
        )
    rows = [_row(right, on) for right in sorted(rights)]
    act = _common_act(rows)
    row = next((row for row in rows if row["act"] == act), rows[0])
    chosen, _ = law.regime_on(on, regime)
    return _act(act, row, on, chosen, law)


def needing_acts_of_their_own(
    rights: Collection[str], on: date, *, regime: Regime | None = None, law: ProcedureLaw | None = None
) -> tuple[str, str] | None:
    """Two rights that one decision cannot hold, since an appeal suspends the first and not the second."""
    law = law or standard_law()
    rows = {right: _row(right, on) for right in sorted(rights)}
    act = _common_act(rows.values())
    suspended = {
        right: law.term(_remedy_stated(act, row)["suspends"], on, regime=regime).holds
        for right, row in rows.items()
    }
    first = next((right for right, suspends in suspended.items() if suspends), None)
    other = next((right for right, suspends in suspended.items() if not suspends), None)
    return (first, other) if first and other else None


def group_of(right: str) -> str:
    """The rights whose procedure is the same, by the name of their group."""
    groups = [group for group, rights in _data()["groups"].items() if right in rights]
    if not groups:
        raise ProcedureError(
            f"No act is known for the right {right!r}. Add it to a group in acts_of_rights.yaml."
        )
    return str(groups[0])


def parts_of_decision(regime: Regime, *, for_use_abroad: bool = False) -> tuple[Part, ...]:
    """The parts of a written decision, in order; the stamp only where the regime or use abroad wants it."""
    return tuple(
        Part(part["key"], part["article"], _label(part))
        for part in _data()["parts"]
        if _belongs(part, regime, for_use_abroad)
    )


def signatures() -> tuple[Signature, ...]:
    """Who signs: the one who led the procedure, and the one who decides (ZUP 216(1))."""
    return tuple(Signature(row["role"], row["article"], _label(row)) for row in _data()["signatures"])


def _act(act: str, row: Mapping[str, Any], on: date, regime: Regime, law: ProcedureLaw) -> ActOfRight:
    data = _data()["acts"][act]
    stated = _remedy_stated(act, row)
    days = law.term(stated["term"], on, regime=regime)
    suspends = law.term(stated["suspends"], on, regime=regime)
    known = ways_of(regime)
    return ActOfRight(
        act=act,
        label=data["label"],
        article=data["article"],
        article_confirmed=data["article_confirmed"],
        services=tuple(Method(way) for way in row["services"] if Method(way) in known),
        remedy=_remedy(stated, days, suspends),
        takes_effect=data["takes_effect"],
        after_remedy=data.get("after_remedy"),
        regime=regime,
        source=row["source"],
        confidence=row["confidence"],
        warnings=without_repeats((*days.cautions, *suspends.cautions)),
    )


def _common_act(rows: Iterable[Mapping[str, Any]]) -> str:
    acts = {str(row["act"]) for row in rows}
    return acts.pop() if len(acts) == 1 else str(_data()["together"])


def _remedy_stated(act: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The remedy of the act; what a row says of it for its rights goes before."""
    stated: Mapping[str, Any] = _data()["acts"][act]["remedy"] | row.get("remedy", {})
    return stated


def _remedy(stated: Mapping[str, Any], days: Term, suspends: Term) -> Remedy:
    return Remedy(
        kind=stated["kind"],
        term=stated["term"],
        days=days.count,
        suspends=suspends.holds,
        filed_with=stated["filed_with"],
        decided_by=stated["decided_by"],
        article=stated["article"],
        article_confirmed=stated["article_confirmed"],
    )


def _row(right: str, on: date) -> Mapping[str, Any]:
    group = group_of(right)
    rows = [
        row for row in _data()["decisions"] if row["group"] == group and date.fromisoformat(row["from"]) <= on
    ]
    if not rows:
        raise ProcedureError(f"No act is known for {right} on {on}. Add the rule of that time.")
    latest: Mapping[str, Any] = max(rows, key=lambda row: row["from"])
    return latest


def _belongs(part: Mapping[str, Any], regime: Regime, for_use_abroad: bool) -> bool:
    return regime in part.get("regimes", [regime]) or (for_use_abroad and regime in part.get("abroad_in", []))


def _label(row: Mapping[str, Any]) -> Mapping[str, str]:
    return {language: row[language] for language in ("sl", "it", "en")}


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_data(files("opora.law.procedure") / "data", "acts_of_rights.yaml")
    return data
