"""Qualifications of workers: accessible, light, dark and on a phone, also with slips at every field."""

import pytest
from django.urls import reverse
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene
from tests.web.test_looks import visit_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_qualifications_of_workers_look_right(opened, violations, picture):
    scene = set_scene()
    administrator = WorkerFactory(administrator=True, whole_centre=True, unit=scene.unit)
    pages = [
        ("qualifications", scene.head, reverse("competences")),
        ("worker_for_head", scene.head, reverse("worker", args=[scene.clerk.pk])),
        ("worker", administrator, reverse("worker", args=[scene.clerk.pk])),
    ]
    assert visit_all(pages, opened, violations, picture) == []
