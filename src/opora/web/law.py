"""The law to read: the same sheets that `opora law book` writes, for whoever works with them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.law import rulebook
from opora.law.engine.formula import LANGUAGES, Language
from opora.law_book.areas import by_area
from opora.law_book.examples import shipped_examples
from opora.law_book.sheets import sheet_of
from opora.web.access import WorkerRequest, needs


@needs("see_law")
def law(request: WorkerRequest) -> HttpResponse:
    """Every right that the rules decide, by area."""
    language = _reading()
    areas = [
        (area, [(right.key, getattr(right.label, language), right.given) for right in rights])
        for area, rights in by_area(rulebook().graph.rights.values())
    ]
    return render(request, "law/index.html", {"areas": areas})


@needs("see_law")
def law_sheet(request: WorkerRequest, right: str) -> HttpResponse:
    """One right: conditions, formulas, amounts over time, and what is left open."""
    if right not in rulebook().graph.rights:
        raise Http404
    sheet = sheet_of(right, _reading(), timezone.localdate())
    trail = [(_("The law in sheets"), reverse("law")), (sheet.label, "")]
    shown = {"sheet": sheet, "trail": trail, "examples": shipped_examples(right, _reading())}
    return render(request, "law/sheet.html", shown)


def _reading() -> Language:
    """The language of the page; the law speaks three."""
    language = (get_language() or "en")[:2]
    return language if language in LANGUAGES else "en"
