"""The call to supplement an application (poziv k dopolnitvi, ZUP art. 67).

What is missing is what the law engine still asks; nobody keeps a list of required attachments by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora import law
from opora.decisions import phrases
from opora.decisions.acts_named import citation
from opora.decisions.introduction import body_name, right_name, rights_claimed
from opora.decisions.matter import Matter
from opora.decisions.parts import Draft
from opora.decisions.sheet import sheet, signatory
from opora.law.procedure import supplement_due

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
    """One item for each question, asked of all persons it is asked of; its months or years are in the note.

    What matters only if another question is answered with yes stands in that question's note. Amounts of one
    person for the same months are one item: they are one table on the payslips, not ten questions.
    """
    return [_item(asked, matter, language) for asked in _gathered(questions)]


@dataclass(frozen=True)
class Asked:
    """One item of the list: the questions it holds, those behind a yes to it, of whom and for when."""

    questions: tuple[Question, ...]
    behind: tuple[Question, ...]
    periods: tuple[str, ...]
    subjects: tuple[str | None, ...]

    @property
    def says(self) -> tuple[object, ...]:
        """What is asked, whoever it is asked of."""
        facts, behind = ({each["fact"] for each in group} for group in (self.questions, self.behind))
        return frozenset(facts), frozenset(behind), self.periods


def _gathered(questions: Sequence[Question]) -> list[Asked]:
    """The items in the order in which they first matter."""
    of_subject: dict[Subject, list[Question]] = {}
    for question in questions:
        of_subject.setdefault((question["fact"], question["subject"]), []).append(question)
    items: dict[tuple[object, ...], Asked] = {}
    for (fact, subject), asked in of_subject.items():
        if not any((gate, subject) in of_subject for gate in _gates(fact)):
            behind = tuple(
                found[0]
                for (other, of), found in of_subject.items()
                if of == subject and fact in _gates(other)
            )
            periods = tuple(question["period"] for question in asked if question.get("period"))
            place = ("amounts", subject, periods) if _is_amount_over_time(asked[0]) else (fact, subject)
            before = items[place].questions if place in items else ()
            items[place] = Asked((*before, asked[0]), behind, periods, (subject,))
    return _of_several_persons(items.values())


def _is_amount_over_time(question: Question) -> bool:
    return question["type"] == "EUR" and bool(question.get("period"))


def _of_several_persons(items: Iterable[Asked]) -> list[Asked]:
    """The same question of several persons is one item that names them all."""
    found: dict[tuple[object, ...], Asked] = {}
    for item in items:
        before = found[item.says].subjects if item.says in found else ()
        found[item.says] = replace(item, subjects=(*before, *item.subjects))
    return list(found.values())


def _gates(fact: str) -> list[str]:
    """Every yes/no without which a fact is not asked: its gate, the gate of that one, and so on."""
    gate = law.rulebook().graph.facts[fact].gate
    return [gate.fact, *_gates(gate.fact)] if gate else []


def _call(questions: Sequence[Question], matter: Matter, due_on: date, language: str) -> dict[str, Any]:
    subject = phrases.capital(phrases.listed([right_name(right) for right in matter.rights]))
    return {
        **sheet(matter, title=_("CALL TO SUPPLEMENT THE APPLICATION"), subject=subject),
        "signatures": {"led": signatory(matter.led)} if matter.led else {},
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
                "without deciding on your right ({article}). You can then file a new application."
            ).format(article=article_on_supplementing(matter.issued_on)),
            _("If you need more time for a good reason, ask us for it before that day."),
        ],
    }


def article_on_supplementing(called_on: date) -> str:
    """The provision on incomplete applications as it is cited of a call on this day."""
    found = supplement_due(called_on, days=1)  # its article is the same for every length of the term
    return citation(found.article, confirmed=found.article_confirmed)


def _item(asked: Asked, matter: Matter, language: str) -> dict[str, str | None]:
    several = len(asked.questions) > 1
    what = _which_amounts() if several else asked.questions[0]["question"][language]
    people = [matter.name(person) for person in matter.people if person in asked.subjects]
    if people:
        what = pgettext("what is missing, of whom", "{person}: {question}").format(
            person=phrases.listed(people), question=what
        )
    notes = []
    if asked.periods:
        notes.append(
            pgettext("what is missing, for when", "For: {periods}.").format(
                periods=phrases.periods(asked.periods)
            )
        )
    if several:
        notes.append(_("State for each: {labels}.").format(labels=_labels(asked.questions, language)))
    if asked.behind:
        notes.append(_("If so, state also: {labels}.").format(labels=_labels(asked.behind, language)))
    return {"what": what, "note": " ".join(notes) or None}


def _which_amounts() -> str:
    return _("Which of these incomes were received, and how much? Write 0 where there was none.")


def _labels(questions: Sequence[Question], language: str) -> str:
    return "; ".join(phrases.uncapitalised(question["label"][language]) for question in questions)
