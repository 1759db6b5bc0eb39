"""Emergency acts that prolong rights: entered, approved, counted, and the rights prolonged one by one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Case
from opora.decisions.introduction import right_name
from opora.organisation.access import may
from opora.organisation.models import Worker
from opora.rights.emergency_acts import (
    NEEDED,
    acts_without_figures,
    approve_act,
    decline_act,
    propose_act,
    withdraw_act,
)
from opora.rights.models import EmergencyAct, EmergencyActState
from opora.rights.prolongation_notices import tell_prolonged, untold
from opora.rights.prolonging import ended_months, prolong_again
from opora.web.access import WorkerRequest, needs
from opora.web.forms.catalogue import AnswerForm
from opora.web.forms.emergency_acts import AgainForm, EmergencyActForm
from opora.web.paging import page_by_key
from opora.web.refusal import UNPROCESSABLE, on_refusal

NOTICES_AT_ONCE = 40
"""letters in one go from a page: each is composed and signed"""


@needs("see_emergency_acts")
def emergency_acts(request: WorkerRequest) -> HttpResponse:
    """The acts entered here, and those that are known by name alone."""
    of_centre = Q(prolongations__unit__centre=request.worker.centre_id, prolongations__stopped_by=None)
    acts = EmergencyAct.objects.annotate(made=Count("prolongations", filter=of_centre)).order_by("-pk")
    language = translation.get_language() or "sl"
    context = {
        "acts": acts,
        "known": [(each["title"], each["said"][language], each["source"]) for each in acts_without_figures()],
        "may_propose": may(request.worker, "propose_emergency_act"),
    }
    return render(request, "emergency_acts/list.html", context)


@needs("propose_emergency_act")
def propose_emergency_act(request: WorkerRequest) -> HttpResponse:
    """Enter an act."""
    return _proposing(request, None)


@needs("propose_emergency_act")
def replace_emergency_act(request: WorkerRequest, emergency_act: UUID) -> HttpResponse:
    """Enter an act in the place of one in force: other months, other rights, or a mistake put right."""
    return _proposing(request, _found(emergency_act))


@needs("see_emergency_acts")
def emergency_act(request: WorkerRequest, emergency_act: UUID) -> HttpResponse:
    """One act: its figures and source, and how many rights it prolonged, by month and right."""
    return _draw(request, _found(emergency_act))


@require_POST
@needs("approve_emergency_act")
def approve_emergency_act(request: WorkerRequest, emergency_act: UUID) -> HttpResponse:
    """Put the act in force."""
    act = _found(emergency_act)
    on_refusal(request, draw=lambda: _draw(request, act))
    approve_act(act, by=request.worker, at=timezone.now())
    messages.success(
        request, _("The act is in force here. Rights are prolonged by night, after each of its months.")
    )
    return redirect("emergency_act", emergency_act)


@require_POST
@needs("approve_emergency_act")
def decline_emergency_act(request: WorkerRequest, emergency_act: UUID) -> HttpResponse:
    """Decline it, with an answer."""
    act, form = _found(emergency_act), AnswerForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _draw(request, act, answer=form))
    if not form.is_valid():
        return _draw(request, act, answer=form)
    decline_act(act, answer=form.cleaned_data["answer"], by=request.worker, at=timezone.now())
    messages.success(request, _("The act is declined."))
    return redirect("emergency_act", emergency_act)


@require_POST
@needs("propose_emergency_act")
def withdraw_emergency_act(request: WorkerRequest, emergency_act: UUID) -> HttpResponse:
    """Take one's own entry back."""
    act = _found(emergency_act)
    on_refusal(request, draw=lambda: _draw(request, act))
    withdraw_act(act, by=request.worker, at=timezone.now())
    messages.success(request, _("The entry is withdrawn."))
    return redirect("emergency_acts")


@needs("see_prolonged")
def prolonged_rights(request: WorkerRequest, emergency_act: UUID) -> HttpResponse:
    """Each right that an act prolonged, in the cases this worker may read."""
    return _draw_prolonged(request, _found(emergency_act), AgainForm())


@require_POST
@needs("prolong_rights")
def prolong_rights(request: WorkerRequest, emergency_act: UUID) -> HttpResponse:
    """Look at a month again, and at those after it."""
    act, form = _found(emergency_act), AgainForm(request.POST)
    on_refusal(request, form=form, draw=lambda: _draw_prolonged(request, act, form))
    if not form.is_valid():
        return _draw_prolonged(request, act, form)
    now = timezone.now()
    made = prolong_again(
        form.cleaned_data["month"], by=request.worker, at=now, on=timezone.localdate(now)
    ).total()
    words = ngettext("%(count)d right was prolonged now.", "%(count)d rights were prolonged now.", made)
    messages.success(request, words % {"count": made})
    return redirect("prolonged_rights", emergency_act)


