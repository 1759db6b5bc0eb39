"""What a page leaves behind on a shared computer: nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.web.scene import set_scene

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["worklist", "cases", "search", "new_application"])
def test_no_browser_keeps_a_page_of_a_signed_in_worker(sign_in, name):
    answer = sign_in(set_scene().clerk).get(reverse(name))
    kept = {part.strip() for part in answer["Cache-Control"].split(",")}
    assert {"no-store", "private"} <= kept


def test_what_a_worker_is_refused_is_not_kept_either(sign_in):
    answer = sign_in(set_scene().clerk).get(reverse("log"))
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
