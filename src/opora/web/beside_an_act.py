"""What stands beside a draft for whoever reads it: how far its figures hold, and the records to compare."""

from __future__ import annotations

from typing import Any

from opora.cases.catalogue_versions import task_of
from opora.decisions.models import Decision
from opora.decisions.parts import is_written
from opora.organisation.models import Worker
from opora.rights.models import Determination
from opora.web.case_file import chapters_of


def beside_an_act(decision: Decision, reader: Worker) -> dict[str, Any]:
    """Whether its figures are confirmed by their sources, or its text is by hand; then the case's records.

    Only of what was computed without a doubt may it be said that every value is confirmed; of a ruling that
    the program drafts without any figure, nothing.
    """
    if not is_written(decision.letter):
        is_sure = not decision.warnings and Determination.objects.filter(decision=decision).exists()
        return {"is_confirmed": is_sure}
    chapters, closed = chapters_of(decision.case, task_of(decision.case), reader)
    return {"is_written": True, "chapters": chapters, "closed": closed}
