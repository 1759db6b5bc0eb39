"""The parts of a paper, filled from its material: what the worker reads, edits and sends.

Pure: a template and the material in, parts out. A part that was typed says what was typed; any other says
what the case says now. What the case is silent on is left out of the letter, and the worker sees that it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from opora.catalogue.acts import acts
from opora.documents.articles import spoken_articles
from opora.documents.papers.left_out import RECORD, beside
from opora.documents.papers.material import Kept, Material, Participant
from opora.documents.papers.meetings import Meeting
from opora.documents.papers.reported import own_records
from opora.documents.papers.templates import PaperPart, paper_kinds
from opora.documents.paragraphs import paragraphs


@dataclass(frozen=True)
class FilledPart:
    """One part as it stands: `text` may be edited, `blocks` are what is printed; both empty where silent."""

    key: str
    heading: str
    text: str
    blocks: tuple[Any, ...]
    is_editable: bool
    is_needed: bool = False
    is_typed: bool = False
    is_left_out: bool = False
    hint: str = ""

    @property
    def is_printed(self) -> bool:
        return bool(self.blocks) and not self.is_left_out


def fill(
    material: Material, *, language: str, typed: Mapping[str, str] | None = None, left_out: Any = ()
) -> list[FilledPart]:
    """Every part of the document's template, in its order."""
    templates = paper_kinds()[material.document.kind].parts
    with override(language):
        parts = [
            _with_choices(part, typed or {}, left_out)
            for template in templates
            for part in _parts(template, material, language)
        ]
    told = {RECORD + key for key in own_records(material.task, material.document)}
    told |= {RECORD + key for key in beside(material.key, material.document)}
    if not any(part.is_printed and part.key in told for part in parts):
        return parts
    at_will = {template.key for template in templates if template.unless_told}
    return [replace(part, is_needed=False) if part.key in at_will else part for part in parts]


def _with_choices(part: FilledPart, typed: Mapping[str, str], left_out: Any) -> FilledPart:
    text = typed.get(part.key, "").strip() if part.is_editable else ""
    words = {"text": text, "blocks": tuple(paragraphs(text)), "is_typed": True} if text else {}
    return FilledPart(**{**part.__dict__, **words, "is_left_out": part.key in left_out})


def _parts(template: PaperPart, material: Material, language: str) -> Iterator[FilledPart]:
    if template.fill == "records":
        yield from _records(material, language)
    elif template.fill in ("sentence", "write"):
        yield _written(template, material, language)
    else:
        in_language = IN_LANGUAGE.get(template.fill)
        blocks = in_language(material, language) if in_language else FILLED[template.fill](material)
        yield FilledPart(template.key, template.words(language), "", blocks, is_editable=False)


def _written(template: PaperPart, material: Material, language: str) -> FilledPart:
    is_sentence = template.fill == "sentence"
    if is_sentence:
        text = template.words(language).format(**_fillings(material, language))
    else:
        text = _suggested(template.suggest, material)
    return FilledPart(
        key=template.key,
        heading="" if is_sentence else template.words(language),
        text=text,
        blocks=tuple(paragraphs(text)),
        is_editable=True,
        is_needed=template.needed,
        hint=template.hint.in_language(language) if template.hint else "",
    )


def _fillings(material: Material, language: str) -> dict[str, str]:
    return {
        "task": material.task.name(language),
        "document": material.document.name(language),
        "number": material.number,
        "day": _day(material.on),
        "opened": _day(material.opened_on),
        "centre": material.centre,
        "held": _day(material.held.on if material.held else material.on),
        "talk": _talk(material),
        "greeting": material.greeting,
    }


def _talk(material: Material) -> str:
    """What the minutes are of, within a sentence."""
    named = material.held.subject if material.held else ""
    return named[:1].lower() + named[1:] if named else pgettext("minutes", "talk")


def _suggested(what: str | None, material: Material) -> str:
    """What is known of it already: of the meeting, of who asked; nothing where nobody entered it."""
    if what == "official":
        return material.official
    if what == "asked":
        return _asked(material)
    if what == "own_record":
        return material.written
    if what == "of_task":
        return material.of_task
    if what == "aims":
        return material.planned.aims
    if what == "tasks":
        return material.planned.tasks
    meeting = material.ahead if what in ("when", "about") else material.held
    if what is None or meeting is None:
        return ""
    told = {
        "when": lambda: ", ".join([_day_and_hours(meeting), *([meeting.place] if meeting.place else [])]),
        "about": lambda: meeting.subject,
        "held_where": lambda: _where_held(meeting),
        "held_who": lambda: "\n".join(meeting.present),
        "held_what": lambda: meeting.noted,
    }
    return told[what]()


def _asked(material: Material) -> str:
    """What a request says that was recorded as it came: who asks, under which number, what and by when."""
    incoming = {each.key for each in material.task.documents if each.direction == "incoming"}
    asking = {step.record for step in material.task.steps if step.document in incoming and step.record}
    found = [kept for kept in material.records if kept.key in asking]
    return "\n\n".join(f"{capfirst(label)}: {text}" for kept in found[-1:] for label, text in kept.fields)


def _day_and_hours(meeting: Meeting) -> str:
    """With the hour at which it ends, so that its length is known."""
    if meeting.at is None:
        return _day(meeting.on)
    if meeting.until is not None:
        hours = {"day": _day(meeting.on), "from": _hour(meeting.at), "to": _hour(meeting.until)}
        return _("%(day)s from %(from)s to %(to)s") % hours
    return _("%(day)s at %(hour)s") % {"day": _day(meeting.on), "hour": _hour(meeting.at)}


