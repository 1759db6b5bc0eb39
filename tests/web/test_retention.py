"""The page of keeping: what is due is proposed by one and confirmed by another; unknown terms stand apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory
from tests.documents.factories import DocumentFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.models import CaseState
from opora.documents import retention
from opora.documents.models import Document
from opora.documents.retention_terms import read_terms

pytestmark = pytest.mark.django_db

PLAN = {"sign": "1232", "years": 1, "starts": "case_closed", "basis": "načrt", "source": "for this test"}


@pytest.fixture(autouse=True)
def plan(monkeypatch, settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path
    monkeypatch.setattr(retention, "terms", lambda: read_terms({"terms": [PLAN]}))


@pytest.fixture
def head():
    return WorkerFactory(head_of_unit=True)


@pytest.fixture
def second(head):
    return WorkerFactory(head_of_unit=True, unit=head.unit)


def closed_case(head, **changes):
    day = timezone.localdate() - timedelta(days=800)
    wish = {"unit": head.unit, "state": CaseState.CLOSED, "opened_on": day, "closed_on": day}
    case = CaseFactory(**wish | changes)
    DocumentFactory(case=case, sha256="a" * 64)
    return case


def page(client, query=""):
    return client.get(reverse("retention") + query).content.decode()


def test_one_proposes_and_another_confirms(head, second, sign_in):
    case = closed_case(head)
    assert case.number in page(sign_in(head))
    sign_in(head).post(reverse("propose_removal"), {"cases": [str(case.public_id)]})
    removal = case.removals.get()
    assert reverse("confirm_removal") not in page(sign_in(head))
    assert reverse("confirm_removal") in page(sign_in(second))
    sign_in(second).post(reverse("confirm_removal"), {"removal": removal.pk})
    assert Document.objects.get().removed_on is not None
    assert case.number not in page(sign_in(second)).partition("<main")[2].partition('id="due"')[2]


def test_the_proposer_is_told_that_it_needs_a_second_person(head, sign_in):
    case = closed_case(head)
    client = sign_in(head)
    client.post(reverse("propose_removal"), {"cases": [str(case.public_id)]})
    answer = client.post(reverse("confirm_removal"), {"removal": case.removals.get().pk})
    assert answer.status_code == 422
    assert Document.objects.get().removed_on is None


def test_papers_may_be_let_stay(head, second, sign_in):
    case = closed_case(head)
    sign_in(head).post(reverse("propose_removal"), {"cases": [str(case.public_id)]})
    sign_in(second).post(reverse("decline_removal"), {"removal": case.removals.get().pk})
    assert case.removals.get().declined_by == second


def test_a_case_whose_term_is_not_known_stands_apart(head, sign_in):
    case = closed_case(head, classification="999")
    client = sign_in(head)
    assert case.number not in page(client)
    assert case.number in page(client, "?unknown")


def test_choosing_nothing_is_answered_at_the_list(head, sign_in):
    closed_case(head)
    answer = sign_in(head).post(reverse("propose_removal"), {})
    assert answer.status_code == 422
    assert 'id="due"' in answer.content.decode()


def test_a_removed_file_is_offered_and_given_no_more(head, sign_in):
    case = closed_case(head)
    Document.objects.update(removed_on=timezone.localdate())
    document, client = case.documents.get(), sign_in(head)
    address = reverse("document", args=[document.public_id])
    listed = client.get(reverse("documents", args=[case.public_id])).content.decode()
    assert document.number in listed
    assert address not in listed
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("cases", [1, 12])
@pytest.mark.parametrize("query", ["", "?unknown"])
def test_the_page_costs_at_most_twelve_queries_however_long(
    cases, query, head, sign_in, django_assert_max_num_queries
):
    for _number in range(cases):
        closed_case(head, classification="999" if query else "1232")
    client = sign_in(head)
    with django_assert_max_num_queries(12):
        assert page(client, query)
