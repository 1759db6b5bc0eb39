"""The panel of those who may not act in a case, on its page of access."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm

from opora.cases.models import Case, Exclusion
from opora.organisation.access import may
from opora.organisation.models import Worker
from opora.web.colleagues import workers_of
from opora.web.forms.exclusions import ExcludeForm, LiftForm


def exclusions_panel(worker: Worker, case: Case, wrong: BaseForm | None = None) -> dict[str, Any]:
    """Who was told of, what came of it, and the forms for whoever may tell or decide."""
    may_decide = may(worker, "assign_case", case=case)
    rows = case.exclusions.select_related("worker", "by", "confirmed_by", "lifted_by").order_by("-pk")
    return {
        "exclusions": [
            (told, _lifting(told, wrong) if may_decide and _is_to_decide(told, worker) else None)
            for told in rows
        ],
        "exclude_form": _telling(worker, case, wrong),
    }


def _telling(worker: Worker, case: Case, wrong: BaseForm | None) -> ExcludeForm | None:
    if isinstance(wrong, ExcludeForm):
        return wrong
    if not may(worker, "exclude_worker", case=case):
        return None
    return ExcludeForm(workers=workers_of(case, worker, "see_case"), initial={"worker": worker.pk})


def _is_to_decide(told: Exclusion, worker: Worker) -> bool:
    return told.lifted_at is None and told.worker_id != worker.pk


def _lifting(told: Exclusion, wrong: BaseForm | None) -> LiftForm:
    """The form of one row; the one that was refused as it was typed."""
    return wrong if isinstance(wrong, LiftForm) and wrong.of == told else LiftForm(of=told)
