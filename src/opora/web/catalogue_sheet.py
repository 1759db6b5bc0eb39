"""One definition of the catalogue as the page shows it: its parts in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from opora.catalogue import Catalogue, Task, shipped_catalogue
from opora.catalogue.checks import NormCheck, norm_check
from opora.catalogue.schema import Record, Step, TaskDeadline
from opora.catalogue.schema.pieces import LegalBasis, Said, Sourced
from opora.catalogue.schema.task import Executor
from opora.catalogue.telling.limits import limit_in_words
from opora.catalogue.telling.words import Words, words_in


@dataclass(frozen=True)
class Row:
    """A named piece, what is said of it, and where it comes from."""

    name: str
    told: str
    origin: str
    source: str
    note: str = ""


@dataclass(frozen=True)
class StepRow:
    number: str
    name: str
    obligatory: bool
    minutes: str
    told: str
    origin: str
    source: str


@dataclass(frozen=True)
class RecordPart:
    """A kind of record with its fields."""

    key: str
    name: str
    many: bool
    sealed: bool
    fields: Sequence[Row]
    source: str


@dataclass(frozen=True)
class Sheet:
    """A definition in the order in which a worker reads it."""

    key: str
    name: str
    numbered: str
    kind: str
    field: str
    purpose: str
    beneficiaries: str
    published: date | None
    valid_from: date | None
    valid_until: date | None
    removed_on: date | None
    opens_cases: bool
    is_sealed: bool
    needs_consent: bool
    seals_notes: bool
    basis: Sequence[str]
    executors: Sequence[str]
    opened_by: Sequence[str]
    norm: str
    norm_is_printed: bool
    """False of a norm that the centre set in a version of its own."""
    norm_source: str
    norm_beside: str
    """The sum of the obligatory steps, and whether it is the norm."""
    norm_unexplained: bool
    norm_explained: str
    steps: Sequence[StepRow]
    roles: Sequence[Row]
    records: Sequence[RecordPart]
    stages: Sequence[Row]
    outcomes: Sequence[Row]
    deadlines: Sequence[Row]
    documents: Sequence[Row]
    indicators: Sequence[Row]
    case_lists: Sequence[Row]
    corrections: Sequence[Row]
    follows: Sequence[tuple[str, str]]


PARTS = ("roles", "steps", "stages", "outcomes", "deadlines", "documents", "indicators", "case_lists")
ORIGINS = {
    "printed": gettext_lazy("printed in the source"),
    "described": gettext_lazy("described in the source"),
    "ours": gettext_lazy("added by Opora"),
}


BY_THE_CENTRE = gettext_lazy("added by the centre")
ADDED_BY_US = "ours"


def _has_printed_norm(key: str, task: Task) -> bool:
    """Whether its norm stands in the source it names: no other figure of a shipped version stands there."""
    shipped = [each.norm for each in shipped_catalogue().tasks.get(key, ()) if each.norm is not None]
    norm = task.norm
    if norm is None:
        return False
    return (
        not shipped
        or any(each.minutes == norm.minutes for each in shipped if each.source == norm.source)
        or all(each.source != norm.source for each in shipped)
    )


def _shipped_as_ours(key: str) -> frozenset[str]:
    """The names of the pieces of a task that Opora itself added: what else is ours, the centre added."""
    return frozenset(
        piece.sl
        for version in shipped_catalogue().tasks.get(key, ())
        for part in PARTS
        for piece in getattr(version, part)
        if piece.origin == ADDED_BY_US
    )


@dataclass(frozen=True)
class Origins:
    """Where pieces of one task come from, in words; `shipped` are the names of those that Opora added."""

    shipped: frozenset[str]

    def of(self, piece: Sourced | TaskDeadline) -> str:
        if piece.origin == ADDED_BY_US and piece.sl not in self.shipped:
            return str(BY_THE_CENTRE)
        return str(ORIGINS[piece.origin])


def sheet_of(key: str, task: Task, catalogue: Catalogue) -> Sheet:
    """Everything the definition says; all in the reader's language."""
    words = words_in(reading())
    check = norm_check(key, task)
    said = Origins(_shipped_as_ours(key))
    return Sheet(
        key=key,
        name=task.name(words.language),
        numbered=numbered(task),
        kind=words[f"kind_{task.kind}"],
        field=_word(catalogue, "fields_of_work", task.field, words),
        purpose=task.purpose.in_language(words.language),
        beneficiaries=task.beneficiaries.in_language(words.language),
        published=task.published,
        valid_from=task.valid_from,
        valid_until=task.valid_until,
        removed_on=task.removed_on,
        opens_cases=task.opens_cases,
        is_sealed=task.seal is not None,
        needs_consent=bool(task.confidentiality and task.confidentiality.consent),
        seals_notes=bool(task.confidentiality and task.confidentiality.sealed_notes),
        basis=[_basis(each) for each in task.legal_basis],
        executors=[_executor(each, catalogue, words) for each in task.executors],
        opened_by=[words[f"by_{each}"] for each in task.opened_by],
        norm=f"{task.norm.minutes} min" if task.norm and task.norm.minutes else "",
        norm_is_printed=_has_printed_norm(key, task),
        norm_source=(task.norm.source if task.norm else None) or "",
        norm_beside=_beside(check) if check else "",
        norm_unexplained=bool(check and check.fault),
        norm_explained=_said(task.norm.explanation, words) if task.norm else "",
        steps=[_step(step, words, said) for step in task.steps],
        roles=[_row(each, words, said, _("body") if each.is_body else _("person")) for each in task.roles],
        records=[_record(each, catalogue, words) for each in task.records],
        stages=[_row(each, words, said) for each in task.stages],
        outcomes=[_row(each, words, said) for each in task.outcomes],
        deadlines=[
            Row(
                each.name(words.language),
                limit_in_words(task, each, words),
                said.of(each),
                each.source or "",
            )
            for each in task.deadlines
        ],
        documents=[_row(each, words, said, words[each.direction]) for each in task.documents],
        indicators=[_row(each, words, said) for each in task.indicators],
        case_lists=[_row(each, words, said) for each in task.case_lists],
        corrections=[
            Row(
                each.at,
                "; ".join(
                    f"{words[name]}: {_said(said, words)}"
                    for name, said in (("printed", each.printed), ("read_as", each.read_as))
                ),
                f"{each.by}, {words.day(each.on)}",
                each.source,
                _said(each.why, words),
            )
            for each in task.corrections
        ],
        follows=[
            (other, catalogue.tasks[other][-1].name(words.language))
            for other in task.follows
            if other in catalogue.tasks
        ],
    )


