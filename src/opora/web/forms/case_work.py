"""What is typed while a case is worked: a step, minutes, a stage, the team, a link, the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.cases.models import LinkKind
from opora.organisation.models import Worker
from opora.web.forms.facts import WholeNumberField
from opora.web.forms.fields import CHOOSE, DayField, OneOfField, PageForm
from opora.web.forms.reasons import TellingField

A_DAY = 1440


class MinutesField(WholeNumberField):
    """Minutes of one day."""

    default_error_messages = {
        "min_value": _("Enter 0 or more minutes."),
        "max_value": _("Enter at most %(limit_value)s minutes (24 hours)."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=A_DAY, **kwargs)


class WhyForm(PageForm):
    """Why something is done that is out of the ordinary."""

    reason = TellingField()

    def __init__(self, *args: Any, label: str | Promise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = str(label)


class DoStepForm(PageForm):
    """A step that was done: when, how long it took, with whom."""

    on = DayField(label=_("Done on"))
    minutes = MinutesField(label=_("Minutes"), required=False)
    travel_minutes = MinutesField(label=_("On the way"), required=False, help_text=_("In minutes."))
    worker = OneOfField(label=_("Together with"), required=False, empty_value=None)
    reason = forms.CharField(
        label=_("Why it is needed here"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, needs_ground: bool, colleagues: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_by_unit("worker", colleagues, none=_("nobody"))
        if not needs_ground:
            del self.fields["reason"]


class AlongForm(PageForm):
    """The step that was done with what a record tells: entered once, with the minutes it took."""

    step = forms.ChoiceField(label=_("Step"), required=False)
    minutes = MinutesField(label=_("Minutes"), required=False)
    travel_minutes = MinutesField(label=_("On the way"), required=False, help_text=_("In minutes."))

    def __init__(
        self, *args: Any, steps: Sequence[tuple[str, str]], is_told: bool = False, **kwargs: Any
    ) -> None:
        """`is_told` where the record itself asks how long it took: typed there, it is not typed again."""
        super().__init__(*args, prefix="along", **kwargs)
        if is_told:
            self.fields["minutes"].label = _("Minutes, if other than above")
        self.let_choose("step", [*steps, ("", _("none: the record alone"))])

    def clean(self) -> dict[str, Any]:
        """Minutes belong to a step."""
        given = super().clean() or {}
        if not given.get("step") and (given.get("minutes") or given.get("travel_minutes")):
            self.add_error("step", _("Say for which step the minutes are, or leave them out."))
        return given


class PlanStepForm(PageForm):
    """When a step will be done, and by whom."""

    on = DayField(label=_("Planned for"))
    for_worker = OneOfField(label=_("Who will do it"))
    reason = forms.CharField(
        label=_("Why it is needed here"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, needs_ground: bool, workers: Iterable[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_by_unit("for_worker", workers)
        if not needs_ground:
            del self.fields["reason"]


class TimeForm(PageForm):
    """Minutes for the case, of oneself or of a colleague; the way there apart."""

    worker = OneOfField(label=_("Whose time"))
    on = DayField(label=_("Day"))
    minutes = MinutesField(label=_("Minutes"), error_messages={"required": _("Enter the minutes.")})
    travel_minutes = MinutesField(label=_("On the way"), required=False, help_text=_("In minutes."))
    step = forms.ChoiceField(label=_("For which step"), required=False)
    note = forms.CharField(label=_("What was done"), required=False, max_length=200)

    def __init__(
        self, *args: Any, workers: Iterable[Worker], steps: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_by_unit("worker", workers)
        self.let_choose("step", [("", _("the case as a whole")), *steps])


class StageForm(PageForm):
    """How far the case has come."""

    stage = forms.ChoiceField(
        label=_("Stage"),
        help_text=_(
            "The stages that are not offered follow from records, steps and documents by themselves."
        ),
    )

    def __init__(self, *args: Any, stages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("stage", [("", CHOOSE), *stages])


class JoinForm(PageForm):
    """Who works on the case beside the one it is assigned to."""

    worker = OneOfField(label=_("Worker"))
    role = forms.ChoiceField(label=_("Role"))

    def __init__(
        self, *args: Any, workers: Iterable[Worker], roles: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_by_unit("worker", workers)
        self.let_choose("role", roles)


class LinkForm(PageForm):
    """Another case that belongs with this one."""

    other = forms.CharField(
        label=_("Case number"),
        max_length=40,
        error_messages={"required": _("Enter the number of the other case.")},
    )
    kind = forms.ChoiceField(
        label=_("How they belong together"), choices=LinkKind.choices, initial=LinkKind.SAME_FAMILY
    )


class UnlinkForm(PageForm):
    """Why two cases do not belong together."""

    reason = TellingField(
        label=_("Why they do not belong together"),
        widget=forms.TextInput,
        error_messages={"required": _("Write the reason: it stands in both cases.")},
    )

    def __init__(self, *args: Any, of: int, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, prefix=f"unlink-{of}", **kwargs)


class ReopenForm(PageForm):
    """Why a closed case is taken up again."""

    reason = TellingField(
        label=_("Why the case is taken up again"),
        error_messages={"required": _("Write the reason: it stands in the case.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="reopen", **kwargs)


class CloseForm(PageForm):
    """How the case ended."""

    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    saw_open_ends = forms.BooleanField(
        label=_("I have looked at it. The case ends all the same."), required=False
    )

    def __init__(
        self, *args: Any, outcomes: Sequence[tuple[str, str]], asks_to_look: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not asks_to_look:
            del self.fields["saw_open_ends"]
        self.fields["outcome"].is_needed_at_times = True  # type: ignore[attr-defined]
        if outcomes:
            self.let_choose("outcome", [("", CHOOSE), *outcomes])
        else:
            del self.fields["outcome"]
