"""The need of an area as rows of a page: by population and by load beside who is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from opora.norms import Line, Need
from opora.norms.export import note_of
from opora.norms.lines import BASES
from opora.norms.wording import Language, said, written
from opora.reports.norms import Performers, WorkerOwed


@dataclass(frozen=True)
class Figure:
    """A need as shown: exact and rounded, or the sentence that says what is missing.

    `left_out` names the services that a sum is without.
    """

    exact: str
    rounded: int | None
    article: str
    why_not: str
    is_what_if: bool
    left_out: str = ""


@dataclass(frozen=True)
class NeedRow:
    """One post of one service; `actual` is none where the records do not tell it."""

    service: str
    post: str
    figures: tuple[Figure, Figure]
    actual: int | None
    is_short: bool


@dataclass(frozen=True)
class FormulaRow:
    """How one figure came about."""

    what: str
    article: str
    formula: str
    note: str


@dataclass(frozen=True)
class OwedRow:
    """What a worker owes for one service."""

    what: str
    services: str
    owed: str
    done: str
    missing: str
    article: str
    formula: str


def need_rows(found: Need, performers: Performers | None, language: Language) -> Iterator[NeedRow]:
    """A row for each post, in the order of the rulebook; the sums last. Of the country nobody is counted."""
    for task, post in dict.fromkeys((line.task, line.post) for line in found.lines):
        lines = [found.line(task, post, basis) for basis in BASES]
        actual = _actual(performers, task, post) if performers else None
        wanted = max((line.heads for line in lines if line.heads is not None), default=None)
        yield NeedRow(
            lines[0].service.in_(language),
            said(f"post_{post}").in_(language),
            (_figure(lines[0], language), _figure(lines[1], language)),
            actual,
            actual is not None and wanted is not None and actual < wanted,
        )


def formula_rows(found: Need, language: Language) -> Iterator[FormulaRow]:
    """How each known figure came about."""
    for line in found.lines:
        if line.exact is not None:
            names = (line.service, said(f"post_{line.post}"), said(f"basis_{line.basis}"))
            what = ", ".join(name.in_(language) for name in names)
            yield FormulaRow(what, line.article, line.formula.in_(language), note_of(line, language))


def owed_rows(found: WorkerOwed, names: dict[str, str], language: Language) -> Iterator[OwedRow]:
    """Supervision by service and role with the services beside the norm, then training."""
    services = {(beside.task, beside.role): beside.phrase.in_(language) for beside in found.beside}
    for each in found.owed:
        role = said(f"post_{each.role}").in_(language)
        is_supervision = each.kind == "supervision"
        yield OwedRow(
            f"{names[each.task]}, {role}" if is_supervision else "",
            services[each.task, each.role] if is_supervision else "",
            _amount(each.amount, language),
            written(each.done, language),
            _amount(each.missing, language),
            each.article,
            each.formula.in_(language),
        )


def _amount(amount: Fraction | None, language: Language) -> str:
    return "" if amount is None else written(amount, language)


def _actual(performers: Performers, task: str | None, post: str) -> int | None:
    if task is None:
        return performers.professional if post == "performers" else None
    return {role: count for (of, role), count in performers.by_service.items() if of == task}.get(post)  # type: ignore[call-overload,no-any-return]


def _figure(line: Line, language: Language) -> Figure:
    if line.exact is None:
        return Figure("", None, line.article, line.formula.in_(language), line.is_what_if)
    left_out = line.left_out.in_(language) if line.left_out else ""
    return Figure(written(line.exact, language), line.rounded, line.article, "", line.is_what_if, left_out)
