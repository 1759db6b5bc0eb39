"""What the decision-maker has to confirm by name: values the sources do not make certain, articles unread.

Articles of parameters are not repeated with every decision; `opora law gaps` lists them.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .engine.frame import Frame
from .engine.graph import Right
from .outcome import outcome_of
from .used_parameters import UsedCell, cells_read, used_cell

if TYPE_CHECKING:
    from .determination import RightResult


def doubts_of(result: "RightResult") -> list[dict[str, Any]]:
    """Every doubtful value the periods of a right rest on, and every unread article its reasons name."""

    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for period in result.periods:
        for used in _doubtful_cells(period.frames, result.right):
            for doubt in _doubts(used):
                found[doubt["kind"], doubt["parameter"], str(doubt["at"]), str(doubt["value"])] = doubt
    for reason in result.leading.reasons:
        if not reason.article_confirmed:
            found["article", reason.key] = _unconfirmed(reason.key, reason.article)
    return list(found.values())


def _doubtful_cells(frames: tuple[Frame, ...], right: Right) -> Iterator[UsedCell]:
    """The doubtful cells that made a difference.

    The months of a period seldom differ in anything that leads to such a cell; then one look is enough.
    """
    seen: list[Any] = []
    for frame in frames:
        entries, outcome = _doubtful_entries(frame), outcome_of(frame, right)
        leading = frame.program.leading_to(tuple(entries))
        state = [entries, outcome, [frame.values[place] for place in leading.deciding]]
        if state not in seen:
            seen.append(state)
            for spot in frame.reached(outcome, leading):
                for name in cells_read(frame, spot):
                    yield used_cell(frame.program.graph, name)


def _doubtful_entries(frame: Frame) -> dict[int, int]:
    """Where a parameter is read of which a cell is doubtful now, and which of its entries that is."""
    entries = {place: frame.entry(place) for place in frame.program.places_of_doubt}
    return {
        place: entry for place, entry in entries.items() if entry < 0 or _is_doubtful(frame, place, entry)
    }


def _is_doubtful(frame: Frame, place: int, entry: int) -> bool:
    given = frame.program.instructions[place].given
    cells = frame.program.graph.parameters[given["parameter"]].doubtful[entry]
    return given["place"] in cells if "place" in given else bool(cells)


def _doubts(used: UsedCell) -> Iterator[dict[str, Any]]:
    cell, parameter = used.cell, used.parameter
    entry = {"parameter": parameter.key, "at": list(used.at), "value": used.text}
    if cell is None or cell.value is None:
        yield {"kind": "unknown", **entry, "why": "the law has this value, but it was not found"}
        return
    if cell.kind in ("derived", "assumed"):
        yield {"kind": cell.kind, **entry, "why": cell.why or cell.source}
    elif cell.confidence == "low":
        yield {"kind": "low_confidence", **entry, "why": cell.why or cell.source}


def _unconfirmed(figure: str, article: str) -> dict[str, Any]:
    return {
        "kind": "article_unconfirmed",
        "parameter": None,
        "figure": figure,
        "at": [],
        "value": article,
        "why": f"no source states the article of {article}",
    }
