"""The ruling that rejects an application which was not supplemented (sklep o zavrženju, ZUP art. 67)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.decisions import phrases
from opora.decisions.introduction import introduction, party_line, right_name, rights_claimed
from opora.decisions.matter import Matter
from opora.decisions.missing_items import Question, missing_in_short
from opora.decisions.parts import Draft, section
from opora.decisions.remedy import Remedy, instruction
from opora.decisions.sheet import serve_on, sheet
from opora.decisions.supplement_letter import article_on_supplementing
from opora.decisions.terms import ending_in_a_ruling


def rejection_letter(
    questions: Sequence[Question], matter: Matter, *, remedy: Remedy, language: str
) -> Draft:
    """The ruling in one language or two. Needs the days of the call and of its deadline in the matter."""
    versions = {}
    for each in language.split("-"):
        with translation.override(each):
            versions[each] = _ruling(questions, matter, remedy, each)
    return {"template": "rejection_ruling", "language": language, "versions": versions}


def _ruling(questions: Sequence[Question], matter: Matter, remedy: Remedy, language: str) -> dict[str, Any]:
    subject = phrases.capital(phrases.listed([right_name(right) for right in matter.rights]))
    return {
        **sheet(matter, title=_("RULING"), subject=subject),
        "introduction": introduction(matter, rights=matter.rights, act="ruling"),
        "operative": [
            {
                "text": _("The application of {day} for {rights} (party: {party}) is rejected.").format(
                    day=phrases.day(matter.filed_on),
                    rights=rights_claimed(matter.rights),
                    party=party_line(matter),
                )
            },
            {"text": _("No costs of the procedure arose.")},
        ],
        "reasons": [
            section("application", _("What happened"), _what_happened(matter)),
            section(
                "missing",
                _("What is missing"),
                [
                    _("You did not answer these questions:"),
                    {
                        "kind": "list",
                        "items": missing_in_short(questions, matter, language=language),
                    },
                ],
            ),
            section("why", _("Why we rejected the application"), _why(matter)),
            section("remarks", _("Further explanation"), [], editable=True),
        ],
        "instruction": instruction(matter, remedy, act="ruling"),
        "delivery": serve_on(matter, ending_in_a_ruling(matter.rights, matter.issued_on).service),
    }


def _what_happened(matter: Matter) -> list[str]:
    if matter.called_on is None or matter.supplement_due_on is None:
        raise ValueError("an application is rejected only after a call to supplement with its deadline")
    return [
        _("On {day} we received your application for {rights}. It was not complete.").format(
            day=phrases.day(matter.filed_on), rights=rights_claimed(matter.rights)
        ),
        _called(matter.called_on, matter.supplement_days, matter.supplement_due_on),
    ]


def _called(called_on: date, days: int | None, due_on: date) -> str:
    """Since when the term ran; calls made before this was kept named its last day only."""
    if days is None:
        return _(
            "By our letter of {day} we asked you to supplement it by {due}. You did not do so by that day."
        ).format(day=phrases.day(called_on), due=phrases.day(due_on))
    return ngettext(
        "By our letter of {day} we called on you to supplement it within {days} day of receiving the letter. "
        "The term ended on {due}, and you did not supplement it by then.",
        "By our letter of {day} we called on you to supplement it within {days} days of receiving the "
        "letter. The term ended on {due}, and you did not supplement it by then.",
        days,
    ).format(day=phrases.day(called_on), days=days, due=phrases.day(due_on))


def _why(matter: Matter) -> list[str]:
    return [
        _(
            "An application that is not supplemented within the term set is rejected by a ruling "
            "({article}). Without the missing data we cannot find out whether you have the right and in "
            "what amount."
        ).format(article=article_on_supplementing(matter.called_on or matter.issued_on)),
        _(
            "With this ruling we did not decide whether you have the right. You can file a new application "
            "at any time; if you attach the missing data to it, we will decide on the right."
        ),
    ]
