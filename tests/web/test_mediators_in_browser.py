"""The list of mediators and the panel of who is free in a browser: accessible, by keyboard, nothing lost."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import UnitFactory
from tests.people.factories import PersonFactory
from tests.reports.mediations import entry, mediated, mediator, registered
from tests.web.test_looks import visit_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.covers("004a/R-53")
def test_the_list_of_mediators_and_who_is_free_are_accessible_and_filter_without_losing_what_is_typed(
    opened, violations, picture
):
    unit = UnitFactory(name="Enota Koper")
    ana, outside = mediator(unit, given_name="Ana", family_name="Prva"), PersonFactory()
    entry(unit, ana, languages="slovenščina, italijanščina")
    entry(unit, outside, languages="slovenščina", unit="Zavod Most")
    case = CaseFactory(unit=unit, task="family_mediation", assigned_to=ana)
    party = PartyFactory(case=case, role="participant").person
    registered(
        unit, "tie", None, external=str(outside.public_id), person=str(party.public_id), reason="Brat."
    )
    mediated(unit, timezone.localdate().replace(month=1, day=2), mediator=ana, outside=outside)
    form = reverse("add_record", args=[case.public_id, "mediation"])
    pages = [
        ("mediators", ana, reverse("mediators") + f"?of=worker-{ana.pk}"),
        ("who_is_free", ana, form),
    ]
    assert not visit_all(pages, opened, violations, picture)
    page = opened(ana)
    page.goto(form)
    page.locator("[name=of-language]").fill("italijanski")
    page.locator("#free-language").select_option("italijanščina")
    page.locator("#who-is-free form button").press("Enter")
    expect(page.locator("#who-is-free tbody tr")).to_have_count(1)
    expect(page.locator("[name=of-language]")).to_have_value("italijanski")
