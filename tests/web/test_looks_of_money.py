"""The pages of exemptions, maintenance, debts and prolonged rights: accessible, light, dark, on a phone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.decisions.factories import decision
from tests.organisation.factories import WorkerFactory
from tests.rights.exemption_scene import exempted
from tests.rights.factories import morning, office
from tests.rights.test_maintenance import obligation_of
from tests.rights.test_prolonging import WORDS, after, entered, in_force, last_month_of, night
from tests.rights.test_recovery import demanded, lowered
from tests.web.test_looks import visit_all

from opora.rights.maintenance import uprate_year
from opora.rights.models import EmergencyAct
from opora.rights.redeciding import begin_run, go_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def papers_of_the_test(settings, tmp_path, monkeypatch):
    """In a folder of the test, and unsigned: signing wants an event loop, and the browser runs one."""
    settings.OPORA_DOCUMENTS = tmp_path / "documents"
    monkeypatch.setattr("opora.decisions.paper.signed_pdf", lambda _decision, at: b"%PDF-1.7")


def pages(place: Any) -> list[tuple[str, Any, str]]:
    clerk = place.clerk
    at = {"by": clerk, "at": morning(NOW), "on": NOW}
    exempted(place)
    run = begin_run(
        service="home_help",
        reason="minimum_income_change",
        month=date(2025, 7, 1),
        ground="Uradni list RS 10/2025",
        **at,
    )
    go_on(run, **at)
    obligation = obligation_of(clerk)
    uprate_year(2024, **at)
    director = WorkerFactory(unit=place.unit, director=True, whole_centre=True)
    case, _monthly = lowered(place, director)
    overpaid = ("overpaid", clerk, reverse("overpaid", args=[case.public_id]))
    act, proposed = prolonged(place), entered(place, NOW, NOW, words=WORDS | {"article": "8. člen"})
    administrator = proposed.proposed_by
    return [
        ("emergency_acts", administrator, reverse("emergency_acts")),
        ("emergency_act", director, reverse("emergency_act", args=[act.public_id])),
        ("emergency_act_to_approve", director, reverse("emergency_act", args=[proposed.public_id])),
        ("prolonged_rights", clerk, reverse("prolonged_rights", args=[act.public_id])),
        ("propose_emergency_act", administrator, reverse("propose_emergency_act")),
        ("exemptions", clerk, reverse("exemptions") + "?year_shown=2024"),
        ("redecision", clerk, reverse("redecision", args=[run.pk])),
        ("maintenance", clerk, reverse("maintenance") + "?year_shown=2024"),
        ("maintenance_history", clerk, reverse("maintenance_history", args=[obligation.pk])),
        overpaid,
    ]


def prolonged(place: Any) -> EmergencyAct:
    """An act in force under which the right of a family was prolonged."""
    last = last_month_of(decision(at_office=place, served=True))
    act = in_force(place, last, last)
    night(after(last))
    return act


def test_pages_about_money_are_accessible_and_fit_their_screen(opened, violations, picture):
    place = office()
    assert visit_all(pages(place), opened, violations, picture) == []


def test_pages_of_debts_are_accessible_and_fit_their_screen(opened, violations, picture):
    place = office()
    director = WorkerFactory(unit=place.unit, director=True, whole_centre=True)
    case, _monthly = lowered(place, director)
    debt = demanded(case, place)
    visits = [
        ("debts", place.clerk, reverse("debts")),
        ("debt", place.clerk, reverse("debt", args=[debt.pk])),
        (
            "known_before",
            place.clerk,
            reverse("new_application") + f"?applicant={debt.person.public_id}",
        ),
    ]
    assert visit_all(visits, opened, violations, picture) == []
