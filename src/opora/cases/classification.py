"""The classification plan of a centre: the sign of each task from a day, and how long its papers are kept.

The sign of the centre goes before the one that the catalogue assumes, for cases opened on its day or later; a
case keeps the number it was given. One proposes a row of the plan, another approves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import PlanRow, PlanRowState
from opora.catalogue import Task, catalogue
from opora.catalogue.schema.pieces import ClassificationSign
from opora.organisation.access import require
from opora.organisation.models import Centre, Worker
from opora.organisation.refusal import Refused

MOST_YEARS = 150
"""A longer term is a slip of the hand, since papers may be kept for good; ours."""
_SIGN: TypeAdapter[str] = TypeAdapter(ClassificationSign)


@dataclass(frozen=True)
class Plan:
    """The plan that holds in a centre on a day: the last row of each sign, and the tasks it ever was for."""

    rows: Mapping[str, PlanRow]
    once: Mapping[str, frozenset[str]]

    def of(self, task: str) -> PlanRow | None:
        """The row whose sign a new case of a task is given; none where the plan does not name the task."""
        found = [row for row in self.rows.values() if task in row.tasks]
        return max(found, key=lambda row: row.order, default=None)

    def keeping(self, task: str, sign: str) -> PlanRow | None:
        """The row by which the papers of a case are kept.

        It is that of its sign, where the sign was the centre's for the task. A case numbered before the plan
        named its task carries an assumed sign, which says nothing: it is kept as its task is now.
        """
        return self.rows[sign] if task in self.once.get(sign, ()) else self.of(task)


def plan_on(centre: Centre, on: date) -> Plan:
    """The approved rows that hold in a centre on a day: one query."""
    rows: dict[str, PlanRow] = {}
    once: dict[str, frozenset[str]] = {}
    for row in PlanRow.objects.approved().filter(centre=centre, valid_from__lte=on):
        rows[row.sign] = row
        once[row.sign] = once.get(row.sign, frozenset()) | set(row.tasks)
    return Plan(rows, once)


def sign_of(key: str, definition: Task, *, centre: Centre, on: date) -> str | None:
    """The sign of a case of a task opened on a day; none where no cases of it are opened."""
    if definition.classification is None:
        return None
    row = plan_on(centre, on).of(key)
    return row.sign if row else definition.classification.sign


def tasks_with_cases(on: date) -> dict[str, Task]:
    """The tasks for which cases are opened, in the version of a day or the last there is."""
    found = {}
    for key, versions in catalogue().as_read.tasks.items():
        task = next((version for version in versions if version.is_valid(on)), versions[-1])
        if task.classification is not None:
            found[key] = task
    return found


@transaction.atomic
def propose_row(
    *,
    sign: str,
    name: str,
    tasks: list[str],
    years: int | None,
    is_permanent: bool,
    source: str,
    valid_from: date,
    by: Worker,
    at: datetime,
) -> PlanRow:
    """Keep a row of the plan until another person decides on it.

    Refused for a sign of another shape than two to five digits, without its name, its tasks or the plan it is
    read from, for a task without cases, for a term that is none, and while a row of the same sign waits.
    """
    require(by, "propose_plan", on=timezone.localdate(at))
    _refuse_wrong_sign(sign)
    _refuse_unknown_tasks(tasks, timezone.localdate(at))
    _refuse_wrong_term(years, is_permanent)
    if not name.strip():
        raise Refused(_("Write what the sign stands for, as the plan names it."), field="name")
    if not source.strip():
        raise Refused(_("Name the plan that says so, with its day."), field="source")
    try:
        with transaction.atomic():
            row = PlanRow.objects.create(
                centre=by.centre, sign=sign, name=name.strip(), tasks=sorted(set(tasks)), years=years,
                is_permanent=is_permanent, source=source.strip(), valid_from=valid_from,
                proposed_by=by, proposed_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(
            _("A row of the sign %(sign)s waits already. Let it be decided on first.") % {"sign": sign},
            field="sign",
        ) from error
    _log(by, "propose_plan", Deed.CREATED, row, at)
    return row


@transaction.atomic
def approve_row(row: PlanRow, *, by: Worker, at: datetime) -> PlanRow:
    """Let a row hold from its day on. Refused for whoever proposed it, and once it is decided."""
    row = _undecided(row, by)
    require(by, "approve_plan", on=timezone.localdate(at))
    if row.proposed_by_id == by.pk:
        raise Refused(_("You proposed this row, so it needs a second person. Ask another authorised worker."))
    _log(by, "approve_plan", Deed.CHANGED, row, at)
    return _decide(row, PlanRowState.APPROVED, by, at)


@transaction.atomic
def decline_row(row: PlanRow, *, by: Worker, at: datetime) -> PlanRow:
    """Let a row not hold; whoever proposed it may also take it back so. Refused once it is decided."""
    row = _undecided(row, by)
    if row.proposed_by_id != by.pk:
        require(by, "approve_plan", on=timezone.localdate(at))
    _log(by, "decline_plan", Deed.CHANGED, row, at)
    return _decide(row, PlanRowState.DECLINED, by, at)


def _undecided(row: PlanRow, by: Worker) -> PlanRow:
    row = PlanRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.centre_id != by.centre_id or row.state != PlanRowState.PROPOSED:
        raise Refused(_("Somebody has decided on this row already. Look at the plan again."))
    return row


def _decide(row: PlanRow, state: PlanRowState, by: Worker, at: datetime) -> PlanRow:
    row.state, row.decided_by, row.decided_at = state, by, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
    return row


def _log(by: Worker, what: str, deed: Deed, row: PlanRow, at: datetime) -> None:
    detail = {"row": row.pk, "sign": row.sign, "from": row.valid_from.isoformat()}
    record(by, deed, what, detail=detail, at=at)


def _refuse_wrong_sign(sign: str) -> None:
    try:
        _SIGN.validate_python(sign)
    except ValidationError as error:
        raise Refused(
            _("A classification sign has two to five digits, for example 1232."), field="sign"
        ) from error


def _refuse_unknown_tasks(tasks: list[str], on: date) -> None:
    if not tasks:
        raise Refused(_("Choose at least one task that the sign is for."), field="tasks")
    if set(tasks) - set(tasks_with_cases(on)):
        raise Refused(
            _("No cases are opened for one of these tasks. Choose from the list again."), field="tasks"
        )


def _refuse_wrong_term(years: int | None, is_permanent: bool) -> None:
    if is_permanent and years is not None:
        raise Refused(_("Papers are kept for years or for good, one of the two."), field="years")
    if years is not None and not 0 < years <= MOST_YEARS:
        raise Refused(
            _("This is no number of years. Enter one between 1 and %(most)d.") % {"most": MOST_YEARS},
            field="years",
        )
