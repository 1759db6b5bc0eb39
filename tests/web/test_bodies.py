"""The directory of bodies: their addresses are kept on a page, and letters to them print these."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory
from tests.organisation.factories import WorkerFactory

from opora.audit.models import LogEntry
from opora.cases.models import Body, Party
from opora.documents.models import Paper
from opora.documents.papers.making import letter_as_drafted

pytestmark = pytest.mark.django_db
COURT = "Okrožno sodišče v Kopru"
ADDRESS = "Preskusna ulica 9, 6000 Koper"


@pytest.fixture
def court():
    return Body.objects.create(kind="court", name=COURT)


def typed(**told):
    return {"name": COURT, "kind": "court", "address": ADDRESS, "email": "", "phone": ""} | told


def test_an_administrator_enters_the_address_of_a_court_once_for_all_letters(court, sign_in):
    worker = WorkerFactory(administrator=True)
    client = sign_in(worker)
    page = client.get(reverse("bodies")).content.decode()
    assert COURT in page
    assert "naslova ni" in page
    answer = client.post(reverse("body", args=[court.public_id]), typed(phone="05 000 00 00"))
    assert answer.status_code == 302
    court.refresh_from_db()
    assert (court.address, court.phone) == (ADDRESS, "05 000 00 00")
    entry = LogEntry.objects.get(what="keep_body")
    assert (entry.worker_id, entry.detail) == (worker.pk, {"body": court.pk})


def test_a_body_is_entered_anew_and_never_twice(court, sign_in):
    client = sign_in(WorkerFactory(administrator=True))
    assert client.post(reverse("bodies"), typed(name="PP Preskus", kind="police")).status_code == 302
    assert Body.objects.get(name="PP Preskus").kind == "police"
    again = client.post(reverse("bodies"), typed(name=COURT.lower()))
    assert again.status_code == 422
    assert "že v imeniku" in again.content.decode()
    other = Body.objects.get(name="PP Preskus")
    assert client.post(reverse("body", args=[other.public_id]), typed()).status_code == 422


def test_a_body_is_found_by_a_part_of_its_name(court, sign_in):
    Body.objects.create(kind="police", name="PP Preskus")
    page = sign_in(WorkerFactory(administrator=True)).get(reverse("bodies"), {"q": "sodišče"})
    assert COURT in page.content.decode()
    assert "PP Preskus" not in page.content.decode()


def test_whoever_has_no_part_in_the_directory_does_not_change_it(court, sign_in):
    client = sign_in(WorkerFactory(professional_worker=True))
    assert client.get(reverse("bodies")).status_code == 403
    assert client.post(reverse("body", args=[court.public_id]), typed()).status_code == 403
    court.refresh_from_db()
    assert court.address == ""


class TestLetter:
    @pytest.fixture
    def paper(self, court, settings, tmp_path):
        settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"
        case = CaseFactory(task="restraining_order", assigned=True, seal="violence")
        Party.objects.create(case=case, body=court, role="court")
        return Paper.objects.create(
            case=case,
            key="information_for_court",
            language="sl",
            to_body=court,
            drafted_by=case.assigned_to,
            drafted_at=timezone.now(),
        )

    def test_a_letter_to_a_court_prints_its_address_line_by_line(self, court, paper):
        court.address = ADDRESS
        court.save()
        letter = letter_as_drafted(paper, by=paper.drafted_by, on=paper.case.opened_on)
        assert letter["addressee"] == [COURT, "Preskusna ulica 9", "6000 Koper"]

    def test_the_draft_says_that_no_address_is_known_before_the_letter_is_made(self, paper, court, sign_in):
        client = sign_in(paper.drafted_by)
        page = client.get(reverse("paper", args=[paper.public_id])).content.decode()
        assert "Naslov ni znan" in page
        court.address = ADDRESS
        court.save()
        page = client.get(reverse("paper", args=[paper.public_id])).content.decode()
        assert "Naslov ni znan" not in page
