"""A request larger than this installation takes in: said so in a sentence, before anything of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from opora.web.refusal import as_notice

TOO_LARGE = 413
LISTENED_TO = 4  # times the largest request: a browser listens for the answer once it has sent all
AT_ONCE = 256 * 1024


class SizeOfRequestMiddleware:
    """Turns away what is too large; the page it came from keeps what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) <= settings.OPORA_LARGEST_REQUEST:
            return self.get_response(request)
        _let_it_be_sent(request)
        return too_large(request)


def too_large(request: HttpRequest) -> HttpResponse:
    """To a fragment a notice that leaves its page as it is; else a page that says how to go back to it."""
    words = _(
        "What you sent is too large: at most %(size)s at once. Nothing of it was saved. Attach fewer or "
        "smaller files, one after the other."
    ) % {"size": filesizeformat(settings.OPORA_LARGEST_REQUEST)}
    if getattr(request, "htmx", False):
        notice = render(request, "components/notice.html", {"tone": "alarm", "text": words, "title": ""})
        notice.status_code = TOO_LARGE
        return as_notice(notice)
    context = {
        "status": TOO_LARGE,
        "heading": _("Too large to be sent"),
        "words": words,
        "then": _("With the Back button of the browser you return to what you typed."),
    }
    return render(request, "errors/error.html", context, status=TOO_LARGE)


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdigit() else 0


def _let_it_be_sent(request: HttpRequest) -> None:
    """Take in and drop what is sent: a browser cut off in the middle shows an error of its own instead."""
    left = LISTENED_TO * settings.OPORA_LARGEST_REQUEST
    while left > 0 and (chunk := request.read(min(AT_ONCE, left))):
        left -= len(chunk)
