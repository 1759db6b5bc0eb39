"""The call to supplement an application (poziv k dopolnitvi, ZUP art. 67).

Its term is counted from the day on which the party receives it, so it prints a number of days, not a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.decisions import phrases
from opora.decisions.acts_named import citation
from opora.decisions.introduction import body_name, right_name, rights_claimed
from opora.decisions.matter import Matter
from opora.decisions.missing_items import Question, missing_items
from opora.decisions.parts import Draft
from opora.decisions.sheet import sheet, signatory
from opora.law.procedure import supplement_due


def call_to_supplement_letter(
    questions: Sequence[Question], matter: Matter, *, days: int, language: str
) -> Draft:
    """The call in one language, or in two joined as in `sl-it`; answered within `days` of its receipt."""
    versions = {}
    for each in language.split("-"):
        with translation.override(each):
            versions[each] = _call(questions, matter, days, each)
    return {"template": "call_to_supplement", "language": language, "versions": versions}


def article_on_supplementing(called_on: date) -> str:
    """The provision on incomplete applications as it is cited of a call on this day."""
    found = supplement_due(called_on, days=1)  # its article is the same for every length of the term
    return citation(found.article, confirmed=found.article_confirmed)


def _call(questions: Sequence[Question], matter: Matter, days: int, language: str) -> dict[str, Any]:
    subject = phrases.capital(phrases.listed([right_name(right) for right in matter.rights]))
    return {
        **sheet(matter, title=_("CALL TO SUPPLEMENT THE APPLICATION"), subject=subject),
        "signatures": {"led": signatory(matter.led)} if matter.led else {},
        "introduction": [
            _(
                "On {day} we received your application for {rights}. We cannot decide on it yet, because "
                "we lack the data listed below, which we cannot obtain from official records ourselves."
            ).format(day=phrases.day(matter.filed_on), rights=rights_claimed(matter.rights)),
            _("Please answer the questions below and send us what we ask for at each of them."),
        ],
        "missing": missing_items(questions, matter, language=language),
        "days": days,
        "term": _term(days),
        "how_to_send": [
            _("By post or in person to: {address}.").format(
                address=", ".join([body_name(matter), *matter.body.address])
            ),
            _("You can also state the data orally, to the record, during our opening hours."),
        ],
        "consequences": [
            _(
                "If you do not supplement the application within this term, we must reject it by a ruling "
                "without deciding on your right ({article}). You can then file a new application."
            ).format(article=article_on_supplementing(matter.issued_on)),
            _("If you need more time for a good reason, ask us for it before the term ends."),
        ],
    }


def _term(days: int) -> str:
    return ngettext(
        "within {days} day of the day on which you receive this call",
        "within {days} days of the day on which you receive this call",
        days,
    ).format(days=days)