def numbered(task: Task) -> str:
    """The number as it is printed, with its letter: 1.1.5, 2.4 b."""
    return " ".join(part for part in (task.number, task.letter) if part)


def reading() -> str:
    """The language of the page, which the catalogue speaks too."""
    language = (get_language() or "en")[:2]
    return language if language in ("sl", "it") else "en"


def _said(told: Said | None, words: Words) -> str:
    return told.in_language(words.language) if told else ""


def _row(piece: Sourced, words: Words, said: Origins, told: str = "") -> Row:
    return Row(piece.name(words.language), told, said.of(piece), piece.source or "")


def _beside(check: NormCheck) -> str:
    if check.matches:
        return _("Obligatory steps together: %(sum)s min, as the norm.") % {"sum": check.sum_of_steps}
    return _("Obligatory steps together: %(sum)s min; difference: %(difference)s min.") % {
        "sum": check.sum_of_steps,
        "difference": f"{check.difference:+d}",
    }


def _step(step: Step, words: Words, said: Origins) -> StepRow:
    told = [_said(each, words) for each in (step.ground, step.event, step.note) if each]
    if step.every is not None:
        told.insert(0, words.every(step.every))
    if step.quantity is not None:
        minutes = f"{step.quantity.count} × {step.quantity.minutes} min"
    elif step.minutes is not None:
        minutes = f"{step.minutes} min"
    else:
        minutes = _("with the step before") if step.minutes_in else ""
    return StepRow(
        number=" ".join(each for each in (step.number, step.sub) if each),
        name=step.name(words.language),
        obligatory=step.kind == "obligatory",
        minutes=minutes,
        told="; ".join(told),
        origin=said.of(step),
        source=step.source or "",
    )


def _record(record: Record, catalogue: Catalogue, words: Words) -> RecordPart:
    fields = []
    for field in record.fields:
        told = words[f"type_{field.type}"]
        if field.choices is not None:
            entries = catalogue.code_lists[field.choices].entries
            told = ", ".join(entry.name(words.language) for entry in entries)
        if field.derived is not None:
            told = words["derived"]
        required = words["required"] if field.required else ""
        fields.append(Row(field.name(words.language), told, "", field.source or "", required))
    name = record.name(words.language)
    return RecordPart(record.key, name, record.many, record.sealed, fields, record.source or "")


def _executor(executor: Executor, catalogue: Catalogue, words: Words) -> str:
    said = _word(catalogue, "qualifications", executor.qualification, words)
    if executor.years is not None:
        said += f", {words.years_of_experience(executor.years)}"
    if executor.licence is not None:
        said += f", {_word(catalogue, 'licences', executor.licence, words)}"
    return said if executor.number == 1 else f"{executor.number} × {said}"


def _word(catalogue: Catalogue, list_: str, key: str, words: Words) -> str:
    return next(each for each in catalogue.code_lists[list_].entries if each.key == key).name(words.language)


def _basis(basis: LegalBasis) -> str:
    if basis.article is None:
        return basis.act
    return _("%(act)s, article %(article)s") % {"act": basis.act, "article": basis.article}
