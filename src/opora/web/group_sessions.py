"""A session for several cases at once: its minutes are entered once, and count once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
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
from opora.web.case_frame import find_case, header
from opora.web.case_work import workers_of
from opora.web.forms.group_sessions import SessionForm
from opora.web.long_hours import warn_of_long
from opora.web.refusal import UNPROCESSABLE, on_refusal
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


def _form(request: WorkerRequest, case: Case, *args: Any) -> SessionForm:
    language = get_language() or "en"
    return SessionForm(
        *args,
        workers=workers_of(case, request.worker),
        cases=_offered(request, case),
        steps=[(step.key, step.name(language)) for step in task_of(case).steps],
        initial={"on": timezone.localdate(), "workers": [request.worker.pk]},
    )


def _offered(request: WorkerRequest, case: Case) -> list[Case]:
    """Cases a group is likely of: those linked with this one, and open ones of the same task in the unit."""
    alike = Q(task=case.task, unit=case.unit_id) | Q(pk__in=family_of(case).values("pk"))
    open_ones = Case.objects.visible_to(request.worker).open().filter(alike).exclude(pk=case.pk)
    return list(open_ones.order_by("-opened_on", "-pk")[:CASES_OFFERED])


def _page(request: WorkerRequest, case: Case, form: SessionForm, status: int = 200) -> HttpResponse:
    context = header(request, case, "case") | {"form": form}
    return render(request, "work/session.html", context, status=status)
