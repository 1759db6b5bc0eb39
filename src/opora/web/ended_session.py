"""A form that arrives after its session ended, or from before a new sign-in: nothing typed is lost.

Only who is signed in gets anything done, so nothing of the form is read here: it is handed back, to be sent
again. What was typed is never kept on the server for somebody who is not signed in.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseStopPolling

from opora.web.refusal import UNPROCESSABLE, as_notice, typed_entries


def session_ended(request: HttpRequest) -> HttpResponse:
    """To a fragment a notice that leaves its page as it is; to a form a page that holds what was typed."""
    if getattr(request, "htmx", False):
        notice = render(request, "account/_session_ended.html")
        notice.status_code = HttpResponseStopPolling.status_code if request.method == "GET" else UNPROCESSABLE
        return as_notice(notice)
    return _kept(request, _("Your session has ended"), status=401)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The form's protection did not fit: as a rule, another tab has signed in again meanwhile.

    What another site sent is not offered to be sent again.
    """
    if getattr(request, "htmx", False):
        return _notice_of_new_sign_in(request)
    return _kept(request, _("This form has expired"), status=403, may_resend=_is_from_here(request))


def typed_something(request: HttpRequest) -> bool:
    """Whether the request brings more than the press of a button."""
    return bool(request.FILES or typed_entries(request))


def _notice_of_new_sign_in(request: HttpRequest) -> HttpResponse:
    words = _(
        "You have signed in again since this page was opened. Nothing you typed is gone: send it again."
    )
    notice = render(request, "components/notice.html", {"tone": "caution", "text": words, "title": ""})
    notice.status_code = UNPROCESSABLE
    return as_notice(notice)


def _kept(request: HttpRequest, heading: str, *, status: int, may_resend: bool = True) -> HttpResponse:
    context = {
        "heading": heading,
        "entries": typed_entries(request) if may_resend else [],
        "has_files": bool(request.FILES),
        "is_signed_in": request.user.is_authenticated,
    }
    return render(request, "account/session_ended.html", context, status=status)


def _is_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.get_host()
