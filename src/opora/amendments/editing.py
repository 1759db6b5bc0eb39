"""A new version of a task from what an administrator changed in it: names, norm, steps, terms.

What the form does not ask stays as the present version has it; whoever changes records, parties or papers
edits the definition itself. Whether the outcome is a definition is for `proposing.catalogue_with` to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from opora.catalogue.exporting import document, pieces_of
from opora.catalogue.schema import Task

NEW_TASK = Path(__file__).with_name("new_task.yaml")
Kind = Literal["obligatory", "optional"]


@dataclass(frozen=True)
class Names:
    """A name in the three languages of the catalogue."""

    sl: str
    it: str
    en: str


@dataclass(frozen=True)
class StepAsChanged:
    """A step there is, as it is to be; `minutes` of one that shares another's cell are left alone."""

    sl: str
    kind: Kind
    minutes: int | None


@dataclass(frozen=True)
class NewStep:
    """A step the task does not have yet, which comes last."""

    names: Names
    kind: Kind
    minutes: int | None


@dataclass(frozen=True)
class Changes:
    """What is to be otherwise from `valid_from` on. Steps that are not named in `steps` are left out.

    `norm_minutes` is the norm of one worker; `terms` are counts of the deadlines that have a length of their
    own, in its unit.
    """

    valid_from: date
    published: date | None
    names: Names
    norm_minutes: int | None
    steps: Mapping[str, StepAsChanged]
    new_steps: Sequence[NewStep]
    terms: Mapping[str, int]


def new_task_text(first_day: date) -> str:
    """A whole definition to write a new task over, which holds from a day on; each piece is explained."""
    return NEW_TASK.read_text(encoding="utf-8").replace("{first_day}", first_day.isoformat())


def has_own_minutes(step: Any) -> bool:
    """Whether its minutes may be written: those of a shared cell or of a product belong to the print."""
    return step.minutes_in is None and step.quantity is None


def edited(present: Task, changes: Changes) -> str:
    """The text of the version as it would read."""
    pieces = pieces_of(present)
    pieces.pop("removed_on", None)
    pieces |= {
        "sl": changes.names.sl,
        "it": changes.names.it,
        "en": changes.names.en,
        "valid_from": changes.valid_from,
        "published": changes.published,
    }
    if "norm" in pieces and changes.norm_minutes is not None:
        pieces["norm"]["minutes"] = changes.norm_minutes
    if steps := _steps(present, pieces.pop("steps", []), changes):
        pieces["steps"] = steps
    for each in pieces.get("deadlines", []):
        if each["key"] in changes.terms:
            each["length"]["count"] = changes.terms[each["key"]]
    return document({name: pieces[name] for name in _order() if name in pieces})


def _order() -> list[str]:
    """The order in which every definition tells its pieces."""
    return [field.alias or name for name, field in Task.model_fields.items()]


def _steps(present: Task, pieces: list[dict[str, Any]], changes: Changes) -> list[dict[str, Any]]:
    kept = []
    for step, piece in zip(present.steps, pieces, strict=True):
        if (changed := changes.steps.get(step.key)) is None:
            continue
        piece |= {"sl": changed.sl, "kind": changed.kind}
        if has_own_minutes(step):
            piece.pop("minutes", None)
            if changed.minutes is not None:
                piece["minutes"] = changed.minutes
        kept.append(piece)
    taken = {step.key for step in present.steps}
    for new in changes.new_steps:
        key = _free_key(new.names.en, taken)
        taken.add(key)
        minutes = {} if new.minutes is None else {"minutes": new.minutes}
        names = {"sl": new.names.sl, "it": new.names.it, "en": new.names.en}
        kept.append({"key": key} | names | {"origin": "ours", "kind": new.kind} | minutes)
    return kept


def _free_key(name: str, taken: set[str]) -> str:
    """A key made of the English name that no step has or had in this version."""
    stem = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "step"
    stem = stem if stem[0].isalpha() else f"step_{stem}"
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key
