"""What waits for those who give out and watch over the work of a unit or a centre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.cases.broken_glass import not_looked_at
from opora.cases.models import Case, CaseState, CaseStep, Exclusion
from opora.cases.urgency import steps_called_for
from opora.documents.models import Mail
from opora.duty.models import Recipient
from opora.duty.reminders import reminders_of
from opora.organisation.access import may, reach
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.web.templatetags.page import day as written_day
from opora.web.templatetags.page import month as written_month
from opora.web.waiting_items import LONGEST, Item, local_day


def cases_of_nobody(worker: Worker) -> Iterator[Item]:
    """One line for all cases that nobody of the head's units has yet; a sealed one is counted, not named."""
    if not may(worker, "see_unit_overview"):
        return
    waiting = (
        Case.objects.filter(reach(worker, "see_unit_overview").by_place()).open().unassigned().order_by()
    )
    found = waiting.aggregate(count=Count("pk"), oldest=Min("opened_on"))
    if not found["count"]:
        return
    yield Item(
        "today",
        _("To be assigned"),
        _("Cases nobody has yet"),
        ngettext(
            "%(count)d case waits to be assigned, since %(day)s.",
            "%(count)d cases wait to be assigned, the oldest since %(day)s.",
            found["count"],
        )
        % {"count": found["count"], "day": written_day(found["oldest"])},
        reverse("unit_overview"),
        found["oldest"],
    )


def mail_without_a_case(worker: Worker) -> Iterator[Item]:
    """One line for all mail whose case this worker may say; which it is stands in the register of mail."""
    if not may(worker, "take_in_mail"):
        return
    oldest = next(iter(_mail_waiting(worker)), None)
    if oldest is None:
        return
    count = oldest.of_all  # type: ignore[attr-defined]
    yield Item(
        "soon",
        _("Incoming mail"),
        _("Mail to be assigned"),
        ngettext(
            "%(count)d piece of mail waits for its case, since %(day)s.",
            "%(count)d pieces of mail wait for their cases, the oldest since %(day)s.",
            count,
        )
        % {"count": count, "day": written_day(oldest.received_on)},
        reverse("mail"),
        oldest.received_on,
    )


@kept
def _mail_waiting(worker: Worker) -> QuerySet[Mail]:
    """The oldest piece of mail, with how many there are."""
    found = Mail.objects.waiting_before(worker).annotate(of_all=Window(Count("pk")))
    return found.order_by("received_on", "pk")[:1]


def urgent_steps(worker: Worker) -> list[CaseStep]:
    """What records of others' cases called for at once and nobody has done, for the head of their unit."""
    if not may(worker, "see_unit_overview"):
        return []
    open_to_them = Case.objects.visible_to(worker).filter(pk=OuterRef("case"))
    called_for = (
        steps_called_for()
        .filter(reach(worker, "see_unit_overview").by_place(of="case__"))
        .exclude(planned_for=worker)
    )
    found = called_for.annotate(is_open=Exists(open_to_them)).select_related("case__unit", "planned_for")
    return list(found.order_by("planned_on", "pk")[:LONGEST])


def urgent_in_units(steps: Iterable[CaseStep], today: date) -> Iterator[Item]:
    """One line for each; of a sealed case only the unit, who has it, and the way into it."""
    for step in steps:
        is_open = step.is_open  # type: ignore[attr-defined]
        way_in = f"{reverse('open_with_reason')}?case={step.case.public_id}"
        address = reverse("case", args=[step.case.public_id]) if is_open else way_in
        yield Item(
            "overdue" if step.planned_on and step.planned_on < today else "today",
            _("Urgent"),
            step.case.number if is_open else step.case.unit.name,
            _("An urgent measure is needed and not taken yet. The case is with %(name)s.")
            % {"name": step.planned_for.full_name if step.planned_for else "–"},
            address,
            step.planned_on,
            _("called for on"),
            step.case if is_open else None,
        )


def exclusions_told(worker: Worker) -> list[Exclusion]:
    """Exclusions of others on which this worker decides (ZUP 38), with whether they may read the case."""
    if not may(worker, "assign_case"):
        return []
    open_to_them = Case.objects.visible_to(worker).filter(pk=OuterRef("case"))
    told = Exclusion.objects.undecided().exclude(worker=worker).exclude(case__state=CaseState.CLOSED)
    found = told.filter(reach(worker, "assign_case").by_place(of="case__")).annotate(
        is_open=Exists(open_to_them)
    )
    return list(found.select_related("case__unit", "worker").order_by("at", "pk")[:LONGEST])


def exclusions_to_decide(told: Iterable[Exclusion]) -> Iterator[Item]:
    """One line for each; of a sealed case only the unit, and the way into it."""
    for each in told:
        is_open = each.is_open  # type: ignore[attr-defined]
        yield Item(
            "today",
            _("Exclusion"),
            each.case.number if is_open else each.case.unit.name,
            _("%(name)s should not act in a case. Decide on the exclusion (ZUP 38).")
            % {"name": each.worker.full_name},
            reverse("case_access", args=[each.case.public_id]) if is_open else reverse("open_with_reason"),
            local_day(each.at),
            _("told on"),
            each.case if is_open else None,
        )


def glass_to_look_at(worker: Worker) -> Iterator[Item]:
    """Cases opened with a reason that this worker watches over and nobody has looked at yet."""
    if not may(worker, "see_broken_glass"):
        return
    for access in not_looked_at(worker).order_by("-pk")[:LONGEST]:
        yield Item(
            "today",
            _("Opened with a reason"),
            access.case.unit.name,
            _("%(name)s opened a case with a reason. Look at why.") % {"name": access.worker.full_name},
            reverse("broken_glass"),
            local_day(access.from_at),
            _("opened on"),
        )


def sheets_to_send(worker: Worker, today: date) -> Iterator[Item]:
    """The monthly sheet of the on-call service, for who sends it: before the 4th, and before the 5th."""
    if not may(worker, "send_duty_sheet"):
        return
    for each in reminders_of(worker, today):
        words = (
            _("Send the monthly sheet to the main office.")
            if each.to == Recipient.MAIN_OFFICE
            else _("Send the monthly sheet to the ministry, with the tables of the crisis centres.")
        )
        state = "overdue" if each.due_on < today else "today" if each.due_on == today else "soon"
        address = reverse("duty_month", args=[f"{each.month:%Y-%m}"])
        heading = written_month(each.month)
        yield Item(state, _("On-call service"), heading, words, address, each.due_on, _("due on"))
