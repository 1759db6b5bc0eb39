"""The queued work of this room: carrying out look-ups, and asking again what failed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.types import JSONDict

from opora.sources.client import HttpRegister, RegisterClient
from opora.sources.credentials import registry_token
from opora.sources.looking_up import carry_out
from opora.sources.models import LookUp, LookUpState

MAY_PASS = ("no_answer", "out_of_order", "resting")
GIVE_UP_AFTER = timedelta(days=3)
LOST_AFTER = timedelta(minutes=15)


def registers() -> RegisterClient:
    """The way this installation reaches the registers."""
    return HttpRegister(settings.OPORA_REGISTRY_URL, registry_token(settings.OPORA_HOME))


@app.task(queue="sources")
def look_up(look_up_id: int) -> None:
    """Ask one register about one person. May run twice without harm."""
    carry_out(look_up_id, client=registers(), now=timezone.now)


def defer_look_ups(look_up_ids: Iterable[int]) -> None:
    """Queue look-ups in the present transaction, except those that still stand in the queue."""
    wanted = set(look_up_ids)
    queued = ProcrastinateJob.objects.filter(
        task_name=look_up.name, status="todo", args__look_up_id__in=sorted(wanted)
    )
    wanted -= {job.args["look_up_id"] for job in queued}
    jobs: list[JSONDict] = [{"look_up_id": pk} for pk in sorted(wanted)]
    if jobs:
        look_up.batch_defer(*jobs)


@app.periodic(cron="*/2 * * * *")
@app.task(queue="sources")
def ask_again(timestamp: int) -> None:  # noqa: ARG001 - the queue passes it by this name
    """Ask again what a passing failure left open, and what lost its job; for some days, then no more."""
    now = timezone.now()
    recent = LookUp.objects.filter(asked_at__gte=now - GIVE_UP_AFTER)
    failed = recent.filter(state=LookUpState.FAILED, failure__in=MAY_PASS)
    lost = recent.filter(state=LookUpState.PENDING, asked_at__lt=now - LOST_AFTER)
    defer_look_ups((failed | lost).values_list("pk", flat=True))
