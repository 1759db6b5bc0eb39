"""A session for several cases at once: its minutes are entered once, and count once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opora.cases.catalogue_versions import task_of
from opora.cases.links import family_of
from opora.cases.minutes import hold_session
from opora.cases.models import Case
from opora.organisation.access import require
from opora.organisation.refusal import Refused
from opora.web.access import WorkerRequest, needs
from opora.web.case_course import row_number
from opora.web.case_frame import find_case, header
from opora.web.colleagues import workers_of
from opora.web.forms.group_sessions import SessionForm
from opora.web.long_hours import warn_of_long
from opora.web.main_persons import with_main_persons
from opora.web.refusal import UNPROCESSABLE, on_refusal
from opora.web.search import cases_meant
from opora.web.work_place import to_work

CASES_OFFERED = 60


@needs("spend_time")
def hold(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Enter a session that was held for this case and others."""
    case = find_case(request, public_id)
    require(request.worker, "spend_time", case=case)
    if request.method != "POST":
        return _page(request, case, _form(request, case))
    form = _form(request, case, request.POST)
    if "find" in request.POST:
        typed = {name: form[name].value() for name in form.fields}
        return _page(request, case, _form(request, case, initial=typed))
    on_refusal(request, form=form, draw=lambda: _page(request, case, form, UNPROCESSABLE))
    if not form.is_valid():
        return _page(request, case, form, UNPROCESSABLE)
    given = form.cleaned_data
    others = _chosen(request, case, given)
    hold_session(
        unit=case.unit,
        cases=[case, *others],
        subject=given["subject"],
        on=given["on"],
        workers=[each for each in workers_of(case, request.worker) if each.pk in given["workers"]],
        minutes=given["minutes"],
        travel_minutes=given["travel_minutes"] or 0,
        step=given["step"],
        by=request.worker,
        at=timezone.now(),
    )
    warn_of_long(request, given["minutes"], given["travel_minutes"])
    messages.success(
        request,
        ngettext(
            "The session is entered for this case and %(count)d other.",
            "The session is entered for this case and %(count)d others.",
            len(others),
        )
        % {"count": len(others)},
    )
    return to_work(request, case, "time")


def _chosen(request: WorkerRequest, case: Case, given: dict[str, Any]) -> list[Case]:
    """The other cases, ticked or named by number; one that is not to be seen is refused by its number."""
    numbers = set(given["numbers"].replace(",", " ").split()) - {case.number}
    named = Q(pk__in=given.get("cases", ())) | Q(number__in=numbers, centre=case.centre_id)
    visible = Case.objects.visible_to(request.worker).select_related("centre", "unit")
    found = list(visible.filter(named).exclude(pk=case.pk))
    if unseen := sorted(numbers - {each.number for each in found}):
        raise Refused(
            _("You see no case of this number: %(numbers)s. Check it.") % {"numbers": ", ".join(unseen)},
            field="numbers",
        )
    return found


def _form(
    request: WorkerRequest, case: Case, *args: Any, initial: dict[str, Any] | None = None
) -> SessionForm:
    language = get_language() or "en"
    return SessionForm(
        *args,
        workers=workers_of(case, request.worker),
        cases=_offered(request, case),
        steps=[(step.key, step.name(language)) for step in task_of(case).steps],
        initial=initial or {"on": timezone.localdate(), "workers": [request.worker.pk]},
    )


def _offered(request: WorkerRequest, case: Case) -> list[Case]:
    """Cases a group is likely of, each with whom it is about.

    Those ticked already and those found; then those linked with this one, open ones of the same task in the
    unit, and the worker's own.
    """
    visible = Case.objects.visible_to(request.worker).exclude(pk=case.pk)
    ticked = visible.filter(pk__in=[row_number(each) for each in request.POST.getlist("cases")])
    typed = request.POST.get("look", "").replace("\x00", "").strip()
    found = cases_meant(typed, request.worker, CASES_OFFERED) if typed else []
    alike = Q(task=case.task, unit=case.unit_id) | Q(pk__in=family_of(case).values("pk"))
    likely = visible.open().filter(alike | Q(assigned_to=request.worker))
    is_alike = ExpressionWrapper(alike, output_field=BooleanField())
    rows = [*ticked, *found, *likely.order_by(is_alike.desc(), "-opened_on", "-pk")[:CASES_OFFERED]]
    offered = list({each.pk: each for each in rows if each.pk != case.pk}.values())
    with_main_persons(offered)
    return offered


def _page(request: WorkerRequest, case: Case, form: SessionForm, status: int = 200) -> HttpResponse:
    context = header(request, case, "case") | {"form": form}
    return render(request, "work/session.html", context, status=status)
