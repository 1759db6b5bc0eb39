"""The page of the classification plan: an administrator proposes a row, the director approves it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene

from opora.cases.classification import propose_row
from opora.cases.models import PlanRow, PlanRowState

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def administrator(scene):
    return WorkerFactory(unit=scene.unit, administrator=True, whole_centre=True)


@pytest.fixture
def director(scene):
    return WorkerFactory(unit=scene.unit, director=True, whole_centre=True)


def typed(**changes):
    day = timezone.localdate() + timedelta(days=1)
    usual = {
        "sign": "1228", "name": "Osebna pomoč", "tasks": ["personal_help"], "kept": "years", "years": "5",
        "source": "Načrt centra, 1. 4. 2026", "valid_from": day.isoformat(),
    }  # fmt: skip
    return usual | changes


def page(client, query=""):
    response = client.get(reverse("classification") + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_one_proposes_a_row_and_the_director_approves_it(administrator, director, sign_in):
    client = sign_in(administrator)
    assert "Noben znak še ni vpisan" in page(client)
    assert client.post(reverse("propose_plan_row"), typed()).status_code == 302
    row = PlanRow.objects.get()
    assert (row.years, row.is_permanent, row.tasks) == (5, False, ["personal_help"])
    assert reverse("approve_plan_row") not in page(client)
    assert client.post(reverse("approve_plan_row"), {"row": row.pk}).status_code == 403
    client = sign_in(director)
    assert reverse("classification") in client.get(reverse("worklist")).content.decode()
    assert reverse("approve_plan_row") in page(client)
    assert client.post(reverse("approve_plan_row"), {"row": row.pk}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.decided_by) == (PlanRowState.APPROVED, director)
    assert "še sledi" in page(client)
    assert client.post(reverse("approve_plan_row"), {"row": row.pk}).status_code == 422


def test_what_is_wrong_stands_at_its_field_and_the_choice_stays(administrator, sign_in):
    response = sign_in(administrator).post(reverse("propose_plan_row"), typed(years="", sign="1"))
    text = response.content.decode()
    assert response.status_code == 422
    assert "Vpišite, koliko let." in text
    assert 'value="personal_help" checked' in text
    response = sign_in(administrator).post(reverse("propose_plan_row"), typed(sign="1"))
    assert "id_sign_error" in response.content.decode()
    assert not PlanRow.objects.exists()


def test_an_unknown_term_and_one_for_good_are_kept_apart(administrator, sign_in):
    client = sign_in(administrator)
    client.post(reverse("propose_plan_row"), typed(kept="", years=""))
    client.post(reverse("propose_plan_row"), typed(kept="good", years="", sign="1229"))
    unknown, good = PlanRow.objects.order_by("pk")
    assert (unknown.has_term, good.is_permanent) == (False, True)


def test_a_proposal_is_taken_back_or_declined(administrator, director, sign_in):
    client = sign_in(administrator)
    for act, by in (("withdraw_plan_row", administrator), ("decline_plan_row", director)):
        client = sign_in(administrator)
        client.post(reverse("propose_plan_row"), typed())
        row = PlanRow.objects.waiting().get()
        assert sign_in(by).post(reverse(act), {"row": row.pk}).status_code == 302
        row.refresh_from_db()
        assert row.state == PlanRowState.DECLINED


def test_the_plan_leaves_as_a_file_and_a_change_begins_with_what_holds(administrator, director, sign_in):
    today = timezone.localdate()
    client = sign_in(administrator)
    client.post(reverse("propose_plan_row"), typed(valid_from=today.isoformat(), source="=1+1"))
    sign_in(director).post(reverse("approve_plan_row"), {"row": PlanRow.objects.get().pk})
    client = sign_in(administrator)
    file = client.get(reverse("classification_csv"))
    assert 'filename="klasifikacijski-nacrt-' in file["Content-Disposition"]
    assert f"1228;Osebna pomoč;personal_help;5;ne;{today.isoformat()};'=1+1;" in file.content.decode(
        "utf-8-sig"
    )
    assert 'value="personal_help" checked' in page(client, "?sign=1228")


def test_the_plan_of_another_centre_is_not_seen(scene, director, sign_in):
    elsewhere = WorkerFactory(unit__centre__code="ELSEWHERE", administrator=True, whole_centre=True)
    row = propose_row(
        sign="1777", name="Drugje", tasks=["personal_help"], years=1, is_permanent=False, source="Načrt",
        valid_from=timezone.localdate(), by=elsewhere, at=timezone.now(),
    )  # fmt: skip
    client = sign_in(director)
    assert "1777" not in page(client)
    assert client.post(reverse("approve_plan_row"), {"row": row.pk}).status_code == 422


def test_a_worker_without_the_step_sees_no_plan(scene, sign_in):
    assert sign_in(scene.clerk).get(reverse("classification")).status_code == 403
