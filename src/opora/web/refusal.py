"""How a refusal reaches the person at the screen.

A view with a form says beforehand how its page is drawn again:

    form = NoteForm(request.POST)
    on_refusal(request, form=form, draw=lambda: render(request, "cases/note.html", {"form": form}))

and needs no `try`: the sentence then stands at its field, or above the form, with all that was
typed; without a form, above the page. Without that, a fragment gets the sentence as a notice and stays
as it is, and a whole page becomes a page with the sentence and a way to send the same entries again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import reselect, reswap, retarget

from opora.organisation.refusal import Refused
from opora.people.models import Person

UNPROCESSABLE = 422
NOT_SENT_AGAIN = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Redrawing:
    """The form a refusal belongs to, and how its page is drawn."""

    draw: Callable[[], HttpResponse]
    form: BaseForm | None = None


def on_refusal(
    request: HttpRequest, *, draw: Callable[[], HttpResponse], form: BaseForm | None = None
) -> None:
    """Say how this page is drawn again if its act is refused; `form` receives the sentence."""
    request.redrawing = Redrawing(draw, form)  # type: ignore[attr-defined]


def redrawing(
    request: HttpRequest, draw: Callable[..., HttpResponse], **forms: BaseForm
) -> Callable[[], HttpResponse]:
    """How a page of several forms is drawn again with one of them as it was typed; so also on a refusal."""

    def draw_again() -> HttpResponse:
        return draw(status=UNPROCESSABLE, **forms)

    on_refusal(request, form=next(iter(forms.values())), draw=draw_again)
    return draw_again


def draw_refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The answer to a request whose act was refused; nothing of it was saved."""
    response = _drawn_again(request, refusal) or _notice(request, refusal) or _page(request, refusal)
    response.status_code = UNPROCESSABLE
    return response


def _drawn_again(request: HttpRequest, refusal: Refused) -> HttpResponse | None:
    redrawing: Redrawing | None = getattr(request, "redrawing", None)
    if redrawing is None:
        return None
    if redrawing.form is not None:
        known = refusal.field if refusal.field in redrawing.form.fields else None
        if refusal.details:
            redrawing.form.add_error(None, refusal.lead)
            redrawing.form.add_error(known, list(refusal.details))
        else:
            redrawing.form.add_error(known, refusal.message)
    else:
        messages.error(request, refusal.message)
    try:
        return redrawing.draw()
    except Refused:  # the page itself rests on what was refused: the sentence alone is left
        return None


def _notice(request: HttpRequest, refusal: Refused) -> HttpResponse | None:
    if not getattr(request, "htmx", False):
        return None
    notice = render(
        request, "components/notice.html", {"tone": "alarm", "text": refusal.message, "title": ""}
    )
    return as_notice(notice)


def as_notice(notice: HttpResponse) -> HttpResponse:
    """Put a fragment where notices stand, whatever part of an answer the form asked for."""
    return reselect(reswap(retarget(notice, "#notices"), "innerHTML"), "unset")


def typed_entries(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, to be sent again: every entry but the protection of its form."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in NOT_SENT_AGAIN
        for value in values
    ]


def _page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    about = refusal.about if isinstance(refusal.about, Person) else None
    context = {"sentence": refusal.message, "entries": typed_entries(request), "person": about}
    return render(request, "refusal/page.html", context)
