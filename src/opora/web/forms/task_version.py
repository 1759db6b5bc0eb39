"""A version of a task as an administrator fills it in row by row: names, norm, steps, lengths of terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opora.amendments.editing import (
    Changes,
    Names,
    NewStep,
    StepAsChanged,
    changes_figures,
    edited,
    has_own_minutes,
)
from opora.catalogue.checks import norm_check
from opora.catalogue.reading import CatalogueError, read_task_text
from opora.catalogue.schema import Step, Task, TaskDeadline
from opora.web.forms.catalogue import REASON, SOURCE, first_day
from opora.web.forms.fields import DayField, PageForm
from opora.web.templatetags.page import day as written_day

NEW_ROWS = range(1, 4)
LONGEST_NAME = 200
LONGEST_EXPLANATION = 1000
MOST_MINUTES = 100_000
LONGEST_TERM = 10_000
KINDS = (("obligatory", _("obligatory")), ("optional", _("optional")))


@dataclass(frozen=True)
class StepRow:
    """A step there is, with its fields; `minutes` is none where they are a shared cell's or a product."""

    number: str
    name: forms.BoundField
    kind: forms.BoundField
    minutes: forms.BoundField | None
    is_left_out: forms.BoundField


@dataclass(frozen=True)
class NewStepRow:
    """A step to come, with its fields."""

    sl: forms.BoundField
    it: forms.BoundField
    en: forms.BoundField
    kind: forms.BoundField
    minutes: forms.BoundField


