"""The two forms of the report on an intervention and its attachments, filled in from what the call holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.bodies import body_named
from opora.cases.catalogue_versions import task_of
from opora.cases.executors import word_of
from opora.cases.models import Body, Case, CaseLink, CaseRecord
from opora.cases.opening import open_case
from opora.cases.records import add_record, may_read, records_of
from opora.cases.sealing import seal_along
from opora.documents.models import Paper
from opora.documents.papers.drafting import begin_paper, papers_to_write
from opora.duty.months import PARTICIPATIONS
from opora.duty.morning_reports import REPORT
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person

CALL = "intervention_call"
LANGUAGE = "sl"  # the forms of the service are printed in Slovenian
FORMS = {"other_interventions": "report", "restraining_order": "report_restraining_order"}
"""Which document of the report is printed on which form."""
ATTACHED = ("general_minutes", "minutes_special_guardian")
"""Attachments that are documents of the call."""


def prefilled(call: Case, *, by: Worker, at: datetime) -> dict[str, Any]:
    """What the report can be filled with from the call, as far as the writer may read it."""
    found = _call(call)
    measures = _read(call, "measure", by, at)
    return {
        "intervention": found.content["number"],
        "form": _form(found, measures),
        "written_by": by.pk,
        "intervention_ended_on": _ended_on(found).isoformat(),
        "written_at": timezone.localtime(at).isoformat(timespec="minutes"),
        "attachments": list(_attachments(call, by, at)),
        "summary": "\n".join(_summary(call, measures, by, at)),
    }


@transaction.atomic
def open_report(call: Case, values: Mapping[str, Any], *, by: Worker, at: datetime) -> Case:
    """Open the report of a call with its sheet, and begin the form and the attachments it names as papers.

    Refused for a case that is no call or has no record of it, and where the call has its report.
    """
    found = _call(call)
    if report_of(call) is not None:
        raise Refused(_("This intervention has its report already. Go on with that one."))
    case = open_case(
        task=REPORT,
        unit=call.unit,
        title=_("Report on intervention %(number)s") % {"number": found.content["number"]},
        parties=list(_parties(call, found)),
        opened_by=by,
        opened_on=timezone.localdate(at),
        opened_how="on_call_service",
        grew_out_of=call,
        assigned_to=by,
        seal=call.seal,
        at=at,
    )
    seal_along(case, with_=call)
    add_record(case, "report_sheet", values, by=by, at=at)
    sheet = records_of(case, "report_sheet").get().content
    _begin(case, FORMS[sheet["form"]], by, at)
    for attached in sheet.get("attachments", ()):
        if attached in ATTACHED:
            _begin(call, attached, by, at)
    return case


def report_of(call: Case) -> Case | None:
    """The report that grew out of a call."""
    return Case.objects.filter(task=REPORT, pk__in=_grown(call)).first()


def calls_without_report(worker: Worker) -> QuerySet[Case]:
    """Calls the worker may read that have no report yet, the newest first."""
    reported = CaseLink.objects.filter(case__task=REPORT).values("other")
    return Case.objects.visible_to(worker).filter(task=CALL).exclude(pk__in=reported).order_by("-pk")


def _call(case: Case) -> CaseRecord:
    found = records_of(case, "call").last() if case.task == CALL else None
    if found is None:
        raise Refused(
            _("There is no call to report on. Fill in the record “Call” of the intervention first.")
        )
    return found


def _grown(call: Case) -> QuerySet[CaseLink, Any]:
    return CaseLink.objects.filter(other=call).values("case")


def _read(call: Case, key: str, by: Worker, at: datetime) -> list[CaseRecord]:
    definition = next(each for each in task_of(call).records if each.key == key)
    return list(records_of(call, key)) if may_read(by, definition, call, at=at) else []


def _form(found: CaseRecord, measures: list[CaseRecord]) -> str:
    is_order = found.content.get("subtask") == "restraining_order" or any(
        each.content["measure"] == "restraining_order_help" for each in measures
    )
    return "restraining_order" if is_order else "other_interventions"


def _ended_on(found: CaseRecord) -> date:
    """The day on which the last worker ended; of the call, where nobody entered their hours yet."""
    parts = CaseRecord.objects.filter(
        centre=found.centre, task=PARTICIPATIONS, key="participation", struck_at=None,
        content__intervention=found.content["number"],
    )  # fmt: skip
    ends = [datetime.fromisoformat(each.content["ended_at"]) for each in parts]
    return timezone.localdate(max(ends, default=datetime.fromisoformat(found.content["received_at"])))


def _attachments(call: Case, by: Worker, at: datetime) -> Iterator[str]:
    if any(each.content["measure"] == "first_social_aid" for each in _read(call, "measure", by, at)):
        yield "general_minutes"
    if any(each.content.get("minutes_made") for each in _read(call, "minor_at_night", by, at)):
        yield "minutes_special_guardian"
    if _read(call, "removal_at_night", by, at):
        yield "removal_form"


def _summary(call: Case, measures: list[CaseRecord], by: Worker, at: datetime) -> Iterator[str]:
    for each in measures:
        yield f"{word_of('intervention_measures', each.content['measure'])}: {each.content['content']}"
    for each in _read(call, "placement", by, at):
        yield f"{word_of('intervention_measures', 'crisis_placement')}: " + word_of(
            "intervention_placements", each.content["where"]
        )


def _parties(call: Case, found: CaseRecord) -> Iterator[tuple[Person | Body, str]]:
    """Who takes part in the call, on their own side; and both main offices."""
    sides = {"perpetrator": "perpetrator"}
    told: set[tuple[int, str]] = set()
    for party in (
        call.parties.filter(person__isnull=False, until=None).select_related("person").order_by("pk")
    ):
        assert party.person is not None
        role = sides.get(party.role, "person")
        if (party.person.pk, role) not in told:
            told.add((party.person.pk, role))
            yield party.person, role
    yield body_named(str(call.unit)), "seat_office"
    unit = found.content["competent_unit"]
    yield Body.objects.get(pk=unit) if isinstance(unit, int) else body_named(unit), "unit_office"


def _begin(case: Case, key: str, by: Worker, at: datetime) -> None:
    """A draft of the document for the file, unless one was begun."""
    is_known = any(each.key == key for each in papers_to_write(case))
    if is_known and not Paper.objects.filter(case=case, key=key).exclude(state="discarded").exists():
        begin_paper(case, key, addressee=None, language=LANGUAGE, by=by, at=at)
