"""Pages on which documents of the catalogue are written: nothing typed is lost, nothing made by mistake."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.models import Body, CaseRecord, Party
from opora.documents.models import Delivery, Document, Method, Paper

pytestmark = pytest.mark.django_db
KEY = "information_for_court"


@pytest.fixture
def case(settings, tmp_path):
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"
    case = CaseFactory(task="restraining_order", assigned=True, seal="violence")
    victim = PersonFactory(given_name="Živa", family_name="Čučnik")
    AddressFactory(person=victim)
    PartyFactory(case=case, person=victim, role="protected_person")
    court = Body.objects.create(
        kind="court", name="Okrožno sodišče v Kopru", address="Ferrarska 9, 6000 Koper"
    )
    Party.objects.create(case=case, body=court, role="court")
    case.court = court
    return case


def begun(client, case, addressee=None):
    given = {"key": KEY, "addressee": addressee or f"body-{case.court.pk}", "language": "sl"}
    response = client.post(reverse("begin_paper", args=[case.public_id]), given)
    assert response.status_code == 302
    return Paper.objects.latest("pk")


def test_a_document_is_begun_written_made_and_sent_to_the_court(case, sign_in):
    client = sign_in(case.assigned_to)
    page = client.get(reverse("papers", args=[case.public_id])).content.decode()
    assert "Sporočilo o okoliščinah žrtve" in page
    paper = begun(client, case)
    page = client.get(reverse("paper", args=[paper.public_id])).content.decode()
    assert "Živa Čučnik" in page
    assert "data:image/png" in page
    made = client.post(
        reverse("make_paper", args=[paper.public_id]),
        {"version": "1", "text-findings": "Nevarnost traja, škoda raste."},
    )
    assert made.url == reverse("deliveries", args=[case.public_id])
    document = Document.objects.get()
    form = client.get(made.url).context["dispatch_form"]
    assert (form["document"].value(), form["addressee"].value()) == (document.pk, f"body-{case.court.pk}")
    assert f"{document.number} · Sporočilo" in str(form["document"])
    sent = {"document": document.pk, "addressee": f"body-{case.court.pk}", "method": Method.PERSONAL}
    day = f"{document.registered_on:%d. %m. %Y}"
    client.post(reverse("dispatch_document", args=[case.public_id]), sent | {"on": day})
    assert Delivery.objects.get().body == case.court
    assert "Okrožno sodišče v Kopru" in client.get(made.url).content.decode()


def test_a_refused_making_keeps_everything_typed_and_makes_nothing(case, sign_in):
    client = sign_in(case.assigned_to)
    paper = begun(client, case)
    response = client.post(
        reverse("make_paper", args=[paper.public_id]),
        {"version": "1", "text-findings": "", "text-proposal": "Predlagamo podaljšanje ukrepa."},
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Ugotovitve" in page
    assert "Predlagamo podaljšanje ukrepa." in page
    assert not Document.objects.exists()


def test_who_saves_over_the_changes_of_another_sees_both_texts_and_can_save_again(case, sign_in):
    client = sign_in(case.assigned_to)
    paper = begun(client, case)
    edit = reverse("edit_paper", args=[paper.public_id])
    client.post(edit, {"version": "1", "text-findings": "Prvo besedilo."})
    response = client.post(edit, {"version": "1", "text-findings": "Drugo besedilo."})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Prvo besedilo." in page
    assert "Drugo besedilo." in page
    assert 'name="version" value="2"' in page
    assert client.post(edit, {"version": "2", "text-findings": "Obe."}).status_code == 302


def test_a_colleague_of_the_unit_does_not_see_the_draft_of_a_sealed_case(case, sign_in):
    paper = begun(sign_in(case.assigned_to), case)
    colleague = sign_in(WorkerFactory(unit=case.unit, professional_worker=True))
    assert colleague.get(reverse("paper", args=[paper.public_id])).status_code == 404


def test_a_discarded_draft_is_no_longer_offered(case, sign_in):
    client = sign_in(case.assigned_to)
    paper = begun(client, case, addressee="file")
    client.post(reverse("discard_paper", args=[paper.public_id]))
    listed = client.get(reverse("papers", args=[case.public_id])).content.decode()
    assert reverse("paper", args=[paper.public_id]) not in listed


def test_the_draft_of_minutes_asks_which_talk_they_are_of(settings, tmp_path, sign_in):
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"
    case = CaseFactory(task="preliminary_counselling", assigned=True)
    mother = PartyFactory(case=case, role="proposer")
    given = {"ordinal": 1, "kept": "kept", "present": [mother.pk]}
    talks = [
        CaseRecord.objects.create(
            centre=case.centre, unit=case.unit, case=case, task=case.task, key="interview",
            happened_on=day, content=given | {"held_on": f"{day}T08:00:00+00:00"},
            entered_by=case.assigned_to, entered_at=timezone.now(),
        )
        for day in (date(2026, 4, 22), date(2026, 4, 29))
    ]  # fmt: skip
    client = sign_in(case.assigned_to)
    begin = {"key": "minutes", "addressee": f"person-{mother.person_id}", "language": "sl"}
    client.post(reverse("begin_paper", args=[case.public_id]), begin)
    paper = Paper.objects.latest("pk")
    page = client.get(reverse("paper", args=[paper.public_id])).content.decode()
    assert "O katerem razgovoru je zapisnik" in page
    assert f'value="record-{talks[1].pk}" selected' in page
    earlier = f"record-{talks[0].pk}"
    client.post(reverse("edit_paper", args=[paper.public_id]), {"version": "1", "meeting": earlier})
    paper.refresh_from_db()
    assert paper.meeting == earlier
    assert "Dne 22. 4. 2026" in client.get(reverse("paper", args=[paper.public_id])).content.decode()


def test_a_part_that_is_left_out_is_out_to_see(case, sign_in):
    client = sign_in(case.assigned_to)
    paper = begun(client, case)
    shown = client.get(reverse("paper", args=[paper.public_id])).content.decode()
    client.post(reverse("edit_paper", args=[paper.public_id]), {"version": "1", "out-parties": "on"})
    page = client.get(reverse("paper", args=[paper.public_id])).content.decode()
    assert page.count("Ni v dopisu. Pokaži, kaj bi pisalo") == shown.count("Ni v dopisu. Pokaži") + 1


def test_of_violence_the_hand_over_at_the_centre_stands_first_and_nothing_goes_openly(case, sign_in):
    form = (
        sign_in(case.assigned_to).get(reverse("deliveries", args=[case.public_id])).context["dispatch_form"]
    )
    assert form["method"].value() == Method.AT_OFFICE
    offered = {key for key, _label in form.fields["method"].choices}
    assert offered == {Method.PERSONAL, Method.ELECTRONIC, Method.AT_OFFICE}
