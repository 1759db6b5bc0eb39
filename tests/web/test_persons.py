"""The pages of a person by a plain client: registering, correcting, moving, protecting, merging."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AccessFactory, CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory, ResidenceFactory, generated_emso
from tests.web.scene import set_scene

from opora.people.households import dwelling_of, household_of
from opora.people.models import AddressKind, Person, Sex

MOST_QUERIES = 12

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def post(scene, sign_in):
    """Posts to a page about a person as one of the scene's workers; the answer, with its page as text."""

    def posted(name, person, *, by=None, **fields):
        response = sign_in(by or scene.clerk).post(reverse(name, args=[person.public_id]), fields)
        response.page = re.sub(r"\s+", " ", response.content.decode())
        return response

    return posted


@pytest.fixture
def register(scene, sign_in):
    def registered(**fields):
        given = {"given_name": "", "family_name": "", "language": "sl"} | fields
        response = sign_in(scene.clerk).post(reverse("register_person"), given)
        response.page = re.sub(r"\s+", " ", response.content.decode())
        return response

    return registered


def on_record(person, **changes):
    """What the form of correction sends when nothing but `changes` was typed."""
    kept = ("given_name", "family_name", "sex", "citizenship", "language", "phone", "email", "iban")
    given = {field: getattr(person, field) for field in kept}
    numbers = {"emso": person.emso or "", "tax_number": person.tax_number or ""}
    days = {"born": person.born.isoformat() if person.born else "", "died": "", "name_since": ""}
    return given | numbers | days | changes


# Registering


@pytest.mark.parametrize(
    ("given", "family", "why"),
    [
        ("Crt", "Sprohar", "isto ime in datum rojstva"),
        ("ŠPROHAR", "črt", "isto ime in datum rojstva"),
        ("Črt", "Šporhar", "podobno ime in isti datum rojstva"),
    ],
)
def test_registering_warns_of_somebody_alike_whatever_the_accents_and_order(
    scene, register, given, family, why
):
    before = Person.objects.count()
    answer = register(given_name=given, family_name=family, born="4. 5. 2018", phone="041 222 333")
    assert answer.status_code == 422
    assert why in answer.page
    assert "To je ista oseba" in answer.page
    for typed in (given, family, "041 222 333"):
        assert f'value="{typed}"' in answer.page
    assert Person.objects.count() == before


def test_registering_the_same_person_leads_to_the_record(scene, register):
    answer = register(family_name="Šprohar", same=str(scene.child.public_id))
    assert answer.url == reverse("person", args=[scene.child.public_id])


def test_registering_the_same_person_of_no_case_here_leads_to_an_application(scene, register):
    stranger = PersonFactory()
    answer = register(family_name="Šprohar", same=str(stranger.public_id))
    assert answer.url == f"{reverse('new_application')}?applicant={stranger.public_id}"


def test_registering_another_person_enters_them_at_once(scene, register):
    typed = {"given_name": "Črt", "family_name": "Šprohar", "born": "4. 5. 2018"}
    answer = register(**typed, another="yes", similar=str(scene.child.public_id))
    assert answer.status_code == 302
    assert Person.objects.filter(given_name="Črt", family_name="Šprohar").count() == 2


def test_a_record_that_does_not_open_for_the_worker_is_shown_by_name_and_year_alone(scene, register):
    stranger = PersonFactory(given_name="Tuja", family_name="Neznanka", born=date(1971, 12, 24))
    page = register(given_name="Tuja", family_name="Neznanka").page
    assert "roj. 1971" in page
    assert "24. 12. 1971" not in page
    assert reverse("person", args=[stranger.public_id]) not in page


# Correcting


def test_a_record_is_corrected_on_one_page(scene, post):
    answer = post(
        "correct_person",
        scene.father,
        **on_record(scene.father, given_name="Žiga Matija", citizenship="hr", language="it", phone="041 1"),
    )
    assert answer.status_code == 302
    scene.father.refresh_from_db()
    corrected = scene.father
    assert (corrected.given_name, corrected.citizenship, corrected.language, corrected.phone) == (
        "Žiga Matija",
        "HR",
        "it",
        "041 1",
    )
    assert not corrected.former_names.exists()


