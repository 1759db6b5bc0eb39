"""What a worker chooses for themselves: the colours of the pages, and the weekends of their calendar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from opora.web.access import WorkerRequest, needs

THEMES = ("light", "dark")
THEME_COOKIE = "theme"
WEEKENDS_COOKIE = "weekends"
SHOWN = "shown"
ONE_YEAR = 365 * 24 * 60 * 60


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark for this browser; anything else goes back to what the system says."""
    response = redirect(_back(request))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            THEME_COOKIE, theme, max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


@require_POST
@needs("see_calendar")
def set_weekends(request: WorkerRequest) -> HttpResponse:
    """Show Saturdays and Sundays in calendars of this browser, or only where something is agreed on."""
    response = redirect(_back(request))
    if request.POST.get("weekends") == SHOWN:
        secure = request.is_secure()
        response.set_cookie(
            WEEKENDS_COOKIE, SHOWN, max_age=ONE_YEAR, samesite="Lax", secure=secure, httponly=True
        )
    else:
        response.delete_cookie(WEEKENDS_COOKIE)
    return response


def shows_weekends(request: HttpRequest) -> bool:
    return request.COOKIES.get(WEEKENDS_COOKIE) == SHOWN


def chosen_theme(request: HttpRequest) -> str:
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "/")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/"
