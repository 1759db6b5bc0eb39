"""A few pages of no other purpose than to be refused, logged and kept out of."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

from opora.audit.trail import for_purpose, searches, shows
from opora.organisation.access_table import Page, Route, table
from opora.organisation.refusal import Refused
from opora.web.access import needs
from opora.web.refusal import on_refusal

WORDS = "The wage of March is missing. Enter it."


class WageForm(forms.Form):
    wage = forms.CharField()


@needs("see_case")
def shown(request):
    shows([2, 1], case_id=7)
    shows([3])
    return HttpResponse("shown")


@needs("search_persons")
def searched(request):
    searches()
    for_purpose("intake")
    return HttpResponse("found")


@needs("see_law")
def law(request):
    return HttpResponse("law")


@needs("write_note")
def act(request):
    raise Refused(WORDS, field="wage")


@needs("write_note")
def act_with_form(request):
    form = WageForm(request.POST)
    page = engines["django"].from_string("{{ form }}")
    on_refusal(request, form=form, draw=lambda: HttpResponse(page.render({"form": form}, request)))
    raise Refused(WORDS, field="wage")


@needs("write_note")
def act_with_refused_page(request):
    def refuse_again():
        raise Refused("The page refuses as well.")

    on_refusal(request, draw=refuse_again)
    raise Refused(WORDS)


@needs("write_note")
def act_that_shows(request):
    shows([5])
    raise Refused(WORDS)


@needs("write_note")
def act_done(request):
    return HttpResponse("done")


@needs("see_case")
def gone(request, public_id):
    raise Http404


@needs("see_case")
def broken(request):
    shows([1])
    return render(request, "no-such-template.html")


def without_row(request):
    return HttpResponse("open to nobody")


@needs("see_log")
def other_step(request):
    return HttpResponse("row and view disagree")


VIEWS = {
    "shown": (shown, "see_case", Page.DETAIL),
    "searched": (searched, "search_persons", Page.SEARCH),
    "law": (law, "see_law", Page.DETAIL),
    "act": (act, "write_note", Page.ACT),
    "act_with_form": (act_with_form, "write_note", Page.ACT),
    "act_with_refused_page": (act_with_refused_page, "write_note", Page.ACT),
    "act_that_shows": (act_that_shows, "write_note", Page.ACT),
    "act_done": (act_done, "write_note", Page.ACT),
    "broken": (broken, "see_case", Page.DETAIL),
    "other_step": (other_step, "see_case", Page.DETAIL),
    "gone": (gone, "see_case", Page.DETAIL),
}
ROUTES = {name: Route(name, table().steps[step], None, "", page) for name, (_, step, page) in VIEWS.items()}

urlpatterns = [
    *(path(f"sample/{name}", view, name=name) for name, (view, *_) in VIEWS.items() if name != "gone"),
    path("sample/gone/<uuid:public_id>", gone, name="gone"),
    path("sample/without_row", without_row, name="without_row"),
]
