"""Confirming a run: a second person lets it into the cases, all of it in one transaction or nothing.

Each ward's case gets its payments and consents as records of its task, so they count in the balance, the
yearly account and the statistics; the steps are done in the name of who drew the run up, the monthly one
only where nothing is left over, and the minutes count once for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.catalogue_versions import task_of
from opora.cases.deadline_rules import refreshed_together
from opora.cases.minutes import hold_session, spend_time
from opora.cases.models import Body, Case, Party
from opora.cases.records import add_record
from opora.cases.steps import do_step
from opora.cases.timeline import add_event
from opora.documents.papers.drafting import begin_paper, edit_paper
from opora.documents.storage import store
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.wards.account_list import written_list
from opora.wards.drawing import cases_of, locked, refuse_unless_drawn, wards_in
from opora.wards.dues import TOLD, WARD, amount_told, names_of_bodies, told_of
from opora.wards.models import RowKind, RunState, WardRun, WardRunRow
from opora.wards.settling import CONFIRMED_EVENT, PAYING, SETTLED, settle
from opora.wards.stops import stops_told

CONSENTING = "consents"
PAPER, CONTENT, LETTERS = "consent", "content", "sl"


@transaction.atomic
def confirm_run(run: WardRun, *, by: Worker, at: datetime) -> WardRun:
    """Let the run hold: the records are written, the list for the accounts desk is stored and stays.

    Refused to who drew it up, to who does not reach every case in it, and where what it rests on was changed,
    struck out or closed meanwhile.
    """
    run = locked(run)
    refuse_unless_drawn(run)
    if run.drawn_by_id == by.pk:
        raise Refused(_("You drew this run up, so another worker confirms it. Ask a colleague."))
    cases = cases_of(run)
    for case in cases:
        require(by, "confirm_ward_run", case=case, on=timezone.localdate(at))
    rows = list(run.rows.filter(is_taken=True).select_related("case__unit", "case__centre", "due"))
    rows.sort(key=lambda row: (row.case_id, row.kind, row.due_on, row.pk))
    _refuse_changed(rows)
    with refreshed_together(on=timezone.localdate(at)):
        for _case, of_case in groupby(rows, key=lambda row: row.case_id):
            _write(run, list(of_case), by, at)
        WardRunRow.objects.bulk_update(rows, ["written"])
        settled = settle(run, cases, at=at)
    paid = sorted({row.case for row in rows}, key=lambda case: case.pk)
    for case in cases:
        if case in paid or case.pk in settled:
            _tell(run, case, settled.get(case.pk, []), by, at)
    _count_minutes(run, paid or cases, at)
    run.state, run.confirmed_by, run.confirmed_at = RunState.CONFIRMED, by, at
    run.sha256 = store(written_list(run), root=settings.OPORA_DOCUMENTS)
    run.save(update_fields=["state", "confirmed_by", "confirmed_at", "sha256", "session"])
    detail = {"run": run.pk, "month": f"{run.month:%Y-%m}"}
    record(by, Deed.CREATED, "confirm_ward_run", persons=wards_in(run), detail=detail, at=at)
    return run


def _refuse_changed(rows: list[WardRunRow]) -> None:
    """Refused where a record no longer says what was read when the run was drawn up, or a ward has died."""
    told = [row.due.content.get(key) for row in rows for key in ("payee", "for_body")]
    names = names_of_bodies(told)
    cases = {row.case_id for row in rows}
    dead = Party.objects.filter(case__in=cases, role=WARD, person__died__isnull=False)
    ended = set(dead.values_list("case", flat=True))
    for row in rows:
        if row.case_id in ended or not _is_as_read(row, names):
            raise Refused(
                _(
                    "What case %(number)s says of a due was changed since the run was drawn up. Withdraw the "
                    "run and draw it up again."
                )
                % {"number": row.case.number}
            )


def _is_as_read(row: WardRunRow, names: Mapping[int, str]) -> bool:
    kind, content = RowKind(row.kind), row.due.content
    fixed = amount_told(content) if kind == RowKind.PAYMENT else None
    return (
        row.due.struck_at is None
        and told_of(kind, content, names) == row.told
        and fixed in (None, row.cents)
        and not any(stops_told(kind, content))
    )


def _write(run: WardRun, rows: list[WardRunRow], by: Worker, at: datetime) -> None:
    """Into one ward's case: its records, the drafts of its consents and their steps."""
    case = rows[0].case
    for row in rows:
        row.written = add_record(case, row.kind, _values(row, at), by=by, at=at)
        if row.kind == RowKind.CONSENT:
            _begin_consent(case, row, run.drawn_by, at)
            on = max(timezone.localdate(run.drawn_at), case.opened_on)
            do_step(case, CONSENTING, on=on, by=run.drawn_by, at=at)


def _tell(run: WardRun, case: Case, settled: list[date], by: Worker, at: datetime) -> None:
    """A line of the timeline, with the months that are done with."""
    months = {SETTLED: [month.isoformat() for month in settled]}
    add_event(case, CONFIRMED_EVENT, by=by, at=at, run=run.pk, **months)


def _values(row: WardRunRow, at: datetime) -> dict[str, object]:
    today, kind = timezone.localdate(at).isoformat(), RowKind(row.kind)
    told = {key: row.told[key] for key in TOLD[kind] if key in row.told}
    if kind == RowKind.CONSENT:
        return told | {"given_on": today, "ward_consulted": row.ward_consulted}
    return told | {"month": row.turn.isoformat(), "amount": row.cents, "paid_on": today}


def _begin_consent(case: Case, row: WardRunRow, drafter: Worker, at: datetime) -> None:
    """A draft of the consent in the ward's case; who drew the run up makes and signs it there."""
    whom = row.told.get("for_body")
    party = case.parties.filter(body=whom).select_related("body").first() if isinstance(whom, int) else None
    addressee: Body | None = party.body if party else None
    begun = begin_paper(case, PAPER, addressee=addressee, language=LETTERS, by=drafter, at=at)
    words = ": ".join(part for part in (row.told.get("name", ""), row.told["matter"]) if part)
    edit_paper(
        begun, texts={CONTENT: words}, left_out=begun.left_out, version=begun.version, by=drafter, at=at
    )


def _count_minutes(run: WardRun, cases: list[Case], at: datetime) -> None:
    """The minutes once: of one case as its own, of several as time they share."""
    if run.minutes is None:
        return
    on, drawer, step = timezone.localdate(run.drawn_at), run.drawn_by, PAYING
    if len(cases) == 1:
        spend_time(cases[0], worker=drawer, on=on, minutes=run.minutes, by=drawer, at=at, step=step)
        return
    subject = next(each.name(LETTERS) for each in task_of(cases[0]).steps if each.key == step)
    run.session = hold_session(
        unit=run.unit, cases=cases, subject=subject, on=on, workers=[drawer],
        minutes=run.minutes, by=drawer, at=at, step=step,
    )  # fmt: skip
