"""The page of exemptions counts acts by service and beginning, and decides running ones again."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import WorkerFactory
from tests.rights.exemption_scene import exempted
from tests.rights.factories import office

from opora.config.command import main
from opora.decisions.models import Decision, DecisionState
from opora.rights.models import Exemption, RedecisionRun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def place():
    return office()


def asked(**more):
    return {
        "reason": "minimum_income_change",
        "service": "home_help",
        "month": "7. 2025",
        "ground": "Uradni list RS 10/2025",
        "prices": "",
        "only": "",
    } | more


@pytest.mark.covers("004a/R-110")
def test_the_page_counts_acts_and_decides_all_running_ones_again(place, sign_in):
    decision = exempted(place)
    client = sign_in(place.clerk)
    page = client.get(reverse("exemptions"), {"year_shown": "2024"}).content.decode()
    assert decision.number in page
    assert "Vida" in page
    assert "Rok" in page
    assert "1 upravičenec" in page
    told = client.post(reverse("begin_redecision"), asked(), follow=True).content.decode()
    assert "Pripravljena je 1 odločba" in told
    assert decision.number in told
    draft = Decision.objects.get(state=DecisionState.DRAFT)
    assert reverse("decision", args=[draft.public_id]) in told
    run = RedecisionRun.objects.get()
    again = client.post(reverse("go_on_redeciding", args=[run.pk]), follow=True).content.decode()
    assert "Pripravljenih je 0 odločb" in again
    redrafted = client.post(reverse("draft_decision", args=[decision.case.public_id]), follow=True)
    assert redrafted.status_code == 200
    draft.refresh_from_db()
    assert draft.determination.situation["dates"]["month"] == "2025-07"
    assert "po uradni dolžnosti" in str(draft.letter)


def test_wrong_prices_are_refused_and_stay_typed(place, sign_in):
    page = sign_in(place.clerk).post(
        reverse("begin_redecision"), asked(reason="price_change", prices="310 na 350")
    )
    assert page.status_code == 422
    assert "310 na 350" in page.content.decode()
    assert not RedecisionRun.objects.exists()


def test_a_substitute_residence_is_marked_on_the_page(place, sign_in):
    exempted(place)
    Exemption.objects.update(service="institutional_care")
    act = Exemption.objects.get()
    client = sign_in(place.clerk)
    client.post(reverse("mark_exempted_service", args=[act.pk]), {"service": "substitute_residence"})
    act.refresh_from_db()
    assert act.service == "substitute_residence"


def test_whoever_only_reads_sees_no_form_and_another_unit_no_act(place, sign_in):
    decision = exempted(place)
    year = {"year_shown": str(date(2024, 3, 4).year)}
    page = sign_in(place.decision_maker).get(reverse("exemptions"), year).content.decode()
    assert decision.number in page
    assert reverse("begin_redecision") not in page
    page = sign_in(WorkerFactory(clerk=True)).get(reverse("exemptions"), year).content.decode()
    assert decision.number not in page


def test_the_command_decides_again_and_refuses_an_unknown_reason(place, capsys):
    exempted(place)
    given = ["exemptions", "decide-again", "--as", place.clerk.login, "--from", "2025-07-01"]
    given += ["--ground", f"Uradni list {timezone.localdate():%Y}"]
    assert main([*given, "--reason", "minimum_income_change"]) == 0
    assert "Drafted: 1." in capsys.readouterr().out
    assert main([*given, "--reason", "weather"]) == 1
    assert "There is no reason weather." in capsys.readouterr().err
