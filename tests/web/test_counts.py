"""The page of counts: what is counted of a unit, the cases behind a number, files, and what is published."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.cases.factories import PartyFactory
from tests.counting.history import a_case, a_record, about, an_entry
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.organisation.models import Role
from opora.web.templatetags.page import hours

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 4)
YEAR = {"first": "1. 1. 2026", "last": "31. 12. 2026"}


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def other(unit):
    return UnitFactory(centre=unit.centre)


@pytest.fixture
def head(unit):
    return WorkerFactory(unit=unit, head_of_unit=True)


@pytest.fixture
def director(unit):
    return WorkerFactory(unit=None, centre=unit.centre, roles=[Role.DIRECTOR], whole_centre=True)


def eviction(unit, **told):
    case = a_case("opinion_on_eviction", unit, MAY, **told)
    a_record(case, "enforcement", MAY, asked_by="court")
    PartyFactory(case=case, role="debtor")
    return case


def counted(client, task="opinion_on_eviction", **asked):
    response = client.get(reverse("counts_of_task", args=[task]), YEAR | asked)
    assert response.status_code == 200
    return response


def whole(response, key):
    """What stands at an indicator in all."""
    [line] = [
        each["line"] for each in response.context["lines"] if each["line"].key == key and not each["line"].by
    ]
    return line.whole.text


def test_the_head_counts_their_unit_and_the_director_every_unit(unit, other, head, director, sign_in):
    for where in (unit, unit, other):
        eviction(where)
    assert whole(counted(sign_in(head)), "asked_by") == "2"
    seen = counted(sign_in(director))
    assert whole(seen, "asked_by") == "3"
    [line] = [each["line"] for each in seen.context["lines"] if each["line"].key == "asked_by"][:1]
    assert {cell.text for cell in line.cells} == {"2", "1"}
    assert whole(counted(sign_in(director), unit=other.pk), "asked_by") == "1"


def test_a_number_opens_its_cases_and_what_is_sealed_stays_a_number(unit, head, sign_in):
    seen, sealed = eviction(unit), eviction(unit, seal="violence")
    client = sign_in(head)
    assert whole(counted(client), "asked_by") == "2"
    page = client.get(reverse("counted_cases", args=["opinion_on_eviction", "asked_by"]), YEAR)
    text = page.content.decode()
    assert (page.context["counted"], page.context["unseen"]) == (2, 1)
    assert seen.number in text
    assert sealed.number not in text


def test_behind_a_number_of_first_social_aid_only_who_handles_a_case_sees_it(unit, head, sign_in):
    worker = WorkerFactory(unit=unit, professional_worker=True)
    case = a_case("first_social_aid", unit, MAY, assigned_to=worker)
    a_record(case, "contact", MAY, situation="housing")
    address = reverse("counted_cases", args=["first_social_aid", "situations"])
    assert case.number not in sign_in(head).get(address, YEAR).content.decode()
    assert case.number in sign_in(worker).get(address, YEAR).content.decode()


def test_a_number_of_a_register_opens_its_records(unit, sign_in):
    worker = WorkerFactory(unit=unit, professional_worker=True)
    entry = an_entry("vehicles", "vehicle", worker, MAY)
    client = sign_in(worker)
    page = client.get(reverse("counted_cases", args=["vehicles", "vehicles"]), YEAR)
    assert str(entry.public_id) in page.content.decode()


def test_each_word_of_a_split_opens_its_own_cases(unit, head, sign_in):
    ours, theirs = eviction(unit), a_case("opinion_on_eviction", unit, MAY)
    a_record(theirs, "enforcement", MAY)
    page = counted(sign_in(head))
    [line] = [each for each in page.context["lines"] if each["line"].key == "asked_by" and each["line"].by][
        :1
    ]
    [(_label, _cell, address)] = line["cells"]
    found = sign_in(head).get(address).content.decode()
    assert ours.number in found
    assert theirs.number not in found


@pytest.mark.covers("004a/R-16")
def test_open_cases_of_a_field_and_of_all_fields_stand_in_one_list(unit, head, sign_in):
    one = eviction(unit)
    two = a_case("imprisonment_help", unit, MAY)
    closed = a_case("opinion_on_eviction", unit, MAY, MAY)
    client = sign_in(head)
    field = client.get(reverse("cases_of_field", args=["offences"])).content.decode()
    assert two.number in field
    assert one.number not in field
    every = client.get(reverse("cases_of_field", args=["all"])).content.decode()
    assert one.number in every
    assert two.number in every
    assert closed.number not in every
    assert client.get(reverse("cases_of_field", args=["nothing"])).status_code == 404


def test_the_file_for_publication_hides_what_is_counted_of_few(unit, head, sign_in):
    for _ in range(3):
        about(a_case("adult_in_difficulty", unit, MAY), "person")
    client = sign_in(head)
    address = reverse("counts_csv", args=["adult_in_difficulty"])
    plain, published = (
        list(
            csv.reader(
                io.StringIO(client.get(address, YEAR | asked).content.decode("utf-8-sig")), delimiter=";"
            )
        )
        for asked in ({}, {"publish": "1"})
    )
    assert [row[-3] for row in (plain[1], published[1])] == ["3", "z"]
    of_persons = [row for row in published if row[0] == plain[1][0]]
    assert {row[2] for row in of_persons} <= {"", "stanje"}, "no word of a split says what the few are"
    book = client.get(reverse("counts_xlsx", args=["adult_in_difficulty"]), YEAR | {"publish": "1"})
    assert [cell.value for cell in load_workbook(io.BytesIO(book.content)).worksheets[0][2]][-3] == "z"
    assert "stetje-za-objavo-" in book.headers["Content-Disposition"]
    inside = client.get(reverse("counts_xlsx", args=["adult_in_difficulty"]), YEAR)
    assert "objavo" not in inside.headers["Content-Disposition"]
    assert "adult-in-difficulty" not in inside.headers["Content-Disposition"]


def test_minutes_are_rounded_half_up_and_a_mean_of_nothing_is_empty(unit, other, director, sign_in):
    a_record(a_case("first_social_aid", unit, MAY), "contact", MAY, minutes=40)
    a_case("first_social_aid", other, MAY)
    assert hours(45) == "0,8\N{NO-BREAK SPACE}h"
    lines = [each["line"] for each in counted(sign_in(director), "first_social_aid").context["lines"]]
    [mean] = [line for line in lines if line.key == "average_minutes" and not line.by]
    assert mean.whole.text == "0,67"
    assert {cell.text for cell in mean.cells} == {"0,67", ""}, "no service, no average"


def test_a_period_that_ends_before_it_begins_is_told(head, sign_in):
    page = sign_in(head).get(
        reverse("counts_of_task", args=["imprisonment_help"]), {"first": "1. 2. 2026", "last": "1. 1. 2026"}
    )
    assert page.status_code == 422
    assert page.context["asked"].form.non_field_errors()


def test_what_nobody_defined_is_not_found(head, sign_in):
    client = sign_in(head)
    assert client.get(reverse("counts_of_task", args=["nothing"])).status_code == 404
    assert client.get(reverse("counted_cases", args=["imprisonment_help", "nothing"])).status_code == 404
    assert (
        client.get(reverse("counted_cases", args=["imprisonment_help", "new"]), {"by": "sex"}).status_code
        == 404
    )


@pytest.mark.parametrize("cases", [1, 40])
def test_the_page_of_counts_costs_the_same_however_many_cases(
    cases, unit, head, sign_in, django_assert_max_num_queries
):
    for _ in range(cases):
        eviction(unit)
    client = sign_in(head)
    counted(client)
    with django_assert_max_num_queries(36):
        counted(client)


def test_the_index_leads_from_fields_to_tasks(head, sign_in):
    page = sign_in(head).get(reverse("counts")).content.decode()
    assert reverse("counts_of_task", args=["imprisonment_help"]) in page
    assert reverse("cases_of_field", args=["offences"]) in page
