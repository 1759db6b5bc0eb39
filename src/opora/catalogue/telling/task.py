"""One version of a definition, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from opora.catalogue.acts import acts
from opora.catalogue.loading import Catalogue
from opora.catalogue.schema import Record, RecordField, Step, Task
from opora.catalogue.schema.pieces import LegalBasis, Named
from opora.catalogue.schema.task import Form
from opora.catalogue.telling.limits import limit_in_words
from opora.catalogue.telling.words import Words, words_in


def told(catalogue: Catalogue, key: str, task: Task, *, on: date, language: str) -> Iterator[str]:
    """The lines of a definition; an empty one between two sections."""
    words = words_in(language)
    yield from _head(catalogue, key, task, words, on)
    yield from _norm(task, words)
    sections = (
        ("roles", [_named(role, words, words["many"] if role.many else "") for role in task.roles]),
        ("steps", [line for step in task.steps for line in _step(task, step, words)]),
        ("records", [line for record in task.records for line in _record(catalogue, record, words)]),
        ("stages", [_named(stage, words) for stage in task.stages]),
        ("outcomes", [_named(outcome, words) for outcome in task.outcomes]),
        ("deadlines", [_named(each, words, limit_in_words(task, each, words)) for each in task.deadlines]),
        ("documents", [_named(each, words, words[each.direction]) for each in task.documents]),
        ("indicators", [_named(each, words) for each in task.indicators]),
        ("case_lists", [_named(each, words) for each in task.case_lists]),
        ("forms", [_form(form) for form in task.forms_on(on)]),
        ("follows", [f"  {_title(catalogue, other, words)}" for other in task.follows]),
    )
    for heading, lines in sections:
        yield from _section(words[heading], lines)


def _head(catalogue: Catalogue, key: str, task: Task, words: Words, on: date) -> Iterator[str]:
    number = " ".join(filter(None, (task.number, task.letter)))
    yield " ".join(filter(None, (number, task.name(words.language), f"({key})")))
    if task.parent is not None:
        yield f"{words['group']}: {task.parent.name(words.language)}"
    field = next(e for e in catalogue.code_lists["fields_of_work"].entries if e.key == task.field)
    state = words[_state(task, on)]
    yield f"{words[f'kind_{task.kind}']}, {field.name(words.language)}; {words.day(on)}: {state}"
    dates = [
        f"{words['published']}: {words.day(task.published)}",
        f"{words['valid_from']}: {words.day(task.valid_from)}",
    ]
    if task.valid_until is not None:
        dates.append(f"{words['valid_until']}: {words.day(task.valid_until)}")
    yield "; ".join(dates)
    if task.removed_on is not None:
        yield f"{words['removed']}: {words.day(task.removed_on)}; {words['no_new_cases']}"
    yield f"{words['purpose']}: {' '.join(task.purpose.in_language(words.language).split())}"
    yield f"{words['beneficiaries']}: {' '.join(task.beneficiaries.in_language(words.language).split())}"
    yield f"{words['legal_basis']}: {'; '.join(_basis(each, words) for each in task.legal_basis)}"
    yield f"{words['executors']}: {'; '.join(_executors(catalogue, task, words))}"
    yield f"{words['opened_by']}: {', '.join(words[f'by_{way}'] for way in task.opened_by)}"


def _state(task: Task, on: date) -> str:
    """The word for what is known of a version on a day: where no first day was printed, that is said too."""
    if task.removed_on is not None and task.removed_on <= on:
        return "is_removed"
    if task.valid_until is not None and task.valid_until <= on:
        return "is_no_more"
    if task.is_unpublished(on):
        return "is_unpublished"
    if task.valid_from is None:
        return "is_published" if task.published is not None else "is_in_force_since_when"
    return "is_in_force" if task.valid_from <= on else "is_not_yet"


def _basis(basis: LegalBasis, words: Words) -> str:
    """ZIZ 71 (Zakon o izvršbi in zavarovanju); the title once where the act is called by it."""
    act = acts().get(basis.act)
    title = act.title(words.language) if act else basis.act
    called = " ".join(filter(None, (basis.act, basis.article)))
    return called if title == basis.act else f"{called} ({title})"


def _executors(catalogue: Catalogue, task: Task, words: Words) -> Iterator[str]:
    for executor in task.executors:
        post = _word_of(catalogue, "qualifications", executor.qualification, words)
        number = f"{executor.number} × " if executor.number > 1 else ""
        years = f", {words.years_of_experience(executor.years)}" if executor.years else ""
        licence = f", {_word_of(catalogue, 'licences', executor.licence, words)}" if executor.licence else ""
        yield f"{number}{post}{years}{licence}"


def _norm(task: Task, words: Words) -> Iterator[str]:
    if task.norm is not None and task.norm.minutes is not None:
        together = sum(
            step.printed_minutes for step in task.steps if step.kind == "obligatory" and step.in_norm
        )
        outcome = words["matches" if together == task.norm.minutes else "differs"]
        team = (
            f"; {words['team']} {task.norm.team_minutes} {words['minutes']}" if task.norm.team_minutes else ""
        )
        yield (
            f"{words['norm']}: {task.norm.minutes} {words['minutes']}{team}; {words['of_steps']} {together} "
            f"{words['minutes']}: {outcome}"
        )
    yield from _section(
        words["corrections"],
        [
            f"  {each.at}: {words['printed']} {words.quoted(each.printed.in_language(words.language))}, "
            f"{words['read_as']} {words.quoted(each.read_as.in_language(words.language))}; "
            f"{each.by}, {words.day(each.on)}"
            for each in task.corrections
        ],
    )


def _step(task: Task, step: Step, words: Words) -> Iterator[str]:
    number = "".join(filter(None, (step.number, step.sub)))
    parts = [words[step.kind]]
    if step.quantity is not None:
        parts.append(f"{step.quantity.count} × {step.quantity.minutes} {words['minutes']}")
    elif step.minutes is not None:
        parts.append(f"{step.minutes} {words['minutes']}")
    elif step.minutes_in is not None:
        other = next(each for each in task.steps if each.key == step.minutes_in)
        parts.append(f"{words['shared_minutes']} {words.quoted(other.name(words.language))}")
    if step.every is not None:
        parts.append(words.every(step.every))
    yield f"  {f'{number}. ' if number else ''}{step.name(words.language)} ({', '.join(parts)})"


def _record(catalogue: Catalogue, record: Record, words: Words) -> Iterator[str]:
    notes = [words["many"]] * record.many + [words["sealed"]] * record.sealed
    yield _named(record, words, ", ".join(notes))
    for field in record.fields:
        yield f"    {field.name(words.language)} ({', '.join(_field(catalogue, field, words))})"


def _field(catalogue: Catalogue, field: RecordField, words: Words) -> Iterator[str]:
    if field.choices:
        entries = catalogue.code_lists[field.choices].entries
        shown = ", ".join(entry.name(words.language) for entry in entries[:SHOWN_CHOICES])
        yield f"{words[f'type_{field.type}']}: {shown}{' …' if len(entries) > SHOWN_CHOICES else ''}"
    else:
        yield words[f"type_{field.type}"]
    if field.required:
        yield words["required"]
    if field.derived is not None:
        yield words["derived"]


SHOWN_CHOICES = 6


def _form(form: Form) -> str:
    code = f"{form.code}: " if form.code.casefold() not in form.sl.casefold() else ""
    notes = ", ".join(filter(None, (form.version, form.guidance)))
    return f"  {code}{form.sl}{f' ({notes})' if notes else ''}"


def _title(catalogue: Catalogue, key: str, words: Words) -> str:
    versions = catalogue.tasks.get(key)
    return f"{versions[-1].name(words.language)} ({key})" if versions else key


def _word_of(catalogue: Catalogue, list_: str, key: str, words: Words) -> str:
    return next(e.name(words.language) for e in catalogue.code_lists[list_].entries if e.key == key)


def _named(piece: Named, words: Words, note: str = "") -> str:
    return f"  {piece.name(words.language)}{f' ({note})' if note else ''}"


def _section(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield heading
        yield from lines
