"""The sheet of one right: everything the law room knows of it, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.functional import Promise

from opora.law import rulebook
from opora.law.coverage import LeafStanding, RightCoverage, load_coverage, right_coverage
from opora.law.engine.formula import Language
from opora.law.engine.graph import Graph, Right
from opora.law.engine.reach import figures_of, reached
from opora.law.parameters import load_parameters
from opora.law.procedure.acts import ActOfRight, act_for_right
from opora.law.procedure.law import ProcedureError

from .areas import area_of
from .cliffs import IncomeShown, income_shown
from .figures import FigureShown, figure_shown
from .parameters import ParameterShown, parameter_shown
from .tree import Branch, tree


@dataclass(frozen=True)
class FactShown:
    key: str
    label: str
    question: str
    judged_by_the_centre: bool


@dataclass(frozen=True)
class NoteShown:
    """What a rule leaves open, with the figure whose rule says so."""

    figure: str
    label: str
    text: str
    language: str


@dataclass(frozen=True)
class Sheet:
    key: str
    label: str
    area: Promise
    given: str
    act: ActOfRight | None
    conditions: tuple[FigureShown, ...]
    amount: FigureShown | None
    start: FigureShown
    end: FigureShown | None
    figures: tuple[FigureShown, ...]
    """All of them, in the order in which a reader who goes down from the top comes upon them."""
    facts: tuple[FactShown, ...]
    parameters: tuple[ParameterShown, ...]
    not_modelled: tuple[NoteShown, ...]
    choices: tuple[NoteShown, ...]
    left_out: tuple[LeafStanding, ...]
    """Conditions the source names that no figure holds."""
    tree: tuple[Branch, ...]
    earlier: tuple[tuple[str, str], ...]
    """Rights whose result counts in this one, as key and name."""
    income: IncomeShown | None
    """What the pay of a household does to it; none where it depends on none."""

    @property
    def leads(self) -> tuple[FigureShown, ...]:
        """The figures that stand in the sheet's first part; the list of all figures leaves them out."""
        named = (*self.conditions, self.amount, self.start, self.end)
        return tuple(figure for figure in named if figure is not None)

    @property
    def under(self) -> tuple[FigureShown, ...]:
        leading = {figure.key for figure in self.leads}
        return tuple(figure for figure in self.figures if figure.key not in leading)


@cache
def sheet_of(key: str, language: Language, on: date) -> Sheet:
    """The sheet of a right; `KeyError` where the rules know none of that name.

    Kept, because the law does not change while a process runs.
    """
    graph = rulebook().graph
    right = graph.rights[key]
    reach = reached(graph, figures_of(right))
    shown = {figure: figure_shown(graph, figure, language) for figure in reach.figures}
    law = load_parameters()
    return Sheet(
        key=key,
        label=getattr(right.label, language),
        area=area_of(right).label,
        given=right.given,
        act=_act(key, on),
        conditions=tuple(shown[figure] for figure in right.conditions),
        amount=shown[right.amount] if right.amount else None,
        start=shown[right.start],
        end=shown[right.end] if right.end else None,
        figures=tuple(shown.values()),
        facts=tuple(_facts(graph, reach.facts, language)),
        parameters=tuple(parameter_shown(law, parameter, language) for parameter in reach.parameters),
        not_modelled=tuple(_notes(shown.values(), "not_modelled")),
        choices=tuple(_notes(shown.values(), "choices")),
        left_out=tuple(_left_out(key)),
        tree=tree(graph, figures_of(right), language),
        earlier=tuple(_earlier(graph, right, reach.rights, language)),
        income=income_shown(key, language),
    )


def _act(key: str, on: date) -> ActOfRight | None:
    """The act in which it ends and the remedy; none where no source says."""
    try:
        return act_for_right([key], on)
    except ProcedureError:
        return None


def _facts(graph: Graph, keys: tuple[str, ...], language: Language) -> Iterator[FactShown]:
    for key in keys:
        fact = graph.facts[key]
        label, question = getattr(fact.label, language), getattr(fact.question, language)
        yield FactShown(key, label, question, fact.judged_by_the_centre)


def _notes(figures: Iterable[FigureShown], kind: str) -> Iterator[NoteShown]:
    for figure in figures:
        for text in getattr(figure, kind):
            yield NoteShown(figure.key, figure.label, text, figure.notes_are_in)


def _left_out(key: str) -> Iterator[LeafStanding]:
    for covered in _coverage():
        if covered.right == key:
            yield from (standing for standing in covered.leaves if not standing.is_modelled)


@cache
def _coverage() -> list[RightCoverage]:
    return right_coverage(rulebook().graph, load_coverage())


def _earlier(
    graph: Graph, right: Right, claimed: tuple[str, ...], language: Language
) -> Iterator[tuple[str, str]]:
    for other in graph.rights.values():
        if other.key in claimed and other.order < right.order:
            yield other.key, str(getattr(other.label, language))
