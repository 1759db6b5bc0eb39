"""Pages for what cannot be shown: what happened, why, what to do next. Never personal data."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.organisation.models import Role, Worker
from opora.web.size_of_request import too_large

OUTSIDE_UNITS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.DIRECTOR, Role.ANALYST})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return _page(
        request,
        400,
        _("The request was not understood"),
        _("The browser sent something this page cannot read. Go back and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(
        request,
        403,
        _("You may not open this page"),
        _whom_to_ask(request),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(
        request,
        404,
        _("There is no such page for you"),
        _("The address is wrong, or what it shows is not open to you. Find the person or case by search."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        500,
        _("Something went wrong on our side"),
        _("Nothing of your last step was saved. Try again; if it happens again, tell the administrator."),
    )


def _whom_to_ask(request: HttpRequest) -> str:
    """The head of the unit; for roles that stand outside every unit, the director."""
    worker = getattr(request, "user", None)
    held = worker.roles_on(timezone.localdate()) if isinstance(worker, Worker) else frozenset()
    if held and held <= OUTSIDE_UNITS:
        return _("Your role does not include it. If your work needs it, ask the director of your centre.")
    return _("Your role or unit does not include it. If your work needs it, ask the head of your unit.")


def _page(request: HttpRequest, status: int, heading: str, words: str) -> HttpResponse:
    context = {"status": status, "heading": heading, "words": words, "then": ""}
    return render(request, "errors/error.html", context, status=status)
