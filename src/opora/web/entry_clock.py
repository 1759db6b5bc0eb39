"""The clock of a form: when it was drawn, signed, and how long somebody has worked on it since.

With scripts the page adds up the time in which somebody types or clicks; without, the time since it was drawn
is taken, where it is short. What comes of it is a count (`cases.entry_times`), without who filled it in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from opora.cases.entry_times import LONGEST_UNWATCHED, PAUSE, Form, count_entry
from opora.organisation.models import Centre

SALT = "the clock of a form"
BEGUN, ACTIVE = "clock_begun", "clock_active"


@dataclass(frozen=True)
class Clock:
    """What the form takes along: drawn by `components/clock.html`."""

    begun: str
    active: str = ""
    pause: int = PAUSE


def clock_of(request: HttpRequest, form: Form) -> Clock:
    """A new clock, or the one that came with what was typed and goes on."""
    begun = request.POST.get(BEGUN, "")
    if _drawn_at(begun, form) is not None:
        return Clock(begun, request.POST.get(ACTIVE, "")[:10])
    told = {"of": _name(form), "at": timezone.now().timestamp()}
    return Clock(signing.dumps(told, salt=SALT))


def count_time(request: HttpRequest, form: Form, *, centre: Centre, at: datetime) -> None:
    """The form was filled in and kept: count how long that took, where it is known."""
    drawn = _drawn_at(request.POST.get(BEGUN, ""), form)
    if drawn is None:
        return
    since_drawn = at.timestamp() - drawn
    active = _seconds(request.POST.get(ACTIVE, ""))
    if active is None and since_drawn > LONGEST_UNWATCHED:
        return
    seconds = since_drawn if active is None else min(active, since_drawn)
    count_entry(form, seconds, centre=centre, at=at)


def _drawn_at(begun: str, form: Form) -> float | None:
    """None where the stamp is not ours, or of another form."""
    try:
        told = signing.loads(begun, salt=SALT)
    except signing.BadSignature:
        return None
    return float(told["at"]) if told["of"] == _name(form) else None


def _seconds(typed: str) -> float | None:
    """Whole seconds as the page adds them up; anything else is no time."""
    return float(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None


def _name(form: Form) -> str:
    return f"{form.task}.{form.key}"