class TaskVersionForm(PageForm):
    """What is to be otherwise in a task from a day on; each field begins with what holds at present."""

    valid_from = DayField(label=_("First day of the version"))
    published = DayField(
        label=_("Published on"),
        required=False,
        help_text=_(
            "The day of the official gazette or of the decision; it may be long before the first day."
        ),
    )
    printed_in = forms.CharField(
        label=_("Where the new figures are printed"),
        max_length=200,
        required=False,
        help_text=_(
            "Minutes, norms and lengths of terms are only ever printed ones. Name the gazette and its "
            "number, or the document with its page. Without a source leave the figures as they are."
        ),
    )
    sl = forms.CharField(label=_("Name in Slovenian"), max_length=LONGEST_NAME)
    it = forms.CharField(label=_("Name in Italian"), max_length=LONGEST_NAME)
    en = forms.CharField(label=_("Name in English"), max_length=LONGEST_NAME)
    explanation_sl = forms.CharField(
        label=_("Why the norm and the steps differ, in Slovenian"),
        max_length=LONGEST_EXPLANATION,
        required=False,
        widget=REASON,
        help_text=_("Only where they differ. An explanation there is holds as long as the figures do."),
    )
    explanation_it = forms.CharField(
        label=_("Why the norm and the steps differ, in Italian"),
        max_length=LONGEST_EXPLANATION,
        required=False,
        widget=REASON,
    )
    reason = forms.CharField(label=_("Why the catalogue should change"), max_length=500, widget=REASON)

    def __init__(self, data: Any = None, *, present: Task, language: str) -> None:
        kept = {"sl": present.sl, "it": present.it, "en": present.en, "published": present.published}
        super().__init__(data, initial=kept)
        self.present, self.language = present, language
        if present.norm is not None and present.norm.minutes is not None:
            self.fields["norm_minutes"] = _minutes(
                _("Norm of one worker, minutes"), present.norm.minutes, required=True
            )
        for step in present.steps:
            self._ask_step(step)
        for number in NEW_ROWS:
            self._ask_new_step(number)
        for deadline in self._terms():
            assert deadline.length is not None
            self.fields[f"term_{deadline.key}"] = forms.IntegerField(
                label=_term_words(deadline, language),
                initial=deadline.length.count,
                min_value=1,
                max_value=LONGEST_TERM,
            )

    def step_rows(self) -> Iterator[StepRow]:
        """The steps of the present version, in their order."""
        for step in self.present.steps:
            at = f"step_{step.key}"
            minutes = self[f"{at}_minutes"] if f"{at}_minutes" in self.fields else None
            number = f"{step.number or ''}{step.sub or ''}"
            yield StepRow(number, self[f"{at}_sl"], self[f"{at}_kind"], minutes, self[f"{at}_out"])

    def new_step_rows(self) -> Iterator[NewStepRow]:
        """Places for steps the task does not have yet."""
        for number in NEW_ROWS:
            yield NewStepRow(**{part: self[f"new_{number}_{part}"] for part in NewStepRow.__annotations__})

    def term_fields(self) -> list[forms.BoundField]:
        """The deadlines whose length stands in the definition itself."""
        return [self[f"term_{deadline.key}"] for deadline in self._terms()]

    def clean_valid_from(self) -> date:
        return first_day(self.cleaned_data["valid_from"], after=self.present.valid_from)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in NEW_ROWS:
            names = [f"new_{number}_{language}" for language in ("sl", "it", "en")]
            if any(given.get(name) for name in names) or given.get(f"new_{number}_minutes"):
                for name in names:
                    if not given.get(name) and name not in self.errors:
                        self.add_error(name, _("Name the new step in all three languages."))
        kept = [step for step in self.present.steps if self._is_kept(step, given)]
        if self.present.steps and not kept and not any(given.get(f"new_{number}_sl") for number in NEW_ROWS):
            self.add_error(None, _("A task without steps gives nobody work. Keep one, or add one."))
        if not self.errors:
            self._check_figures()
        return given

    def _check_figures(self) -> None:
        """Changed figures name their source and its day, and a norm that differs from its steps says why."""
        changes = self.changes()
        if changes_figures(self.present, changes):
            if not SOURCE.match(changes.printed_in):
                self.add_error(
                    "printed_in",
                    _(
                        "You changed minutes, the norm or a term. Name the source that prints them, with its "
                        "number, or leave the figures as they were."
                    ),
                )
            elif changes.published is None:
                self.add_error("published", _("Enter the day on which that source was published."))
        try:
            [version] = read_task_text(edited(self.present, changes), "")
        except CatalogueError:
            return  # the page tells what does not hold together
        said = {name: self.cleaned_data[name].strip() for name in ("explanation_sl", "explanation_it")}
        if any(said.values()) and not all(said.values()):
            empty = next(name for name, words in said.items() if not words)
            self.add_error(empty, _("Explain the difference in both languages."))
        check = norm_check("", version)
        if check is None or check.fault is None or self.errors:
            return
        self.add_error(
            "explanation_sl",
            _(
                "The norm is %(norm)s minutes and the obligatory steps give %(steps)s; the difference is "
                "%(difference)s. Explain it in Slovenian and in Italian."
            )
            % {"norm": check.printed, "steps": check.sum_of_steps, "difference": f"{check.difference:+d}"},
        )

    def changes(self) -> Changes:
        """What was filled in; only of a valid form."""
        given = self.cleaned_data
        return Changes(
            valid_from=given["valid_from"],
            published=given["published"],
            names=Names(given["sl"], given["it"], given["en"]),
            norm_minutes=given.get("norm_minutes"),
            steps={
                step.key: _changed(step, given) for step in self.present.steps if self._is_kept(step, given)
            },
            new_steps=[each for number in NEW_ROWS if (each := _new_step(number, given)) is not None],
            terms={deadline.key: given[f"term_{deadline.key}"] for deadline in self._terms()},
            printed_in=given["printed_in"].strip(),
            decision=f"{given['reason'].strip().rstrip('.')}, {written_day(timezone.localdate())}",
            explanation=self._explanation(),
        )

    def _explanation(self) -> dict[str, str]:
        """What was written of the difference; nothing unless it stands in both languages."""
        said = {language: self.cleaned_data[f"explanation_{language}"].strip() for language in ("sl", "it")}
        return said if all(said.values()) else {}

    def _terms(self) -> list[TaskDeadline]:
        return [each for each in self.present.deadlines if each.length is not None]

    def _ask_step(self, step: Step) -> None:
        at, name = f"step_{step.key}", step.name(self.language)
        self.fields[f"{at}_sl"] = forms.CharField(
            label=_("Name of the step"), max_length=LONGEST_NAME, initial=step.sl
        )
        self.fields[f"{at}_kind"] = forms.ChoiceField(label=_("Kind"), choices=KINDS, initial=step.kind)
        if has_own_minutes(step):
            self.fields[f"{at}_minutes"] = _minutes(_("Minutes"), step.minutes, required=False)
        self.fields[f"{at}_out"] = forms.BooleanField(label=_("leave out"), required=False)
        for part in ("sl", "kind", "minutes", "out"):
            if field := self.fields.get(f"{at}_{part}"):
                field.widget.attrs["aria-label"] = f"{field.label}: {name}"
                if part != "out":
                    field.widget.attrs["class"] = "control"

    def _ask_new_step(self, number: int) -> None:
        at = f"new_{number}"
        labels = {"sl": _("Name in Slovenian"), "it": _("Name in Italian"), "en": _("Name in English")}
        for language, label in labels.items():
            self.fields[f"{at}_{language}"] = forms.CharField(
                label=label, max_length=LONGEST_NAME, required=False
            )
        self.fields[f"{at}_kind"] = forms.ChoiceField(
            label=_("Kind"), choices=KINDS, initial="optional", required=False
        )
        self.fields[f"{at}_minutes"] = _minutes(_("Minutes"), None, required=False)

    @staticmethod
    def _is_kept(step: Step, given: Mapping[str, Any]) -> bool:
        return not given.get(f"step_{step.key}_out")


def _minutes(label: Any, initial: int | None, *, required: bool) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, initial=initial, required=required, min_value=1, max_value=MOST_MINUTES
    )


def _changed(step: Step, given: Mapping[str, Any]) -> StepAsChanged:
    at = f"step_{step.key}"
    return StepAsChanged(given[f"{at}_sl"], given[f"{at}_kind"], given.get(f"{at}_minutes"))


def _new_step(number: int, given: Mapping[str, Any]) -> NewStep | None:
    at = f"new_{number}"
    if not given[f"{at}_sl"]:
        return None
    names = Names(given[f"{at}_sl"], given[f"{at}_it"], given[f"{at}_en"])
    return NewStep(names, given[f"{at}_kind"] or "optional", given[f"{at}_minutes"])


def _term_words(deadline: TaskDeadline, language: str) -> str:
    assert deadline.length is not None
    units = {
        "hours": _("hours"),
        "days": _("days"),
        "working_days": _("working days"),
        "weeks": _("weeks"),
        "months": _("months"),
        "years": _("years"),
    }
    return f"{deadline.name(language)} ({units[deadline.length.unit]})"
