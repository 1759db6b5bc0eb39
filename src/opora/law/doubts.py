"""What the decision-maker has to confirm by name: values the sources do not make certain, articles unread.

Articles of parameters are not repeated with every decision; `opora law gaps` lists them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .engine.frame import Frame
from .engine.graph import Right
from .outcome import outcome_of
from .parameters import doubt_words
from .parameters.doubt_words import ByLanguage
from .reasons import grounds
from .used_parameters import UsedCell, cells_read, used_cell

if TYPE_CHECKING:
    from .determination import RightResult


LANGUAGES = ("sl", "it", "en")
GRAVEST_FIRST = ("unknown", "assumed", "low_confidence", "derived", "article_unconfirmed")


def doubts_of(result: "RightResult") -> list[dict[str, Any]]:
    """Every doubtful value the periods of a right rest on, and every unread article of its reasons and term.

    A parameter stands once, with each of its cells and each reason for care.
    """
    found: list[dict[str, Any]] = []
    for period in result.periods:
        for used in _doubtful_cells(period.states, result.right):
            found += _doubts(used)
    figures = [reason.key for reason in result.leading.reasons]
    if result.leading.entitled:
        figures += _figures_of_term(result.leading.frame, result.right)
    found += _unread(result.leading.frame, figures)
    return joined_doubts(found)


def joined_doubts(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One entry for each parameter or figure: all its cells and reasons, under the gravest kind."""
    joined: dict[tuple[Any, Any], dict[str, Any]] = {}
    for entry in entries:
        named = (entry["parameter"], entry.get("figure"))
        known = joined.setdefault(named, {**entry, "cells": [], "reasons": []})
        for part in ("cells", "reasons"):
            known[part] += [each for each in entry[part] if each not in known[part]]
        known["kind"] = min(known["kind"], entry["kind"], key=_gravity)
    for entry in joined.values():
        entry["why"] = {
            language: " ".join(reason[language] for reason in entry["reasons"]) for language in LANGUAGES
        }
    return list(joined.values())


def doubt(
    kind: str,
    parameter: str | None,
    *,
    label: ByLanguage,
    said: ByLanguage,
    at: Iterable[str] = (),
    value: str | None = None,
    figure: str | None = None,
) -> dict[str, Any]:
    """One doubt as a determination and a decision keep it."""
    at = list(at)
    return {
        "kind": kind,
        "parameter": parameter,
        "figure": figure,
        "label": dict(label),
        "at": at,
        "value": value,
        "cells": [{"at": at, "value": value}],
        "reasons": [{"kind": kind, **said}],
        "why": dict(said),
    }


def _figures_of_term(frame: Frame, right: Right) -> list[str]:
    """What says from when and for how long; of a right without end, why it has none."""
    program = frame.program
    if right.open_ended is None or frame.value((program.figures[right.open_ended], None)) != 1:
        return [right.start, *([right.end] if right.end else [])]
    settled_by = [
        str(program.instructions[spot[0]].given["figure"])
        for spot in grounds(frame, (program.figures[right.open_ended], None))
        if program.instructions[spot[0]].op == "figure" and frame.value(spot) == 1
    ]
    return [right.start, right.open_ended, *settled_by]


def _unread(frame: Frame, figures: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Of these figures, those whose article nobody has read."""
    for key in figures:
        figure = frame.program.graph.figures[key]
        version = figure.versions[frame.program.version_of[key]]
        if not version.article_confirmed:
            yield _unconfirmed(key, version.article, figure.label.model_dump())


def _gravity(kind: str) -> int:
    return GRAVEST_FIRST.index(kind) if kind in GRAVEST_FIRST else -1


def _doubtful_cells(frames: Iterable[Frame], right: Right) -> Iterator[UsedCell]:
    """The doubtful cells that made a difference.

    The months of a period seldom differ in anything that leads to such a cell; then one look is enough.
    """
    frames, seen = list(frames), list[Any]()
    for frame in frames:
        outcome, leading = outcome_of(frame, right), frame.leading_to_doubts
        if len(frames) > 1:
            state = [frame.in_force.doubtful, outcome, [frame.values[place] for place in leading.deciding]]
            if state in seen:
                continue
            seen.append(state)
        for spot in frame.reached(outcome, leading):
            for name in cells_read(frame, spot):
                yield used_cell(frame.program.graph, name)


def _doubts(used: UsedCell) -> list[dict[str, Any]]:
    cell, parameter = used.cell, used.parameter
    said: ByLanguage = doubt_words.of_unknown()
    if cell is None or cell.value is None:
        kind = "unknown"
    elif cell.kind in ("derived", "assumed"):
        kind = cell.kind
    elif cell.confidence == "low":
        kind = "low_confidence"
    else:
        return []
    if cell is not None:
        said = cell.doubt.model_dump() if cell.doubt else doubt_words.of_source(cell.source)
    label = parameter.label.model_dump()
    return [doubt(kind, parameter.key, label=label, said=said, at=used.at, value=used.text)]


def _unconfirmed(figure: str, article: str, label: ByLanguage) -> dict[str, Any]:
    said = doubt_words.of_article(article)
    return doubt("article_unconfirmed", None, label=label, said=said, value=article, figure=figure)
