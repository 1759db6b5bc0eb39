"""A stay past its 21 days is told on its page and in the day of whoever has to act."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.models import CaseLink, LinkKind
from opora.cases.records import add_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return WorkerFactory(professional_worker=True)


@pytest.fixture
def stay(keeper):
    """Told by how many days ago the child came."""

    def came(days_ago):
        now = timezone.now()
        case = CaseFactory(
            task="children_crisis_stay",
            unit=keeper.unit,
            assigned_to=keeper,
            opened_on=timezone.localdate() - timedelta(days=days_ago),
            seal="child_in_crisis_centre",
        )
        PartyFactory(case=case, role="child")
        told = {
            "admitted_at": (now - timedelta(days=days_ago)).isoformat(),
            "referrer": "csd",
            "legal_ground": "voluntary",
            "main_reason": "runaway",
            "responsible_centre": "CSD Ljubljana",
            "planned_end": timezone.localdate().isoformat(),
        }
        add_record(case, "crisis_stay", told, by=keeper, at=now)
        return case

    return came


def day_of(worker, sign_in):
    page = sign_in(worker).get(reverse("worklist"))
    return [
        item for item in page.context["waiting"] if item.kind == "Trajanje bivanja"
    ], page.content.decode()


@pytest.mark.covers("004a/R-139", "004b/R-18")
def test_a_stay_past_its_term_says_on_its_page_and_in_my_day_what_an_extension_lacks(stay, keeper, sign_in):
    case = stay(days_ago=23)
    page = sign_in(keeper).get(reverse("case", args=[case.public_id])).content.decode()
    told = "24. dan bivanja"
    assert told in page
    assert "traja že 3 dni brez podlage" in page
    assert "sklep sodišča dne" in page
    ((item,), _page) = day_of(keeper, sign_in)
    assert item.state == "overdue"
    assert item.words.startswith(told)
    assert "otrok privoli" in item.words


def test_within_its_term_the_page_says_which_day_it_is(stay, keeper, sign_in):
    case = stay(days_ago=9)
    page = sign_in(keeper).get(reverse("case", args=[case.public_id])).content.decode()
    assert "10. dan bivanja" in page
    assert day_of(keeper, sign_in)[0] == []


@pytest.mark.covers("004a/R-139")
def test_the_responsible_worker_reads_it_in_their_own_case_and_nothing_of_the_place(stay, keeper, sign_in):
    case = stay(days_ago=22)
    worker = WorkerFactory(professional_worker=True)
    own = CaseFactory(task="endangered_child", unit=worker.unit, assigned_to=worker)
    CaseLink.objects.create(
        case=case, other=own, kind=LinkKind.GREW_OUT_OF, made_by=keeper, made_at=timezone.now()
    )
    ((item,), page) = day_of(worker, sign_in)
    assert (item.state, item.number, item.address) == (
        "overdue",
        own.number,
        reverse("case", args=[own.public_id]),
    )
    assert case.number not in page
    assert "trajno rešitev" in item.words


@pytest.mark.covers("004b/R-17")
def test_whoever_handles_a_stay_reads_its_nights_and_days_on_its_page(keeper, sign_in):
    case = CaseFactory(
        task="victims_crisis_stay", unit=keeper.unit, assigned_to=keeper, seal="protected_address"
    )
    woman = PartyFactory(case=case, role="woman")
    now = timezone.now()
    told = {"from": now - timedelta(days=2), "until": now}
    days = {key: value.isoformat() for key, value in told.items()}
    kept = {"person": woman.pk, "kind": "woman", "newly_admitted": True}
    add_record(case, "stay_member", kept | days, by=keeper, at=now)
    page = sign_in(keeper).get(reverse("case", args=[case.public_id]))
    (guest,) = page.context["guests"]
    assert (guest.whole.nights, guest.whole.days) == (2, 3)
    assert "Povprečno na mesec" in page.content.decode()
