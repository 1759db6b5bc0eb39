"""A worker's appointments for another calendar, at the secret address that they were given."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override

from opora.cases.calendars import feed_of, worker_of_feed


def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    """The feed; an address that was changed or never given does not exist."""
    worker = worker_of_feed(token)
    if worker is None:
        raise Http404
    with override(settings.LANGUAGE_CODE):
        written = feed_of(worker, at=timezone.now())
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return response
