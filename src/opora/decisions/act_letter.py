"""The letter of an act beyond rights: the introduction from the definition, the rest as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from opora.catalogue.schema.task import Task
from opora.decisions import phrases
from opora.decisions.introduction import body_name, party_line, what_follows
from opora.decisions.matter import Matter
from opora.decisions.parts import Draft, section
from opora.decisions.points import points
from opora.decisions.remedy import instruction
from opora.decisions.sheet import serve_on, sheet
from opora.decisions.terms import RULING, Ending
from opora.documents.paragraphs import paragraphs


def act_letter(
    task: Task, matter: Matter, end: Ending, *, title: str, operative: str, reasons: str, language: str
) -> Draft:
    """The whole letter in one language: `operative` becomes points, `reasons` paragraphs."""
    with translation.override(language):
        letter: dict[str, Any] = {
            **sheet(matter, title=title or _title(end.act), subject=task.name(language)),
            "introduction": _introduction(task, matter, end.act, language),
            "operative": [{"text": text} for text in points(operative)],
            "written": ["introduction", "operative"],
            "reasons": [section("reasons", None, paragraphs(reasons), editable=True)],
            "instruction": instruction(matter, end.remedy, act=end.act, task_rights=task.rights),
            "delivery": serve_on(matter, end.service),
        }
    return {"template": _template(end.act), "language": language, "versions": {language: letter}}


def _template(act: str) -> str:
    return "rejection_ruling" if act == RULING else "decision"


def _title(act: str) -> str:
    return _("RULING") if act == RULING else _("DECISION")


def _introduction(task: Task, matter: Matter, act: str, language: str) -> list[str]:
    """On what it rests, who decides, in which matter and about whom (ZUP art. 212)."""
    return [
        _("Legal basis: {basis}.").format(basis="; ".join(_bases(task))),
        _("{body} issues in the matter “{task}” (party: {party}) {what_follows}").format(
            body=body_name(matter),
            task=task.name(language),
            party=party_line(matter),
            what_follows=what_follows(act),
        ),
    ]


def _bases(task: Task) -> Sequence[str]:
    named = [
        _("{act}, article {article}").format(act=basis.act, article=basis.article)
        if basis.article
        else basis.act
        for basis in task.legal_basis
    ]
    return [*dict.fromkeys([*named, "ZUP"])]


def rejecting(decision_number: str, issued_on: str, appellant: str, filed_on: str) -> str:
    """The operative part that rejects an appeal (ZUP art. 240)."""
    return _(
        "The appeal of {day} (appellant: {appellant}) against act {number} of {issued} is rejected."
    ).format(
        day=phrases.day(filed_on),
        appellant=appellant,
        number=decision_number,
        issued=phrases.day(issued_on),
    )


def reopening(decision_number: str, issued_on: str) -> str:
    """The operative part that reopens a procedure ex officio (ZUP art. 260)."""
    return _("The procedure in which act {number} of {issued} was issued is reopened ex officio.").format(
        number=decision_number, issued=phrases.day(issued_on)
    )
