"""What happens around every page: second factor, audit entry, refusals as notices."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from opora.audit.log import record
from opora.audit.models import Deed
from opora.audit.trail import Trail, collecting
from opora.organisation.access_table import Open, Page, Route
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.web.access import route_of, send_to
from opora.web.accounts import (
    confirm_second_factor_just_set_up,
    place_to_show_second_factor,
    second_factor_is_confirmed,
)
from opora.web.refusal import UNPROCESSABLE, draw_refused
from opora.web.what_was_asked import asked_about, raised_in

WHERE_ONE_CHOOSES = "account_change_password"
GetResponse = Callable[[HttpRequest], HttpResponse]


class SecondFactorMiddleware:
    """Sends every worker who has not shown a second factor to where they can, and nowhere else.

    Then whoever signed in with a password that another has seen, to where they choose their own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        confirm_second_factor_just_set_up(request, response)
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Before any view: the row of the address says whether the first factor is enough for it."""
        if not isinstance(request.user, Worker):
            return None
        route = route_of(request)
        if route is not None and route.open in (Open.ANYBODY, Open.FIRST_FACTOR):
            return None
        if not second_factor_is_confirmed(request):
            return send_to(request, place_to_show_second_factor(request.user))
        if request.user.must_change_password and (route is None or route.name != WHERE_ONE_CHOOSES):
            return send_to(request, WHERE_ONE_CHOOSES)
        return None


class AuditMiddleware:
    """Writes one log entry a page: the address's name, everybody it showed, the case, the purpose.

    A page whose entry cannot be written is not shown. Nothing typed and no query enters the log.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with collecting() as trail:
            response = self.get_response(request)
        route = route_of(request)
        worker = getattr(request, "user", None)
        if not isinstance(worker, Worker):
            return response
        # Nothing of it stays on a shared computer: neither the browser nor a proxy keeps the page.
        patch_cache_control(response, private=True, no_store=True)
        if route is not None:
            _log_page(worker, route, trail, request, response)
        return response


def _log_page(
    worker: Worker, route: Route, trail: Trail, request: HttpRequest, response: HttpResponse
) -> None:
    if response.status_code in (403, 404) or hasattr(request, "refused_by"):
        _log_refusal(worker, route, trail, request, response)
    elif _shows_something(response) and (trail.persons or trail.case_id or _reads_personal_data(route)):
        trail.purpose = trail.purpose or (route.step.key if route.step else "")
        trail.write(worker, route.name)


def _log_refusal(
    worker: Worker, route: Route, trail: Trail, request: HttpRequest, response: HttpResponse
) -> None:
    """What was tried in vain and about whom, with which act said no; never in which words."""
    asked_for = request.resolver_match.kwargs if request.resolver_match else {}
    detail = {"status": response.status_code} | {name: str(value) for name, value in asked_for.items()}
    if reason := getattr(request, "refused_by", ""):
        detail["refused_by"] = reason
    persons, case_id = asked_about(route, asked_for)
    record(
        worker,
        Deed.REFUSED,
        route.name,
        persons=trail.persons | set(persons),
        case_id=trail.case_id or case_id,
        purpose=route.step.key if route.step else "",
        detail=detail,
    )


def _shows_something(response: HttpResponse) -> bool:
    """A refused form is drawn again with everything on its page."""
    return response.status_code < 400 or response.status_code == UNPROCESSABLE


def _reads_personal_data(route: Route) -> bool:
    return route.step is not None and route.step.personal and route.page != Page.ACT


class RefusalMiddleware:
    """Turns a refusal of the domain into a notice with status 422, and loses nothing typed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only refusals are ours; every other exception goes on."""
        if not isinstance(exception, Refused):
            return None
        request.refused_by = raised_in(exception)  # type: ignore[attr-defined]
        return draw_refused(request, exception)
