"""What the decision-maker has to confirm by name: values the sources do not make certain, articles unread.

Articles of parameters are not repeated with every decision; `opora law gaps` lists them.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .engine.graph import Right
from .engine.liveness import live_masks
from .engine.paths import Frame, Spot
from .outcome import outcome_of
from .used_parameters import UsedCell, used_cells

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
    for frame in frames:
        yield from used_cells(frame, _live_parameters(frame, right))


def _live_parameters(frame: Frame, right: Right) -> list[Spot]:
    """The doubtful parameters that made a difference, of persons and of the case."""
    program = frame.program
    masks = live_masks(frame, outcome_of(frame, right), program.paths_to_doubt)
    return [
        (place, subject if program.instructions[place].over == "person" else None)
        for place in program.places_of_doubt
        for subject in range(masks[place].bit_length())
        if masks[place] >> subject & 1
    ]


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
