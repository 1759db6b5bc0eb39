"""The rows that `opora law coverage` prints."""

from functools import cache
from pathlib import Path

from opora.law.command import determine_file
from opora.law.engine.graph import Right
from opora.law.rulebook import rulebook
from opora.law.situation import SituationError

from .counting import Holding, RightCoverage, right_coverage
from .leaves import load_coverage
from .months_known import Known, MonthsOfAmount, months_of_amount

Row = dict[str, str]


def right_rows(examples: Path) -> list[Row]:
    """A row for each right: those of the reference, then those that only the rules know."""
    graph = rulebook().graph
    rows = {covered.right: _row(covered, examples) for covered in _covered()}
    for key, right in graph.rights.items():
        if key not in rows:
            leaves = {
                "right": key,
                "area": "–",
                "leaves": "–",
                "modelled": "–",
                "not_modelled": "–",
                "open": "–",
            }
            rows[key] = {**leaves, **_months(right), "situations": _decided(examples, key)}
    return list(rows.values())


def missing_rows() -> list[Row]:
    """Which value is missing for which months of which right."""
    return [
        {"right": key, "missing": parameter, "months": months}
        for key in rulebook().graph.rights
        for parameter, months in _months_of(key).spans().items()
    ]


def left_out_rows() -> list[Row]:
    """The leaves that no figure or fact holds, with the reason, or with nothing where they are open."""
    return [
        {
            "right": covered.right,
            "leaf": standing.leaf.fact,
            "line": str(standing.leaf.line),
            "standing": standing.holding.value,
            "why": standing.why or "",
        }
        for covered in _covered()
        for standing in covered.leaves
        if not standing.is_modelled
    ]


def summary() -> str:
    """The counts in one line."""
    rows = _covered()
    leaves = sum(len(covered.leaves) for covered in rows)
    modelled = sum(covered.modelled for covered in rows)
    left_out, still_open = (
        sum(covered.count(holding) for covered in rows) for holding in (Holding.NOT_MODELLED, Holding.OPEN)
    )
    decided = sum(covered.is_decided for covered in rows)
    return (
        f"{modelled} of {leaves} condition leaves are modelled, {left_out} are left out with a reason, "
        f"{still_open} are open. {decided} of {len(rows)} rights of the reference are decided, "
        f"and {len(rulebook().graph.rights) - decided} rights beside them."
    )


@cache
def _covered() -> list[RightCoverage]:
    return right_coverage(rulebook().graph, load_coverage())


@cache
def _months_of(key: str) -> MonthsOfAmount:
    return months_of_amount(rulebook(), rulebook().graph.rights[key])


def _row(covered: RightCoverage, examples: Path) -> Row:
    row = {
        "right": covered.right,
        "area": covered.area,
        "leaves": str(len(covered.leaves)),
        "modelled": str(covered.modelled),
        "not_modelled": str(covered.count(Holding.NOT_MODELLED)),
        "open": str(covered.count(Holding.OPEN)),
    }
    right = rulebook().graph.rights.get(covered.right)
    months = _months(right) if right else dict.fromkeys(("months_all", "months_some", "months_none"), "–")
    return {**row, **months, "situations": _decided(examples, covered.right)}


def _months(right: Right) -> Row:
    months = _months_of(right.key)
    return {
        "months_all": str(months.count(Known.ALL)),
        "months_some": str(months.count(Known.SOME)),
        "months_none": str(months.count(Known.NOBODY)),
    }


def _decided(examples: Path, right: str) -> str:
    """How many of the situations under `examples/<right>/` come to a certain result."""
    files = sorted((examples / right).glob("*.json"))
    return f"{sum(_is_certain(path, right) for path in files)} of {len(files)}" if files else "–"


def _is_certain(path: Path, right: str) -> bool:
    try:
        results = determine_file(path).rights
    except SituationError:
        return False
    return right in results and results[right].entitled is not None
