"""What a call to supplement lists: one item for each thing its reader has to tell or to send.

What is missing is what the law engine still asks; how its reader is asked stands in `questions_told/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora import law
from opora.decisions import phrases
from opora.decisions.matter import Matter

Question = Mapping[str, Any]
Subject = tuple[str, str | None]
Item = dict[str, Any]


def missing_items(questions: Sequence[Question], matter: Matter, *, language: str) -> list[Item]:
    """One item for each question, asked of all persons it is asked of; its months or years are in the note.

    What matters only if another question is answered with yes stands below that question. Amounts of one
    person for the same months are one item: they are one table on the payslips, not ten questions.
    """
    return [_item(asked, matter, language) for asked in _gathered(questions)]


def missing_in_short(questions: Sequence[Question], matter: Matter, *, language: str) -> list[str]:
    """The same items as a ruling names them: what was asked, of whom and for when, each in one line."""
    return [_in_one_line(asked, matter, language) for asked in _gathered(questions)]


@cache
def told() -> Mapping[str, Any]:
    """How each fact is asked for: the files of `questions_told/`, in each what is most usual first.

    The law asks of "the person"; a letter asks its reader. `you` is asked of the applicant, `other` behind
    the name of somebody else: it names nobody and inflects nothing, so that one name or several can stand
    before it. `both` is asked of a matter and is alike for everybody. `not_you` says why a fact is never the
    applicant's own. `proof` says what to attach. `if_yes` stands before the list of what is asked behind a
    yes; where `instead_of_list` is set, it stands alone. What only the centre judges is never asked.
    """
    found: dict[str, Any] = {}
    for file in sorted((Path(__file__).parent / "questions_told").glob("*.yaml")):
        found |= yaml.safe_load(file.read_text("utf-8"))
    return found


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


def _item(asked: Asked, matter: Matter, language: str) -> Item:
    to_reader = _is_to_reader(asked, matter)
    first = asked.questions[0]["fact"]
    notes, points = [], []
    if asked.periods:
        notes.append(_for_when(asked))
    if len(asked.questions) > 1:
        points = [_label(question, language) for question in _in_order(asked.questions)]
    if asked.behind:
        before_list = _told(first, "if_yes", language)
        notes.append(before_list or _("If so, state also:"))
        if not told().get(first, {}).get("instead_of_list"):
            points = _points(asked, to_reader, language, amounts_by_name=bool(before_list))
    if points and not notes[-1].endswith(":"):
        notes[-1] = notes[-1].removesuffix(".") + ":"
    proofs = _proofs(asked.questions, language)
    only_of_a_yes = asked.questions[0]["type"] == "yes_no" and not asked.behind
    return {
        "what": _what(asked, matter, language),
        "note": " ".join(notes) or None,
        "points": points,
        "attach": _attach(proofs, only_of_a_yes=only_of_a_yes) if proofs else None,
    }


def _in_one_line(asked: Asked, matter: Matter, language: str) -> str:
    words = _what(asked, matter, language)
    if len(asked.questions) > 1:
        words = f"{words} {'; '.join(_label(question, language) for question in _in_order(asked.questions))}"
    return f"{words} ({phrases.periods(asked.periods)})" if asked.periods else words


def _what(asked: Asked, matter: Matter, language: str) -> str:
    """The question to its reader, or behind the names of those it is about."""
    to_reader = _is_to_reader(asked, matter)
    if len(asked.questions) > 1:
        question = _your_amounts() if to_reader else _amounts()
    else:
        question = _question(asked.questions[0], to_reader, language)
    people = [person for person in matter.people if person in asked.subjects]
    if to_reader or not people:
        return question
    names = [
        pgettext("whom we ask about", "you") if one == matter.applicant else matter.name(one)
        for one in people
    ]
    who = phrases.capital(phrases.listed(names))
    if len(people) > 1:
        return pgettext("what is missing, of whom", "{people} (for each person): {question}").format(
            people=who, question=question
        )
    return pgettext("what is missing, of whom", "{person}: {question}").format(person=who, question=question)


def _is_to_reader(asked: Asked, matter: Matter) -> bool:
    """Whether the question is the reader's own, or that of their home."""
    return all(subject == matter.applicant or subject not in matter.people for subject in asked.subjects)


def _question(question: Question, to_reader: bool, language: str) -> str:
    fact = question["fact"]
    ways = ("you", "both", "other") if to_reader else ("other", "both", "you")
    told_ways = (_told(fact, way, language) for way in ways)
    return next(filter(None, told_ways), str(question["question"][language]))


def _points(asked: Asked, to_reader: bool, language: str, *, amounts_by_name: bool) -> list[str]:
    """What is asked behind a yes, one point each; what matters only after the yes of a point stands in it.

    Where the list has words of its own before it ("write how much there was of:"), an amount is a name in it.
    """
    behind = _in_order(asked.behind)
    facts = {question["fact"] for question in behind}
    proofs = _proofs(asked.questions, language)
    points = []
    for question in behind:
        gates = set(_gates(question["fact"]))
        if facts & gates:
            continue
        if amounts_by_name and question["type"] == "EUR":
            points.append(_label(question, language))
            continue
        inner = [other for other in behind if question["fact"] in _gates(other["fact"])]
        words = [_question(each, to_reader, language) for each in (question, *inner)]
        if inner:
            words[1] = _("If so: {question}").format(question=phrases.uncapitalised(words[1]))
        unsaid = [proof for proof in _proofs((question, *inner), language) if proof not in proofs]
        proofs.extend(unsaid)
        if unsaid:
            words.append(_attach(unsaid, only_of_a_yes=question["type"] == "yes_no" and not inner))
        points.append(" ".join(words))
    return points


def _label(question: Question, language: str) -> str:
    return phrases.uncapitalised(question["label"][language])


def _in_order(questions: Iterable[Question]) -> list[Question]:
    """What is most usual first, as the data files have it."""
    places = list(told())
    return sorted(
        questions,
        key=lambda question: places.index(question["fact"]) if question["fact"] in places else len(places),
    )


def _told(fact: str, which: str, language: str) -> str:
    return str(told().get(fact, {}).get(which, {}).get(language, ""))


def _for_when(asked: Asked) -> str:
    return pgettext("what is missing, for when", "For: {periods}.").format(
        periods=phrases.periods(asked.periods)
    )


def _proofs(questions: Iterable[Question], language: str) -> list[str]:
    """What proves the answers, each kind of evidence once."""
    found = dict.fromkeys(_told(question["fact"], "proof", language) for question in questions)
    return [proof for proof in found if proof]


def _attach(proofs: Sequence[str], *, only_of_a_yes: bool) -> str:
    """A no to a yes/no question needs no evidence."""
    sentence = _("If so, attach {proof}.") if only_of_a_yes else _("Attach {proof}.")
    return sentence.format(proof=phrases.listed(list(proofs)))


def _your_amounts() -> str:
    return _("Which of these incomes did you receive, and how much? Write 0 where there was none.")


def _amounts() -> str:
    return _("Which of these incomes were there, and how much? Write 0 where there was none.")
