"""Who may do a task: the qualification, years and licence that the catalogue prints for each role."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.exclusions import excluded_among
from opora.cases.models import Case
from opora.catalogue import Task, catalogue
from opora.catalogue.schema.task import Executor
from opora.organisation.access import reach
from opora.organisation.competences import competences_on, holds_office, years_in
from opora.organisation.models import Competence, CompetenceKind, Worker
from opora.organisation.refusal import Refused

LEADS = frozenset({"clerk", "unit_worker"})
"""Roles beside the first executor to whom a case may be assigned as well: whose unit takes it over, too."""
OUTSIDE = frozenset({"external_expert", "volunteer", "public_worker"})
"""Who has no account of the centre as a rule: what they did is entered by whoever may lead the case."""
NAMED = 5
"""So many fit workers are named in a sentence; the list to choose from has them all."""


def refuse_unfit(worker: Worker, task: Task, role: str, on: date, *, field: str | None = None) -> None:
    """Refused where the worker lacks what a role of the task asks for; without a role, what every one asks.

    The sentence says what is missing.
    """
    executors = executors_of(task, role)
    if all(executor.qualification in OUTSIDE for executor in executors):
        executors = leading_executors(task)
    held = competences_on([worker], on)[worker.pk]
    if executors and not any(_fits(worker, held, executor, on) for executor in executors):
        raise Refused(_missing(worker, held, executors[0], on), field=field, about=worker)


def refuse_unfit_to_lead(worker: Worker, case: Case, on: date, *, field: str = "to") -> None:
    """Refused, with who is fit, where a case cannot be assigned to the worker."""
    task = task_of(case)
    leading = leading_executors(task)
    held = competences_on([worker], on)[worker.pk]
    if any(_fits(worker, held, executor, on) for executor in leading):
        return
    way = _who_is_fit(fit_workers(case, on=on))
    raise Refused(f"{_missing(worker, held, leading[0], on)} {way}", field=field, about=worker)


def why_unfit(worker: Worker, case: Case, role: str, on: date) -> str | None:
    """Why the worker may not do a role in a case, and who may: told before anything is filled in."""
    try:
        refuse_unfit(worker, task_of(case), role, on)
    except Refused as refusal:
        return f"{refusal.message} {_who_is_fit(fit_workers(case, role=role, on=on))}"
    return None


def refuse_unfit_to_keep(worker: Worker, case: Case, key: str, on: date) -> None:
    """Refused where the worker may do no step of which this record is kept: it would tell of their deed."""
    told = why_unfit_to_keep(worker, case, key, on)
    if told is not None:
        raise Refused(told, about=worker)


def why_unfit_to_keep(worker: Worker, case: Case, key: str, on: date) -> str | None:
    """Why the worker may do no step of which a record is kept, and who may; a step of an act does not ask.

    What ends with an act of the centre is done by its issue, whoever writes down what leads to it.
    """
    task = task_of(case)
    acts = {document.key for document in task.documents if document.is_act}
    roles = dict.fromkeys(
        step.by or "" for step in task.steps if step.record == key and step.document not in acts
    )
    told: str | None = None
    for role in roles:
        unfit = why_unfit(worker, case, role, on)
        if unfit is None:
            return None
        told = told or unfit
    return told


def _who_is_fit(fit: list[Worker]) -> str:
    if not fit:
        return _("Nobody in this unit is: hand the case to another unit, or have the qualification entered.")
    return _("Fit for it are: %(workers)s.") % {"workers": ", ".join(str(each) for each in fit[:NAMED])}


def fit_workers(case: Case, *, role: str = "", on: date | None = None) -> list[Worker]:
    """Workers of the case's unit who may be given it, or who may do a role in it; by family name.

    Who is excluded from the case is not among them.
    """
    on = on or timezone.localdate()
    task = task_of(case)
    executors = executors_of(task, role) if role else leading_executors(task)
    near = Worker.objects.active().filter(centre=case.centre_id).prefetch_related("grants")
    workers = [worker for worker in near.order_by("family_name", "given_name") if _works_in(worker, case, on)]
    held = competences_on(workers, on)
    fit = [
        worker
        for worker in workers
        if any(_fits(worker, held[worker.pk], executor, on) for executor in executors)
    ]
    out = excluded_among(fit, case)
    return [worker for worker in fit if worker.pk not in out]


def who_may_lead(workers: Collection[Worker], cases: Iterable[Case], *, on: date) -> dict[int, list[Task]]:
    """Of each worker, by key, the tasks of these cases that they may not lead; none where they may lead all.

    One question for all of them: whoever gives several cases on chooses among those who may take them.
    """
    tasks = list({(case.task, case.catalogue_version): task_of(case) for case in cases}.values())
    held = competences_on(list(workers), on)
    return {
        worker.pk: [
            task
            for task in tasks
            if not any(_fits(worker, held[worker.pk], each, on) for each in leading_executors(task))
        ]
        for worker in workers
    }


def executors_of(task: Task, role: str) -> tuple[Executor, ...]:
    """The executors of a role; without one, all of them."""
    return tuple(executor for executor in task.executors if not role or executor.role == role)


def leading_executors(task: Task) -> tuple[Executor, ...]:
    """Those of whom one has the case: the first, and those of `LEADS` where the task is theirs as well."""
    first = task.executors[0]
    return tuple(each for each in task.executors if each.role == first.role or each.role in LEADS)


def _works_in(worker: Worker, case: Case, on: date) -> bool:
    reached = reach(worker, "see_case", on)
    return reached.holds_in(case)


def _fits(worker: Worker, held: Iterable[Competence], executor: Executor, on: date) -> bool:
    return not _lacks(worker, held, executor, on)


def _lacks(worker: Worker, held: Iterable[Competence], executor: Executor, on: date) -> Collection[str]:
    """What of an executor's requirements the worker does not meet: qualification, years, licence."""
    held = list(held)
    qualified = [
        each for each in held
        if each.kind == CompetenceKind.QUALIFICATION and each.key == executor.qualification
    ]  # fmt: skip
    lacks = []
    if not qualified and not holds_office(worker, executor.qualification, on):
        lacks.append("qualification")
    elif executor.years and max((years_in(each, on) for each in qualified), default=0) < executor.years:
        lacks.append("years")
    if executor.licence and not any(
        each.kind == CompetenceKind.LICENCE and each.key == executor.licence for each in held
    ):
        lacks.append("licence")
    return lacks


def _missing(worker: Worker, held: Iterable[Competence], executor: Executor, on: date) -> str:
    lacks = _lacks(worker, held, executor, on)
    parts = []
    if "qualification" in lacks:
        parts.append(word_of("qualifications", executor.qualification))
    if "years" in lacks and executor.years:
        parts.append(
            ngettext("%(count)d year of experience", "%(count)d years of experience", executor.years)
            % {"count": executor.years}
        )
    if "licence" in lacks and executor.licence:
        parts.append(word_of("licences", executor.licence))
    return _(
        "%(worker)s may not do this. Not met: %(what)s. Let somebody do it who meets it, or have it entered "
        "by the administrator."
    ) % {"worker": worker, "what": ", ".join(parts)}


def word_of(code_list: str, key: str) -> str:
    """A word of a code list in the language that is active now."""
    found = next((each for each in catalogue().code_lists[code_list].entries if each.key == key), None)
    return found.name(get_language() or "en") if found else key
