"""The pages of counts in a browser: no accessibility violation, nothing scrolls sideways, keyboard alone."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.cases.factories import PartyFactory
from tests.counting.history import a_case, a_record, an_entry
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.web.test_looks import visit_all

from opora.organisation.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date.today()


def test_the_pages_of_counts_are_accessible_fit_their_screen_and_open_a_number_by_keyboard(
    opened, violations, picture
):
    unit, other = UnitFactory(name="Koper"), UnitFactory(name="Piran")
    head = WorkerFactory(unit=unit, head_of_unit=True)
    director = WorkerFactory(unit=None, centre=unit.centre, roles=[Role.DIRECTOR], whole_centre=True)
    for where, kind in (
        (unit, "alternative_lodging"),
        (unit, "mental_health"),
        (other, "alternative_lodging"),
    ):
        case = a_case("imprisonment_help", where, TODAY)
        PartyFactory(case=case, role="prisoner")
        a_record(case, "need", TODAY, kind=kind, met="met")
    a_case("imprisonment_help", unit, TODAY, seal="violence")
    an_entry("vehicles", "vehicle", head, TODAY)
    task = reverse("counts_of_task", args=["imprisonment_help"])
    pages = [
        ("counts", head, reverse("counts")),
        ("counts_of_a_unit", head, task),
        ("counts_of_the_centre", director, task),
        ("counted_cases", head, reverse("counted_cases", args=["imprisonment_help", "new"])),
        ("counted_records", head, reverse("counted_cases", args=["vehicles", "vehicles"])),
        ("cases_of_all_fields", head, reverse("cases_of_field", args=["all"])),
    ]
    assert not visit_all(pages, opened, violations, picture)
    page = opened(head)
    page.goto(task)
    page.get_by_role("link", name="3, novi postopki").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 od 3 vam ni na vpogled in ostane število.")).to_be_visible()
