"""Papers filled from a case whose notes are closed: who may not read the notes may not read these either."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from opora.cases.handling import may_read_notes
from opora.cases.models import Case
from opora.documents.models import Document, Paper
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused


def refuse_closed_paper(case: Case, worker: Worker, *, at: datetime) -> None:
    """Refused to who does not handle a case whose task closes its notes to others."""
    if not may_read_notes(worker, case, at=at):
        raise Refused(
            _(
                "Papers of this case are filled from what only those who handle it read. Ask the worker who "
                "has the case, or the head of the unit, to let you in."
            )
        )


def refuse_closed_document(document: Document, worker: Worker, *, at: datetime) -> None:
    """The same of a document that was made of such a paper. What came in is read as in any case."""
    if Paper.objects.filter(document=document).exists():
        refuse_closed_paper(document.case, worker, at=at)