@require_POST
@needs("prolong_rights")
def tell_prolonged_rights(request: WorkerRequest, emergency_act: UUID) -> HttpResponse:
    """Make the notices that are not made yet, some at once."""
    act = _found(emergency_act)
    on_refusal(request, draw=lambda: _draw_prolonged(request, act, AgainForm()))
    now = timezone.now()
    made, left = tell_prolonged(
        act, by=request.worker, at=now, on=timezone.localdate(now), at_most=NOTICES_AT_ONCE
    )
    words = ngettext("%(count)d notice is made.", "%(count)d notices are made.", made)
    messages.success(request, words % {"count": made})
    if left:
        messages.info(request, _("%(count)d are still to do.") % {"count": left})
    return redirect("prolonged_rights", emergency_act)


def _proposing(request: WorkerRequest, replaced: EmergencyAct | None) -> HttpResponse:
    present = {name: getattr(replaced, name) for name in EmergencyActForm.base_fields} if replaced else None
    form = EmergencyActForm(request.POST or None, initial=present)

    def draw() -> HttpResponse:
        context = {"form": form, "replaced": replaced, "trail": _trail((_("Enter an act"), ""))}
        return render(request, "emergency_acts/propose.html", context, status=422 if form.errors else 200)

    on_refusal(request, form=form, draw=draw)
    if request.method != "POST" or not form.is_valid():
        return draw()
    given = {name: form.cleaned_data[name] for name in ("rights", "first_month", "last_month")}
    act = propose_act(words=form.words(), replaces=replaced, by=request.worker, at=timezone.now(), **given)
    messages.success(request, _("The act waits for the director."))
    return redirect("emergency_act", act.public_id)


def _found(public_id: UUID) -> EmergencyAct:
    acts = EmergencyAct.objects.select_related("proposed_by", "decided_by", "replaces")
    return get_object_or_404(acts, public_id=public_id)


def _draw(request: WorkerRequest, act: EmergencyAct, *, answer: AnswerForm | None = None) -> HttpResponse:
    waits, is_own = act.state == EmergencyActState.PROPOSED, act.proposed_by_id == request.worker.pk
    counted = act.prolongations.filter(unit__centre=request.worker.centre_id)
    lines = (
        counted.values("month", "right")
        .annotate(made=Count("pk"), stopped=Count("stopped_by"))
        .order_by("month", "right")
    )
    form = answer or AnswerForm()
    context = {
        "act": act,
        "figures": [(EmergencyActForm.base_fields[name].label, getattr(act, name)) for name in NEEDED],
        "rights": [right_name(right) for right in act.rights],
        "lines": [(line, right_name(line["right"])) for line in lines],
        "looked_at": act.months_done.count(),
        "ended": len(ended_months(act, timezone.localdate())),
        "form": form,
        "may_decide": waits and not is_own and may(request.worker, "approve_emergency_act"),
        "may_withdraw": waits and is_own,
        "may_replace": act.state == EmergencyActState.APPROVED
        and may(request.worker, "propose_emergency_act"),
        "may_see_each": may(request.worker, "see_prolonged"),
        "trail": _trail((act.short_name, "")),
    }
    return render(request, "emergency_acts/act.html", context, status=UNPROCESSABLE if form.errors else 200)


def _draw_prolonged(request: WorkerRequest, act: EmergencyAct, form: AgainForm) -> HttpResponse:
    rows = act.prolongations.filter(decision__case__in=_seen_by(request.worker)).select_related(
        "person", "decision__case", "entitlement", "notice", "stopped_by"
    )
    page = page_by_key(rows, request.GET.get("after", ""), size=50)
    trail.shows([row.person_id for row in page.rows])
    may_prolong = may(request.worker, "prolong_rights")
    context = {
        "act": act,
        "page": page,
        "rows": [(row, right_name(row.right)) for row in page.rows],
        "form": form,
        "may_prolong": may_prolong,
        "to_tell": untold(act, request.worker).count() if may_prolong else 0,
        "trail": _trail(
            (act.short_name, reverse("emergency_act", args=[act.public_id])), (_("Prolonged rights"), "")
        ),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "emergency_acts/prolonged.html", context, status=status)


def _seen_by(worker: Worker) -> Any:
    return Case.objects.visible_to(worker)


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Rights prolonged by an act"), reverse("emergency_acts")), *steps]
