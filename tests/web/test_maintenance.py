"""The page uprates maintenance for a year, makes the notices, and issues extracts."""

import pytest
from django.urls import reverse
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.rights.test_maintenance import obligation_of

from opora.rights.models import Uprating, UpratingExtract

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def worker():
    return WorkerFactory(unit=UnitFactory(), professional_worker=True)


def uprated(client, year):
    return client.post(reverse("uprate_maintenance"), {"year_shown": year}, follow=True).content.decode()


@pytest.mark.covers("004a/R-85")
def test_a_year_is_uprated_told_and_extracted_on_the_page(worker, sign_in):
    obligation = obligation_of(worker)
    client = sign_in(worker)
    page = uprated(client, 2024)
    assert "Usklajena je 1 preživnina" in page
    assert "188,42" in page
    told = client.post(reverse("make_uprating_notices"), {"year_shown": 2024}, follow=True).content.decode()
    row = Uprating.objects.get()
    assert f"{reverse('uprating_notice', args=[row.pk])}?to=debtor" in told
    notice = client.get(reverse("uprating_notice", args=[row.pk]), {"to": "debtor"})
    assert (notice["Content-Type"], notice.content[:4]) == ("application/pdf", b"%PDF")
    history = reverse("maintenance_history", args=[obligation.pk])
    given = {"asker": "court", "purpose": "enforcement", "to_name": ""}
    refused = client.post(reverse("issue_maintenance_extract", args=[obligation.pk]), given)
    assert refused.status_code == 422
    assert not UpratingExtract.objects.exists()
    given["to_name"] = "Javni preživninski sklad"
    client.post(reverse("issue_maintenance_extract", args=[obligation.pk]), given)
    extract = UpratingExtract.objects.get()
    assert "Javni preživninski sklad" in client.get(history).content.decode()
    paper = client.get(reverse("maintenance_extract", args=[extract.pk]))
    assert paper.content[:4] == b"%PDF"


def test_a_year_whose_coefficient_nobody_knows_says_so(worker, sign_in):
    obligation_of(worker, indexed_from="2025-06-10")
    page = uprated(sign_in(worker), 2026)
    assert "še ni znan" in page
    assert "količnik za to leto še ni zanesljivo znan" in page


def test_another_unit_finds_neither_obligation_nor_papers(worker, sign_in):
    obligation = obligation_of(worker)
    uprated(sign_in(worker), 2024)
    row = Uprating.objects.get()
    stranger = sign_in(WorkerFactory(unit=UnitFactory(), professional_worker=True))
    assert stranger.get(reverse("maintenance_history", args=[obligation.pk])).status_code == 404
    assert stranger.get(reverse("uprating_notice", args=[row.pk])).status_code == 404
