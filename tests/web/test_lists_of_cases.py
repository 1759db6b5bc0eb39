"""Lists of cases say what they show, in which order and how much they leave out; work begins from them."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.models import CaseState
from opora.people.folding import order_key
from opora.web.search import CASES_SHOWN, OWN_CASES_SHOWN
from opora.web.worklist import CASES_SHOWN as OF_MY_DAY

pytestmark = pytest.mark.django_db
EVICTION = "opinion_on_eviction"


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def worker(unit):
    return WorkerFactory(professional_worker=True, unit=unit)


@pytest.fixture
def shown(sign_in, worker):
    def numbers(**asked):
        page = sign_in(worker).get(reverse("cases"), asked).context["page"]
        return {case.number for case in page.rows}

    return numbers


def test_a_search_by_name_says_how_many_of_one_s_own_cases_it_leaves_out(sign_in, unit, worker):
    person = PersonFactory(family_name="Zedman")
    for _ in range(OWN_CASES_SHOWN + 2):
        PartyFactory(case=CaseFactory(unit=unit, assigned_to=worker), person=person)
    client = sign_in(worker)
    as_typed = client.post(reverse("search_as_you_type"), {"text": "zedman"}).content.decode()
    assert f"{OWN_CASES_SHOWN} od {OWN_CASES_SHOWN + 2} vaših odprtih zadev" in as_typed
    page = client.post(reverse("search"), {"text": "zedman"})
    assert len(page.context["found"]["cases"]) == OWN_CASES_SHOWN + 2 <= CASES_SHOWN


def test_cases_are_chosen_by_worker_and_by_task(unit, worker, shown):
    colleague = WorkerFactory(professional_worker=True, unit=unit)
    mine = CaseFactory(unit=unit, assigned_to=worker)
    theirs = CaseFactory(unit=unit, assigned_to=colleague, task=EVICTION)
    nobody_s = CaseFactory(unit=unit)
    assert shown() == {mine.number, theirs.number, nobody_s.number}
    assert shown(whose="mine") == {mine.number}
    assert shown(whose=str(colleague.pk)) == {theirs.number}
    assert shown(task=EVICTION) == {theirs.number}
    assert shown(task=EVICTION, whose="mine") == set()
    assert shown(whose="0", task="no_such_task") == shown()


def test_tasks_to_choose_from_begin_alike_and_stand_in_the_order_of_the_alphabet(sign_in, worker):
    choices = sign_in(worker).get(reverse("cases")).context["choice"].fields["task"].choices
    names = [str(name) for key, name in choices if key]
    assert names == sorted(names, key=order_key)
    assert not [name for name in names if name[:1].islower()]


def test_what_was_chosen_stays_chosen_on_the_next_page_and_in_the_states(sign_in, unit, worker):
    page = sign_in(worker).get(reverse("cases"), {"whose": "mine", "state": CaseState.OPEN})
    assert page.context["keep"] == "state=open&whose=mine"
    assert all("whose=mine" in tab["address"] for tab in page.context["tabs"])


def test_my_day_says_how_many_open_cases_it_leaves_out(sign_in, unit, worker):
    for _ in range(OF_MY_DAY + 3):
        CaseFactory(unit=unit, assigned_to=worker)
    page = sign_in(worker).get(reverse("worklist")).content.decode()
    assert f"Prikazanih je {OF_MY_DAY} od {OF_MY_DAY + 3}" in page
    assert f"{reverse('cases')}?whose=mine" in page


def test_today_s_appointments_stand_before_all_else(sign_in, worker):
    page = sign_in(worker).get(reverse("worklist")).content.decode()
    assert page.index('id="appointments"') < page.index('id="waiting"') < page.index('id="on-the-way"')


@pytest.mark.parametrize(("role", "usual"), [("professional_worker", "Nova zadeva"), ("clerk", "Nova vloga")])
@pytest.mark.parametrize("name", ["worklist", "cases"])
def test_work_begins_with_what_the_worker_usually_does(role, usual, name, sign_in, unit):
    page = sign_in(WorkerFactory(unit=unit, **{role: True})).get(reverse(name))
    assert {str(each.words) for each in page.context["beginnings"]} == {"Nova zadeva", "Nova vloga"}
    assert str(page.context["beginnings"][-1].words) == usual


def test_a_case_is_begun_on_the_page_of_a_person_with_that_person_in_it(sign_in, unit, worker):
    person = PersonFactory()
    PartyFactory(case=CaseFactory(unit=unit, assigned_to=worker), person=person)
    client = sign_in(worker)
    way = f"{reverse('open_case')}?person={person.public_id}"
    assert way in client.get(reverse("person", args=[person.public_id])).content.decode()
    form = f"{reverse('new_case', args=[EVICTION])}?person={person.public_id}"
    assert form in client.get(way).content.decode()
    assert client.get(form).context["rows"][0].person == person
    stranger = PersonFactory()
    unknown = client.get(reverse("new_case", args=[EVICTION]), {"person": stranger.public_id})
    assert all(row.person is None for row in unknown.context["rows"])
