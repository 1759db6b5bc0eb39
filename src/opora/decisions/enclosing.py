"""A paper that goes out with an act: the voucher with the decision on personal assistance.

It is begun with the draft, made before the issue, and dispatched with the act.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.catalogue.schema.task import TaskDocument
from opora.decisions.models import Decision, Outcome
from opora.documents.models import Document, Paper, PaperState
from opora.documents.papers.drafting import begin_paper
from opora.documents.papers.material import document_of
from opora.organisation.refusal import Refused
from opora.people.models import Person

GRANTING = (Outcome.GRANTED, Outcome.PARTLY_GRANTED)


def begin_enclosures(decision: Decision, *, at: datetime) -> None:
    """A draft of the paper for each addressee, for whoever drafted the act."""
    if (enclosed := enclosed_paper(decision)) is None:
        return
    for person in decision.to_persons.all():
        begin_paper(
            decision.case,
            enclosed.key,
            addressee=person,
            language=decision.language[:2],
            by=decision.drafted_by,
            at=at,
        )


def refuse_without_enclosures(decision: Decision) -> None:
    """Refused while an addressee has no paper made since the act was drafted."""
    if (enclosed := enclosed_paper(decision)) is None:
        return
    for person in decision.to_persons.all():
        if not _made(decision, enclosed, person).exists():
            raise Refused(
                _("The act goes out with: {paper} ({person}). Make it first, among the documents.").format(
                    paper=enclosed.name(get_language() or "sl"), person=person.full_name
                )
            )


def enclosures_for(decision: Decision, person: Person) -> Iterable[Document]:
    """What is dispatched to an addressee with the act."""
    enclosed = enclosed_paper(decision)
    made = _made(decision, enclosed, person).select_related("document").last() if enclosed else None
    return [made.document] if made is not None and made.document is not None else []


def enclosed_paper(decision: Decision) -> TaskDocument | None:
    """The paper that the act goes out with; none with one that grants nothing."""
    if not decision.task_document or decision.outcome not in GRANTING or decision.undoing:
        return None
    documents = {each.key: each for each in task_of(decision.case).documents}
    act = documents.get(decision.task_document)
    return document_of(decision.case, act.encloses) if act is not None and act.encloses else None


def _made(decision: Decision, enclosed: TaskDocument, person: Person) -> QuerySet[Paper]:
    papers = Paper.objects.filter(case=decision.case, key=enclosed.key, to_person=person)
    return papers.filter(state=PaperState.MADE, drafted_at__gte=decision.drafted_at).order_by("pk")
