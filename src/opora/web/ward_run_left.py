"""What is due up to the month of a run and is not in it, with the reason: read beside the run's rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.audit import trail
from opora.cases.models import Party
from opora.organisation.models import Worker
from opora.wards.dues import WARD, amount_told, ward_cases
from opora.wards.left_over import Left, left_of
from opora.wards.models import RowKind, RunState, WardRun
from opora.wards.stops import SENTENCES, stops_told

SHOWN = 50


@dataclass(frozen=True)
class LeftRow:
    """A due that is not in the run, as the page shows it; `address` draws up a run for its month."""

    left: Left
    party: Party | None
    reasons: tuple[str | Promise, ...]
    is_earlier: bool
    address: str


@dataclass(frozen=True)
class NotTaken:
    """The first of them, and how many more there are."""

    rows: list[LeftRow]
    more: int


def not_in(run: WardRun, worker: Worker) -> list[Left]:
    """What is due for the unit's wards whom the worker reaches; nothing for a run that was withdrawn."""
    if run.state == RunState.WITHDRAWN:
        return []
    cases = ward_cases(run.unit).reached_for("see_ward_runs", worker).values_list("pk", flat=True)
    return left_of(run, list(cases), until=run.month)


def not_taken(run: WardRun, worker: Worker) -> NotTaken:
    """The same for the page: the ward, the due, and what it waits for."""
    found = not_in(run, worker)
    shown = found[:SHOWN]
    cases = {each.record.case_id for each in shown}
    parties = Party.objects.filter(case__in=cases, role=WARD).select_related("person").order_by("-pk")
    names: dict[int | None, Party] = {party.case_id: party for party in parties}
    trail.shows([party.person_id for party in names.values() if party.person_id])
    rows = [_row(run, each, names.get(each.record.case_id)) for each in shown]
    return NotTaken(rows, len(found) - len(shown))


def how_many_not_in(run: WardRun, worker: Worker) -> str:
    """A sentence to go on with, where something is not in the run."""
    count = len(not_in(run, worker))
    if not count:
        return ""
    told = ngettext(
        "%(count)s due is not in it and stands on this page with the reason.",
        "%(count)s dues are not in it and stand on this page with the reasons.",
        count,
    )
    return " " + told % {"count": count}


def drawing_address(unit: int, month: date) -> str:
    """The page on which a run of a month is drawn up."""
    return f"{reverse('prepare_ward_run')}?{urlencode({'unit': unit, 'month': f'{month:%Y-%m}'})}"


def _row(run: WardRun, left: Left, party: Party | None) -> LeftRow:
    is_earlier = left.turn < run.month
    address = drawing_address(run.unit_id, left.turn) if is_earlier else ""
    return LeftRow(left, party, tuple(_reasons(left, is_earlier)), is_earlier, address)


def _reasons(left: Left, is_earlier: bool) -> Sequence[str | Promise]:
    content = left.record.content
    if left.left_out_because:
        return [f"{_('Left out, because')}: {left.left_out_because}"]
    if left.waits_elsewhere:
        return [_("It stands in another run that waits to be confirmed.")]
    if stops := list(stops_told(left.kind, content)):
        return [SENTENCES[stop] for stop in stops]
    if left.kind == RowKind.PAYMENT and amount_told(content) is None:
        return [_("The amount of the bill is missing.")]
    if left.kind == RowKind.CONSENT and content.get("ward_consulted") is None:
        return [_("It is not answered yet whether the ward was consulted.")]
    if is_earlier:
        return [_("It is of an earlier month and in no run.")]
    return [_("No run has taken it yet.")]
