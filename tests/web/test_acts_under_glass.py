"""What was done while a case stood open with a reason is told: in its timeline, and to whoever watches."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AccessFactory, EventFactory, PartyFactory
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene

from opora.cases.models import Body

pytestmark = pytest.mark.django_db
SAID = "storjeno, ko je bila zadeva odprta z razlogom"


@pytest.fixture
def scene():
    return set_scene()


def test_the_timeline_says_what_was_done_under_a_broken_glass_and_the_auditor_reads_it(scene, sign_in):
    director = WorkerFactory(director=True, unit=scene.unit)
    now = timezone.now()
    access = AccessFactory(case=scene.case, worker=director, broke_glass=True)
    access.from_at, access.until_at = now, now + timedelta(hours=1)
    access.save()
    EventFactory(
        case=scene.case, by=director, key="case_assigned", at=timezone.now(), detail={"who": "Ana Novak"}
    )
    page = sign_in(scene.clerk).get(reverse("case", args=[scene.case.public_id])).content.decode()
    assert page.count(SAID) == 1
    told = sign_in(scene.auditor).get(reverse("broken_glass")).content.decode()
    assert "Zadeva je dodeljena. Ana Novak" in told


def test_the_list_opens_also_where_a_court_takes_part_in_the_case(scene, sign_in):
    director = WorkerFactory(director=True, unit=scene.unit)
    now = timezone.now()
    access = AccessFactory(case=scene.case, worker=director, broke_glass=True)
    access.from_at, access.until_at = now, now + timedelta(hours=1)
    access.save()
    PartyFactory(case=scene.case, role="court", person=None, body=Body.objects.create(name="Okrajno sodišče"))
    assert sign_in(scene.auditor).get(reverse("broken_glass")).status_code == 200
