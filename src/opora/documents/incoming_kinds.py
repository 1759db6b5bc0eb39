"""What a paper that comes into a case may be: a document its task names, or of a kind any such case has."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.catalogue import Task
from opora.catalogue.schema.task import TaskDocument
from opora.documents.models import Document, Mail

EVIDENCE, LETTER, LETTER_OF_BODY = "evidence", "letter", "letter_of_body"
SUPPLEMENT, ATTACHMENT = "supplement", "application_attachment"
ANY_CASE = (EVIDENCE, LETTER, LETTER_OF_BODY)
"""Kinds of paper that come into cases of every task."""


def incoming_of(case: Case) -> list[TaskDocument]:
    """The documents that may come in, as the case's task names them."""
    return _incoming(task_of(case))


def kinds_for(case: Case) -> list[str]:
    """The kinds beside those that the task names; of an application only where there is one to supplement."""
    known = {each.key for each in incoming_of(case)}
    kinds = (EVIDENCE, SUPPLEMENT, ATTACHMENT, *ANY_CASE[1:]) if begins_with_application(case) else ANY_CASE
    return [kind for kind in kinds if kind not in known]


def unnamed_mail(case: Case, documents: Iterable[Document]) -> dict[int, UUID]:
    """Of these documents of a case the mail of which nobody said yet which document of the task it is.

    The public key of the mail by the key of its document; none where the task names no document to come in.
    """
    if not incoming_of(case):
        return {}
    letters = [each.pk for each in documents if each.kind == LETTER]
    return dict(Mail.objects.filter(document__in=letters).values_list("document", "public_id"))


def begins_with_application(case: Case) -> bool:
    """Whether a case of this task rests on an application: for rights, or one that its definition names.

    So does one whose party may be called to supplement what they filed (ZUP 67).
    """
    task = task_of(case)
    return (
        bool(task.rights)
        or any(_names(each.key, "application") for each in _incoming(task))
        or any(_names(each.key, "supplement") for each in task.deadlines)
    )


def _incoming(task: Task) -> list[TaskDocument]:
    return [each for each in task.documents if each.direction == "incoming"]


def _names(key: str, word: str) -> bool:
    return word in key.split("_")
