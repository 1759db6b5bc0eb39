"""Who may stand by, and what a shift may look like: the list of intervention workers, length and phone."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.cases.models import CaseRecord
from opora.organisation.models import Centre, Competence, CompetenceKind, Worker

LICENCE = "list_of_intervention_workers"
LISTS = "intervention_workers_list"
SIGNS = re.compile(r"[0-9 +()/-]*", re.ASCII)
DIGIT = re.compile(r"[0-9]", re.ASCII)


@cache
def limits() -> dict[str, Any]:
    path = Path(__file__).with_name("data") / "roster.yaml"
    told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return told


def longest_shift() -> timedelta:
    return timedelta(days=limits()["longest_shift"]["days"])


class OnList:
    """Who is on the list of intervention workers of a centre: by a licence of theirs or an entry in it."""

    def __init__(self, centre: Centre, workers: Collection[int] | None = None) -> None:
        licences = Competence.objects.standing().filter(
            worker__centre=centre, kind=CompetenceKind.LICENCE, key=LICENCE
        )
        entries = CaseRecord.objects.filter(centre=centre, task=LISTS, key="entry", struck_at=None)
        if workers is not None:
            licences = licences.filter(worker__in=workers)
            entries = entries.filter(content__worker__in=list(workers))
        self._licences = list(licences)
        self._entries = [each.content for each in entries]

    def has(self, worker: int, day: date) -> bool:
        """Whether a worker stands on it on a day."""
        return any(each.worker_id == worker and each.holds_on(day) for each in self._licences) or any(
            each["worker"] == worker and _holds(each, day) for each in self._entries
        )

    def workers_on(self, day: date) -> list[Worker]:
        """Those who stand on it on a day and still work here."""
        named = {each.worker_id for each in self._licences} | {each["worker"] for each in self._entries}
        held = [key for key in named if self.has(key, day)]
        return list(Worker.objects.get_queryset().filter(Q(pk__in=held), is_active=True))


def faults_of_shift(content: Mapping[str, Any], centre: Centre) -> dict[str, str]:
    """What is wrong with a shift as it is typed, by field; an absent field is told by who reads the form."""
    found: dict[str, str] = {}
    began, ended = (_moment(content.get(key)) for key in ("from", "until"))
    if began and ended and ended <= began:
        found["until"] = _("The shift would end before it begins. Correct one of the two.")
    elif began and ended and ended - began > longest_shift():
        days = longest_shift().days
        found["until"] = ngettext(
            "A shift lasts at most %(count)d day. Correct the end, or enter several shifts.",
            "A shift lasts at most %(count)d days. Correct the end, or enter several shifts.",
            days,
        ) % {"count": days}
    if (phone := content.get("phone")) and not _is_phone(phone):
        found["phone"] = _("This is no telephone number. Write it as 041 123 456 or +386 41 123 456.")
    worker = content.get("worker")
    day = timezone.localdate(began) if began else timezone.localdate()
    if worker and not OnList(centre, [worker]).has(worker, day):
        found["worker"] = _(
            "This worker is not on the list of intervention workers on that day. Choose somebody who is, or "
            "have them entered in the list first."
        )
    return found


def _is_phone(typed: str) -> bool:
    told = limits()["phone"]
    digits = len(DIGIT.findall(typed))
    return bool(SIGNS.fullmatch(typed)) and told["fewest_digits"] <= digits <= told["most_digits"]


def _holds(entry: Mapping[str, Any], day: date) -> bool:
    until = entry.get("until")
    return date.fromisoformat(entry["from"]) <= day and (not until or day <= date.fromisoformat(until))


def _moment(kept: Any) -> datetime | None:
    return datetime.fromisoformat(kept) if isinstance(kept, str) else None
