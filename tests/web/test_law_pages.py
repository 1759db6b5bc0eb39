"""The law is read in the staff pages by whoever works with it, without a record being touched."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.scene import Scene, answer_everything, set_scene, take_in_application

from opora.law import rulebook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path


@pytest.fixture
def scene() -> Scene:
    return set_scene()


def test_the_index_leads_to_the_sheet_of_every_right(scene, sign_in):
    text = sign_in(scene.clerk).get(reverse("law")).content.decode()
    for right in rulebook().graph.rights:
        assert f'href="{right}/"' in text


@pytest.mark.parametrize("right", ["child_benefit", "birth_grant", "mol_birth_aid"])
def test_a_sheet_costs_what_any_page_costs_whoever_reads_it(right, scene, sign_in):
    for worker in (scene.clerk, scene.auditor):
        client, address = sign_in(worker), reverse("law_sheet", args=[right])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200
        assert len(queries) <= 12, "\n".join(query["sql"][:160] for query in queries)


def test_a_sheet_leads_to_the_sheets_of_the_rights_that_count_in_it(scene, sign_in):
    client, address = sign_in(scene.clerk), reverse("law_sheet", args=["cash_social_assistance"])
    text = client.get(address).content.decode()
    assert 'href="../child_benefit/"' in text
    assert "507,43 EUR" in text


def test_a_sheet_shows_its_worked_examples_in_plain_words(scene, sign_in):
    text = sign_in(scene.clerk).get(reverse("law_sheet", args=["birth_grant"])).content.decode()
    assert "Izračunani primeri" in text
    assert "Primer 1" in text
    assert "V preprostih besedah" in text


def test_a_right_nobody_knows_is_not_found(scene, sign_in):
    assert sign_in(scene.clerk).get("/law/pension/").status_code == 404


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(reverse("law")).status_code in (302, 403)


def test_each_right_of_a_calculation_leads_to_its_sheet(scene, sign_in):
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    page = sign_in(scene.clerk).get(reverse("calculation", args=[application.case.public_id]))
    linked = re.findall(r'href="/law/(\w+)/"', page.content.decode())
    assert set(linked) == set(application.rights)
