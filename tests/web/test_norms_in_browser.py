"""The pages of norms in a browser: no accessibility violation, nothing scrolls sideways, keyboard alone."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from playwright.sync_api import expect
from tests.cases.factories import CaseFactory
from tests.organisation.factories import (
    CentreFactory,
    MunicipalityFactory,
    TerritoryFactory,
    UnitFactory,
    WorkerFactory,
)
from tests.web.test_looks import visit_all

from opora.organisation.models import Population, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_pages_of_norms_are_accessible_fit_their_screen_and_reckon_by_keyboard(
    opened, violations, picture
):
    centre = CentreFactory()
    unit = UnitFactory(centre=centre, code="koper", name="Koper")
    place = MunicipalityFactory(name_sl="Mestna občina Koper")
    TerritoryFactory(unit=unit, municipality=place, period=DateRange(date(2018, 10, 1), None))
    Population.objects.create(
        municipality=place, on=date(2020, 7, 1), persons=52_630, families=14_000, source="SURS"
    )
    worker = WorkerFactory(unit=unit, professional_worker=True)
    CaseFactory(task="victim_support", unit=unit, assigned_to=worker, opened_on=date.today())
    helped = CaseFactory(task="personal_help", unit=unit, assigned_to=worker, opened_on=date.today())
    head = WorkerFactory(unit=unit, head_of_unit=True)
    director = WorkerFactory(unit=None, centre=centre, roles=[Role.DIRECTOR], whole_centre=True)
    pages = [
        ("norms_of_the_head", head, reverse("norms") + "?inhabitants=60000"),
        ("norms_of_the_director", director, reverse("norms")),
        ("population", director, reverse("population")),
        ("persons_for_one_coordinator", director, reverse("norm_coordinators")),
        ("case_with_a_cycle", worker, reverse("case", args=[helped.public_id])),
    ]
    assert not visit_all(pages, opened, violations, picture)
    page = opened(head)
    page.goto(reverse("norms"))
    page.get_by_text("Kaj če:").press("Enter")
    page.get_by_label("Prebivalci", exact=False).first.fill("100000")
    page.keyboard.press("Enter")
    page.get_by_text("Kako je nastala posamezna številka").press("Enter")
    expect(page.get_by_text("prebivalci: 100.000 : 25.000 = 4; zaokroženo navzgor 4")).to_be_visible()
