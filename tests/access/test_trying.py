"""The generator finds what it is there to find: pages that are wrong on purpose."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from tests.access.trying import findings

from opora.audit import trail
from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import Case
from opora.organisation.access import require
from opora.organisation.access_table import Page, Route, table
from opora.people.models import Person
from opora.web.access import needs

pytestmark = pytest.mark.django_db


@needs("see_case")
def right(request, public_id):
    case = get_object_or_404(Case.objects.visible_to(request.worker), public_id=public_id)
    return HttpResponse(case.title)


@needs("see_case")
def open_to_all(request, public_id):
    return HttpResponse(get_object_or_404(Case, public_id=public_id).title)


@needs("see_case")
def shut_for_all(request, public_id):
    return HttpResponse(status=404)


@needs("see_case")
def leaking_list(request):
    return HttpResponse(" ".join(Case.objects.values_list("number", flat=True)))


@needs("see_case")
def leaking_address(request, public_id):
    case = get_object_or_404(Case.objects.visible_to(request.worker), public_id=public_id)
    return HttpResponse(
        str([address.street for party in case.parties.all() for address in party.person.addresses.all()])
    )


@needs("search_persons")
def leaking_search(request):
    found = Case.objects.filter(parties__person__family_name=request.POST["text"])
    return HttpResponse(" ".join(found.values_list("title", flat=True)))


@needs("let_in")
def careless_act(request, public_id):
    case = get_object_or_404(Case.objects.visible_to(request.worker), public_id=public_id)
    record(request.worker, Deed.CHANGED, "let_in", case_id=case.pk)
    return HttpResponse(status=422)


@needs("close_case")
def careless_about_scope(request, public_id):
    get_object_or_404(Case.objects.visible_to(request.worker), public_id=public_id)
    return HttpResponse("closed")


@needs("close_case")
def careful_act(request, public_id):
    case = get_object_or_404(Case.objects.visible_to(request.worker), public_id=public_id)
    require(request.worker, "close_case", case=case)
    return HttpResponse("closed")


@needs("see_case")
def unlogged_person(request, public_id):
    get_object_or_404(Person, public_id=public_id)
    return HttpResponse("x")


@needs("see_case")
def broken(request, public_id):
    trail.shows([1])
    raise ValueError("broken")


PAGES = {
    right: ("see_case", "case", Page.DETAIL),
    open_to_all: ("see_case", "case", Page.DETAIL),
    shut_for_all: ("see_case", "case", Page.DETAIL),
    leaking_list: ("see_case", "", Page.LIST),
    leaking_address: ("see_case", "case", Page.DETAIL),
    leaking_search: ("search_persons", "", Page.SEARCH),
    careless_act: ("let_in", "case", Page.ACT),
    careless_about_scope: ("close_case", "case", Page.ACT),
    careful_act: ("close_case", "case", Page.ACT),
    unlogged_person: ("see_case", "person", Page.DETAIL),
    broken: ("see_case", "case", Page.DETAIL),
}


@pytest.fixture
def wrong_about(more_pages, world):
    routes = {
        view.__name__: Route(view.__name__, table().steps[step], None, of, page)
        for view, (step, of, page) in PAGES.items()
    }
    argument = {"": "", "case": "/<uuid:public_id>", "person": "/<uuid:public_id>"}
    more_pages(
        routes,
        [path(f"wrong/{v.__name__}{argument[of]}", v, name=v.__name__) for v, (_, of, _p) in PAGES.items()],
    )

    def wrong_about(view):
        return " ".join(findings(routes[view.__name__], world))

    return wrong_about


def test_a_page_that_does_what_its_row_says_is_not_complained_about(wrong_about):
    assert wrong_about(right) == ""


def test_an_act_that_asks_the_table_is_not_complained_about(wrong_about):
    assert wrong_about(careful_act) == ""


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (open_to_all, "as clerk, other_unit: answered 200, must be hidden"),
        (open_to_all, "as director, sealed: shows the title of the case sealed"),
        (shut_for_all, "as clerk, own_unit: answered 404, must be open"),
        (leaking_list, "shows the number of the case other_unit"),
        (leaking_address, "as clerk, protected: shows the protected address"),
        (leaking_search, "as clerk, sealed: shows the title of the case sealed"),
        (careless_act, "as professional_worker, own_unit: changed something all the same"),
        (careless_about_scope, "as professional_worker, own_unit: answered 200, must be not done"),
        (unlogged_person, "left an entry in the log that does not name the person"),
        (broken, "answered 500"),
    ],
)
def test_a_page_that_is_wrong_on_purpose_is_found(wrong_about, view, words):
    assert words in wrong_about(view)
