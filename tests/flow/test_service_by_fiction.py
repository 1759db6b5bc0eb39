"""A decision that nobody confirms to have received is served by fiction, and its terms run from that day."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect
from tests.decisions.factories import ISSUED_ON, decision
from tests.flow import screens
from tests.rights.factories import Office as PlaceOfDecision

from opora.documents.serving import let_fictions_take_effect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COUNTS_AS_SERVED_ON = date(2026, 5, 26)


def test_a_decision_left_without_receipt_is_served_by_fiction(
    office, clock, worker_at_the_queue, opened, picture
):
    clock.goes_to(ISSUED_ON)
    place = PlaceOfDecision(office.clerk, office.head, office.municipality)
    issued = decision(at_office=place, issued=True)
    screens.until(lambda: issued.case.documents.outgoing().exists())
    address = f"/cases/{issued.case.public_id}/service/"
    page = opened(office.clerk)
    page.goto(address)
    delivery = page.locator("article.panel")
    expect(delivery).to_contain_text("na poti")
    expect(delivery).to_contain_text("26. 5. 2026")

    clock.goes_to(COUNTS_AS_SERVED_ON)
    let_fictions_take_effect(COUNTS_AS_SERVED_ON, at=clock.now)
    screens.sign_in(page, office.clerk)
    page.goto(address)
    expect(delivery).to_contain_text("vročeno s fikcijo")
    delivery.get_by_text("Kako je dan izračunan").click()
    expect(delivery.locator("ol")).to_contain_text("5. 5. 2026: dokument je bil odpremljen")
    picture(page, "served-by-fiction")
    screens.go_to(page, tab="Odločbe")
    page.get_by_role("link", name=issued.number).click()
    days = page.get_by_role("region", name="Dnevi, ki sledijo iz vročitve")
    # 21 days from Tuesday 26 May end on Tuesday 16 June; final with the next day.
    expect(days.locator("dl > div", has_text="Rok za pravno sredstvo se izteče")).to_contain_text(
        "16. 6. 2026"
    )
    expect(days.locator("dl > div", has_text="Dokončna")).to_contain_text("17. 6. 2026")
