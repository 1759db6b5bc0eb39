"""Where appeals go, right by right: what the sources say, and of which rights they say nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.law import rulebook
from opora.law.procedure import (
    AppealRoute,
    appeal_routes,
    general_route,
    rights_with_a_route,
    rights_without_a_route,
    route_of_task,
)
from opora.web.access import WorkerRequest, needs


@dataclass(frozen=True)
class ToldRoute:
    """A route in the language of the page."""

    kind: str
    goes_to: str
    court: str
    doubt: str
    source: str
    is_general: bool


@needs("see_law")
def routes(request: WorkerRequest) -> HttpResponse:
    """The routes that are known, and the rights whose route nobody has told."""
    known = [
        (_named(right), [_told(route) for route in appeal_routes(right)]) for right in rights_with_a_route()
    ]
    context = {
        "known": known,
        "general": _told(general_route()),
        "unknown": sorted(_named(right) for right in rights_without_a_route()),
        "trail": [(_("The law in sheets"), reverse("law")), (_("Where appeals go"), "")],
    }
    return render(request, "law/appeal_routes.html", context)


def told_route(rights: Collection[str]) -> ToldRoute:
    """The route of an appeal against an act of a task with these rights."""
    return _told(route_of_task(rights))


def _told(route: AppealRoute) -> ToldRoute:
    objections = {
        "guardian": _("objection to the work of a guardian"),
        "centre": _("objection to the work of the centre"),
    }
    return ToldRoute(
        kind=objections.get(route.against, _("appeal")),
        goes_to=_read(route.body),
        court=_read(route.court) if route.court else "",
        doubt=_read(route.doubt) if route.doubt else "",
        source=route.source,
        is_general=route.is_general,
    )


def _named(right: str) -> str:
    label: str = getattr(rulebook().graph.rights[right].label, (get_language() or "en")[:2])
    return label


def _read(words: Mapping[str, str]) -> str:
    return words[(get_language() or "en")[:2]]
