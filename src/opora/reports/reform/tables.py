"""An effect as tables: rows of words and figures, ready for the terminal, a spreadsheet or paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

import yaml

from opora.law.engine.graph import Graph
from opora.law.reform import Change, Effect
from opora.law.reform.comparing import paid_by_others
from opora.reports.reform.small_groups import SMALL

COUNTS = ("households", "entitled_before", "entitled_after")
MONEY = ("before", "after", "cost")
COLUMNS = (*COUNTS, *MONEY, "winners", "losers")
MARKS = {"sl": (".", ","), "it": (".", ","), "en": (",", ".")}


@dataclass(frozen=True)
class EffectTable:
    """`changes` holds the figures behind the rows, for charts."""

    key: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    changes: tuple[tuple[str, Change], ...]


@cache
def words() -> Mapping[str, Any]:
    """Every word of the reports on reforms, by language."""
    read: Mapping[str, Any] = yaml.safe_load(
        (resources.files(__package__) / "words.yaml").read_text(encoding="utf-8")
    )
    return read


def effect_tables(effect: Effect, graph: Graph, language: str) -> list[EffectTable]:
    """The whole, by right, and by each group of households that the population tells apart."""
    whole = [(words()["together"][language], effect.whole)]
    rights = [(getattr(graph.rights[key].label, language), effect.rights[key]) for key in effect.rights]
    tables = [_table("together", whole, language)]
    if rights:
        tables.append(_table("by_right", rights, language))
    for name, groups in effect.groups.items():
        if groups:
            named = [(_name_of(name, key, language), change) for key, change in groups.items()]
            named.sort(key=lambda row: (-abs(row[1].cost), row[0]))
            tables.append(_table(f"by_{name}", named, language))
    return tables


def lead_of(effect: Effect, graph: Graph, language: str) -> list[str]:
    """What must be known to read the tables, a sentence each."""
    lines = [words()["method"][language]]
    if effect.not_compared:
        lines.append(f"{words()['not_compared'][language]}: {written_number(effect.not_compared, language)}.")
    if effect.left_open:
        named = ", ".join(getattr(graph.rights[right].label, language) for right in effect.left_open)
        lines.append(f"{words()['left_open'][language]}: {named}.")
    others = [right for right in effect.rights if right in paid_by_others()]
    if others:
        named = ", ".join(getattr(graph.rights[right].label, language) for right in others)
        lines.append(f"{words()['paid_by_others'][language]}: {named}.")
    if not effect.rights:
        lines.append(words()["no_change"][language])
    return lines


def twelve_months(effect: Effect, graph: Graph) -> int:
    """Cents: twelve times what rights that are given monthly cost more in this month."""
    return 12 * sum(
        change.cost
        for right, change in effect.rights.items()
        if graph.rights[right].given == "monthly" and right not in paid_by_others()
    )


def written_number(value: int, language: str) -> str:
    """A count with marks between thousands."""
    return f"{value:,}".replace(",", MARKS[language][0])


def written_money(cents: int, language: str) -> str:
    """Euros with two places."""
    thousands, point = MARKS[language]
    text = f"{Decimal(cents) / 100:,.2f}"
    return text.replace(",", "\0").replace(".", point).replace("\0", thousands)


def _table(key: str, rows: list[tuple[str, Change]], language: str) -> EffectTable:
    return EffectTable(
        key=key,
        heading=words()[key][language],
        columns=("", *(words()[column][language] for column in COLUMNS)),
        rows=tuple(_row(name, change, language) for name, change in rows),
        changes=tuple(rows),
    )


def _row(name: str, change: Change, language: str) -> tuple[str, ...]:
    return (
        name,
        *(written_number(getattr(change, column), language) for column in COUNTS),
        *(written_money(getattr(change, column), language) for column in MONEY),
        *(written_number(getattr(change, column), language) for column in ("winners", "losers")),
    )


def _name_of(group: str, key: str, language: str) -> str:
    if key == SMALL:
        return str(words()["small_groups"][language])
    if group == "household_type":
        known = words()["household_types"].get(key)
        return str(known[language]) if known else key
    if not key:
        return str(words()["not_named"][language])
    return _names_of_the_network(language).get((group, key), key)


@cache
def _names_of_the_network(language: str) -> dict[tuple[str, str], str]:
    """Units and municipalities as the network of centres names them."""
    text = (resources.files("opora.organisation") / "network.yaml").read_text(encoding="utf-8")
    network = yaml.safe_load(text)
    units = [unit for centre in network["centres"] for unit in centre["units"]]
    names = {("unit", unit["code"]): _in(unit, "name", language) for unit in units}
    return names | {
        ("municipality", entry["code"]): _in(entry, "name", language) for entry in network["municipalities"]
    }


def _in(entry: Mapping[str, str], field: str, language: str) -> str:
    own = entry.get(f"{field}_{language}") or entry.get(field) or entry[f"{field}_sl"]
    return str(own)
