"""The answer of the simulation as the page of reforms says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.law import rulebook
from opora.law.engine.formula import Language
from opora.law.reform import Effect
from opora.reports.reform import effect_tables
from opora.reports.reform.charts import charts
from opora.reports.reform.small_groups import without_small_groups
from opora.reports.reform.tables import (
    EffectTable,
    lead_of,
    twelve_months,
    written_money,
    written_number,
)
from opora.reports.simulation import Answer, People

DOING: dict[str, Callable[[], str]] = {
    "population": lambda: _("A population is being made ready."),
    "columns": lambda: _("The facts that these rights need are being read."),
    "rules": lambda: _("The rules are being compiled. The first time this takes a minute or two."),
    "today": lambda: _("The rights under the law as it is are being determined."),
    "reform": lambda: _("The rights under the reform are being determined."),
}
WHY: dict[str, Callable[[], str]] = {
    "month": lambda: _("The law as it is loaded does not reach this month. Choose another."),
    "population": lambda: _(
        "The population does not hold the facts of this month, or cannot be read. Choose the month it was "
        "made for, or ask whoever runs the server to look at its folder."
    ),
    "reform": lambda: _("The simulation knows another version of the law. Ask for it to be started again."),
    "broken": lambda: _(
        "The simulation could not answer. Tell whoever runs the server. The reform is still here."
    ),
}


@dataclass(frozen=True)
class TableShown:
    key: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]
    """Each cell with the heading of its column, for a narrow screen."""


@dataclass(frozen=True)
class EffectShown:
    """Either a sentence about what is in the way, or figures."""

    state: str
    sentence: str = ""
    people: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    tables: tuple[TableShown, ...] = ()
    charts: tuple[SafeString, ...] = ()


def effect_shown(answer: Answer, language: Language) -> EffectShown:
    """Every figure that the page shows is that of `opora law reform`."""
    if answer.state == "away":
        return EffectShown(
            "refused",
            _(
                "The simulation does not answer. Try again in a moment; if it stays away, tell whoever "
                "runs the server. The reform is still here and can be downloaded."
            ),
        )
    if answer.state == "preparing":
        return EffectShown("preparing", DOING.get(answer.doing, DOING["population"])())
    if answer.effect is None:
        return EffectShown("refused", WHY.get(answer.why, WHY["broken"])())
    effect, graph = without_small_groups(answer.effect), rulebook().graph
    tables = effect_tables(effect, graph, language)
    return EffectShown(
        "ready",
        people=_people(answer.people, language),
        figures=tuple(_figures(effect, twelve_months(effect, graph), language)),
        notes=tuple(lead_of(effect, graph, language)),
        tables=tuple(_table(table) for table in tables),
        charts=tuple(_drawn(svg) for svg in charts(tables, language).values()),
    )


def _figures(effect: Effect, in_a_year: int, language: Language) -> list[tuple[str, str]]:
    whole = effect.whole
    return [
        (_("Cost in this month"), f"{_signed(whole.cost, language)} €"),
        (_("Twelve times what is given monthly"), f"{_signed(in_a_year, language)} €"),
        (_("Households that win"), written_number(whole.winners, language)),
        (_("Households that lose"), written_number(whole.losers, language)),
        (_("Households compared"), written_number(whole.households, language)),
        (_("Households not compared: result unknown"), written_number(effect.not_compared, language)),
    ]


def _signed(cents: int, language: Language) -> str:
    return f"+{written_money(cents, language)}" if cents > 0 else written_money(cents, language)


def _people(people: People | None, language: Language) -> str:
    if people is None or not people.is_generated:
        return _("The population is that of the folder which the installation names.")
    told = ngettext(
        "A generated population of %(persons)s person (seed %(seed)s).",
        "A generated population of %(persons)s persons (seed %(seed)s).",
        people.persons,
    )
    return told % {"persons": written_number(people.persons, language), "seed": people.seed}


def _table(table: EffectTable) -> TableShown:
    rows = tuple(tuple(zip(table.columns, row, strict=True)) for row in table.rows)
    return TableShown(table.key, table.heading, table.columns, rows)


def _drawn(svg: str) -> SafeString:
    """Drawn by our own charts, which escape every word."""
    return mark_safe(svg)  # noqa: S308
