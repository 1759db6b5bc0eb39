"""The list of mediators: licence, list, languages, unit and trainings, and how many mediations each has.

Every number counts cases; of one mediator those can be opened that the reader may see, and how many more
there are is said. Who is on the list is public by DZ 208(2), and is used to choose a mediator by DZ 208(5).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.models import Case
from opora.organisation.models import Worker
from opora.reports.mediation import Listed, roster
from opora.reports.mediation.who import REGISTER
from opora.web.access import WorkerRequest, needs
from opora.web.catalogue_sheet import reading
from opora.web.main_persons import with_main_persons
from opora.web.mediator_rows import register_address, rows_of
from opora.web.paging import read_key
from opora.web.registers import find_register, units_of

YEARS_BACK = 10
"""How far the page looks back: ours."""


@needs("keep_record")
def mediators(request: WorkerRequest) -> HttpResponse:
    """All mediators of the centre, who is least busy first; in one language, where one is chosen."""
    register = find_register(request.worker, REGISTER)
    today = timezone.localdate()
    year = _year(request, today.year)
    found = roster(request.worker.centre, year, on=today)
    language = request.GET.get("language", "")
    shown = [each for each in found.mediators if not language or each.speaks(language)]
    chosen = next((each for each in shown if each.who.word == request.GET.get("of")), None)
    context: dict[str, Any] = {
        "found": found,
        "rows": rows_of(
            shown, on=today, open_units=set(units_of(request.worker).values_list("pk", flat=True))
        ),
        "language": language,
        "year": str(year),
        "earlier": str(year - 1) if year > today.year - YEARS_BACK else "",
        "later": str(year + 1) if year < today.year else "",
        "keep": urlencode({"language": language}) if language else "",
        "of_one": _cases_of(request.worker, chosen) if chosen else None,
        "enter": register_address(),
        "trail": [
            (_("Registers"), reverse("registers")),
            (register.name(reading()), reverse("register", args=[REGISTER])),
            (_("Load of mediators"), ""),
        ],
    }
    return render(request, "mediators/list.html", context)


def _cases_of(worker: Worker, listed: Listed) -> dict[str, Any]:
    """The mediations behind the numbers of one mediator: what the reader may open, and how many more."""
    behind = Case.objects.filter(pk__in=listed.load.cases)
    seen = list(behind.filter(pk__in=Case.objects.visible_to(worker).values("pk")).order_by("-pk"))
    with_main_persons(seen)
    return {"name": listed.name, "cases": seen, "unseen": len(listed.load.cases) - len(seen)}


def _year(request: WorkerRequest, now: int) -> int:
    asked = read_key(request.GET.get("year", "")) or now
    return min(max(asked, now - YEARS_BACK), now)
