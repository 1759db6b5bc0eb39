"""A new version of a task from what an administrator changed in it: names, norm, steps, terms.

What the form does not ask stays as the present version has it; whoever changes records, parties or papers
edits the definition itself. Whether the outcome is a definition is for `proposing.catalogue_with` to say.

What is changed no longer says that it stands so in the old source: a figure is printed in the source that the
administrator names, another name describes what is printed, the rest is the centre's own decision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from opora.catalogue.exporting import document, pieces_of
from opora.catalogue.schema import Step, Task

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
    own, in its unit. `printed_in` is the source of every figure that changes, `decision` the reason and day
    of what the centre changes by itself. `explanation` says, by language, why the norm and the steps differ.
    """

    valid_from: date
    published: date | None
    names: Names
    norm_minutes: int | None
    steps: Mapping[str, StepAsChanged]
    new_steps: Sequence[NewStep]
    terms: Mapping[str, int]
    printed_in: str = ""
    decision: str = ""
    explanation: Mapping[str, str] = field(default_factory=dict)


def new_task_text(first_day: date) -> str:
    """A whole definition to write a new task over, which holds from a day on; each piece is explained."""
    return NEW_TASK.read_text(encoding="utf-8").replace("{first_day}", first_day.isoformat())


def has_own_minutes(step: Step) -> bool:
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
    if steps := _steps(present, pieces.pop("steps", []), changes):
        pieces["steps"] = steps
    if "norm" in pieces:
        _change_norm(pieces["norm"], present, steps, changes)
    for each in pieces.get("deadlines", []):
        if each["key"] in changes.terms and each["length"]["count"] != changes.terms[each["key"]]:
            each["length"]["count"] = changes.terms[each["key"]]
            each |= _figure_from(changes)
    return document({name: pieces[name] for name in _order() if name in pieces})


def _order() -> list[str]:
    """The order in which every definition tells its pieces."""
    return [field.alias or name for name, field in Task.model_fields.items()]


def changes_figures(present: Task, changes: Changes) -> bool:
    """Whether minutes, the norm or the length of a term would read otherwise, or a new step says minutes."""
    norm = present.norm.minutes if present.norm else None
    steps = {step.key: step.minutes for step in present.steps if has_own_minutes(step)}
    terms = {each.key: each.length.count for each in present.deadlines if each.length is not None}
    return (
        any(changes.terms.get(key, count) != count for key, count in terms.items())
        or any(new.minutes is not None for new in changes.new_steps)
        or (changes.norm_minutes is not None and changes.norm_minutes != norm)
        or any(
            (changed := changes.steps.get(key)) is not None and changed.minutes not in (None, minutes)
            for key, minutes in steps.items()
        )
    )


def _change_norm(
    norm: dict[str, Any], present: Task, steps: Sequence[Mapping[str, Any]], changes: Changes
) -> None:
    """The norm as it is to be; what explained another difference is left out."""
    before = dict(norm)
    if changes.norm_minutes is not None and changes.norm_minutes != norm.get("minutes"):
        norm |= {"minutes": changes.norm_minutes, "source": changes.printed_in or norm["source"]}
    together = _minutes_in_norm(steps)
    was = _minutes_in_norm(pieces_of(present).get("steps", []))
    if changes.explanation or norm.get("minutes") != before.get("minutes") or together != was:
        for name in ("explanation", "difference"):
            norm.pop(name, None)
        if changes.explanation:
            norm["explanation"] = dict(changes.explanation)
            if norm.get("minutes") not in (None, together):
                norm["difference"] = norm["minutes"] - together


def _minutes_in_norm(steps: Sequence[Mapping[str, Any]]) -> int:
    return sum(
        step["quantity"]["count"] * step["quantity"]["minutes"]
        if "quantity" in step
        else step.get("minutes", 0)
        for step in steps
        if step["kind"] == "obligatory" and step.get("in_norm", True)
    )


def _figure_from(changes: Changes) -> dict[str, str]:
    """Where a changed figure comes from; nothing where nobody said, so that it is told as wrong."""
    return {"origin": "printed", "source": changes.printed_in} if changes.printed_in else {}


def _steps(present: Task, pieces: list[dict[str, Any]], changes: Changes) -> list[dict[str, Any]]:
    kept = []
    for step, piece in zip(present.steps, pieces, strict=True):
        if (changed := changes.steps.get(step.key)) is None:
            continue
        kept.append(piece | _changed(step, changed, changes))
        if has_own_minutes(step) and changed.minutes is None:
            kept[-1].pop("minutes", None)
    taken = {step.key for step in present.steps}
    for new in changes.new_steps:
        key = _free_key(new.names.en, taken)
        taken.add(key)
        minutes = {} if new.minutes is None else {"minutes": new.minutes}
        names = {"sl": new.names.sl, "it": new.names.it, "en": new.names.en}
        origin = _figure_from(changes) if minutes else {}
        origin = origin or _ours(changes.decision)
        kept.append({"key": key} | names | origin | {"kind": new.kind} | minutes)
    return kept


def _changed(step: Step, changed: StepAsChanged, changes: Changes) -> dict[str, Any]:
    """What reads otherwise in a step, with where it now comes from."""
    piece: dict[str, Any] = {"sl": changed.sl, "kind": changed.kind}
    if has_own_minutes(step) and changed.minutes not in (None, step.minutes):
        return piece | {"minutes": changed.minutes} | _figure_from(changes)
    without_minutes = has_own_minutes(step) and changed.minutes is None and step.minutes is not None
    if changed.kind != step.kind:
        return piece | _ours("; ".join(filter(None, (changes.decision, step.source))))
    if (changed.sl != step.sl or without_minutes) and step.origin == "printed":
        return piece | {"origin": "described"}
    return piece


def _ours(source: str) -> dict[str, str]:
    return {"origin": "ours"} | ({"source": source} if source else {})


def _free_key(name: str, taken: set[str]) -> str:
    """A key made of the English name that no step has or had in this version."""
    stem = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "step"
    stem = stem if stem[0].isalpha() else f"step_{stem}"
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key
