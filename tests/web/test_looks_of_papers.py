"""Pages of documents, mail, acts and appeals: accessible, light and dark, and no wider than a phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory, PartyFactory
from tests.decisions.acts import act, bureau
from tests.documents.conftest import pdf
from tests.people.factories import PersonFactory
from tests.web.test_looks import Visit, visit_all

from opora.cases.models import Body, Party
from opora.decisions.appeals import receive_appeal
from opora.documents.mail import take_in_mail
from opora.documents.papers.drafting import begin_paper, edit_paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"


def pages_of_documents(place) -> Iterator[Visit]:
    case = CaseFactory(task="restraining_order", unit=place.unit, assigned_to=place.clerk, seal="violence")
    victim = PersonFactory(given_name="Živa", family_name="Čučnik Žnidaršič-Šprohar")
    PartyFactory(case=case, person=victim, role="protected_person")
    court = Body.objects.create(kind="court", name="Okrožno sodišče v Kopru", address="Ferrarska 9, Koper")
    Party.objects.create(case=case, body=court, role="court")
    own = {"by": place.clerk, "at": timezone.now()}
    paper = begin_paper(case, "information_for_court", addressee=court, language="sl", **own)
    edit_paper(paper, texts={"findings": "Okoliščine so se poslabšale."}, left_out=["work"], version=1, **own)
    yield "papers", place.clerk, reverse("papers", args=[case.public_id])
    yield "paper", place.clerk, reverse("paper", args=[paper.public_id])


def pages_of_mail(place) -> Iterator[Visit]:
    upload = SimpleUploadedFile("obvestilo.pdf", pdf(), content_type="application/pdf")
    mail = take_in_mail(
        unit=place.unit, upload=upload, sender="Policijska postaja Koper", subject="Obvestilo o ukrepu",
        received_on=timezone.localdate(), attachments=2, by=place.clerk, at=timezone.now(),
        channel="registered", posted_on=timezone.localdate() - timedelta(days=2),
    )  # fmt: skip
    yield "mail", place.clerk, reverse("mail")
    yield "take_in_mail", place.clerk, reverse("take_in_mail")
    yield "mail_item", place.clerk, reverse("mail_item", args=[mail.public_id])


def pages_of_acts(place) -> Iterator[Visit]:
    yield "draft_act", place.clerk, reverse("draft_act", args=[place.case.public_id])
    drafted = act(place, key="", act="ruling")
    yield "act_drafted", place.clerk, reverse("decision", args=[drafted.public_id])
    drafted.delete()
    decision = act(place, served=True)
    days = {"filed_on": decision.served_on, "received_on": decision.served_on}
    appeal = receive_appeal(decision, by=place.clerk, at=timezone.now(), **days)
    own = [decision.public_id]
    yield "act_under_appeal", place.clerk, reverse("decision", args=own)
    yield "draft_linked", place.clerk, reverse("draft_linked", args=own)
    yield "receive_appeal", place.clerk, reverse("receive_appeal", args=own)
    yield "appeal", place.clerk, reverse("appeal", args=[appeal.public_id])


def test_pages_of_documents_mail_acts_and_appeals_are_accessible_and_fit_their_screen(
    opened, violations, picture
):
    place = bureau()
    pages = [*pages_of_documents(place), *pages_of_mail(place)]
    assert not visit_all(pages, opened, violations, picture)
    assert not visit_all(pages_of_acts(place), opened, violations, picture)
