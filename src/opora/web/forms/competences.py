"""What a worker is qualified for and which roles they hold: entered from a day on, ended on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opora.organisation.competences import known_words
from opora.organisation.models import Competence, CompetenceKind, Role, RoleGrant, Unit
from opora.web.forms.fields import CHOOSE, DayField, OneOfField, PageForm

WHOLE_CENTRE = "centre"
AHEAD = timedelta(days=366)
"""How far ahead a role or qualification may begin: ours, because an entry cannot be taken out again."""
CHOOSE_ONE = {"required": _("Choose one from the list.")}
KINDS = {
    CompetenceKind.QUALIFICATION: _("Qualifications"),
    CompetenceKind.LICENCE: _("Licences and trainings"),
}


def near(begins: date) -> date:
    """The first day of an entry, unless it lies so far ahead that the year must be a slip of the hand."""
    if begins > timezone.localdate() + AHEAD:
        raise ValidationError(gettext("This is more than a year ahead. Check the year."))
    return begins


class CompetenceForm(PageForm):
    """A qualification with its experience, or a licence with its number."""

    what = forms.ChoiceField(label=_("Qualification, licence or training"), error_messages=CHOOSE_ONE)
    from_day = DayField(label=_("Holds from"))
    until = DayField(label=_("Holds until"), required=False, help_text=_("Left empty, it has no end."))
    experience_since = DayField(
        label=_("Experience counts from"),
        required=False,
        help_text=_("Of a qualification. Left empty, it counts from the first day above."),
    )
    number = forms.CharField(
        label=_("Number"),
        max_length=60,
        required=False,
        help_text=_("Of a licence or training."),
        error_messages={"max_length": _("A number has at most 60 characters. Write it as printed.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="give", **kwargs)
        groups = [
            (KINDS[kind], [(f"{kind}:{key}", name) for key, name in words.items()])
            for kind, words in known_words().items()
        ]
        self.let_choose("what", [("", CHOOSE), *groups])

    def clean_from_day(self) -> date:
        return near(self.cleaned_data["from_day"])

    def clean(self) -> dict[str, Any]:
        """What was chosen is a word of one kind."""
        given = super().clean() or {}
        kind, _colon, key = given.pop("what", "").partition(":")
        return given | {"kind": kind, "key": key}


class EndForm(PageForm):
    """One entry and the last day on which it holds."""

    entry = OneOfField(label=_("What ends"))
    last_day = DayField(label=_("Last day"))

    def __init__(self, *args: Any, competences: Iterable[Competence], **kwargs: Any) -> None:
        super().__init__(*args, prefix="end", **kwargs)
        words = {key: name for words in known_words().values() for key, name in words.items()}
        self.offer("entry", competences)
        names = {str(each.pk): words.get(each.key, each.key) for each in competences}
        self.let_choose("entry", [("", CHOOSE), *names.items()])


class AnnulForm(PageForm):
    """One entry that was made by mistake, and why it is withdrawn."""

    entry = OneOfField(label=_("What was entered by mistake"))
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The entry stays readable with it, and is taken as if it had never held."),
        error_messages={"required": _("Write the reason: it stays with the entry.")},
    )

    def __init__(self, *args: Any, competences: Sequence[tuple[Competence, str]], **kwargs: Any) -> None:
        super().__init__(*args, prefix="annul", **kwargs)
        self.offer("entry", [entry for entry, _name in competences])
        self.let_choose("entry", [("", CHOOSE), *((str(entry.pk), name) for entry, name in competences)])


class RoleForm(PageForm):
    """A role in a unit or in the whole centre."""

    role = forms.ChoiceField(label=_("Role"), error_messages=CHOOSE_ONE)
    unit = forms.ChoiceField(label=_("Where it holds"), error_messages=CHOOSE_ONE)
    from_day = DayField(label=_("Holds from"))
    until = DayField(label=_("Holds until"), required=False, help_text=_("Left empty, it has no end."))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, prefix="role", **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.let_choose("role", [("", CHOOSE), *Role.choices])
        of_unit = [(key, unit.name) for key, unit in self.units.items()]
        self.let_choose("unit", [("", CHOOSE), *of_unit, (WHOLE_CENTRE, _("the whole centre"))])

    def clean_from_day(self) -> date:
        return near(self.cleaned_data["from_day"])

    def clean(self) -> dict[str, Any]:
        """The whole centre is chosen, never left over: it opens everybody's cases."""
        given = super().clean() or {}
        if "unit" in given:
            given["unit"] = self.units.get(given["unit"])
        return given


class EndRoleForm(PageForm):
    """One role and the last day on which it holds."""

    grant = OneOfField(label=_("Which role ends"))
    last_day = DayField(label=_("Last day"))

    def __init__(self, *args: Any, grants: Sequence[tuple[RoleGrant, str]], **kwargs: Any) -> None:
        super().__init__(*args, prefix="end-role", **kwargs)
        self.offer("grant", [grant for grant, _name in grants])
        self.let_choose("grant", [("", CHOOSE), *((str(grant.pk), name) for grant, name in grants)])
