"""Who handles a case: they alone read its sealed kinds of record and, where its task says so, its notes.

Everybody else who may see the case learns that these exist, when they were written and by whom.
"""

from __future__ import annotations

from datetime import datetime

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case
from opora.organisation.models import Worker


def handles(worker: Worker, case: Case, *, at: datetime) -> bool:
    """Whether the case is theirs: assigned to them, of their team, or opened to them for a time."""
    if case.assigned_to_id == worker.pk:
        return True
    open_now = case.accesses.filter(worker=worker, from_at__lte=at, until_at__gt=at)
    return bool(open_now.exists() or case.team.filter(worker=worker, until=None).exists())


def seals_notes(case: Case) -> bool:
    """Whether what is written in the case is for those who handle it alone, by its task."""
    confidentiality = task_of(case).confidentiality
    return confidentiality is not None and confidentiality.sealed_notes


def may_read_notes(worker: Worker, case: Case, *, at: datetime) -> bool:
    """Whether a worker who may see the case may read its notes, and the papers that are filled from it."""
    return not seals_notes(case) or handles(worker, case, at=at)
