"""What every page knows: who works here, where they may go, in which colours."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from opora.organisation.access import may
from opora.organisation.models import Role, Worker
from opora.organisation.posts import post_of
from opora.web.links import address
from opora.web.navigation import GROUPS, navigation
from opora.web.preferences import chosen_theme

OWN_LANGUAGE_NAMES = [("sl", "Slovenščina"), ("it", "Italiano"), ("en", "English")]


def frame(request: HttpRequest) -> dict[str, object]:
    """Values of the page frame."""
    user = getattr(request, "user", None)  # a request turned away at the door has none yet
    worker = user if isinstance(user, Worker) else None
    words: dict[str, object] = {
        "worker": worker,
        "theme": chosen_theme(request),
        "own_language_names": OWN_LANGUAGE_NAMES,
        "navigation": [],
        "may_search": False,
        "may_tell_ties": False,
        "out_of_band": False,
        "local_key": address("local_key") if worker is not None and may(worker, "write_note") else "",
    }
    if worker is None or getattr(request, "htmx", False):
        return words
    today = timezone.localdate()
    steps = _steps_of_navigation(worker, today)
    roles = worker.roles_on(today)
    return words | {
        "navigation": navigation(steps, request.path),
        "may_search": "search_persons" in steps,
        "may_tell_ties": may(worker, "declare_tie", on=today),
        "worker_roles": ", ".join(post_of(worker, role) for role in Role if role in roles),
    }


STEPS_OF_NAVIGATION = sorted({entry.step for _words, entries in GROUPS for entry in entries})


def _steps_of_navigation(worker: Worker, today: date) -> set[str]:
    return {step for step in STEPS_OF_NAVIGATION if may(worker, step, on=today)}
