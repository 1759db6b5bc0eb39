"""The auditor's view of the log: who saw and who changed whose data, by person, worker, case and time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.audit import trail
from opora.audit.models import LogEntry, LogEntryQuerySet
from opora.cases.models import Case
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.merging import ids_of_same_person
from opora.people.models import Person
from opora.people.search import search_persons
from opora.web.access import WorkerRequest, needs
from opora.web.forms.log import LogForm
from opora.web.log_sentences import page_or_act, particulars
from opora.web.paging import KeyedPage, page_by_key

ROWS = 50
MOST_NAMESAKES = 25


@needs("see_log")
def log(request: WorkerRequest) -> HttpResponse:
    """Entries that fit, the newest first. A POST: whom the auditor looks for stands in no address."""
    form = LogForm(request.POST or None)
    entries: LogEntryQuerySet | None = LogEntry.objects.of_centre(request.worker.centre_id)
    sought: list[int] = []
    if request.method == "POST":
        trail.searches()
        entries, sought = _filtered(form, request.worker) if form.is_valid() else (None, [])
    page = (
        None
        if entries is None
        else page_by_key(entries.select_related("worker"), request.POST.get("after", ""), size=ROWS)
    )
    context = {"form": form, "page": page, "rows": _rows(page, sought) if page else []}
    return render(request, "log/log.html", context, status=422 if form.errors else 200)


def _filtered(form: LogForm, by: Worker) -> tuple[LogEntryQuerySet | None, list[int]]:
    """The entries asked for and whom they are to be about; none, with the reason in the form, otherwise."""
    given = form.cleaned_data
    entries, sought = LogEntry.objects.of_centre(by.centre_id), []
    narrowing = ""
    try:
        if given["person"]:
            narrowing = "person"
            sought = _persons(given["person"], by)
            entries = entries.about(*sought)
        if given["worker"]:
            narrowing = "worker"
            entries = entries.filter(worker__in=_workers(given["worker"], by))
        if given["case"]:
            narrowing = "case"
            entries = entries.of_case(_case(given["case"], by))
    except ValidationError as wrong:
        form.add_error(narrowing, wrong)
        return None, []
    if given["deed"]:
        entries = entries.filter(deed=given["deed"])
    if given["since"]:
        entries = entries.filter(at__gte=_midnight(given["since"]))
    if given["until"]:
        entries = entries.filter(at__lt=_midnight(given["until"] + timedelta(days=1)))
    return entries, sought


def _persons(text: str, by: Worker) -> list[int]:
    """Everybody whom the name or number may mean, under all their records; the rows tell them apart."""
    try:
        found = search_persons(text, by, on=timezone.localdate(), limit=MOST_NAMESAKES)
    except Refused as refused:
        raise ValidationError(refused.message) from None
    if found.after is not None:
        raise ValidationError(_("Too many persons have such a name. Write the whole name, or the EMŠO."))
    if not found.hits:
        raise ValidationError(_("Nobody on record has this name or EMŠO. Check it."))
    ids = sorted({pk for hit in found.hits for pk in ids_of_same_person(hit.person)})
    trail.shows(ids)
    return ids


def _workers(text: str, by: Worker) -> list[int]:
    """The centre's workers, also those who left, in whose names every word occurs."""
    found = Worker.objects.filter(centre=by.centre_id)
    for word in text.split():
        found = found.filter(
            Q(login__icontains=word) | Q(given_name__icontains=word) | Q(family_name__icontains=word)
        )
    ids = list(found.values_list("pk", flat=True))
    if not ids:
        raise ValidationError(_("No worker of this centre has this name or sign-in name. Check it."))
    return ids


def _case(number: str, by: Worker) -> int:
    found = Case.objects.filter(number=number.strip(), centre=by.centre_id).first()
    if found is None:
        raise ValidationError(_("This centre has no case of this number. Check the number."))
    trail.shows(case_id=found.pk)
    return found.pk


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _rows(page: KeyedPage, sought: list[int]) -> list[dict[str, object]]:
    """Entries with the names and years of birth of whom they are about; who was sought stands first."""
    ids = {pk for entry in page.rows for pk in entry.persons}
    trail.shows(ids)
    persons = Person.objects.in_bulk(ids)
    cases = dict(
        Case.objects.filter(pk__in={e.case_id for e in page.rows if e.case_id}).values_list("pk", "number")
    )
    return [
        {
            "entry": entry,
            "at": timezone.localtime(entry.at),
            "persons": [
                _named(persons[pk])
                for pk in sorted(entry.persons, key=lambda pk: pk not in sought)
                if pk in persons
            ],
            "case": cases.get(entry.case_id, ""),
            "what": page_or_act(entry.what),
            "particulars": particulars(entry),
        }
        for entry in page.rows
    ]


def _named(person: Person) -> str:
    """Namesakes are told apart by the year of birth."""
    return f"{person.full_name} ({person.born.year})" if person.born else person.full_name
