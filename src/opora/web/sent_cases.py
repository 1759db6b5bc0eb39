"""What other centres sent here: read by the head before it is taken over, and taken over by one act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, Transfer
from opora.cases.receiving import cases_to_go_on_in, transfers_to_take
from opora.organisation.access import may, reach
from opora.organisation.models import Worker
from opora.people.folding import order_key
from opora.web.catalogue_sheet import reading
from opora.web.forms.onward import TakeOverForm
from opora.web.main_persons import with_main_persons
from opora.web.templatetags.page import day as written_day
from opora.web.waiting_items import Item

SHOWN = 50


@dataclass(frozen=True)
class Sent:
    """A transfer that waits, with the form that takes it over; of a sealed one neither task nor reason."""

    transfer: Transfer
    task: str
    form: TakeOverForm


def sent_here(worker: Worker, wrong: TakeOverForm | None = None) -> list[Sent]:
    """What waits for the worker to take it over; a form that was refused stands as it was typed."""
    if not may(worker, "receive_transfer"):
        return []
    found = list(transfers_to_take(worker, timezone.now())[:SHOWN])
    with_main_persons([each.case for each in found if not each.case.seal])
    return [_sent(each, worker, wrong) for each in found]


def taken_before(worker: Worker, transfer: int) -> Case | None:
    """The case in which a transfer goes on that this worker has taken over already."""
    done = Transfer.objects.filter(pk=transfer, taken_by=worker).select_related("continued_in__unit").first()
    return done.continued_in if done else None


def take_over_form(transfer: Transfer, worker: Worker, data: Any = None) -> TakeOverForm:
    """When it was received, who works on it here, and where it goes on."""
    return TakeOverForm(
        data,
        of=transfer.pk,
        workers=_workers_there(transfer),
        cases=[] if transfer.case.seal else _cases_there(transfer, worker),
        initial={"received_on": timezone.localdate()},
    )


def sent_to_units(worker: Worker) -> Iterator[Item]:
    """One line of the day for all that other centres sent and nobody has taken over yet."""
    if not may(worker, "receive_transfer"):
        return
    waiting = transfers_to_take(worker, timezone.now()).order_by()
    found = waiting.aggregate(count=Count("pk"), oldest=Min("sent_on"))
    if not found["count"]:
        return
    words = ngettext(
        "%(count)d case that another centre sent waits to be taken over, since %(day)s.",
        "%(count)d cases that other centres sent wait to be taken over, the oldest since %(day)s.",
        found["count"],
    ) % {"count": found["count"], "day": written_day(found["oldest"])}
    address = reverse("handovers") + "#sent-here"
    yield Item("today", _("Transfer of jurisdiction"), _("Sent by another centre"), words, address,
               found["oldest"], _("sent on"))  # fmt: skip


def _sent(transfer: Transfer, worker: Worker, wrong: TakeOverForm | None) -> Sent:
    is_wrong = wrong is not None and wrong.of == transfer.pk
    form = wrong if wrong is not None and is_wrong else take_over_form(transfer, worker)
    return Sent(transfer, task_of(transfer.case).name(reading()), form)


def _cases_there(transfer: Transfer, worker: Worker) -> list[Case]:
    return list(cases_to_go_on_in(transfer, worker)[:SHOWN])


def _workers_there(transfer: Transfer) -> list[Worker]:
    """Who works with cases of the unit."""
    assert transfer.to_unit is not None
    active = Worker.objects.active().filter(centre=transfer.to_unit.centre_id).prefetch_related("grants")
    unit = transfer.to_unit
    found = [each for each in active if unit.pk in reach(each, "see_case").units]
    return sorted(found, key=lambda each: order_key(each.family_name, each.given_name))
