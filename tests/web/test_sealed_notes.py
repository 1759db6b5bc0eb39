"""What is written in a first social aid is read by those who handle the case, as its record is (001:52)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AccessFactory, CaseFactory, NoteFactory
from tests.documents.factories import DocumentFactory
from tests.organisation.factories import WorkerFactory

from opora.cases.models import NoteKind
from opora.documents.models import Direction, Paper, PaperState
from opora.documents.papers.drafting import begin_paper

pytestmark = pytest.mark.django_db
TEXT, TITLE = "Mož jo je udaril.", "O nasilju"


@pytest.fixture
def case():
    return CaseFactory(assigned=True, with_applicant=True, task="first_social_aid")


@pytest.fixture
def note(case):
    return NoteFactory(
        case=case,
        by=case.assigned_to,
        at=timezone.now() - timedelta(minutes=1),
        kind=NoteKind.PHONE,
        title=TITLE,
        text=TEXT,
    )


@pytest.fixture
def colleague(case):
    return WorkerFactory(professional_worker=True, unit=case.unit)


def read(client, name, case):
    page = client.get(reverse(name, args=[case.public_id]))
    assert page.status_code == 200
    return page.content.decode()


PAGES = ("case", "notes", "case_file")


@pytest.mark.covers("000_002/43")
@pytest.mark.parametrize("page", PAGES)
def test_a_colleague_sees_that_a_note_of_first_aid_exists_and_not_what_it_says(
    page, case, note, colleague, sign_in
):
    text = read(sign_in(colleague), page, case)
    assert TEXT not in text
    assert TITLE not in text
    assert "Telefonski" in text
    assert note.by.full_name in text
    assert "berejo samo tisti, ki obravnavajo zadevo" in text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["head_of_unit", "clerk"])
def test_neither_the_head_nor_a_clerk_reads_it_unless_let_in(page, role, case, note, sign_in):
    worker = WorkerFactory(**{role: True}, unit=case.unit)
    client = sign_in(worker)
    assert TEXT not in read(client, page, case)
    AccessFactory(case=case, worker=worker, from_at=timezone.now() - timedelta(hours=1))
    assert TEXT in read(client, page, case)


@pytest.mark.parametrize("page", PAGES)
def test_who_leads_the_case_reads_it_everywhere(page, case, note, sign_in):
    assert TEXT in read(sign_in(case.assigned_to), page, case)


@pytest.mark.parametrize("page", PAGES)
def test_in_other_cases_the_unit_reads_notes_as_ever(page, sign_in):
    case = CaseFactory(assigned=True, task="personal_help")
    NoteFactory(case=case, by=case.assigned_to, text=TEXT)
    colleague = WorkerFactory(professional_worker=True, unit=case.unit)
    assert TEXT in read(sign_in(colleague), page, case)


def test_the_page_of_the_note_and_its_change_open_to_those_alone_who_handle_the_case(
    case, note, colleague, sign_in
):
    for page in ("note", "change_note"):
        where = reverse(page, args=[note.public_id])
        assert sign_in(colleague).get(where).status_code == 404
        assert TEXT in sign_in(case.assigned_to).get(where).content.decode()
    sent = {"title": "", "text": "Nič", "version": 1}
    assert sign_in(colleague).post(reverse("change_note", args=[note.public_id]), sent).status_code == 404


def test_words_of_such_a_note_find_nothing_for_a_colleague(case, note, colleague, sign_in):
    where = reverse("notes", args=[case.public_id])
    assert not sign_in(colleague).post(where, {"text": "udaril"}).context["rows"]
    assert sign_in(case.assigned_to).post(where, {"text": "udaril"}).context["rows"]


def test_who_writes_a_note_for_those_who_handle_the_case_is_told_so_before(case, colleague, sign_in):
    where = reverse("write_note", args=[case.public_id]) + "?kind=phone"
    assert "ne boste mogli več prebrati" in sign_in(colleague).get(where).content.decode()
    assert "ne boste mogli več prebrati" not in sign_in(case.assigned_to).get(where).content.decode()


def test_a_paper_filled_from_such_a_case_opens_to_those_alone_who_handle_it(case, note, colleague, sign_in):
    paper = begin_paper(
        case,
        "record_of_first_aid",
        addressee=None,
        language="sl",
        by=case.assigned_to,
        at=timezone.now(),
    )
    where = reverse("paper", args=[paper.public_id])
    refused = sign_in(colleague).get(where)
    assert refused.status_code == 422
    assert "samo tisti, ki obravnavajo" in refused.content.decode()
    assert sign_in(case.assigned_to).get(where).status_code == 200
    begun = {"key": "record_of_first_aid", "language": "sl", "addressee": ""}
    refused = sign_in(colleague).post(reverse("begin_paper", args=[case.public_id]), begun)
    assert refused.status_code == 422
    assert Paper.objects.count() == 1


def test_a_made_paper_of_such_a_case_is_listed_for_all_and_opened_by_those_who_handle_it(
    case, colleague, sign_in
):
    made = DocumentFactory(case=case, direction=Direction.OUTGOING, title="Zapisnik prve socialne pomoči")
    Paper.objects.create(
        case=case,
        key="record_of_first_aid",
        drafted_by=case.assigned_to,
        drafted_at=timezone.now(),
        state=PaperState.MADE,
        document=made,
    )
    client = sign_in(colleague)
    assert "Zapisnik prve socialne pomoči" in read(client, "documents", case)
    assert client.get(reverse("document", args=[made.public_id])).status_code == 422
