"""To whom a worker is tied, as they tell it themselves, so that no case of those people comes to them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.exclusions import declare_tie, end_tie
from opora.cases.models import Case, Tie
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.case_course import row_number
from opora.web.forms.exclusions import EndTieForm, TieForm
from opora.web.persons import named_in
from opora.web.refusal import UNPROCESSABLE, on_refusal

CASES_LOOKED_AT = 200


@needs("declare_tie")
def my_ties(request: WorkerRequest) -> HttpResponse:
    """One's own ties, and one more."""
    if request.method != "POST":
        return _draw(request)
    form = TieForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _draw(request, tie_form=form))
    person = named_in(form, "number") if form.is_valid() else None
    if person is None:
        return _draw(request, tie_form=form)
    declare_tie(request.worker, person, form.cleaned_data["ground"], by=request.worker, at=timezone.now())
    messages.success(request, _("It is kept: no case of %(name)s comes to you.") % {"name": person.full_name})
    return redirect("my_ties")


@require_POST
@needs("declare_tie")
def end(request: WorkerRequest) -> HttpResponse:
    """Take back what was told by mistake."""
    key = row_number(request.POST.get("tie", ""))
    tie = request.worker.ties.standing().select_related("person").filter(pk=key).first()
    if tie is None:
        raise Refused(_("This is no longer there. Look at the page again."))
    form = EndTieForm(request.POST, of=tie)
    on_refusal(request, form=form, draw=lambda: _draw(request, ending=form))
    if not form.is_valid():
        return _draw(request, ending=form)
    end_tie(tie, reason=form.cleaned_data["reason"], by=request.worker, at=timezone.now())
    messages.success(request, _("It was taken back."))
    return redirect("my_ties")


def _draw(
    request: WorkerRequest, *, tie_form: TieForm | None = None, ending: EndTieForm | None = None
) -> HttpResponse:
    ties = list(request.worker.ties.standing().select_related("person").order_by("-told_at", "-pk"))
    trail.shows([tie.person_id for tie in ties])
    context: dict[str, Any] = {
        "ties": [(tie, ending if ending and ending.of == tie else EndTieForm(of=tie)) for tie in ties],
        "tie_form": tie_form or TieForm(),
        "concerned": _cases_concerned(request.worker, ties),
    }
    wrong = tie_form is not None or ending is not None
    return render(request, "ties/mine.html", context, status=UNPROCESSABLE if wrong else 200)


def _cases_concerned(worker: Worker, ties: list[Tie]) -> list[Case]:
    """Cases the worker still has although a tie bars them from acting there."""
    if not ties:
        return []
    mine = Case.objects.assigned(worker).open().newest_first()[:CASES_LOOKED_AT]
    return [case for case in mine if case.bars(worker)]
