"""What waits in the applications and decisions of a worker: what came back, ran out or is on its way.

A look-up and a delivery are asked for once for all cases, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Case as Chosen
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.cases.models import Case, CaseState, Deadline
from opora.decisions.models import Decision, DecisionState
from opora.documents.models import Delivery, Document
from opora.organisation.access import may
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.rights.calling import CALL, SUPPLEMENT
from opora.rights.contradictions import fact_label
from opora.rights.models import Determination
from opora.rights.touched import Touched, touched_decisions
from opora.sources.models import LookUp, LookUpState
from opora.web.approvals import drafts_to_decide
from opora.web.templatetags.page import day as written_day
from opora.web.waiting_items import LONGEST, Item, local_day


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


def has_run_out(deadline: Deadline, today: date) -> bool:
    """Whether the party let the term pass in which it should have supplemented the application."""
    return deadline.key == SUPPLEMENT and deadline.day < today


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
            "soon", kind, case.number, words, address, local_day(failed[0].asked_at), _("asked on"), case
        )
    if any(each.state == LookUpState.PENDING for each in look_ups):
        return None
    news = [each.answered_at for each in look_ups if each.answered_at and not _is_used(each)]
    if not news:
        return None
    words = _("The registers have answered. See what is still missing, or calculate.")
    return Item("ahead", kind, case.number, words, address, local_day(max(news)), _("answered on"), case)


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
                local_day(decision.submitted_at),
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
    oldest = local_day(found["oldest"])
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
