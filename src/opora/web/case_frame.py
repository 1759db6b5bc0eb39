"""What stands on every page of a case: its header, its next deadline and its tabs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case as Chosen
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opora.audit import trail
from opora.cases.catalogue_versions import task_of
from opora.cases.models import Case, Deadline, DeadlineState, Handover, Party, PartyRole
from opora.decisions.models import Decision, DecisionState
from opora.organisation.access import may
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.people.models import Person
from opora.rights.models import Application
from opora.web import deadlines
from opora.web.access import WorkerRequest
from opora.web.links import address

OF_APPLICATIONS = {"facts", "calculation", "case_work"}
TABS = [
    ("case", "see_case", _("Overview")),
    ("case_work", "see_case", _("Work")),
    ("facts", "see_calculation", _("Facts")),
    ("calculation", "see_calculation", _("Calculation")),
    ("decisions", "see_decision", _("Decisions")),
    ("documents", "see_document", _("Documents")),
    ("deliveries", "see_document", _("Service")),
    ("onward", "see_case", _("Onward")),
    ("case_access", "see_case", _("Access")),
]

PARTIES_NAMED = 3
HEADED = timedelta(days=366)
"""How far ahead a deadline may lie to stand in the header: what comes in ten years is no next thing to do."""
UNFINISHED = (DeadlineState.RUNNING, DeadlineState.PAUSED)


def find_case(request: WorkerRequest, public_id: UUID) -> Case:
    """The case, if this worker may see it; its people and deadlines fetched with it."""
    found = _seen(request.worker, public_id)
    if not found:
        raise Http404("No case of this identifier is open to the worker.")
    return found[0]


@kept
def _seen(worker: Worker, public_id: UUID) -> QuerySet[Case]:
    seen = Case.objects.visible_to(worker).filter(public_id=public_id)
    seen = seen.annotate(handed_to=_waits_for(), applied_before=_applied_before())
    beside = ("unit", "centre", "assigned_to", "application__applicant", "application__dwelling")
    return seen.select_related(*beside)


def _applied_before() -> Exists:
    """Whether the applicant has applications beside this one: only then is it asked what is known of them."""
    others = Application.objects.filter(applicant=OuterRef("application__applicant"))
    return Exists(others.exclude(case=OuterRef("pk")))


def _waits_for() -> Subquery:
    """For whom a handed-over case waits, by the name of the colleague or else of the unit."""
    waiting = Handover.objects.waiting().filter(case=OuterRef("pk"))
    colleague = Concat("to_worker__given_name", Value(" "), "to_worker__family_name")
    name = When(to_worker__isnull=False, then=colleague)
    return Subquery(waiting.values_list(Chosen(name, default=F("to_unit__name")))[:1])


def application_of(case: Case) -> Application:
    """The application of a case; a case of another kind has none, so no such page either."""
    found = application_in(case)
    if found is None:
        raise Http404("This case has no application for a right.")
    return found


def application_in(case: Case) -> Application | None:
    """The application of a case, fetched with it; none for a case of another kind."""
    found: Application | None = getattr(case, "application", None)
    return found


def header(request: WorkerRequest, case: Case, tab: str, *, on: date | None = None) -> dict[str, Any]:
    """Context of `cases/_header.html` and of the page around it; the log learns whom it names."""
    today = on or timezone.localdate()
    every = everybody_in(case)
    parties = [party for party in every if party.person_id]
    shown = _shown_deadlines(case)
    for deadline in shown:
        deadline.case = case
    unfinished = [each for each in shown if each.state != DeadlineState.CANCELLED]
    running = [
        deadline
        for deadline in unfinished
        if deadline.state != DeadlineState.PAUSED and deadline.day <= today + HEADED
    ]
    paused = [deadline for deadline in unfinished if deadline.state == DeadlineState.PAUSED]
    heads = (running or paused)[:1]
    return {
        "case": case,
        "barred": case.bars(request.worker),
        "handed_to": getattr(case, "handed_to", None),
        "parties": parties,
        "every_party": every,
        "applicants": _first_among(every),
        "deadlines": [deadlines.read(deadline, today) for deadline in unfinished],
        "earlier_ends": [deadlines.read_replaced(each) for each in shown if each not in unfinished],
        "next_deadline": deadlines.read(heads[0], today) if heads else None,
        "tabs": _tabs(request.worker, case, tab),
        "tabs_label": _("Pages of the case"),
    }


@kept
def _shown_deadlines(case: Case) -> QuerySet[Deadline]:
    """Those that wait, and the ends that another one replaced."""
    shown = Q(state__in=UNFINISHED) | deadlines.UNANSWERED | deadlines.REPLACED
    return Deadline.objects.filter(shown, case=case).order_by("day", "pk")


def parties_of(case: Case) -> list[Party]:
    """Every person in the case; the log learns that the page shows them."""
    return [party for party in everybody_in(case) if party.person_id]


def everybody_in(case: Case) -> list[Party]:
    """Everybody in the case, persons and bodies, each with the words of their role, as the page shows them.

    The log learns which persons it shows.
    """
    parties = _parties_of(case)
    names = {role.key: role.name(get_language() or "en") for role in task_of(case).roles}
    for party in parties:
        party.case = case
        party.role_words = names.get(party.role, party.role)  # type: ignore[attr-defined]
    trail.shows([party.person_id for party in parties if party.person_id], case_id=case.pk)
    return parties


@kept
def _parties_of(case: Case) -> QuerySet[Party]:
    return Party.objects.filter(case=case).select_related("person", "body").order_by("pk")


def _first_among(parties: list[Party]) -> list[Party]:
    """Whom the header names: the applicants, or of a case without any those who stand first."""
    applicants = [party for party in parties if party.role == PartyRole.APPLICANT]
    return applicants or [party for party in parties if party.until is None][:PARTIES_NAMED]


def members_among(parties: list[Party], application: Application) -> list[Person]:
    """The persons of the application, the applicant first, out of the parties that the header fetched."""
    named = set(application.household["persons"])
    everybody = {party.person.pk: party.person for party in parties if party.person}
    members = [person for pk, person in everybody.items() if pk in named]
    return sorted(members, key=lambda one: (one.pk != application.applicant_id, one.born or date.max, one.pk))


def latest_decision(case: Case) -> Decision | None:
    """The decision the case is about now, without its letter: the newest that was not withdrawn."""
    kept = case.decisions.exclude(state=DecisionState.WITHDRAWN)
    return kept.defer("letter", "edits", "warnings").order_by("-pk").first()


def _tabs(worker: Worker, case: Case, current: str) -> list[dict[str, Any]]:
    is_application = application_in(case) is not None
    return [
        {
            "address": address(name, case.public_id),
            "words": words,
            "current": name == current,
            "tally": "",
        }
        for name, step, words in TABS
        if may(worker, step) and (name not in OF_APPLICATIONS or is_application)
    ]
