"""The steps of a case as its checklist shows them: what is to be done, what may be, what is past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.cases.models import CaseStep
from opora.cases.steps import StepView

STATES: dict[str, tuple[str | Promise, str]] = {
    "open": (_("to be done"), "info"),
    "planned": (_("planned"), "info"),
    "done": (_("done"), "good"),
    "waived": (_("left out"), "caution"),
    "not_due": (_("when needed"), ""),
}
NOT_DONE = (_("not done"), "")
OVERDUE = (_("overdue"), "alarm")


@dataclass(frozen=True)
class StepLine:
    """One step of the checklist."""

    key: str
    number: str
    name: str
    state: str
    words: str | Promise
    tone: str
    is_obligatory: bool
    printed: int | None
    shared_with: str
    spent: int
    travel: int
    due_on: date | None
    turns: Sequence[CaseStep]
    hint: str = ""
    """When it is done, and what to mind: in person, without proxies."""

    @property
    def planned(self) -> CaseStep | None:
        """The turn that is planned, if one is."""
        return next((turn for turn in self.turns if turn.state == "planned"), None)

    @property
    def ended(self) -> list[CaseStep]:
        """The turns that were done or left out."""
        return [turn for turn in self.turns if turn.state != "planned"]


@dataclass(frozen=True)
class Checklist:
    """The steps in three groups."""

    to_do: list[StepLine]
    when_needed: list[StepLine]
    past: list[StepLine]

    @property
    def waits_for(self) -> list[StepLine]:
        """What a case may not be closed without."""
        return [line for line in self.to_do if line.is_obligatory]

    @property
    def asks_for_none(self) -> bool:
        """Whether no step of the task has to be done, so that there was none to do."""
        return not any(line.is_obligatory for line in self)

    @property
    def left_undone(self) -> bool:
        """Whether the case ended before all that it owed was done."""
        return any(line.state == "open" and line.is_obligatory for line in self.past)

    def __iter__(self) -> Iterator[StepLine]:
        return iter([*self.to_do, *self.when_needed, *self.past])

    def __bool__(self) -> bool:
        return bool(self.to_do or self.when_needed or self.past)


def checklist(views: Sequence[StepView], on: date, *, has_ended: bool = False) -> Checklist:
    """The steps in the order of the task's table within each group; those of today first.

    A case that has ended waits for nothing: what was not done stands with what is past.
    """
    language = get_language() or "en"
    names = {view.key: view.definition.name(language) for view in views}
    groups: dict[str, list[StepLine]] = {"to_do": [], "when_needed": [], "past": []}
    for view in views:
        group = "past" if has_ended and view.state in ("open", "planned") else _group(view)
        groups[group].append(_line(view, names, language, on, has_ended=has_ended))
    groups["to_do"].sort(key=lambda line: not _is_of_today(line, on))
    return Checklist(**groups)


def _is_of_today(line: StepLine, on: date) -> bool:
    """What was planned for today or should have been done by now stands above the rest."""
    planned = line.planned
    return planned is not None and planned.planned_on is not None and planned.planned_on <= on


def _group(view: StepView) -> str:
    if view.state in ("open", "planned"):
        return "to_do"
    return "when_needed" if view.state == "not_due" else "past"


def _line(view: StepView, names: dict[str, str], language: str, on: date, *, has_ended: bool) -> StepLine:
    planned = next((turn for turn in view.turns if turn.state == "planned"), None)
    is_late = (planned is not None and planned.planned_on is not None and planned.planned_on < on) or (
        view.state == "open" and view.due_on is not None and view.due_on < on
    )
    words, tone = OVERDUE if is_late else STATES[view.state]
    if has_ended and view.state in ("open", "planned"):
        words, tone = NOT_DONE
    step = view.definition
    return StepLine(
        key=view.key,
        number=" ".join(part for part in (step.number, step.sub) if part),
        name=_capital(step.name(language)),
        state=view.state,
        words=words,
        tone=tone,
        is_obligatory=view.is_obligatory,
        printed=view.minutes_printed,
        shared_with=names.get(view.minutes_in or "", ""),
        spent=view.minutes_spent,
        travel=view.travel_spent,
        due_on=view.due_on,
        turns=view.turns,
        hint="; ".join(said.in_language(language) for said in (step.ground, step.event, step.note) if said),
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
