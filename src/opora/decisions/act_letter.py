"""The letter of an act beyond rights: the introduction from the definition, the rest as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from opora.catalogue.acts import acts
from opora.catalogue.schema.task import Task
from opora.decisions import phrases
from opora.decisions.acts_named import on_the_basis_of, published
from opora.decisions.introduction import (
    GENERAL_PROCEDURE,
    body_name,
    how_it_started,
    party_line,
    what_follows,
)
from opora.decisions.matter import Matter
from opora.decisions.parts import Draft, section
from opora.decisions.points import points
from opora.decisions.remedy import instruction
from opora.decisions.sheet import serve_on, sheet
from opora.decisions.terms import RULING, Ending
from opora.documents.articles import spoken_articles
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
    """Who decides, on what it rests, in which matter, begun how and about whom (ZUP art. 212)."""
    return [
        _(
            "On the basis of {acts}, {body} issues in the procedure on the matter “{task}”, {start}, "
            "{what_follows}"
        ).format(
            acts=phrases.listed(_bases(task, language)),
            body=body_name(matter),
            task=task.name(language),
            start=_start(matter),
            what_follows=what_follows(act),
        )
    ]


def _start(matter: Matter) -> str:
    """How the procedure began; where nobody told, only when."""
    if matter.channel == "not_known":
        began = phrases.day(matter.filed_on)
        return _("started on {day} (party: {party})").format(day=began, party=party_line(matter))
    return how_it_started(matter)


def _bases(task: Task, language: str) -> Sequence[str]:
    """Each act once, with its articles and where it was published; the general procedure last."""
    articles: dict[str, list[str]] = {}
    for basis in task.legal_basis:
        articles.setdefault(basis.act, []).extend([basis.article] if basis.article else [])
    articles.setdefault(GENERAL_PROCEDURE, [])
    return [
        _basis(act, articles[act], language)
        for act in sorted(articles, key=lambda act: act == GENERAL_PROCEDURE)
    ]


def _basis(act: str, articles: Sequence[str], language: str) -> str:
    known = acts().get(act)
    name = on_the_basis_of(act, known.title(language) if known else act)
    if known is not None and known.gazette:
        before = f"{name[:-1]}; " if name.endswith(")") else f"{name} ("
        name = f"{before}{published(known.gazette)})"
    if not articles:
        return name
    spoken = phrases.listed([spoken_articles(each, language, after=True) for each in articles])
    return f"{spoken} {name}" if language[:2] == "sl" else f"{name}, {spoken}"


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