def _where_held(meeting: Meeting) -> str:
    if meeting.at is None:
        return meeting.place
    began = _("began at %(hour)s") % {"hour": _hour(meeting.at)}
    ended = _("ended at %(hour)s") % {"hour": _hour(meeting.until)} if meeting.until else ""
    return ", ".join(part for part in (meeting.place, began, ended) if part)


def _hour(at: datetime) -> str:
    return f"{at:%-H.%M}"


def _parties(material: Material) -> tuple[Any, ...]:
    named = [
        (
            each.role_name,
            f"{each.name}, {_born(each.born)}" if material.their_number and each.born else each.name,
        )
        for each in material.participants
    ]
    return _labelled(named)


def _born(day: date) -> str:
    return pgettext("date of birth", "born %(day)s") % {"day": _day(day)}


def _about(material: Material) -> tuple[Any, ...]:
    return _named(material.about)


def _named(participants: tuple[Participant, ...]) -> tuple[Any, ...]:
    return _labelled([(each.role_name, each.name) for each in participants])


def _basis(material: Material, language: str) -> tuple[Any, ...]:
    items = [
        f"{_title(basis.act, language)}, {spoken_articles(basis.article, language)}"
        if basis.article
        else _title(basis.act, language)
        for basis in material.task.legal_basis
    ]
    return ({"kind": "list", "items": list(dict.fromkeys(items))},)


def _title(act: str, language: str) -> str:
    """Zakon o izvršbi in zavarovanju (ZIZ); of an act that is only called by its title, that."""
    known = acts().get(act)
    title = known.title(language) if known else act
    return title if title == act else f"{title} ({act})"


def _period(material: Material, language: str) -> tuple[Any, ...]:
    """From when to when it tells, and how often what was kept in that time; of no period, nothing."""
    if material.period is None:
        return ()
    first, last = _day(material.period.first), _day(material.period.last)
    said = _("From %(first)s to %(last)s.") % {"first": first, "last": last}
    names = {record.key: record.name(language) for record in material.task.records if record.many}
    own = own_records(material.task, material.document)
    days: dict[str, dict[str, list[date]]] = {}
    for kept in material.records:
        if kept.key in names and kept.key not in own and kept.happened_on is not None:
            days.setdefault(names[kept.key], {}).setdefault(kept.sort, []).append(kept.happened_on)
    return (said, *_labelled([(what, _how_often(sorts)) for what, sorts in days.items()]))


def _how_often(sorts: Mapping[str, Sequence[date]]) -> str:
    """*2-krat, od tega: izveden 1-krat (1. 10. 2026), otrok je stik odklonil 1-krat (15. 10. 2026).*"""
    whole = _times(sum(len(days) for days in sorts.values()))
    told = [
        f"{sort} {_times(len(days))} ({', '.join(_day(day) for day in days)})"
        for sort, days in sorts.items()
        if sort
    ]
    if not told:
        return f"{whole}."
    return _("%(times)s, of which: %(kinds)s.") % {"times": whole, "kinds": ", ".join(told)}


def _times(number: int) -> str:
    return ngettext("%(number)s time", "%(number)s times", number) % {"number": number}


def _steps(material: Material) -> tuple[Any, ...]:
    """What was done, and on which day; of a period, what its records do not tell already."""
    steps = [step for step in material.steps if material.period is None or not step.record]
    if not steps:
        return ()
    return ({"kind": "list", "items": [f"{step.name}, {_day(step.on)}" for step in steps]},)


def _limits(material: Material) -> tuple[Any, ...]:
    """Until when what the notice warns of may last."""
    return _labelled([(name, _day(day)) for name, day in material.limits])


def _own_role(material: Material) -> tuple[Any, ...]:
    """As what the addressee takes part; in the file, nothing."""
    return (", ".join(capfirst(role) for role in material.own_roles),) if material.own_roles else ()


FILLED: Mapping[str, Callable[[Material], tuple[Any, ...]]] = {
    "parties": _parties,
    "about": _about,
    "steps": _steps,
    "own_role": _own_role,
    "limits": _limits,
}
IN_LANGUAGE: Mapping[str, Callable[[Material, str], tuple[Any, ...]]] = {"basis": _basis, "period": _period}


def _records(material: Material, language: str) -> Iterator[FilledPart]:
    """A part for each kind of record, also for one the case holds none of yet: the worker sees the gap."""
    own = own_records(material.task, material.document)
    for record in material.task.records:
        found = [kept for kept in material.records if kept.key == record.key]
        blocks = tuple(block for kept in found for block in _record(kept))
        # Of a plan its own record is the plan itself: no heading of the house stands in it.
        is_plan = material.document.kind == "plan" and record.key in own
        heading = _("What is planned") if is_plan else record.name(language)
        yield FilledPart(RECORD + record.key, heading, "", blocks, is_editable=False)


def _record(kept: Kept) -> tuple[Any, ...]:
    """What it says, point by point, under its day; one written text stands without a label."""
    title = _day(kept.happened_on) if kept.happened_on else None
    if title and kept.hours:
        title = f"{title}, {kept.hours}"
    fields = [("", text) for _label, text in kept.fields] if kept.is_one_text else kept.fields
    return _labelled(fields, title=title)


def _labelled(told: Sequence[tuple[str, str]], *, title: str | None = None) -> tuple[Any, ...]:
    """Short paragraphs, each under its label; the further ones of a long text have none."""
    lines = [
        {"label": (capfirst(label) or None) if place == 0 else None, "text": words}
        for label, text in told
        for place, words in enumerate(paragraphs(text))
    ]
    return ({"kind": "labelled", "title": title, "lines": lines},) if lines else ()


def _day(of: date) -> str:
    return str(date_format(of, "DATE_FORMAT", use_l10n=True))
