"""Qualifications of workers, and who decides: accessible, light, dark and on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import TerritoryFactory, WorkerFactory
from tests.web.scene import set_scene
from tests.web.test_looks import visit_all

from opora.organisation.accounts import close_account, reopen_account
from opora.organisation.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_qualifications_and_the_answer_who_decides_look_right(opened, violations, picture):
    scene = set_scene()
    administrator = WorkerFactory(administrator=True, whole_centre=True, unit=scene.unit)
    director = WorkerFactory(director=True, whole_centre=True, unit=scene.unit)
    closed = WorkerFactory(clerk=True, unit=scene.unit)
    told = {"roles": [Role.CLERK], "roles_in": scene.unit, "reason": "Vrnitev.", "by": administrator}
    close_account(closed, on=timezone.localdate() - timedelta(days=1))
    reopen_account(closed, on=timezone.localdate(), at=timezone.now(), **told)
    close_account(closed, on=timezone.localdate())
    place = TerritoryFactory().municipality_id
    answer = f"{reverse('who_decides')}?what=child_benefit&municipality={place}&on=2026-05-04"
    pages = [
        ("who_decides", scene.clerk, answer),
        ("qualifications", scene.head, reverse("competences")),
        ("worker_for_head", scene.head, reverse("worker", args=[scene.clerk.pk])),
        ("worker", administrator, reverse("worker", args=[scene.clerk.pk])),
        ("new_account", administrator, reverse("new_account")),
        ("close_account", administrator, reverse("end_account", args=[scene.clerk.pk])),
        ("reopen_account", administrator, reverse("reopen_account", args=[closed.pk])),
        ("closed_account", administrator, reverse("worker", args=[closed.pk])),
        ("roles_given", director, reverse("roles_given")),
    ]
    assert visit_all(pages, opened, violations, picture) == []
