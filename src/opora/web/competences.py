"""What the workers of a unit are qualified for, and one worker's qualifications, licences and roles.

The administrator enters and ends them (`competence_acts.py`); a head reads those of the own unit, the
director all.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.organisation.access import may, reach
from opora.organisation.accounts import mark_of_password
from opora.organisation.competences import competences_on, known_words, years_in
from opora.organisation.models import Competence, CompetenceKind, Role, RoleGrant, Worker, WorkerQuerySet
from opora.organisation.posts import post_of
from opora.organisation.roles import ONE_DAY
from opora.web.access import WorkerRequest, needs
from opora.web.forms.accounts import PostShareForm
from opora.web.forms.competences import AnnulForm, CompetenceForm, EndForm, EndRoleForm, RoleForm
from opora.web.left_behind import left_behind
from opora.web.paging import page_by_key
from opora.web.templatetags.page import day as written_day

STEP = "see_competences"


@needs(STEP)
def competences(request: WorkerRequest) -> HttpResponse:
    """Everybody within reach with what they hold today: who has nothing can be given no case."""
    workers = _within_reach(request.worker).active().select_related("unit")
    page = page_by_key(workers, request.GET.get("after", ""))
    today, words = timezone.localdate(), _words()
    held = competences_on(page.rows, today)
    rows = [
        (worker, *(_named(held[worker.pk], kind, words) for kind in CompetenceKind)) for worker in page.rows
    ]
    return render(request, "accounts/competences.html", {"page": page, "rows": rows})


@needs(STEP)
def worker(request: WorkerRequest, pk: int) -> HttpResponse:
    """One worker: what they hold, held and will hold, and who entered it."""
    return draw_worker(request, find_worker(request, pk))


def _within_reach(reader: Worker) -> WorkerQuerySet:
    """The workers of the reader's units, also those who only hold a role there; else of the centre."""
    reached = reach(reader, STEP)
    workers = Worker.objects.get_queryset()
    if reached.centre is not None:
        return workers.filter(centre=reached.centre)
    today = timezone.localdate()
    with_role = RoleGrant.objects.on(today).filter(unit__in=reached.units).values("worker")
    return workers.filter(Q(unit__in=reached.units) | Q(pk__in=with_role))


def find_worker(request: WorkerRequest, pk: int) -> Worker:
    return get_object_or_404(_within_reach(request.worker).select_related("unit", "centre"), pk=pk)


def draw_worker(
    request: WorkerRequest,
    found: Worker,
    *,
    status: int = 200,
    competence_form: CompetenceForm | None = None,
    end_form: EndForm | None = None,
    role_form: RoleForm | None = None,
    end_role_form: EndRoleForm | None = None,
    annul_form: AnnulForm | None = None,
    share_form: PostShareForm | None = None,
) -> HttpResponse:
    today, words = timezone.localdate(), _words()
    held = found.competences.select_related("entered_by", "ended_by", "annulled_by").order_by(
        "-kind", "key", "period"
    )
    context: dict[str, Any] = {
        "found": found,
        "entries": [_entry(each, words, today) for each in held],
        "roles": [_role_row(grant, name, today) for grant, name in _roles(found)],
        "may_change": may(request.worker, "manage_accounts"),
    }
    if context["may_change"]:
        entries, roles = running_entries(found), running_roles(found)
        standing = standing_entries(found)
        context |= {
            "competence_form": competence_form or CompetenceForm(),
            "end_form": (end_form or EndForm(competences=entries)) if entries else None,
            "role_form": role_form or RoleForm(units=found.centre.units.order_by("name")),
            "annul_form": (annul_form or AnnulForm(competences=standing)) if standing else None,
            "share_form": share_form or PostShareForm(initial={"percent": found.post_percent}),
            "end_role_form": (end_role_form or EndRoleForm(grants=roles)) if roles else None,
            "is_self": found.pk == request.worker.pk,
            "mark_of_password": mark_of_password(found),
            "events": found.account_events.select_related("by").order_by("pk"),
            "left": [] if found.is_active else left_behind(found),
        }
    return render(request, "accounts/worker.html", context, status=status)


def _entry(each: Competence, words: dict[str, str], today: date) -> dict[str, Any]:
    """One row: its name, days, and for a qualification the whole years of experience today."""
    is_qualification = each.kind == CompetenceKind.QUALIFICATION
    return {
        "of": each,
        "name": words.get(each.key, each.key),
        "kind": CompetenceKind(each.kind).label,
        "years": years_in(each, today) if is_qualification and each.holds_on(today) else None,
        "holds": each.holds_on(today),
    }


def _role_row(grant: RoleGrant, name: str, today: date) -> dict[str, Any]:
    upper = grant.period.upper
    return {
        "of": grant,
        "name": name,
        "last_day": None if upper is None else upper - ONE_DAY,
        "holds": grant.holds_on(today),
    }


def _roles(found: Worker) -> list[tuple[RoleGrant, str]]:
    grants = found.grants.select_related("unit").order_by("period", "pk")
    return [(grant, post_of(found, Role(grant.role))) for grant in grants]


def running_entries(found: Worker) -> list[Competence]:
    """What has no end yet, or one to come."""
    later = Q(period__endswith__isnull=True) | Q(period__endswith__gt=timezone.localdate() + ONE_DAY)
    return list(found.competences.standing().filter(later).order_by("kind", "key"))


def standing_entries(found: Worker) -> list[tuple[Competence, str]]:
    """What was entered and not withdrawn, past entries too, each with its first day."""
    words = _words()
    held = found.competences.standing().order_by("kind", "key", "period")
    return [(each, f"{words.get(each.key, each.key)}, {written_day(each.period.lower)}") for each in held]


def running_roles(found: Worker) -> list[tuple[RoleGrant, str]]:
    last = timezone.localdate() + ONE_DAY
    places = [
        (grant, name, grant.unit.name if grant.unit else _("the whole centre"))
        for grant, name in _roles(found)
    ]
    return [
        (grant, f"{name}, {place}")
        for grant, name, place in places
        if grant.period.upper is None or grant.period.upper > last
    ]


def _words() -> dict[str, str]:
    return {key: name for words in known_words().values() for key, name in words.items()}


def _named(held: list[Competence], kind: CompetenceKind, words: dict[str, str]) -> list[str]:
    return [words.get(each.key, each.key) for each in held if each.kind == kind]
