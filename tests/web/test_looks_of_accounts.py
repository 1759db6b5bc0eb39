"""Qualifications of workers, and who decides: accessible, light, dark and on a phone."""

import pytest
from django.urls import reverse
from tests.organisation.factories import TerritoryFactory, WorkerFactory
from tests.web.scene import set_scene
from tests.web.test_looks import visit_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_qualifications_and_the_answer_who_decides_look_right(opened, violations, picture):
    scene = set_scene()
    administrator = WorkerFactory(administrator=True, whole_centre=True, unit=scene.unit)
    place = TerritoryFactory().municipality_id
    answer = f"{reverse('who_decides')}?what=child_benefit&municipality={place}&on=2026-05-04"
    pages = [
        ("who_decides", scene.clerk, answer),
        ("qualifications", scene.head, reverse("competences")),
        ("worker_for_head", scene.head, reverse("worker", args=[scene.clerk.pk])),
        ("worker", administrator, reverse("worker", args=[scene.clerk.pk])),
    ]
    assert visit_all(pages, opened, violations, picture) == []
