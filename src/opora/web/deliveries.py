"""Service of documents: what was dispatched to whom, and what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.audit import trail
from opora.cases.models import Body, Case, Party, PartyRole
from opora.cases.shared_homes import is_of_violence
from opora.documents.delivery import dispatch
from opora.documents.models import Delivery, Document, Method, Paper
from opora.documents.serving import record_return, record_service
from opora.organisation.access import may, require
from opora.people.majority import is_minor
from opora.people.models import Person
from opora.people.withholding import lives_with_protected
from opora.web.access import WorkerRequest, needs
from opora.web.case_frame import application_in, find_case, header
from opora.web.explained_days import article_of, told
from opora.web.forms.fields import PageForm
from opora.web.forms.papers import addressee_key
from opora.web.forms.service import ComeBackForm, DispatchForm, ServiceForm
from opora.web.refusal import on_refusal


@needs("see_document")
def deliveries(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """The deliveries of a case, the newest first."""
    return _page(request, find_case(request, public_id))


@require_POST
@needs("record_service")
def dispatch_document(request: WorkerRequest, public_id: UUID) -> HttpResponse:
    """Record that a document was sent."""
    case = find_case(request, public_id)
    form = _dispatch_form(case, request.POST)
    on_refusal(request, form=form, draw=lambda: _page(request, case, dispatching=form))
    if not form.is_valid():
        return _page(request, case, dispatching=form)
    require(request.worker, "record_service", case=case)
    dispatch(by=request.worker, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The dispatch is recorded."))
    return redirect("deliveries", public_id)


@require_POST
@needs("record_service")
def serve_delivery(request: WorkerRequest, pk: int) -> HttpResponse:
    """Record what the server reports."""
    delivery = _find(request, pk)
    form = ServiceForm(request.POST, prefix=f"served-{pk}")
    on_refusal(request, draw=lambda: _refused(request, delivery, form), form=form)
    if not form.is_valid():
        return _refused(request, delivery, form)
    given = {form.cleaned_data["event"]: form.cleaned_data["day"]}
    record_service(delivery, by=request.worker, at=timezone.now(), **given)
    messages.success(request, _("The service is recorded, and the terms that follow from it are computed."))
    return redirect("deliveries", delivery.document.case.public_id)


@require_POST
@needs("record_service")
def return_delivery(request: WorkerRequest, pk: int) -> HttpResponse:
    """Record that the document came back."""
    delivery = _find(request, pk)
    form = ComeBackForm(request.POST, prefix=f"returned-{pk}")
    on_refusal(request, draw=lambda: _refused(request, delivery, form), form=form)
    if not form.is_valid():
        return _refused(request, delivery, form)
    record_return(delivery, by=request.worker, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("It is recorded that the document came back. It can be dispatched anew."))
    return redirect("deliveries", delivery.document.case.public_id)


def _find(request: WorkerRequest, pk: int) -> Delivery:
    visible = Case.objects.visible_to(request.worker)
    found = Delivery.objects.filter(document__case__in=visible)
    delivery = get_object_or_404(found.select_related("document__case__unit", "addressee", "body"), pk=pk)
    require(request.worker, "record_service", case=delivery.document.case)
    return delivery


def _refused(request: WorkerRequest, delivery: Delivery, form: PageForm) -> HttpResponse:
    case = find_case(request, delivery.document.case.public_id)
    return _page(request, case, wrong=(delivery.pk, form))


def _dispatch_form(case: Case, data: Any = None) -> DispatchForm:
    """What was made last and is not under way stands there already, with whom it was written for."""
    documents = list(Document.objects.filter(case=case).outgoing().order_by("-pk"))
    sent = set(Delivery.objects.filter(document__in=documents).values_list("document", flat=True))
    next_one = next((each for each in documents if each.pk not in sent), None)
    initial: dict[str, Any] = {"on": timezone.localdate()}
    addressee: Person | Body | None = None
    if next_one is not None:
        paper = Paper.objects.filter(document=next_one).select_related("to_person", "to_body").first()
        addressee = (paper.to_person or paper.to_body) if paper else None
        initial |= {"document": next_one.pk, "addressee": addressee_key(addressee) if addressee else ""}
    if is_of_violence(case) and not isinstance(addressee, Body):
        initial["method"] = Method.AT_OFFICE  # what lies in the mailbox may be found by who must not see it
    addressees: list[Person | Body] = [*_addressees(case), *_bodies(case)]
    return DispatchForm(
        data,
        documents=documents,
        addressees=addressees,
        is_for_public_funds=application_in(case) is not None,
        is_of_violence=is_of_violence(case),
        initial=initial,
    )


def _addressees(case: Case) -> list[Person]:
    """To whom a document may be served: who acts in the case, and everybody else in it who is of age.

    A minor is served through whoever represents them (ZUP arts. 47 and 88); one who applies acts alone.
    """
    today = timezone.localdate()
    parties = (
        Party.objects.persons().filter(case=case).select_related("person").order_by("person__family_order")
    )
    acting = {PartyRole.APPLICANT, PartyRole.REPRESENTATIVE}
    found = {
        party.person.pk: party.person
        for party in parties
        if party.person and (party.role in acting or not is_minor(party.person, today))
    }
    return list(found.values())


def _bodies(case: Case) -> list[Body]:
    """The court, the police or whichever body takes part in the case."""
    return list(Body.objects.filter(parties__case=case).distinct().order_by("name"))


def _page(
    request: WorkerRequest,
    case: Case,
    *,
    dispatching: DispatchForm | None = None,
    wrong: tuple[int, PageForm] | None = None,
) -> HttpResponse:
    found = Delivery.objects.filter(document__case=case).select_related("document", "addressee", "body")
    may_record = may(request.worker, "record_service", case=case)
    found = found.annotate(with_protected=lives_with_protected(timezone.localdate(), of="addressee"))
    rows = [_row(delivery, wrong, may_record) for delivery in found.order_by("-pk")]
    form = dispatching or _dispatch_form(case)
    context = header(request, case, "deliveries") | {
        "rows": rows,
        "dispatch_form": form,
        "may_dispatch": may_record and form.has_documents,
    }
    shown = [row["delivery"].addressee_id for row in rows if row["delivery"].addressee_id]
    trail.shows(shown, case_id=case.pk)
    return render(request, "deliveries/list.html", context, status=422 if dispatching or wrong else 200)


def _told_address(delivery: Delivery) -> str:
    """What the envelope said; of a home protected since then, nothing."""
    addressee = delivery.addressee
    is_hidden = addressee is not None and (addressee.is_protected or delivery.with_protected)  # type: ignore[attr-defined]
    return "" if is_hidden else delivery.address


def _row(delivery: Delivery, wrong: tuple[int, PageForm] | None, may_record: bool) -> dict[str, Any]:
    today = {"day": timezone.localdate(), "on": timezone.localdate()}
    mistaken = wrong[1] if wrong and wrong[0] == delivery.pk else None
    return {
        "delivery": delivery,
        "address": _told_address(delivery),
        "state": _state(delivery),
        "told": told(delivery.explanation),
        "article": article_of(delivery.explanation),
        "is_open": may_record and delivery.served_on is None and delivery.returned_on is None,
        "service_form": mistaken
        if isinstance(mistaken, ServiceForm)
        else ServiceForm(prefix=f"served-{delivery.pk}", initial=today),
        "return_form": mistaken
        if isinstance(mistaken, ComeBackForm)
        else ComeBackForm(prefix=f"returned-{delivery.pk}", initial=today),
    }


def _state(delivery: Delivery) -> tuple[str, str]:
    """Tone and words of how the delivery stands."""
    if delivery.returned_on:
        return "alarm", _("came back")
    if delivery.served_on:
        return "good", _("served by fiction") if delivery.by_fiction else _("served")
    return "info", _("under way")
