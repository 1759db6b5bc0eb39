"""The page for trying a change of the law: parameters are moved, and a population says what it would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import reselect, retarget

from opora.law import rulebook
from opora.law.engine.errors import NotCovered
from opora.law.engine.formula import LANGUAGES, Language
from opora.law.reform import Reform, ReformError, read_reform_text, reformed
from opora.law.reform.writing import written_reform
from opora.reports.reform import effect_tables, reform_pdf
from opora.reports.reform.charts import charts
from opora.reports.reform.small_groups import without_small_groups
from opora.reports.simulation import Answer, Question, ask_simulation
from opora.reports.simulation.holder import month_of_population, people_of
from opora.web.access import WorkerRequest, needs
from opora.web.forms.reform import ReformFileForm, ReformForm
from opora.web.reform_choices import choices
from opora.web.reform_effect import effect_shown
from opora.web.reform_rows import Row, in_words, judged, new_row, read_rows, reform_of, rows_of, shown
from opora.web.refusal import UNPROCESSABLE

WAY_WORDS: dict[str, Callable[[], str]] = {
    "value": lambda: _("new value"),
    "plus": lambda: _("raised by"),
    "times": lambda: _("multiplied by"),
    "as_of": lambda: _("as it was on"),
    "same_as": lambda: _("equal to"),
    "rule": lambda: _("version that stands"),
}


@dataclass
class Draft:
    """What the page holds: everything as it was typed."""

    form: ReformForm
    rows: list[Row]
    file: ReformFileForm
    month: date

    @property
    def title(self) -> str:
        return (self.form["title"].value() or "").strip() or _("A change of the law")

    @property
    def is_wrong(self) -> bool:
        return bool(any(row.error for row in self.rows) or self.form.errors or self.file.errors)

    @property
    def reform(self) -> Reform:
        return reform_of(self.rows, self.title)


@needs("simulate_reform")
def reform(request: WorkerRequest) -> HttpResponse:
    """The reform as it stands, and what it does; a button changes the list of what changes."""
    draft = _draft(request)
    step = request.POST.get("step", "")
    if step == "take" or (not step and _draws_everything(request)):
        taken = (new_row(key, draft.month) for key in request.POST.getlist("take"))
        draft.rows += [row for row in taken if row]
    elif step.startswith("remove:"):
        draft.rows = [row for number, row in enumerate(draft.rows) if f"remove:{number}" != step]
    elif step == "open":
        _open_file(draft)
    draft.rows = judged(draft.rows, _reading())
    return _page(request, draft)


def _draws_everything(request: WorkerRequest) -> bool:
    """Whether what is ticked can be shown among the changes: not where a slider only wants the new effect."""
    return str(getattr(request, "htmx", "") and request.htmx.target) != "effect"


@require_POST
@needs("simulate_reform")
def reform_file(request: WorkerRequest) -> HttpResponse:
    """The reform as YAML, as far as it was typed right."""
    draft = _draft(request)
    draft.rows = judged(draft.rows, _reading())
    if draft.is_wrong:
        return _page(request, draft)
    return HttpResponse(
        written_reform(draft.reform),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="reform.yaml"'},
    )


@require_POST
@needs("simulate_reform")
def reform_paper(request: WorkerRequest) -> HttpResponse:
    """The effect as PDF; the page instead, where there is none yet."""
    draft = _draft(request)
    draft.rows = judged(draft.rows, _reading())
    answer = _answer(draft)
    if answer is None or answer.effect is None:
        return _page(request, draft, answer)
    language, graph = _reading(), rulebook().graph
    effect = without_small_groups(answer.effect)
    tables = effect_tables(effect, graph, language)
    changes = in_words(
        shown(draft.rows, draft.month, language), {way: words() for way, words in WAY_WORDS.items()}
    )
    pdf = reform_pdf(effect, graph, tables, charts(tables, language), language=language, changes=changes)
    name = f"reform-{draft.month:%Y-%m}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _draft(request: WorkerRequest) -> Draft:
    usual = _usual_month()
    if request.method != "POST":
        return Draft(ReformForm(initial={"month": usual}), [], ReformFileForm(), usual)
    form = ReformForm(request.POST)
    month = (form.cleaned_data.get("month") if form.is_valid() else None) or usual
    if not _is_reached(month):
        form.add_error("month", _("The law as it is loaded does not reach this month. Choose another."))
        month = usual
    return Draft(form, read_rows(request.POST), ReformFileForm(request.POST, request.FILES), month)


def _usual_month() -> date:
    """That of the population that is named, otherwise this one."""
    named = settings.OPORA_REFORM_POPULATION
    return (month_of_population(named) if named else None) or timezone.localdate().replace(day=1)


def _is_generated() -> bool:
    named = settings.OPORA_REFORM_POPULATION
    return named is None or people_of(named).is_generated


def _is_reached(month: date) -> bool:
    try:
        choices(month, _reading())
    except (NotCovered, ValueError, OverflowError):
        return False
    return True


def _open_file(draft: Draft) -> None:
    """The changes of a file stand in the place of those on the page; one that is wrong changes nothing."""
    if not draft.file.is_valid():
        return
    text = draft.file.cleaned_data["file"]
    if not text:
        draft.file.add_error("file", _("Choose the file first."))
        return
    try:
        read = read_reform_text(text, _("reform"))
        reformed(rulebook().graph, read)
    except ReformError as refused:
        line = _("Line %(line)s: ") % {"line": refused.place.line} if refused.place else ""
        draft.file.add_error("file", line + refused.told(_reading()))
        return
    draft.rows = rows_of(read)
    typed = QueryDict(mutable=True)
    typed.update({"title": read.title, "month": draft.form["month"].value() or ""})
    draft.form = ReformForm(typed)
    draft.form.is_valid()


def _answer(draft: Draft) -> Answer | None:
    """None where there is nothing to ask, or nothing that could be asked."""
    if draft.is_wrong or not draft.rows:
        return None
    question = Question(written_reform(draft.reform), draft.month)
    return ask_simulation(question, settings.OPORA_SIMULATION_SOCKET)


def _page(request: WorkerRequest, draft: Draft, answer: Answer | None = None) -> HttpResponse:
    language = _reading()
    answer = answer or _answer(draft)
    context: dict[str, Any] = {
        "draft": draft,
        "is_generated": _is_generated(),
        "rows": shown(draft.rows, draft.month, language),
        "way_words": _way_words(),
        "groups": choices(draft.month, language),
        "effect": effect_shown(answer, language) if answer else None,
    }
    response = render(request, "reform/page.html", context, status=UNPROCESSABLE if draft.is_wrong else 200)
    return _whole_form(request, draft, response)


def _whole_form(request: WorkerRequest, draft: Draft, response: HttpResponse) -> HttpResponse:
    """A request for the effect alone gets the form as well where a sentence in it appears or goes."""
    if request.htmx and request.htmx.target == "effect" and (draft.is_wrong or request.POST.get("was_wrong")):
        return reselect(retarget(response, "#reform"), "#reform")
    return response


def _way_words() -> Sequence[tuple[str, str]]:
    return [(way, words()) for way, words in WAY_WORDS.items()]


def _reading() -> Language:
    """The language of the page; the law speaks three."""
    language = (get_language() or "en")[:2]
    return language if language in LANGUAGES else "en"
