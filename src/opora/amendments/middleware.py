"""Each request reads the catalogue in force."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from opora.amendments.layer import refresh_if_due


class LayerMiddleware:
    """Asks now and then whether another process has approved something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refresh_if_due()
        return self.get_response(request)
