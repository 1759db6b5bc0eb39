"""What waits for a worker beside deadlines: what came back, what ran out, what is on its way.

Each source gives items with their urgency; the page sorts them together. A look-up and a delivery are asked
for once for all cases, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Case as Chosen
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.cases.broken_glass import not_looked_at
from opora.cases.models import Case, CaseState, CaseStep, Deadline, Draft, Exclusion, Handover
from opora.cases.urgency import steps_called_for
from opora.decisions.models import Decision, DecisionState
from opora.documents.models import Delivery, Document, Mail
from opora.duty.models import Recipient
from opora.duty.reminders import reminders_of
from opora.organisation.access import may, reach
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.rights.calling import CALL, SUPPLEMENT
from opora.rights.contradictions import fact_label
from opora.rights.models import Determination
from opora.rights.touched import Touched, touched_decisions
from opora.sources.models import LookUp, LookUpState
from opora.web.approvals import drafts_to_decide
from opora.web.templatetags.page import day as written_day
from opora.web.templatetags.page import month as written_month

LONGEST = 15
LONGEST_MESSAGE = 200
URGENCY = ("overdue", "today", "soon", "ahead")


@dataclass(frozen=True)
class Item:
    """One thing to do: how urgent, what kind, about which case, and where it is done.

    `day_is` says what the day is; without it the day only orders. `also` is what else waits in the case.
    """

    state: str
    kind: str
    number: str
    words: str
    address: str
    day: date | None = None
    day_is: str = ""
    case: Case | None = None
    also: tuple[Item, ...] = ()

    @property
    def heading(self) -> str:
        """The number, and of the case its persons and matter, as far as they were fetched."""
        names = ", ".join(party.person.full_name for party in getattr(self.case, "main_persons", ()))
        matter = self.case.title if self.case else ""
        return " · ".join(part for part in (self.number, names, matter) if part)


def most_urgent_first(items: Iterable[Item]) -> list[Item]:
    """By urgency, then the longest waiting."""
    return sorted(items, key=lambda item: (URGENCY.index(item.state), item.day or date.max))


def one_row_a_case(items: Iterable[Item]) -> list[Item]:
    """The most urgent of each case, with all else that waits in it; what is of no case stands by itself."""
    rows: dict[object, list[Item]] = {}
    for item in most_urgent_first(items):
        rows.setdefault(item.case.pk if item.case else item, []).append(item)
    return [replace(first, also=tuple(others)) for first, *others in rows.values()]


def terms_that_ran_out(running: Iterable[Deadline], today: date) -> Iterator[Item]:
    """Calls to supplement that nobody answered in time (ZUP 67)."""
    for deadline in running:
        if has_run_out(deadline, today):
            yield Item(
                "overdue",
                _("Supplement"),
                deadline.case.number,
                _("The term to supplement has ended. Take in what came, or draft the ruling of rejection."),
                reverse("facts", args=[deadline.case.public_id]),
                deadline.day,
                _("due on"),
                deadline.case,
            )


def with_calls_at_rest(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases that wait for their party, each with the day of its last call where nobody has sent that off."""
    calls = Document.objects.filter(case=OuterRef("pk"), kind=CALL).order_by("-sequence")
    last = calls.annotate(sent=Exists(Delivery.objects.filter(document=OuterRef("pk"))))[:1]
    waits = Q(state=CaseState.AWAITING_PARTY)
    return cases.annotate(
        call_made_on=Chosen(When(waits, then=Subquery(last.values("registered_on")))),
        call_is_sent=Chosen(When(waits, then=Subquery(last.values("sent")))),
    )


def calls_not_dispatched(cases: Iterable[Case]) -> Iterator[Item]:
    """Calls to supplement that were made and never sent: no term runs, and the party knows nothing."""
    for case in cases:
        made_on: date | None = case.call_made_on  # type: ignore[attr-defined]
        if made_on and not case.call_is_sent:  # type: ignore[attr-defined]
            yield Item(
                "soon",
                _("Supplement"),
                case.number,
                _(
                    "The call to supplement is not dispatched yet, so its term does not run. "
                    "Record the dispatch."
                ),
                reverse("deliveries", args=[case.public_id]),
                made_on,
                _("made on"),
                case,
            )


def has_run_out(deadline: Deadline, today: date) -> bool:
    """Whether the party let the term pass in which it should have supplemented the application."""
    return deadline.key == SUPPLEMENT and deadline.day < today


