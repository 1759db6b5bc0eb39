"""Who reads the log, and who watches over opened cases, stands in the log like everybody else."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AccessFactory, CaseFactory
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene

from opora.audit.log import record
from opora.audit.models import Deed, LogEntry

pytestmark = pytest.mark.django_db


def test_whom_the_auditor_looked_for_and_found_stands_in_the_log(sign_in):
    scene = set_scene()
    record(scene.clerk, Deed.VIEWED, "case", persons=[scene.mother, scene.father], case_id=scene.case.pk)
    sign_in(scene.auditor).post(reverse("log"), {"person": scene.mother.emso})
    entry = LogEntry.objects.by(scene.auditor).latest("pk")
    assert entry.deed == Deed.SEARCHED
    assert entry.persons == sorted([scene.mother.pk, scene.father.pk])
    assert scene.mother.emso not in str(vars(entry))


def test_a_search_of_the_log_that_finds_nothing_still_tells_whom_it_was_for(sign_in):
    scene = set_scene()
    sign_in(scene.auditor).post(reverse("log"), {"person": scene.child.emso, "case": scene.case.number})
    entry = LogEntry.objects.by(scene.auditor).latest("pk")
    assert (entry.deed, entry.persons, entry.case_id) == (Deed.SEARCHED, [scene.child.pk], scene.case.pk)


def test_names_on_the_first_page_of_the_log_are_logged_as_seen(sign_in):
    scene = set_scene()
    record(scene.clerk, Deed.VIEWED, "person", persons=[scene.mother])
    sign_in(scene.auditor).get(reverse("log"))
    entry = LogEntry.objects.by(scene.auditor).latest("pk")
    assert (entry.deed, entry.persons) == (Deed.VIEWED, [scene.mother.pk])


def test_the_list_of_opened_cases_tells_whose_they_are(sign_in):
    scene = set_scene()
    AccessFactory(
        case=scene.case,
        worker=scene.decision_maker,
        broke_glass=True,
        from_at=timezone.now(),
    )
    sign_in(scene.auditor).get(reverse("broken_glass"))
    entry = LogEntry.objects.by(scene.auditor).latest("pk")
    assert set(scene.case.parties.values_list("person_id", flat=True)) <= set(entry.persons)


def test_whose_place_is_not_to_know_a_sealed_case_reads_why_its_number_is_missing(sign_in):
    scene = set_scene()
    sealed = CaseFactory(unit=scene.unit, sealed=True)
    AccessFactory(case=sealed, worker=scene.decision_maker, broke_glass=True, from_at=timezone.now())
    director = WorkerFactory(director=True, whole_centre=True, unit=scene.unit)
    pages = {
        worker: sign_in(worker).get(reverse("broken_glass")).content.decode()
        for worker in (scene.head, director, scene.auditor)
    }
    why = "Katera varovana zadeva je bila odprta, ve revizor"
    told = {worker: (why in page, sealed.number in page) for worker, page in pages.items()}
    assert told == {scene.head: (True, False), director: (True, False), scene.auditor: (False, True)}
