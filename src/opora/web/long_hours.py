"""A word to whoever enters more minutes at once than a long day of work has."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

LONG = 12 * 60
"""Ours, nothing of the law: who enters more at once has most likely mistyped, and is asked to look."""


def warn_of_long(request: HttpRequest, *minutes: int | None) -> None:
    """Ask whoever entered it to look again; nothing is refused, since a night on call may be as long."""
    for each in dict.fromkeys(minutes):
        if each is not None and each > LONG:
            messages.warning(
                request,
                _(
                    "%(minutes)d min were entered at once, more than twelve hours. Look whether that is so, "
                    "and correct the entry if it is not."
                )
                % {"minutes": each},
            )
