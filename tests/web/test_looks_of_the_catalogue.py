"""The catalogue, registers and where a case goes on: accessible, in light and dark, and on a phone."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene
from tests.web.test_looks import visit_all

from opora.amendments.proposing import propose
from opora.cases.classification import approve_row, propose_row
from opora.cases.consents import give_consent
from opora.cases.entry_times import Form, count_entry
from opora.cases.handovers import hand_over
from opora.cases.referrals import refer
from opora.cases.waiting import join_queue
from opora.catalogue import shipped_catalogue
from opora.catalogue.exporting import as_yaml

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TASK = "opinion_on_eviction"


def test_the_catalogue_and_its_proposals_are_accessible_and_fit_their_screen(opened, violations, picture):
    scene = set_scene()
    administrator = WorkerFactory(unit=scene.unit, administrator=True, whole_centre=True)
    director = WorkerFactory(unit=scene.unit, director=True, whole_centre=True)
    present = shipped_catalogue().tasks[TASK][-1]
    text = as_yaml([present.model_copy(update={"valid_from": date(2030, 1, 1), "sl": "Mnenje o deložaciji"})])
    proposal = propose(
        task=TASK, text=text, reason="Nov normativ.", by=administrator, at=timezone.now()
    ).public_id
    for sign, decided in (("1228", True), ("1229", False)):
        row = propose_row(
            sign=sign, name="Osebna pomoč", tasks=["personal_help"], years=5, is_permanent=False,
            source="Načrt centra, 1. 4. 2026", valid_from=date(2026, 1, 1),
            by=administrator, at=timezone.now(),
        )  # fmt: skip
        if decided:
            approve_row(row, by=director, at=timezone.now())
    form = Form.of(TASK, "talk", present)
    for _entry in range(6):
        count_entry(form, 75, centre=scene.unit.centre, at=timezone.now())
    pages = [
        ("catalogue", scene.clerk, reverse("catalogue")),
        ("catalogue_task", scene.clerk, reverse("catalogue_task", args=[TASK])),
        ("catalogue_versions", scene.clerk, reverse("catalogue_versions", args=[TASK])),
        ("catalogue_proposals", administrator, reverse("catalogue_proposals")),
        ("propose_version", administrator, reverse("propose_version", args=["first_social_aid"])),
        ("propose_changes", administrator, reverse("propose_changes", args=[TASK])),
        ("propose_ending", administrator, reverse("propose_ending", args=["first_social_aid"])),
        ("propose_first_day", administrator, reverse("propose_first_day", args=[TASK])),
        ("propose_task", administrator, reverse("propose_task")),
        ("catalogue_proposal", director, reverse("catalogue_proposal", args=[proposal])),
        ("entry_times", director, reverse("entry_times")),
        ("classification", administrator, reverse("classification")),
        ("classification_to_decide", director, reverse("classification")),
    ]
    assert not visit_all(pages, opened, violations, picture)


def test_registers_and_where_a_case_goes_on_are_accessible_and_fit_their_screen(opened, violations, picture):
    scene, now = set_scene(), timezone.now()
    case, mother, today = scene.case, scene.mother, timezone.localdate()
    given = {"by": scene.clerk, "at": now}
    refer(case, person=mother, to_name="Zdravstveni dom Koper", why="Pregled.", on=today, **given)
    give_consent(case, person=mother, to_whom="Vrtec", what="termin", on=today, **given)
    join_queue("secure_ward", person=mother, unit=scene.unit, since=today, case=case, is_urgent=True, **given)
    hand_over(case, to=scene.unit, message="Mati je pri sestri; pokličite jo do devetih.", **given)
    pages = [
        ("onward", scene.clerk, reverse("onward", args=[case.public_id])),
        ("referral_result", scene.clerk, reverse("referral_result", args=[case.referrals.get().pk])),
        ("handovers", scene.clerk, reverse("handovers")),
        ("queues", scene.clerk, reverse("queues") + "?queue=secure_ward"),
        ("registers", scene.clerk, reverse("registers")),
        ("register", scene.clerk, reverse("register", args=["volunteers"])),
        ("add_register_record", scene.clerk, reverse("add_register_record", args=["volunteers", "hours"])),
    ]
    assert not visit_all(pages, opened, violations, picture)
