"""Which records of a case a new paper leaves out, until its writer puts them in."""

from __future__ import annotations

from collections.abc import Sequence

from opora.catalogue.schema.task import Task, TaskDocument
from opora.documents.papers.templates import paper_kinds, told_beside

RECORD = "record."


def left_out_at_first(key: str, task: Task, document: TaskDocument) -> list[str]:
    """The parts of records that a new paper does not print until its writer puts them in."""
    tells = next((part.tells for part in paper_kinds()[document.kind].parts if part.fill == "records"), "all")
    own = {step.record for step in task.steps if step.document == document.key and step.record}
    if document.kind == "report" and _comes_again(task, document):
        # Of a time: what happened in it. What the case keeps once its reader knows already.
        return [RECORD + record.key for record in task.records if not record.many or record.key in own]
    own |= set(beside(key, document))
    if tells == "all" or (tells == "own_else_all" and not own):
        return []
    written = {record.key for record in task.records if any(f.type == "long_text" for f in record.fields)}
    told = own | (written if tells == "written" else set())
    return [RECORD + record.key for record in task.records if record.key not in told]


def beside(key: str, document: TaskDocument) -> Sequence[str]:
    """The records that a paper prints beside those of the step that makes it."""
    return told_beside().get(key, {}).get(document.key, ())


def _comes_again(task: Task, document: TaskDocument) -> bool:
    """Whether it is owed again and again, as every month."""
    keys = {step.deadline for step in task.steps if step.document == document.key and step.deadline}
    return any(each.key in keys and each.every is not None for each in task.deadlines)
