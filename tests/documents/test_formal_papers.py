"""Papers that are titles or proofs: numbered, signed, kept in the file, and a copy for each party."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.documents.test_compose import text_of
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.models import CaseRecord
from opora.documents.delivery import dispatch
from opora.documents.models import Delivery, Document, Method
from opora.documents.papers.drafting import begin_paper, edit_paper, parts_of
from opora.documents.papers.making import make_paper
from opora.documents.signing import verify
from opora.documents.storage import read_stored

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 6)
NOON = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"


def case_of(task, *roles):
    case = CaseFactory(task=task, assigned=True)
    persons = [PersonFactory() for _role in roles]
    for person, role in zip(persons, roles, strict=True):
        AddressFactory(person=person)
        PartyFactory(case=case, person=person, role=role)
    return case, persons


def made(case, key, addressee=None):
    by = case.assigned_to
    paper = begin_paper(case, key, addressee=addressee, language="sl", by=by, at=NOON)
    needed = {part.key: "Zapisano." for part in parts_of(paper, TODAY) if part.is_needed}
    paper = edit_paper(paper, texts=needed, left_out=[], version=paper.version, by=by, at=NOON)
    return make_paper(paper, by=by, on=TODAY, at=NOON)


def send(document, person, by):
    return dispatch(document, person, Method.PERSONAL, TODAY, by=by, at=NOON)


@pytest.mark.covers("003/D-14")
def test_the_notice_of_a_new_maintenance_amount_is_a_numbered_signed_paper_for_each_of_the_two(settings):
    case, (creditor, debtor) = case_of("maintenance_indexation", "beneficiary", "debtor")
    _indexation(case)
    papers = [made(case, "notice", person) for person in (creditor, debtor)]
    assert len({paper.number for paper in papers}) == 2
    for paper, person in zip(papers, (creditor, debtor), strict=True):
        pdf = read_stored(paper.sha256, root=settings.OPORA_DOCUMENTS)
        assert person.full_name in text_of(pdf)
        assert "215,40" in text_of(pdf)
        assert [report.field for report in verify(pdf, trust_roots=[])] == ["led"]
        send(paper, person, case.assigned_to)
    assert Document.objects.filter(case=case, direction="outgoing", removed_on=None).count() == 2


def _indexation(case):
    return CaseRecord.objects.create(
        centre=case.centre, unit=case.unit, case=case, task=case.task, key="indexation",
        happened_on=TODAY, entered_by=case.assigned_to, entered_at=NOON, content={"amount_after": 21540},
    )  # fmt: skip


@pytest.mark.covers("003/D-15")
def test_each_party_gets_the_record_of_counselling_and_one_stays(settings):
    case, (one, other) = case_of("preliminary_counselling", "proposer", "other_parent")
    minutes = made(case, "minutes")
    for person in (one, other):
        send(minutes, person, case.assigned_to)
    assert set(Delivery.objects.values_list("addressee", flat=True)) == {one.pk, other.pk}
    assert read_stored(Document.objects.get(case=case).sha256, root=settings.OPORA_DOCUMENTS)
