"""A shift of the on-call roster in the form of its register: begun from the month, and led back to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from opora.duty.rosters import ROSTERS
from opora.duty.shifts import OnList, faults_of_shift
from opora.organisation.models import Unit
from opora.people.folding import order_key
from opora.web.forms.record_fields import Choices

MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
PREFILLED = ("from", "until", "position")


def is_shift(register_key: str, kind_key: str) -> bool:
    """Whether a record of a register is a shift, which has rules and a page of its own."""
    return (register_key, kind_key) == (ROSTERS, "shift")


def begun_with(asked: QueryDict) -> dict[str, Any]:
    """What the cell of the month says already: from when until when, and in which position."""
    told = {key: str(asked[key]) for key in PREFILLED if asked.get(key)}
    return {key: value for key, value in told.items() if key == "position" or _moment(value)}


def workers_listed(unit: Unit, began: Any) -> Choices:
    """Who is on the list of intervention workers on the day of the shift, by name."""
    found = OnList(unit.centre).workers_on(_day(began))
    named = sorted(found, key=lambda one: (order_key(one.family_name), order_key(one.given_name)))
    return [(str(one.pk), str(one)) for one in named]


def faults_of(values: Mapping[str, Any], unit: Unit) -> dict[str, str]:
    return faults_of_shift(values, unit.centre)


def month_to_return_to(asked: QueryDict) -> str:
    """The page of the month the shift was begun from; empty where it was begun in the register."""
    month = asked.get("month", "")
    return reverse("duty_roster", args=[month]) if MONTH.fullmatch(month) else ""


def _day(began: Any) -> date:
    return timezone.localdate(_moment(str(began)))


def _moment(written: str) -> datetime | None:
    """None of what is no moment with its zone: it came with the address of the page."""
    try:
        return timezone.localtime(datetime.fromisoformat(written))
    except (ValueError, OverflowError):
        return None