def answers_of_registers(cases: Iterable[Case]) -> Iterator[Item]:
    """One line a case: registers that failed, else answers that no computation has used yet."""
    by_id = {case.pk: case for case in cases}
    by_case: dict[int, list[LookUp]] = {}
    for look_up in _look_ups_of(list(by_id)) if by_id else ():
        by_case.setdefault(look_up.case_id, []).append(look_up)
    for case_id, look_ups in by_case.items():
        if item := _of_look_ups(by_id[case_id], look_ups):
            yield item


@kept
def _look_ups_of(cases: list[int]) -> QuerySet[LookUp]:
    computed = Determination.objects.filter(case=OuterRef("case_id")).order_by("-computed_at")
    used_at = Subquery(computed.values("computed_at")[:1])
    found = LookUp.objects.filter(case_id__among=cases).annotate(used_at=used_at)
    return found.only("case_id", "state", "asked_at", "answered_at").order_by("pk")


def _of_look_ups(case: Case, look_ups: list[LookUp]) -> Item | None:
    address, kind = reverse("facts", args=[case.public_id]), _("Registers")
    failed = [each for each in look_ups if each.state == LookUpState.FAILED]
    if failed:
        words = _("A register gave no answer. Ask again, or enter evidence.")
        return Item(
            "soon", kind, case.number, words, address, _local(failed[0].asked_at), _("asked on"), case
        )
    if any(each.state == LookUpState.PENDING for each in look_ups):
        return None
    news = [each.answered_at for each in look_ups if each.answered_at and not _is_used(each)]
    if not news:
        return None
    words = _("The registers have answered. See what is still missing, or calculate.")
    return Item("ahead", kind, case.number, words, address, _local(max(news)), _("answered on"), case)


def _is_used(look_up: LookUp) -> bool:
    used_at: datetime | None = look_up.used_at  # type: ignore[attr-defined]
    return bool(used_at and look_up.answered_at and used_at >= look_up.answered_at)


def undelivered(deliveries: Iterable[Delivery]) -> Iterator[Item]:
    """Letters that came back and were not sent anew."""
    for delivery in deliveries:
        if delivery.returned_on:
            yield Item(
                "today",
                _("Post"),
                delivery.document.number,
                _("Not served on %(name)s: %(reason)s. Find another address and dispatch it anew.")
                % {"name": delivery.recipient, "reason": delivery.get_returned_reason_display()},
                reverse("deliveries", args=[delivery.document.case.public_id]),
                delivery.returned_on,
                _("came back on"),
                delivery.document.case,
            )


def returned_drafts(decisions: Iterable[Decision]) -> Iterator[Item]:
    """Drafts the decision-maker gave back."""
    for decision in decisions:
        if decision.state == DecisionState.RETURNED:
            yield Item(
                "today",
                _("Decision"),
                decision.case.number,
                _("Returned to you: %(reason)s") % {"reason": decision.returned_reason},
                reverse("decision", args=[decision.public_id]),
                _local(decision.submitted_at),
                _("submitted on"),
                decision.case,
            )


def on_the_way(decisions: Iterable[Decision], deliveries: Iterable[Delivery], today: date) -> Iterator[Item]:
    """Issued decisions that nobody has been served with yet."""
    by_document = {delivery.document_id: delivery for delivery in deliveries}
    for decision in decisions:
        if decision.state != DecisionState.ISSUED:
            continue
        delivery = by_document.get(decision.document_id) if decision.document_id else None
        state, words, day, day_is = _way_of(decision, delivery, today)
        address = reverse("deliveries", args=[decision.case.public_id])
        yield Item(state, _("Decision"), str(decision.number), words, address, day, day_is, decision.case)


def _way_of(decision: Decision, delivery: Delivery | None, today: date) -> tuple[str, str, date | None, str]:
    if decision.document_id is None:
        return "ahead", _("Its document is being made."), decision.issued_on, _("issued on")
    if delivery is None:
        return "soon", _("Not dispatched yet. Record the dispatch."), decision.issued_on, _("issued on")
    if delivery.returned_on:
        return "today", _("It came back undelivered."), delivery.returned_on, _("came back on")
    if delivery.expected_on is None:
        words = _("Under way: record the service when the proof comes.")
        return "ahead", words, delivery.dispatched_on, _("dispatched on")
    if delivery.expected_on < today:
        words = _("It should have been served by now. Record what the server reports.")
        return "soon", words, delivery.expected_on, _("service on")
    words = _("Counts as served on this day unless it comes back.")
    return "ahead", words, delivery.expected_on, _("service on")


