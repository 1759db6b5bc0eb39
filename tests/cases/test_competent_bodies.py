"""Which body decides depends on the right or task, the residence and the day."""

from datetime import date

import pytest
import yaml
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from tests.organisation.factories import TerritoryFactory, UnitFactory, WorkerFactory

from opora.cases import competent_bodies
from opora.cases.competent_bodies import competent_body, residence_of
from opora.catalogue import catalogue
from opora.decisions.rights_told import claimable
from opora.organisation.jurisdiction import move_municipality
from opora.organisation.refusal import Refused

TODAY = date(2026, 5, 4)


@pytest.fixture
def territory():
    return TerritoryFactory(period=DateRange(date(2012, 1, 1), None))


def body(subject, territory, on=TODAY):
    return competent_body(subject, municipality=territory.municipality, on=on).body


@pytest.mark.django_db
@pytest.mark.covers("004a/R-114")
def test_the_service_decides_on_its_rights_since_october_2018_and_the_unit_on_the_others(territory):
    before, since = date(2018, 9, 30), date(2018, 10, 1)
    for right in (
        "child_benefit",
        "kindergarten_fee_reduction",
        "school_lunch_subsidy",
        "large_family_supplement",
    ):
        assert [body(right, territory, day) for day in (before, since)] == ["unit", "service"]
    for right in ("cash_social_assistance", "income_supplement", "rent_subsidy", "funeral_grant"):
        assert body(right, territory) == "unit"


@pytest.mark.django_db
@pytest.mark.covers("000_002/92")
def test_the_centre_decided_on_guardianship_until_the_family_code_gave_it_to_the_court(territory):
    last, first = date(2019, 4, 14), date(2019, 4, 15)
    for task in ("guardianship_of_adult", "guardianship_temporary"):
        assert [body(task, territory, day) for day in (last, first)] == ["centre", "court"]
    assert [body("guardianship_special_case", territory, day) for day in (last, first)] == ["centre"] * 2


@pytest.mark.django_db
@pytest.mark.covers("003/P-3")
def test_the_unit_is_that_of_the_residence_and_whose_residence_it_is_depends_on_the_right(territory):
    there = UnitFactory(name="Nova enota")
    move_municipality(territory.municipality, to=there, from_day=date(2026, 1, 1))
    old, new = date(2025, 12, 31), TODAY
    units = [
        competent_body("birth_grant", municipality=territory.municipality, on=day).unit for day in (old, new)
    ]
    assert units == [territory.unit, there]
    rights = (
        "birth_grant",
        "child_care_supplement",
        "cash_social_assistance",
        "first_social_aid",
        "personal_assistance",
    )
    assert [residence_of(right, TODAY) for right in rights] == [
        "mother", "child", "applicant", "anywhere", "person"
    ]  # fmt: skip
    assert residence_of("guardianship_of_child", TODAY) == "child"


@pytest.mark.django_db
def test_a_day_on_which_no_unit_served_the_place_is_told_in_a_sentence(territory):
    with pytest.raises(Refused):
        body("child_benefit", territory, date(2001, 1, 1))


@pytest.mark.django_db
@pytest.mark.covers("003/P-3", "004a/R-114")
def test_the_page_tells_who_decides_and_where(territory, sign_in):
    client = sign_in(WorkerFactory(clerk=True, unit=territory.unit))
    asked = {"what": "child_benefit", "municipality": territory.municipality_id, "on": "4. 5. 2026"}
    page = client.get(reverse("who_decides"), asked).content.decode()
    assert "Služba za odločanje o pravicah iz javnih sredstev" in page
    assert territory.unit.name in page
    refused = client.get(reverse("who_decides"), asked | {"on": "1. 1. 2001"})
    assert refused.status_code == 422
    assert client.get(reverse("who_decides"), asked | {"municipality": "999999"}).status_code == 200


def test_the_data_name_rights_tasks_bodies_and_residences_there_are():
    with open(competent_bodies.__file__.replace(".py", ".yaml"), encoding="utf-8") as file:
        data = yaml.load(file, yaml.CSafeLoader)
    known = set(claimable()) | set(catalogue().tasks)
    for rule in (*data["decides"], *data["residences"]):
        assert set(rule["subjects"]) <= known
        assert rule["source"]
    assert {rule["body"] for rule in data["decides"]} <= set(data["bodies"])
    assert {rule["of"] for rule in data["residences"]} <= set(data["residence_words"])
    days = [(subject, rule["from"]) for rule in data["decides"] for subject in rule["subjects"]]
    assert len(days) == len(set(days))
