"""Opening a case of any task: the task found, parties found or entered, nothing typed lost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from tests.people.factories import PersonFactory
from tests.web.scene import set_scene
from tests.web.work_scene import TASK, eviction_case

from opora.cases.models import Body, Case, CaseLink, Party
from opora.cases.opening import task_to_open
from opora.organisation.refusal import Refused
from opora.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def client(scene, sign_in):
    return sign_in(scene.clerk)


@pytest.fixture
def send(scene, client):
    """Sends the form of a case with the debtor found; the answer, with its page as text."""

    def sent(task=TASK, **fields):
        form = {
            "opened_on": f"{timezone.localdate():%d. %m. %Y}",
            "opened_how": "court",
            "unit": scene.unit.pk,
            "unit_reason": "Zaprosilo je prišlo na našo enoto.",
            "title": "Mnenje o deložaciji",
            "assigned": "mine",
            "row": ["0"],
            "row-0-kind": "person",
            "row-0-role": "debtor",
            "row-0-person": str(scene.mother.public_id),
        } | {name.replace("__", "-"): value for name, value in fields.items()}
        response = client.post(
            reverse("new_case", args=[task]),
            {name: value for name, value in form.items() if value is not None},
        )
        response.page = re.sub(r"\s+", " ", response.content.decode())
        return response

    return sent


def page_of(client, name, *arguments, **query):
    return re.sub(r"\s+", " ", client.get(reverse(name, args=arguments), query).content.decode())


def test_a_task_is_found_by_part_of_its_name_its_number_or_its_field(client):
    for typed in ("delozacij", "1.1.5", "odrasli deložac"):
        page = page_of(client, "open_case", q=typed)
        assert reverse("new_case", args=[TASK]) in page
        assert reverse("new_case", args=["restraining_order"]) not in page


@pytest.mark.covers("000_002/7")
def test_a_removed_task_says_why_it_is_closed_and_opens_no_case(client):
    page = page_of(client, "open_case", q="v splošno korist")
    assert "Odstranjena iz kataloga" in page
    assert reverse("new_case", args=["community_work_sentence"]) not in page
    closed = page_of(client, "new_case", "community_work_sentence")
    assert "Nove zadeve te naloge ni mogoče odpreti" in closed
    client.post(reverse("new_case", args=["community_work_sentence"]), {})
    assert not Case.objects.filter(task="community_work_sentence").exists()


def test_a_register_opens_no_cases(client):
    assert client.get(reverse("new_case", args=["vehicles"])).status_code == 404
    assert client.get(reverse("new_case", args=["no-such-task"])).status_code == 404


def test_a_case_opens_with_its_parties_in_their_roles(scene, send):
    body = {"row": ["0", "1"], "row__1__kind": "body", "row__1__role": "court"}
    answer = send(**body, row__1__text="Okrajno sodišče v Kopru", is_urgent="on")
    case = Case.objects.get(task=TASK)
    assert answer.status_code == 302
    assert answer.url == reverse("case", args=[case.public_id])
    assert {(str(party), party.role) for party in case.parties.all()} == {
        (scene.mother.full_name, "debtor"),
        ("Okrajno sodišče v Kopru", "court"),
    }
    assert (case.opened_how, case.is_urgent, case.assigned_to) == ("court", True, scene.clerk)


def test_a_body_of_the_directory_is_not_entered_twice(send):
    body = {"row": ["0", "1"], "row__1__kind": "body", "row__1__role": "court"}
    for name in ("Okrajno sodišče v Kopru", "okrajno  sodišče v kopru"):
        send(**body, row__1__text=name)
    assert Body.objects.count() == 1


def test_the_form_asks_for_the_roles_that_the_task_requires(client):
    page = page_of(client, "new_case", "interim_order_for_child")
    for role in ("child", "parent", "court"):
        assert f'value="{role}" selected' in page


def test_whoever_is_only_named_is_looked_up_and_nothing_typed_is_lost(scene, send):
    answer = send(row__0__person=None, row__0__text="Šprohar Žiga", title="Poseben naslov zadeve")
    assert answer.status_code == 422
    assert f"choose-0-{scene.father.public_id}" in answer.page
    assert "Poseben naslov zadeve" in answer.page
    assert "Šprohar Žiga" in answer.page
    assert not Case.objects.filter(task=TASK).exists()


def test_somebody_entered_anew_is_compared_with_the_records(scene, send):
    PersonFactory(given_name="Neža", family_name="Šprohar")
    new = {"row__0__person": None, "row__0__new": "1"}
    typed = {"row__0__given_name": "Neža", "row__0__family_name": "Šprohar"}
    before = Person.objects.count()
    answer = send(**new, **typed)
    assert answer.status_code == 422
    assert "Ta oseba je morda že v evidenci" in answer.page
    assert Person.objects.count() == before


def test_a_refusal_keeps_every_entry_and_saves_nothing(send):
    answer = send(unit_reason="", opened_on="1. 1. 2090", title="Ostane zapisano", row__0__role="")
    assert answer.status_code == 422
    for kept in ("Ostane zapisano", "1. 1. 2090"):
        assert kept in answer.page
    assert "data-summary" in answer.page
    assert not Case.objects.filter(task=TASK).exists()


def test_a_missing_party_is_named(send):
    answer = send(row=["0"], row__0__person=None)
    assert answer.status_code == 422
    assert "dolžnik" in answer.page


def test_a_button_of_a_row_changes_the_rows_without_judging_what_is_typed(send):
    answer = send(step="add-body", title="Še ni končano", opened_on="")
    assert answer.status_code == 200
    assert 'name="row-1-kind" value="body"' in answer.page
    assert "Še ni končano" in answer.page


def test_a_case_grows_out_of_another_with_its_parties_offered(scene, client, send):
    source = eviction_case(scene)
    page = page_of(client, "open_case", **{"from": str(source.public_id)})
    assert reverse("new_case", args=["personal_help"]) in page
    offered = page_of(client, "new_case", "personal_help", **{"from": str(source.public_id)})
    assert scene.mother.full_name in offered
    answer = send(
        "personal_help", **{"from": str(source.public_id)}, opened_how="own_request", row__0__role="person"
    )
    grown = Case.objects.filter(task="personal_help").first()
    assert grown is not None, answer.page
    assert CaseLink.objects.get().other == source
    assert Party.objects.filter(case=grown, person=scene.mother).exists()


def test_a_case_one_may_not_see_offers_nobody(scene, client):
    hidden = eviction_case(scene, assigned_to=None)
    Case.objects.filter(pk=hidden.pk).update(seal="violence")
    page = page_of(client, "new_case", "personal_help", **{"from": str(hidden.public_id)})
    assert scene.mother.full_name not in page
    assert hidden.number not in page


@pytest.mark.parametrize("opener", ["clerk", "head"])
def test_who_opens_a_sealed_case_for_nobody_is_told_who_assigns_it(scene, sign_in, opener):
    client = sign_in(getattr(scene, opener))
    task = "violence_against_adults"
    way = reverse("new_case", args=[task])
    page = client.get(way)
    field = page.context["form"].fields["opened_how"]
    how = next(key for key, _words in field.choices if key)
    role = page.context["task"].roles[0].key
    sent = {
        "opened_on": f"{timezone.localdate():%d. %m. %Y}",
        "opened_how": how,
        "unit": scene.unit.pk,
        "unit_reason": "Obvestilo je prišlo na našo enoto.",
        "title": "Nasilje",
        "assigned": "head",
        "row": ["0"],
        "row-0-kind": "person",
        "row-0-role": role,
        "row-0-person": str(scene.mother.public_id),
    }
    answer = client.post(way, sent, follow=True)
    case = Case.objects.get(task=task)
    assert answer.status_code == 200
    assert case.assigned_to is None
    (told,) = (str(each) for each in answer.context["messages"])
    assert case.number in told
    assert ("dodeli jo" if opener == "clerk" else "Dodelite jo") in told


def test_a_day_still_to_come_is_told_at_its_field_in_the_language_of_the_page(send):
    answer = send(opened_on="22. 11. 2126")
    assert answer.status_code == 422
    assert "Ta dan je šele pred nami" in str(answer.context["form"].errors["opened_on"])


def test_a_day_before_the_task_was_in_the_catalogue_marks_the_day_and_not_the_task():
    with translation.override("sl"), pytest.raises(Refused, match="predvsem leto") as refused:
        task_to_open("first_social_aid", date(1926, 11, 22))
    assert refused.value.field == "opened_on"


def test_among_namesakes_the_party_of_ones_own_case_stands_first_and_is_told_apart(scene, client):
    """By name the six that are shown stood before them; so six strangers were offered, and taken."""
    mine = eviction_case(scene).parties.get(role="debtor").person
    Person.objects.filter(pk=mine.pk).update(born=date(1988, 3, 7))
    for year in range(1960, 1968):
        PersonFactory(given_name=mine.given_name, family_name=mine.family_name, born=date(year, 1, 31))

    def found(typed):
        sent = {"step": "find-0", "row": ["0"], "row-0-kind": "person", "row-0-text": typed}
        response = client.post(reverse("new_case", args=[TASK]), sent)
        return response.context["rows"][0].hits, re.sub(r"\s+", " ", response.content.decode())

    hits, page = found(mine.full_name)
    number = Case.objects.get(task=TASK).number
    assert hits[0].person == mine
    home = "Ulica Osvobodilne fronte slovenskega naroda 101 a, Koper"
    assert f"roj. 7. 3. 1988 · {home} · vaša zadeva {number}" in page
    assert "31. 1. 196" not in page  # of strangers the year is enough
    assert "Prikazanih 6 od 9. Dopišite leto rojstva." in page
    hits, page = found(f"{mine.full_name} 1964")
    assert [hit.born_year for hit in hits] == [1964]
    Person.objects.filter(pk=mine.pk).update(is_protected=True)
    hits, page = found(mine.full_name)
    assert hits[0].person == mine
    assert "Osvobodilne" not in page


def test_a_second_case_of_the_kind_is_warned_of_with_a_link_and_not_refused(scene, client, send):
    first = eviction_case(scene)
    chosen = {"row": ["0"], "row-0-kind": "person", "row-0-role": "debtor"}
    person = {"step": f"choose-0-{scene.mother.public_id}"}
    page = client.post(reverse("new_case", args=[TASK]), chosen | person).content.decode()
    assert "že ima odprto zadevo te vrste" in page
    assert reverse("case", args=[first.public_id]) in page
    assert reverse("case", args=[first.public_id]) not in page_of(client, "new_case", TASK)
    before = Case.objects.filter(task=TASK).count()
    send()
    assert Case.objects.filter(task=TASK).count() == before + 1
    Case.objects.filter(task=TASK).update(state="closed", closed_on=timezone.localdate())
    page = client.post(reverse("new_case", args=[TASK]), chosen | person).content.decode()
    assert "že ima odprto zadevo te vrste" not in page