def test_a_name_that_changed_is_kept_among_the_former_ones(scene, post):
    changed = on_record(scene.mother, family_name="Šprohar", name_since="1. 6. 2025")
    assert post("correct_person", scene.mother, **changed).status_code == 302
    assert scene.mother.former_names.get().period.upper == date(2025, 6, 1)


@pytest.mark.parametrize(
    ("changes", "explained"),
    [
        ({"emso": "0101990500005"}, "Kontrolna števka te EMŠO se ne ujema"),
        ({"born": "3. 3. 1990"}, "Iz EMŠO izhaja datum rojstva"),
        ({"sex": "male"}, "EMŠO pripada ženski, vpisan pa je drug spol"),
        ({"citizenship": "1A"}, "oznako iz dveh črk"),
        ({"emso": "", "born": "1. 1. 2020"}, "ne more biti otrok osebe"),
        (
            {"name_since": "1. 1. 2099", "family_name": "Novak"},
            "Novega imena ni mogoče vpisati, preden velja",
        ),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_stays_typed(scene, post, changes, explained):
    answer = post("correct_person", scene.mother, **on_record(scene.mother, phone="040 999", **changes))
    assert answer.status_code == 422
    assert explained in answer.page
    assert 'value="040 999"' in answer.page
    scene.mother.refresh_from_db()
    assert scene.mother.phone == "041 000 123"


def test_every_wrong_number_is_explained_at_once_each_at_its_field(scene, post):
    wrong = {"emso": "0101990500005", "tax_number": "50223055", "iban": "SI56191000000123439"}
    page = post("correct_person", scene.mother, **on_record(scene.mother, **wrong)).page
    for field, explained in {
        "emso": "Kontrolna števka te EMŠO",
        "tax_number": "Kontrolna števka te davčne številke",
        "iban": "Kontrolni števki te številke računa",
    }.items():
        assert explained in page.split(f'id="id_{field}_error"')[1].split("</div>")[0]
        assert f'value="{wrong[field]}"' in page


def test_a_newborn_gets_the_emso_later(scene, post):
    born = timezone.localdate() - timedelta(days=20)
    scene.child.emso, scene.child.born, scene.child.sex = None, born, Sex.MALE
    scene.child.save()
    emso = generated_emso(born, Sex.MALE)
    assert post("identify_person", scene.child, emso=emso).status_code == 302
    scene.child.refresh_from_db()
    assert scene.child.emso == emso


def test_an_emso_of_another_day_of_birth_is_refused_with_what_to_compare(scene, post):
    scene.child.emso = None
    scene.child.save()
    emso = generated_emso(date(2018, 4, 5), Sex.MALE)
    answer = post("identify_person", scene.child, emso=emso)
    assert answer.status_code == 422
    assert "Iz EMŠO izhaja datum rojstva" in answer.page
    assert f'value="{emso}"' in answer.page


# Addresses


ADDRESS = {"street": "Nova pot", "house_number": "3", "post_code": "6310", "town": "Izola"}


def test_an_address_is_entered_by_date_and_ends_by_date(scene, post):
    today = timezone.localdate()
    entered = post(
        "move_person", scene.father, kind="temporary", from_day="1. 2. 2020", until="1. 2. 2021", **ADDRESS
    )
    assert entered.status_code == 302
    present = scene.father.addresses.get(kind=AddressKind.PERMANENT)
    assert post("end_address", scene.father, address=present.pk, on=f"{today:%d.%m.%Y}").status_code == 302
    present.refresh_from_db()
    assert present.period.upper == today


@pytest.mark.parametrize(
    ("days", "explained"),
    [
        ({"from_day": "1. 1. 2010"}, "Naslov te vrste je že vpisan od"),
        ({"from_day": "1. 1. 2018", "until": "1. 1. 2019"}, "še velja. Najprej končajte veljavnost"),
        ({"from_day": "1. 1. 1950"}, "zato oseba tam ne more živeti prej"),
        ({"from_day": "2. 2. 2025", "until": "1. 2. 2025"}, "Popravite enega od dni"),
    ],
)
def test_an_address_of_overlapping_or_impossible_days_is_refused_and_stays_typed(
    scene, post, days, explained
):
    answer = post("move_person", scene.father, kind="permanent", **ADDRESS, **days)
    assert answer.status_code == 422
    assert explained in answer.page
    assert 'value="Nova pot"' in answer.page
    assert scene.father.addresses.count() == 1


def test_an_address_cannot_end_before_it_begins(scene, post):
    address = scene.father.addresses.get()
    answer = post("end_address", scene.father, address=address.pk, on="1. 1. 2001")
    assert answer.status_code == 422
    assert "Ta naslov velja šele od" in answer.page


def test_an_address_is_protected_and_shown_again_with_the_reason(scene, post):
    street = scene.mother.addresses.get().street
    answer = post(
        "protect_address", scene.mother, by=scene.head, to="protected", reason="Grožnje nekdanjega partnerja."
    )
    assert answer.status_code == 302
    page = post("protect_address", scene.mother, by=scene.head, to="shown", reason="")
    assert page.status_code == 422
    assert "Napišite razlog" in page.page
    assert street not in page.page
    shown = post("protect_address", scene.mother, by=scene.head, to="shown", reason="Nevarnost je minila.")
    assert shown.status_code == 302
    scene.mother.refresh_from_db()
    assert not scene.mother.is_protected


def test_a_protected_address_cannot_be_ended_by_who_may_not_see_it(scene, post):
    scene.mother.is_protected = True
    scene.mother.save()
    address = scene.mother.addresses.get()
    answer = post("end_address", scene.mother, by=scene.head, address=address.pk, on="1. 1. 2026")
    assert answer.status_code == 422
    assert address.street not in answer.page
    address.refresh_from_db()
    assert address.period.upper is None


# Relations and homes


def test_a_relation_ends_on_a_day(scene, post):
    relation = scene.mother.relations.get(other=scene.father)
    answer = post("end_relation", scene.mother, relation=relation.pk, on="1. 9. 2026")
    assert answer.status_code == 302
    relation.refresh_from_db()
    assert relation.period.upper == date(2026, 9, 1)


def test_somebody_moves_out_and_in_again(scene, post):
    today = timezone.localdate()
    day = f"{today:%d.%m.%Y}"
    assert post("move_out", scene.father, on=day).status_code == 302
    assert household_of(scene.father, today) == [scene.father]
    again = post("move_in", scene.father, with_whom=scene.mother.emso, from_day=day)
    assert again.status_code == 302
    assert scene.father in household_of(scene.mother, today)


@pytest.mark.parametrize(
    ("fields", "explained"),
    [
        ({"with_whom": "0101990500006", "from_day": "1. 9. 2026"}, "Nihče v evidenci nima te EMŠO"),
        ({"with_whom": "mother", "from_day": "1. 9. 2026"}, "že živita skupaj. Vpisati ni treba ničesar."),
        ({"with_whom": "", "from_day": "1. 1. 2010"}, "oseba pa ima hkrati le en dom"),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_changes_nothing(scene, post, fields, explained):
    if fields["with_whom"] == "mother":
        fields = fields | {"with_whom": scene.mother.emso}
    answer = post("move_in", scene.father, **fields)
    assert answer.status_code == 422
    assert explained in answer.page
    assert scene.father.residences.count() == 1


# Merging


def test_a_record_without_any_number_is_chosen_for_the_merge(scene, post):
    double = PersonFactory(given_name="Ziga", family_name="Sprohar", born=scene.father.born, sex=Sex.MALE)
    PartyFactory(case=CaseFactory(unit=scene.unit), person=double)
    assert "isto ime in datum rojstva" in post("merge_persons", scene.father, by=scene.head).page
    merged = post(
        "merge_persons", scene.father, by=scene.head, record=str(double.public_id), reason="Vpisan dvakrat."
    )
    assert merged.status_code == 302
    double.refresh_from_db()
    assert double.merged_into == scene.father


def test_a_merge_with_no_record_named_is_refused(scene, post):
    answer = post("merge_persons", scene.father, by=scene.head, reason="Vpisan dvakrat.")
    assert answer.status_code == 422
    assert "Izberite enega od zgornjih zapisov ali vpišite številko drugega." in answer.page


# What the pages cost


@pytest.mark.parametrize("is_protected", [False, True])
@pytest.mark.parametrize("worker", ["clerk", "head"])
@pytest.mark.parametrize("name", ["person", "household", "correct_person", "move_person"])
def test_a_page_of_a_person_costs_at_most_twelve_queries(scene, sign_in, name, worker, is_protected):
    Person.objects.filter(pk=scene.mother.pk).update(is_protected=is_protected)
    client = sign_in(getattr(scene, worker))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(name, args=[scene.mother.public_id])).status_code == 200
    own_entry = is_protected  # that a protected address was shown is an entry of its own
    assert len(queries) <= MOST_QUERIES + own_entry, f"{name}: {len(queries)} queries"


@pytest.mark.parametrize("typed", [{}, {"given_name": "Crt", "family_name": "Sprohar", "born": "4. 5. 2018"}])
def test_registering_costs_at_most_twelve_queries(scene, sign_in, typed):
    client, address = sign_in(scene.clerk), reverse("register_person")
    with CaptureQueriesContext(connection) as queries:
        response = client.post(address, typed | {"language": "sl"}) if typed else client.get(address)
    assert response.status_code == (422 if typed else 200)
    assert len(queries) <= MOST_QUERIES


def test_a_page_of_results_costs_at_most_twelve_queries_however_many_are_found(scene, sign_in):
    PersonFactory.create_batch(40, family_name="Šprohar")
    client = sign_in(scene.clerk)
    with CaptureQueriesContext(connection) as queries:
        assert client.post(reverse("search"), {"text": "sprohar"}).status_code == 200
    assert len(queries) <= MOST_QUERIES


def test_whoever_opened_the_case_with_a_reason_reads_the_record_and_changes_nothing(scene, sign_in, post):
    stranger = WorkerFactory(professional_worker=True, unit=UnitFactory(centre=scene.unit.centre))
    AccessFactory(case=scene.case, worker=stranger, broke_glass=True)
    page = sign_in(stranger).get(reverse("person", args=[scene.mother.public_id])).content.decode()
    assert scene.mother.iban in page
    assert reverse("correct_person", args=[scene.mother.public_id]) not in page
    assert (
        "<form"
        not in sign_in(stranger)
        .get(reverse("household", args=[scene.mother.public_id]))
        .content.decode()
        .partition("<main")[2]
        .partition("</main>")[0]
    )
    answer = post("identify_person", scene.mother, by=stranger, iban="SI56031001001300933")
    assert answer.status_code == 422
    assert Person.objects.get(pk=scene.mother.pk).iban == scene.mother.iban


def test_the_home_of_somebody_unknown_is_neither_listed_nor_joined(scene, post, sign_in):
    stranger = ResidenceFactory(person__with_emso=True).person
    answer = post(
        "move_in",
        scene.mother,
        with_whom=stranger.emso,
        from_day=f"{timezone.localdate():%d. %m. %Y}",
    )
    assert answer.status_code == 422
    assert "Nimate zadeve te osebe" in answer.page
    assert stranger not in household_of(scene.mother, timezone.localdate())


def test_a_household_is_listed_by_year_where_the_record_does_not_open_and_not_at_all_where_one_is_protected(
    scene, sign_in
):
    dwelling = dwelling_of(scene.mother, timezone.localdate())
    lodger = PersonFactory(given_name="Lodovika", born=date(1971, 4, 9))
    ResidenceFactory(dwelling=dwelling, person=lodger)
    address = reverse("household", args=[scene.mother.public_id])
    page = sign_in(scene.clerk).get(address).content.decode()
    assert "1971" in page
    assert "9. 4. 1971" not in page.replace("\xa0", " ")
    Person.objects.filter(pk=lodger.pk).update(is_protected=True)
    page = sign_in(scene.head).get(address).content.decode()
    assert "Lodovika" not in page
    assert "ni naveden" in page


def test_ones_own_case_stands_above_the_persons_of_a_name_and_other_workers_cases_do_not(sign_in):
    scene = set_scene()
    name = scene.mother.family_name.split()[0]
    for worker, shown in ((scene.clerk, True), (scene.head, False)):
        page = sign_in(worker).post(reverse("search"), {"text": name}).content.decode()
        assert (scene.case.number in page) is shown
        assert scene.mother.full_name in page
        if shown:
            assert page.index(scene.case.number) < page.index("<h2>Osebe</h2>")


@pytest.mark.parametrize("typed", ["{sequence}", "{sequence}/{year}", "{number}"])
def test_a_case_is_found_by_every_way_its_number_is_said(sign_in, typed):
    scene = set_scene()
    case = scene.case
    text = typed.format(sequence=case.sequence, year=case.year, number=case.number)
    for name in ("search", "search_as_you_type"):
        page = sign_in(scene.clerk).post(reverse(name), {"text": text}).content.decode()
        assert case.number in page
