"""The call to supplement an application (poziv k dopolnitvi, ZUP art. 67).

What is missing is what the law engine still asks; nobody keeps a list of required attachments by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora import law
from opora.decisions import phrases
from opora.decisions.introduction import body_name, right_name, rights_claimed
from opora.decisions.matter import Matter
from opora.decisions.parts import Draft
from opora.decisions.sheet import sheet

Question = Mapping[str, Any]
Subject = tuple[str, str | None]


def call_to_supplement_letter(
    questions: Sequence[Question], matter: Matter, *, due_on: date, language: str
) -> Draft:
    """The call in one language, or in two joined as in `sl-it`."""
    versions = {}
    for each in language.split("-"):
        with translation.override(each):
            versions[each] = _call(questions, matter, due_on, each)
    return {"template": "call_to_supplement", "language": language, "versions": versions}


def missing_items(
    questions: Sequence[Question], matter: Matter, *, language: str
) -> list[dict[str, str | None]]:
    """One item for each question and person, its months or years gathered in the note.

    What matters only if another question is answered with yes stands in that question's note.
    """
    gathered: dict[Subject, list[Question]] = {}
    for question in questions:
        gathered.setdefault((question["fact"], question["subject"]), []).append(question)
    behind: dict[Subject, list[Question]] = {}
    for fact, subject in list(gathered):
        gate = _gate(fact)
        if gate is not None and (gate, subject) in gathered:
            behind.setdefault((gate, subject), []).append(gathered[fact, subject][0])
    hidden = {(each["fact"], each["subject"]) for group in behind.values() for each in group}
    return [
        _item(asked, behind.get(subject, ()), matter, language)
        for subject, asked in gathered.items()
        if subject not in hidden
    ]


def _gate(fact: str) -> str | None:
    """The yes/no without which a fact is not asked."""
    gate = law.rulebook().graph.facts[fact].gate
    return gate.fact if gate else None


def _call(questions: Sequence[Question], matter: Matter, due_on: date, language: str) -> dict[str, Any]:
    subject = phrases.capital(phrases.listed([right_name(right) for right in matter.rights]))
    return {
        **sheet(matter, title=_("CALL TO SUPPLEMENT THE APPLICATION"), subject=subject),
        "signatures": {"led": sheet(matter, title="–", subject="–")["signatures"]["led"]},
        "introduction": [
            _(
                "On {day} we received your application for {rights}. We cannot decide on it yet, because "
                "we lack the data listed below, which we cannot obtain from official records ourselves."
            ).format(day=phrases.day(matter.filed_on), rights=rights_claimed(matter.rights))
        ],
        "missing": missing_items(questions, matter, language=language),
        "due_on": due_on.isoformat(),
        "how_to_send": [
            _("By post or in person to: {address}.").format(
                address=", ".join([body_name(matter), *matter.body.address])
            ),
            _("You can also state the data orally, to the record, during our opening hours."),
        ],
        "consequences": [
            _(
                "If you do not supplement the application by that day, we must reject it by a ruling "
                "without deciding on your right (article 67 of ZUP). You can then file a new application."
            ),
            _("If you need more time for a good reason, ask us for it before that day."),
        ],
    }


def _item(
    asked: Sequence[Question], behind: Sequence[Question], matter: Matter, language: str
) -> dict[str, str | None]:
    first = asked[0]
    what = first["question"][language]
    if first["subject"] in matter.people:
        what = pgettext("what is missing, of whom", "{person}: {question}").format(
            person=matter.name(first["subject"]), question=what
        )
    notes = []
    if periods := [question["period"] for question in asked if question.get("period")]:
        notes.append(
            pgettext("what is missing, for when", "For: {periods}").format(periods=phrases.periods(periods))
        )
    if behind:
        labels = "; ".join(each["label"][language] for each in behind)
        notes.append(_("If so, state also: {labels}.").format(labels=labels))
    return {"what": what, "note": " ".join(notes) or None}
