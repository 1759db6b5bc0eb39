"""Who may open which address, from the one access table (`organisation/access_table.yaml`).

A view says with `@needs("step")` what it is for; the middleware looks up the row of its address
and lets in who may do that step anywhere. Which case or person it may be, the view asks with
`visible_to`; in which state, the act asks with `access.require`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from opora.organisation.access import may
from opora.organisation.access_table import Open, Page, Route, table
from opora.organisation.models import Worker
from opora.web.ended_session import session_ended, typed_something

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
METHODS = ("GET", "HEAD", "POST")  # what pages and forms use; nothing else is answered


class WorkerRequest(HttpRequest):
    """A request of a signed-in worker."""

    worker: Worker
    htmx: HtmxDetails


def needs(step: str) -> Callable[[View], View]:
    """Say which step of the access table a view is for. Its address has a row for the same step."""

    def named(view: View) -> View:
        view.needs = step  # type: ignore[attr-defined]
        return view

    return named


class AccessMiddleware:
    """Opens an address to those its row names. An address without a row opens to nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, _args: Any, _kwargs: Any) -> HttpResponse | None:
        route = route_of(request)
        if route is None or getattr(view, "needs", None) != (route.step.key if route.step else None):
            _tell_the_log(request)
            raise PermissionDenied
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if route.open == Open.CLOSED:
            raise Http404
        if route.open == Open.ANYBODY:
            return None
        if not isinstance(request.user, Worker):
            return to_sign_in(request)
        request.worker = request.user  # type: ignore[attr-defined]
        if route.step and not may(request.user, route.step.key):
            raise PermissionDenied
        if route.page == Page.ACT and request.method in ("GET", "HEAD"):
            return redirect("home")  # reloaded or shared: the address of an act shows nothing
        return None


def route_of(request: HttpRequest) -> Route | None:
    """The row of the address asked for; none if the table has none."""
    return table().routes.get(request.resolver_match.view_name) if request.resolver_match else None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back to the same address, without what stood behind the question mark.

    What was typed before the session ended stays with who typed it.
    """
    if getattr(request, "htmx", False) or (request.method == "POST" and typed_something(request)):
        return session_ended(request)
    return redirect_to_login(request.path) if request.method == "GET" else redirect("account_login")


def send_to(request: HttpRequest, name: str) -> HttpResponse:
    """The whole page goes to another address, also when only a fragment of it was asked for."""
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(reverse(name))
    return redirect(name)


def addresses(patterns: list[Any] | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the server with its full name."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name or pattern.lookup_str}", pattern


def _tell_the_log(request: HttpRequest) -> None:
    match = request.resolver_match
    name = match.view_name if match else "?"
    logger.error("Address %s has no row for its view in access_table.yaml: refused to everybody.", name)
