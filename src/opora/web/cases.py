"""The list of cases and the first page of one: state, parties, deadlines, notes, timeline."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.handling import may_read_notes
from opora.cases.models import Case, CaseState
from opora.cases.newest import newest_visible_to
from opora.catalogue import catalogue
from opora.catalogue.worked_out import once_a_catalogue
from opora.organisation.access import may, only_looking, reach
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.people.folding import order_key
from opora.web.access import WorkerRequest, needs
from opora.web.appointments_panel import appointments_panel
from opora.web.beginnings import beginnings
from opora.web.case_frame import application_in, find_case, header, latest_decision
from opora.web.case_work import draw_work, work_of
from opora.web.flow import flow
from opora.web.forms.cases_shown import MINE, CasesShownForm
from opora.web.forms.notes import NoteForm
from opora.web.main_persons import with_main_persons
from opora.web.notes_panel import notes_panel
from opora.web.paging import ROWS, keyed, read_key
from opora.web.timeline import read_timeline


@needs("see_case")
def cases(request: WorkerRequest) -> HttpResponse:
    """Cases this worker may see, by state, worker and task, paged by key."""
    state = request.GET.get("state", "")
    states = [state] if state in CaseState.values else CaseState.values
    after = read_key(request.GET.get("after", ""))
    choice = CasesShownForm(request.GET, colleagues=_colleagues(request.worker), tasks=_tasks())
    chosen = choice.chosen()
    found = newest_visible_to(
        request.worker,
        states=states,
        behind=after,
        most=ROWS + 1,
        of=_of(request.worker, chosen.get("whose", "")),
        task=chosen.get("task", ""),
    )
    page = keyed(found, ROWS, is_later=after is not None)
    with_main_persons(page.rows)
    context = {
        "page": page,
        "keep": urlencode(({"state": state} if state else {}) | chosen),
        "tabs": _state_tabs(state, chosen),
        "state": state,
        "choice": choice,
        "beginnings": beginnings(request.worker),
        "tabs_label": _("States of cases"),
        "may_break_glass": may(request.worker, "break_glass"),
    }
    return render(request, "cases/list.html", context)


@needs("see_case")
def case(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The first page of a case."""
    found = find_case(request, public_id)
    with only_looking():
        return draw_case(request, found)


def draw_anew(request: WorkerRequest, public_id: UUID, *, changed: str = "") -> HttpResponse:
    """The page of the work after an act in it; the step that changed takes the focus."""
    found = find_case(request, public_id)
    if application_in(found) is None:
        return draw_case(request, found, changed=changed)
    return draw_work(request, found, changed=changed)


def draw_whole(request: WorkerRequest, found: Case, **typed: Any) -> HttpResponse:
    """The page of the work with a form of it that was refused."""
    if application_in(found) is None:
        return draw_case(request, found, **typed)
    return draw_work(request, found, **typed)


def draw_case(
    request: WorkerRequest,
    found: Case,
    *,
    noting: NoteForm | None = None,
    changed: str = "",
    **typed: Any,
) -> HttpResponse:
    """The page, with the form that was refused where there is one.

    An application has its own way; any other case is worked by the steps and records of its task.
    """
    is_application = application_in(found) is not None
    work = {} if is_application else work_of(request.worker, found, **typed) | {"changed": changed}
    context = (
        _overview(request, found)
        | work
        | {
            **notes_panel(request.worker, found, noting=noting),
            **appointments_panel(request.worker, found),
            "may_close": found.state != CaseState.CLOSED and may(request.worker, "close_case", case=found),
            "may_reopen": may(request.worker, "reopen_case", case=found),
        }
    )
    page = "cases/case.html" if is_application else "work/case.html"
    return render(request, page, context, status=422 if noting or typed else 200)


def _overview(request: WorkerRequest, found: Case) -> dict[str, Any]:
    application = application_in(found)
    opens = may_read_notes(request.worker, found, at=timezone.now())
    told = {"timeline": read_timeline(found, opens_notes=opens), "notes_are_closed": not opens}
    if application is None:
        return header(request, found, "case") | told
    determination = found.determinations.order_by("-pk").defer("situation", "result").first()
    decision = latest_decision(found)
    return (
        header(request, found, "case")
        | told
        | {
            "application": application,
            "decision": decision,
            "steps": flow(found, application, determination, decision),
        }
    )


def _colleagues(worker: Worker) -> list[Worker]:
    """Who works in the units whose cases this worker sees, but for themselves."""
    reached = reach(worker, "see_case")
    found = _active_in(list(reached.units), reached.centre, worker)
    return sorted(found, key=lambda each: order_key(each.family_name, each.given_name))


@kept
def _active_in(units: list[int], centre: int | None, but: Worker) -> QuerySet[Worker]:
    here = Q(unit__among=units)
    if centre is not None:
        here |= Q(centre=centre)
    return Worker.objects.active().filter(here).exclude(pk=but.pk)


def _tasks() -> list[tuple[str, str]]:
    """The tasks for which there are cases, by name."""
    return _tasks_named((get_language() or "en")[:2])


@once_a_catalogue
def _tasks_named(language: str) -> list[tuple[str, str]]:
    newest = {key: versions[-1] for key, versions in catalogue().as_read.tasks.items()}
    names = [(key, task.name(language)) for key, task in newest.items() if task.classification is not None]
    named = [(key, name[:1].upper() + name[1:]) for key, name in names]
    return sorted(named, key=lambda row: order_key(row[1]))


def _of(worker: Worker, whose: str) -> int | None:
    if not whose:
        return None
    return worker.pk if whose == MINE else int(whose)


def _state_tabs(current: str, chosen: dict[str, str]) -> list[dict[str, object]]:
    address = reverse("cases")
    whole = f"{address}?{urlencode(chosen)}" if chosen else address
    every = {"address": whole, "words": _("All"), "current": not current, "tally": ""}
    return [
        every,
        *(
            {
                "address": f"{address}?{urlencode({'state': state.value} | chosen)}",
                "words": state.label,
                "current": state == current,
                "tally": "",
            }
            for state in CaseState
        ),
    ]
