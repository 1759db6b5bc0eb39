"""Taking in an application by a plain client: likely duplicates, bad input, and nothing typed lost."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import MunicipalityFactory, TerritoryFactory, UnitFactory
from tests.people.factories import (
    AddressFactory,
    DwellingFactory,
    PersonFactory,
    ResidenceFactory,
    generated_emso,
)
from tests.web.scene import set_scene

from opora.audit.models import LogEntry
from opora.cases.assigning import assign_case
from opora.cases.models import Case
from opora.documents.models import Document
from opora.people.models import Person, Relation, Residence, Sex

MOST_QUERIES = 13  # one of them asks whether the applicant applied before
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + bytes(40) + b"\xff\xd9"
SAVED = (Case, Document, Person, Relation, Residence)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path
    return set_scene()


@pytest.fixture
def send(scene, sign_in):
    """Sends the form of one applicant and further fields; the answer, with its page as text."""
    client = sign_in(scene.clerk)

    def sent(**fields):
        form = {
            "filed_on": f"{timezone.localdate():%d. %m. %Y}",
            "channel": "post",
            "unit": scene.unit.pk,
            "rights": ["child_benefit"],
            "left_out_reason": "Oče otrok od pomladi živi drugje.",
            "row": ["0"],
            "row-0-person": str(scene.mother.public_id),
        } | {name.replace("__", "-"): value for name, value in fields.items()}
        response = client.post(
            reverse("new_application"), {name: value for name, value in form.items() if value is not None}
        )
        response.page = re.sub(r"\s+", " ", response.content.decode())
        return response

    return sent


def test_a_spouse_who_is_left_out_is_asked_about_and_nothing_typed_is_lost(scene, send):
    page = send(left_out_reason="").page
    assert scene.father.full_name in page
    assert "Zakaj zakonca ali partnerja iz evidence ni v vlogi" in page
    assert str(scene.mother.public_id) in page


def a_member(**typed):
    """The fields of a second row with somebody entered anew."""
    given = {"given_name": "Neža", "family_name": "Šprohar", "member_is": "child"} | typed
    return {"row": ["0", "1"], "row__1__new": "1"} | {f"row__1__{name}": text for name, text in given.items()}


def how_many():
    return [model.objects.count() for model in SAVED]


@pytest.fixture
def refused(send):
    """Sends the form; it must be refused with these words, nothing saved and all that was typed shown."""

    def check(*words, typed=(), **fields):
        before = how_many()
        response = send(**fields)
        assert response.status_code == 422
        for part in words:
            assert part in response.page
        for text in typed:
            assert f'value="{text}"' in response.page
        assert how_many() == before
        return response

    return check


def test_somebody_entered_anew_who_may_be_on_record_is_compared_first(scene, refused):
    response = refused(
        "Ta oseba je morda že v evidenci",
        "isto ime in datum rojstva",
        "To je ista oseba",
        "To je druga oseba",
        typed=("sprohar", "Crt", "4. 5. 2018"),
        **a_member(given_name="sprohar", family_name="Crt", born="4. 5. 2018"),
    )
    assert f"choose-1-{scene.child.public_id}" in response.page


def test_with_one_click_it_is_the_same_person_and_what_was_typed_comes_back_with_another(scene, send):
    typed = a_member(given_name="Crt", family_name="Sprohar", born="4. 5. 2018")
    chosen = send(step=f"choose-1-{scene.child.public_id}", **typed)
    assert chosen.status_code == 200
    assert scene.child.full_name in chosen.page
    assert 'type="hidden" name="row-1-family_name" value="Sprohar"' in chosen.page
    back = send(step="forget-1", row__1__person=str(scene.child.public_id), **typed)
    assert 'type="text" name="row-1-family_name" value="Sprohar"' in back.page
    taken_in = send(row__1__person=str(scene.child.public_id), **typed)
    assert taken_in.status_code == 302
    assert {party.person for party in Case.objects.latest("pk").parties.all()} == {scene.mother, scene.child}
    assert not Person.objects.filter(family_name="Sprohar").exists()


def test_with_one_click_it_is_another_person_who_is_then_entered(scene, send):
    typed = a_member(given_name="Črt", family_name="Šprohar", born="4. 5. 2018", emso="")
    similar = {"row__1__similar": str(scene.child.public_id)}
    answer = send(step="apart-1", **typed, **similar)
    assert "Priloge izberite še enkrat" in answer.page
    assert f'name="row-1-apart" value="{scene.child.public_id}"' in answer.page
    assert "Primerjano z evidenco" in answer.page
    assert 'value="Črt"' in answer.page
    assert send(row__1__apart=str(scene.child.public_id), **typed).status_code == 302
    assert Person.objects.filter(given_name="Črt", family_name="Šprohar").count() == 2


def test_who_was_told_apart_is_compared_again_when_the_name_becomes_that_of_another_record(scene, refused):
    other = PersonFactory(given_name="Zala", family_name="Hrovat", born=date(2019, 7, 8))
    response = refused(
        "Ta oseba je morda že v evidenci",
        row__1__apart=str(scene.child.public_id),
        **a_member(given_name="Zala", family_name="Hrovat", born="8. 7. 2019"),
    )
    assert f"choose-1-{other.public_id}" in response.page


def test_the_applicant_is_compared_as_well(scene, refused):
    response = refused(
        "Ta oseba je morda že v evidenci",
        row__0__person=None,
        row__0__new="1",
        row__0__given_name="Maksimilijana",
        row__0__family_name="Cucnik Znidarsic-Sprohar",
    )
    assert f"choose-0-{scene.mother.public_id}" in response.page


def test_an_emso_on_record_leads_to_its_record(scene, refused):
    response = refused("ista EMŠO", **a_member(emso=scene.father.emso, member_is="partner"))
    assert f"choose-1-{scene.father.public_id}" in response.page


def test_nobody_is_twice_in_one_application(scene, refused):
    refused(
        "je že v tej vlogi. Odstranite eno od obeh vrstic.",
        **(a_member() | {"row__1__new": None, "row__1__person": str(scene.mother.public_id)}),
    )


def test_a_wrong_check_digit_is_explained_at_the_number(refused):
    right = generated_emso(date(2020, 2, 8), Sex.MALE)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    refused(
        "Kontrolna števka te EMŠO se ne ujema",
        f"bi bila zadnja {right[-1]}, ne {wrong[-1]}",
        "Številko primerjajte z osebnim dokumentom in jo vpišite znova.",
        typed=("Neža", "Šprohar", wrong),
        **a_member(emso=wrong),
    )


def test_a_birth_date_that_contradicts_the_emso_is_said_in_the_row_of_the_person(refused):
    emso = generated_emso(date(2020, 2, 8), Sex.FEMALE)
    response = refused(
        "Vloga še ni sprejeta. Popravite, kar je spodaj označeno",
        "Iz EMŠO izhaja datum rojstva",
        "Oboje primerjajte z osebnim dokumentom in popravite, kar je narobe.",
        typed=(emso, "9. 2. 2020"),
        **a_member(emso=emso, born="9. 2. 2020"),
    )
    row = response.page.split('id="row-1"')[1]
    assert "Iz EMŠO izhaja" in row


def test_a_child_older_than_the_parent_is_said_in_the_row_of_the_child(refused):
    response = refused(
        "ne more biti otrok osebe Maksimilijana",
        "Preverite, kdo je starš, in oba datuma rojstva.",
        typed=("Neža", "1. 1. 1980"),
        **a_member(born="1. 1. 1980"),
    )
    assert "ne more biti otrok" in response.page.split('id="row-1"')[1]


def test_a_member_of_another_household_is_refused_with_what_to_do(scene, refused):
    elsewhere = PersonFactory(given_name="Tine", family_name="Drugje", sex=Sex.MALE)
    ResidenceFactory(person=elsewhere, dwelling=DwellingFactory())
    response = refused(
        "Tine Drugje",
        "pripada drugemu gospodinjstvu",
        "vpišite selitev",
        **(a_member(member_is="other") | {"row__1__new": None, "row__1__person": str(elsewhere.public_id)}),
    )
    assert "pripada drugemu gospodinjstvu" in response.page.split('id="row-1"')[1], "in the member's own row"
    assert 'href="#row-1-error"' in response.page


def test_an_application_to_the_wrong_unit_is_refused_and_asks_for_the_reason(scene, refused):
    piran = MunicipalityFactory(code="piran", name_sl="Piran")
    TerritoryFactory(unit=UnitFactory(centre=scene.unit.centre, name="Enota Piran"), municipality=piran)
    scene.mother.addresses.update(municipality=piran)
    response = refused("ni krajevno pristojna", "navedite, zakaj spada sem")
    assert 'name="unit_reason"' in response.page


def test_who_takes_in_the_application_of_a_protected_person_learns_nothing_of_the_address(
    scene, send, sign_in
):
    piran = MunicipalityFactory(code="piran", name_sl="Piran")
    TerritoryFactory(unit=UnitFactory(centre=scene.unit.centre, name="Enota Piran"), municipality=piran)
    elsewhere = PersonFactory(protected=True)
    AddressFactory(person=elsewhere, street="Skrita pot", municipality=piran)
    assert send(row__0__person=str(elsewhere.public_id), unit_reason="stranka je tu").status_code == 302
    case = Case.objects.get(parties__person=elsewhere)
    assert case.assigned_to is None
    assert case.events.get(key="unit_to_be_checked").detail == {"reason": "stranka je tu"}
    page = sign_in(scene.clerk).get(reverse("person", args=[elsewhere.public_id])).content.decode()
    assert "Skrita pot" not in page
    assign_case(case, to=scene.clerk, by=scene.head, at=timezone.now())
    page = sign_in(scene.clerk).get(reverse("person", args=[elsewhere.public_id])).content.decode()
    assert "Skrita pot" in page
    shown = LogEntry.objects.get(what="protected_address")
    assert (shown.worker, shown.persons) == (scene.clerk, [elsewhere.pk])


def test_a_day_of_filing_in_the_future_is_refused_at_its_field(refused):
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused(
        "je v prihodnosti",
        "Vpišite dan, ko je vloga prišla",
        typed=(f"{tomorrow:%d. %m. %Y}", "Neža"),
        filed_on=f"{tomorrow:%d. %m. %Y}",
        **a_member(),
    )


def test_all_that_is_wrong_is_told_in_one_answer_with_links_and_nothing_typed_is_lost(refused):
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%d. %m. %Y}"
    good = SimpleUploadedFile("izjava.jpg", JPEG, "image/jpeg")
    bad = SimpleUploadedFile("potrdilo.pdf", JPEG, "application/pdf")
    response = refused(
        "Popraviti je treba 4 stvari",
        "je v prihodnosti",
        "po vsebini pa je JPEG",
        "Kontrolna števka te EMŠO",
        "Izberite, v kakšnem razmerju je član do vlagatelja",
        typed=(tomorrow, "Neža", "Šprohar", "0802020509999"),
        filed_on=tomorrow,
        attachment=[good, bad],
        **a_member(emso="0802020509999", member_is=""),
    )
    for place in ("id_filed_on", "id_attachment", "id_row-1-emso", "id_row-1-member_is"):
        assert f'href="#{place}"' in response.page
        assert f'id="{place}"' in response.page
    assert 'data-let-go="1 "' in response.page, "only the second file is let go"
    assert response.page.count("Neža Šprohar: ") == 2, "the summary says of whom"


def test_what_is_wrong_with_two_members_is_told_together_each_in_their_row(refused):
    members = a_member(born="1. 1. 1980") | {
        "row": ["0", "1", "2"],
        "row__2__new": "1",
        "row__2__given_name": "Tine",
        "row__2__family_name": "Šprohar",
        "row__2__born": "1. 1. 1981",
        "row__2__member_is": "child",
    }
    page = refused("Popraviti je treba 3 stvari", **members).page
    for number in (1, 2):
        assert "ne more biti otrok" in page.split(f'id="row-{number}"')[1].split("</fieldset>")[0]
        assert f'href="#row-{number}"' in page


def test_a_minor_does_not_apply_and_the_sentence_says_who_does(scene, refused, send):
    words = ("še ni polnoletna oseba", "vpišite starša ali skrbnika")
    minor = {"row__0__person": str(scene.child.public_id), "left_out_reason": ""}
    assert 'href="#id_capacity_reason"' in refused(*words, **minor).page
    decision = "Sklep Okrožnega sodišča v Kopru N 12/2026"
    assert send(**minor, capacity_reason=decision).status_code == 302
    event = Case.objects.latest("pk").events.get(key="minor_applies")
    assert event.detail == {"reason": decision}


def test_a_reason_that_is_needed_is_not_called_optional(scene, refused):
    page = refused("Zakaj zakonca ali partnerja iz evidence ni v vlogi", left_out_reason=" ").page
    label = page.split("Zakaj zakonca ali partnerja iz evidence ni v vlogi")[-1].split("</label>")[0]
    assert "neobvezno" not in label


def test_an_upload_that_is_not_what_it_claims_is_refused_and_the_page_says_to_choose_it_again(refused):
    refused(
        "po vsebini pa je JPEG",
        "jo priložite znova",
        "Priloge izberite še enkrat: brskalnik jih ne ohrani.",
        typed=("Neža",),
        attachment=SimpleUploadedFile("potrdilo.pdf", JPEG, "application/pdf"),
        **a_member(),
    )


def test_an_application_may_begin_with_a_person_chosen_elsewhere(scene, sign_in):
    page = sign_in(scene.clerk).get(reverse("new_application"), {"applicant": scene.mother.public_id})
    assert f'name="row-0-person" value="{scene.mother.public_id}"' in page.content.decode()


def test_the_form_costs_at_most_thirteen_queries(scene, sign_in):
    client = sign_in(scene.clerk)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("new_application")).status_code == 200
    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize(
    "typed",
    [
        {"emso": "1234567890123"},
        {"given_name": "Črt", "born": "4. 5. 2018"},
        {"emso": "", "born": "1. 1. 1980"},
    ],
    ids=["mistyped", "alike", "refused by an act"],
)
def test_the_form_sent_back_costs_at_most_thirteen_queries(typed, send):
    member = a_member(**typed)
    send(**member)  # the rulebook is read once for all
    with CaptureQueriesContext(connection) as queries:
        assert send(**member).status_code == 422
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= MOST_QUERIES, "\n".join(asked)
