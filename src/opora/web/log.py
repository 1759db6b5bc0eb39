"""The auditor's view of the log: who saw and who changed whose data, by person, worker, case or day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit import trail
from opora.audit.models import LogEntry, LogEntryQuerySet
from opora.cases.models import Case
from opora.organisation.access import STEPS
from opora.organisation.models import Worker
from opora.people.merging import ids_of_same_person
from opora.people.models import Person
from opora.web.access import WorkerRequest, needs
from opora.web.forms.log import LogForm
from opora.web.paging import KeyedPage, page_by_key

ROWS = 50


@needs("see_log")
def log(request: WorkerRequest) -> HttpResponse:
    """Entries that fit, the newest first. A POST: whom the auditor looks for stands in no address."""
    form = LogForm(request.POST or None)
    entries: LogEntryQuerySet | None = LogEntry.objects.of_centre(request.worker.centre_id)
    if request.method == "POST":
        trail.searches()
        entries = _filtered(form, request) if form.is_valid() else None
    page = (
        None
        if entries is None
        else page_by_key(entries.select_related("worker"), request.POST.get("after", ""), size=ROWS)
    )
    context = {"form": form, "page": page, "rows": _rows(page) if page else []}
    return render(request, "log/log.html", context, status=422 if form.errors else 200)


def _filtered(form: LogForm, request: WorkerRequest) -> LogEntryQuerySet | None:
    """The entries asked for; None, with the reason in the form, where whom they are about is not found."""
    given = form.cleaned_data
    entries = LogEntry.objects.of_centre(request.worker.centre_id)
    if given["person"]:
        person = Person.objects.unmerged().filter(emso="".join(given["person"].split())).first()
        if person is None:
            form.add_error("person", _("Nobody on record has this EMŠO. Check the number."))
            return None
        same = ids_of_same_person(person)
        trail.shows(same)
        entries = entries.about(*same)
    if given["worker"]:
        worker = Worker.objects.filter(
            login=given["worker"].strip().lower(), centre=request.worker.centre_id
        ).first()
        if worker is None:
            form.add_error("worker", _("No worker of this centre signs in by this name. Check the name."))
            return None
        entries = entries.filter(worker=worker)
    if given["case"]:
        case = Case.objects.filter(number=given["case"].strip(), centre=request.worker.centre_id).first()
        if case is None:
            form.add_error("case", _("This centre has no case of this number. Check the number."))
            return None
        trail.shows(case_id=case.pk)
        entries = entries.filter(case_id=case.pk)
    if given["day"]:
        start = timezone.make_aware(datetime.combine(given["day"], time()))
        entries = entries.filter(at__gte=start, at__lt=start + timedelta(days=1))
    return entries


def _rows(page: KeyedPage) -> list[dict[str, object]]:
    """Entries with the names and numbers of whom and what they are about."""
    ids = {pk for entry in page.rows for pk in entry.persons}
    trail.shows(ids)
    names = {person.pk: person.full_name for person in Person.objects.filter(pk__in=ids)}
    cases = dict(
        Case.objects.filter(pk__in={e.case_id for e in page.rows if e.case_id}).values_list("pk", "number")
    )
    return [
        {
            "entry": entry,
            "persons": [names[pk] for pk in entry.persons if pk in names],
            "case": cases.get(entry.case_id, ""),
            "purpose": STEPS[entry.purpose].label if entry.purpose in STEPS else entry.purpose,
        }
        for entry in page.rows
    ]