def drafts_to_approve(worker: Worker) -> Iterator[Item]:
    """One line for all drafts this worker may decide; which they are stands in the inbox of approvals."""
    if not may(worker, "approve_decision"):
        return
    found = drafts_to_decide(worker).order_by().aggregate(count=Count("pk"), oldest=Min("submitted_at"))
    if not found["count"]:
        return
    oldest = _local(found["oldest"])
    yield Item(
        "today",
        _("Decision"),
        _("Drafts to decide on"),
        ngettext(
            "%(count)d draft waits for your decision, since %(day)s.",
            "%(count)d drafts wait for your decision, the oldest since %(day)s.",
            found["count"],
        )
        % {"count": found["count"], "day": written_day(oldest)},
        reverse("approvals"),
        oldest,
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
            _local(access.from_at),
            _("opened on"),
        )


def exclusions_told(worker: Worker) -> list[Exclusion]:
    """Exclusions of others on which this worker decides (ZUP 38), with whether they may read the case."""
    if not may(worker, "assign_case"):
        return []
    reached = reach(worker, "assign_case")
    by_place = Q(case__unit__in=reached.units)
    if reached.centre is not None:
        by_place |= Q(case__centre=reached.centre)
    open_to_them = Case.objects.visible_to(worker).filter(pk=OuterRef("case"))
    told = Exclusion.objects.undecided().exclude(worker=worker).exclude(case__state=CaseState.CLOSED)
    found = told.filter(by_place).annotate(is_open=Exists(open_to_them))
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
            _local(each.at),
            _("told on"),
            each.case if is_open else None,
        )


def urgent_steps(worker: Worker) -> list[CaseStep]:
    """What records of others' cases called for at once and nobody has done, for the head of their unit."""
    if not may(worker, "see_unit_overview"):
        return []
    reached = reach(worker, "see_unit_overview")
    by_place = Q(case__unit__in=reached.units)
    if reached.centre is not None:
        by_place |= Q(case__centre=reached.centre)
    open_to_them = Case.objects.visible_to(worker).filter(pk=OuterRef("case"))
    called_for = steps_called_for().filter(by_place).exclude(planned_for=worker)
    found = called_for.annotate(is_open=Exists(open_to_them)).select_related("case__unit", "planned_for")
    return list(found.order_by("planned_on", "pk")[:LONGEST])


def urgent_in_units(steps: Iterable[CaseStep], today: date) -> Iterator[Item]:
    """One line for each; of a sealed case only the unit, who has it, and the way into it."""
    for step in steps:
        is_open = step.is_open  # type: ignore[attr-defined]
        address = reverse("case", args=[step.case.public_id]) if is_open else reverse("open_with_reason")
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


@kept
def handed_over(worker: Worker) -> QuerySet[Handover]:
    """What the on-call service or another unit left for the worker's units and nobody has taken yet."""
    reached = reach(worker, "see_worklist")
    for_them = Q(to_worker=worker)
    if reached.units:
        for_them |= Q(to_unit__among=reached.units)
    if reached.centre is not None:
        for_them |= Q(to_unit__centre=reached.centre)
    open_to_them = Case.objects.visible_to(worker).filter(pk=OuterRef("case"))
    meant = Handover.objects.waiting().meant_for(worker).filter(for_them)
    waiting = meant.annotate(is_open=Exists(open_to_them))
    return waiting.select_related("case", "to_unit", "by").order_by("at", "pk")[:LONGEST]


def messages_of(handovers: Iterable[Handover], worker: Worker) -> Iterator[Item]:
    """The message of each; of a case sealed to the worker only that one waits, and where it is taken."""
    may_take = may(worker, "take_over_case")
    for each in handovers:
        on = _local(each.at)
        if not each.is_open:  # type: ignore[attr-defined]
            yield Item(
                "today",
                _("Handover"),
                each.to_unit.name,
                (
                    _("%(name)s handed over a sealed case. Read what you must know, and take it.")
                    if may_take
                    else _(
                        "%(name)s handed over a sealed case. "
                        "Open it with a reason, or ask the head of the unit."
                    )
                )
                % {"name": each.by.full_name},
                reverse("handovers") if may_take else reverse("open_with_reason"),
                on,
                _("handed over on"),
            )
            continue
        yield Item(
            "today",
            _("Handover"),
            each.case.number,
            _("%(name)s: %(message)s") % {"name": each.by.full_name, "message": _shortened(each.message)},
            reverse("case", args=[each.case.public_id]),
            on,
            _("handed over on"),
            each.case,
        )


