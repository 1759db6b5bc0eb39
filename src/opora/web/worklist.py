"""My day: what is agreed for today, what runs out, what waits, what is open."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet, Window
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from opora.audit import trail
from opora.cases.models import Appointment, Case, Deadline, DeadlineState
from opora.cases.querysets import midnights_around
from opora.organisation.access import may
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.web import my_steps, waiting_decisions, waiting_for_head, waiting_items, waiting_messages
from opora.web.access import WorkerRequest, needs
from opora.web.beginnings import beginnings
from opora.web.deadlines import UNANSWERED, read
from opora.web.main_persons import with_main_persons
from opora.web.roles_given import roles_to_look_at
from opora.web.sent_cases import sent_to_units
from opora.web.stand_ins import meetings_changed
from opora.web.stays import stays_to_end, stays_without_ground
from opora.web.uncounted import work_not_counted
from opora.web.unit_news import overdue_of_units
from opora.web.waiting_for_wards import runs_to_confirm
from opora.web.waiting_proposals import acts_to_decide, plan_rows_to_decide, proposals_to_decide

CASES_SHOWN = 15
DEADLINES_SHOWN = 20
DAYS_AHEAD = 30


@needs("see_worklist")
def worklist(request: WorkerRequest) -> HttpResponse:
    """Everything that waits for this worker, the most urgent first."""
    now = timezone.localtime()
    today = now.date()
    mine = _open_cases(request.worker)
    running, paused = _waiting_deadlines(request.worker, today + timedelta(days=DAYS_AHEAD))
    decisions, deliveries = (
        waiting_decisions.decisions_of(request.worker),
        waiting_decisions.deliveries_of(request.worker),
    )
    touched = waiting_decisions.touched_in_reach(request.worker)
    handovers, drafts = (
        waiting_messages.handed_over(request.worker),
        waiting_messages.drafts_of(request.worker),
    )
    excluded = waiting_for_head.exclusions_told(request.worker)
    urgent = waiting_for_head.urgent_steps(request.worker)
    planned = my_steps.planned_rows(request.worker)
    appointments = _appointments(request.worker, *midnights_around(today, today))
    ending = stays_to_end(request.worker, today)
    with_main_persons(
        [
            *mine,
            *(deadline.case for deadline in [*running, *paused]),
            *(decision.case for decision in decisions),
            *(delivery.document.case for delivery in deliveries if delivery.returned_on),
            *(each.decision.case for each in touched),
            *(each.case for each in handovers if each.is_open),  # type: ignore[attr-defined]
            *(draft.case for draft in drafts),
            *(each.case for each in excluded if each.is_open),  # type: ignore[attr-defined]
            *(step.case for step in planned),
            *(step.case for step in urgent if step.is_open),  # type: ignore[attr-defined]
            *(item.case for item in ending if item.case),
        ]
    )
    trail.shows([each.addressee_id for each in deliveries if each.returned_on and each.addressee_id])
    waiting = [
        *waiting_for_head.urgent_in_units(urgent, today),
        *waiting_messages.messages_of(handovers, request.worker),
        *waiting_messages.notes_not_saved(drafts),
        *waiting_decisions.terms_that_ran_out(running, today),
        *stays_without_ground(running, today),
        *ending,
        *work_not_counted(mine),
        *meetings_changed(request.worker),
        *waiting_decisions.calls_not_dispatched(mine),
        *waiting_decisions.undelivered(deliveries),
        *waiting_decisions.returned_drafts(decisions),
        *waiting_decisions.drafts_to_approve(request.worker),
        *waiting_decisions.answers_of_registers(mine),
        *waiting_for_head.cases_of_nobody(request.worker),
        *sent_to_units(request.worker),
        *waiting_for_head.mail_without_a_case(request.worker),
        *overdue_of_units(request.worker, today),
        *waiting_for_head.glass_to_look_at(request.worker),
        *waiting_for_head.exclusions_to_decide(excluded),
        *proposals_to_decide(request.worker),
        *plan_rows_to_decide(request.worker),
        *roles_to_look_at(request.worker),
        *acts_to_decide(request.worker),
        *waiting_decisions.told_differently_since(touched),
        *waiting_for_head.sheets_to_send(request.worker, today),
        *runs_to_confirm(request.worker),
    ]
    context = {
        "today": today,
        "now": now,
        "works_with_cases": may(request.worker, "see_case"),
        "gives_out_work": may(request.worker, "see_unit_overview"),
        "may_file": may(request.worker, "file_application"),
        "appointments": appointments,
        "planned": my_steps.planned_steps(planned, today),
        "to_work_on": my_steps.cases_to_work_on(mine, today),
        "deadlines": [
            read(each, today)
            for each in [*running, *paused]
            if not waiting_decisions.has_run_out(each, today)
        ],
        "waiting": waiting_items.one_row_a_case(waiting),
        "on_the_way": waiting_items.most_urgent_first(
            waiting_decisions.on_the_way(decisions, deliveries, today)
        ),
        "cases": mine,
        "cases_of_all": mine[0].of_all if mine else 0,  # type: ignore[attr-defined]
        "beginnings": beginnings(request.worker),
    }
    return render(request, "worklist/worklist.html", context)


@kept
def _appointments(worker: Worker, begins: datetime, ends: datetime) -> QuerySet[Appointment]:
    """Those the worker takes part in, alone or with others, unless they were called off."""
    mine = Appointment.objects.of(worker).standing()
    return mine.starting(begins, ends).select_related("case")


def _waiting_deadlines(worker: Worker, until: date) -> tuple[list[Deadline], list[Deadline]]:
    """What runs out by a day, and what stands still and waits for the party; of all of them the first."""
    found = list(_deadlines_of(worker, until))
    paused = [each for each in found if each.state == DeadlineState.PAUSED]
    return [each for each in found if each not in paused], paused


@kept
def _deadlines_of(worker: Worker, until: date) -> QuerySet[Deadline]:
    near = Q(state=DeadlineState.RUNNING, day__lte=until)
    stands_still = Q(state=DeadlineState.PAUSED)
    found = Deadline.objects.of(worker).filter(near | stands_still | UNANSWERED)
    last = found.annotate(comes_last=ExpressionWrapper(stands_still, output_field=BooleanField()))
    return last.select_related("case").order_by("comes_last", "day", "pk")[:DEADLINES_SHOWN]


@kept
def _open_cases(worker: Worker) -> QuerySet[Case]:
    found = Case.objects.assigned(worker).open().newest_first().annotate(of_all=Window(Count("pk")))
    return my_steps.with_applications(waiting_decisions.with_calls_at_rest(found))[:CASES_SHOWN]