@kept
def drafts_of(worker: Worker) -> QuerySet[Draft]:
    """Notes the worker began and did not save, in cases they may still read, the oldest first."""
    begun = Draft.objects.filter(worker=worker, case__in=Case.objects.visible_to(worker))
    return begun.select_related("case").defer("text", "entries").order_by("saved_at", "pk")[:LONGEST]


def notes_not_saved(drafts: Iterable[Draft]) -> Iterator[Item]:
    """Notes that only their writer sees, until they save them."""
    for draft in drafts:
        yield Item(
            "soon",
            _("Note"),
            draft.case.number,
            _("You began a note and did not save it: %(title)s") % {"title": draft.title}
            if draft.title.strip()
            else _("You began a note and did not save it."),
            reverse("notes", args=[draft.case.public_id]),
            _local(draft.saved_at),
            _("begun on"),
            draft.case,
        )


def _shortened(message: str) -> str:
    words = " ".join(message.split())
    return words if len(words) <= LONGEST_MESSAGE else words[: LONGEST_MESSAGE - 1].rstrip() + "…"


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


def cases_of_nobody(worker: Worker) -> Iterator[Item]:
    """One line for all cases that nobody of the head's units has yet; a sealed one is counted, not named."""
    if not may(worker, "see_unit_overview"):
        return
    reached = reach(worker, "see_unit_overview")
    by_place = Q(unit__in=reached.units)
    if reached.centre is not None:
        by_place |= Q(centre=reached.centre)
    waiting = Case.objects.filter(by_place).open().unassigned().order_by()
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
    found = (
        Mail.objects.waiting_before(worker).order_by().aggregate(count=Count("pk"), oldest=Min("received_on"))
    )
    if not found["count"]:
        return
    yield Item(
        "soon",
        _("Incoming mail"),
        _("Mail to be assigned"),
        ngettext(
            "%(count)d piece of mail waits for its case, since %(day)s.",
            "%(count)d pieces of mail wait for their cases, the oldest since %(day)s.",
            found["count"],
        )
        % {"count": found["count"], "day": written_day(found["oldest"])},
        reverse("mail"),
        found["oldest"],
    )


def touched_in_reach(worker: Worker) -> list[Touched]:
    """Decisions in effect whose facts changed after the issue, for those who give out the work."""
    if not may(worker, "assign_case"):
        return []
    return touched_decisions(Case.objects.reached_for("assign_case", worker))[:LONGEST]


def told_differently_since(found: Iterable[Touched]) -> Iterator[Item]:
    """Decisions to look at again: what they rest on is told differently since."""
    for touched in found:
        decision = touched.decision
        yield Item(
            "soon",
            _("Decision"),
            str(decision.number),
            _("Told differently since the issue: %(facts)s. Look whether it must be replaced.")
            % {"facts": ", ".join(fact_label(key) for key in touched.facts)},
            reverse("facts", args=[decision.case.public_id]),
            decision.issued_on,
            _("issued on"),
            decision.case,
        )


@kept
def decisions_of(worker: Worker) -> QuerySet[Decision]:
    """Drafts given back to the worker, and issued decisions of their cases not served yet."""
    found = Decision.objects.filter(
        Q(state=DecisionState.RETURNED, drafted_by=worker)
        | Q(state=DecisionState.ISSUED, case__assigned_to=worker)
    )
    told = found.select_related("case").defer("letter", "edits", "warnings")
    return told.order_by(F("issued_on").asc(nulls_first=True), "pk")[: 2 * LONGEST]


@kept
def deliveries_of(worker: Worker) -> QuerySet[Delivery]:
    """What is under way in the worker's cases, and what came back and was not sent anew."""
    to_the_same = Q(addressee=OuterRef("addressee")) | Q(body=OuterRef("body"))
    later = Delivery.objects.filter(to_the_same, document=OuterRef("document"), pk__gt=OuterRef("pk"))
    found = Delivery.objects.filter(document__case__assigned_to=worker, served_on__isnull=True)
    newest = found.filter(~Exists(later)).select_related("document__case", "addressee", "body")
    return newest.order_by("-pk")[: 2 * LONGEST]


def _local(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
