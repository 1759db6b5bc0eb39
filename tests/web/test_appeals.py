"""The pages of acts and appeals: nothing typed is lost, and the way forward is always offered."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import PartyFactory
from tests.decisions.acts import LAST_DAY, act, bureau
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.models import Case
from opora.decisions.models import Appeal, AppealFault, AppealState, Decision, DecisionState, Undoing
from opora.law.procedure import rights_without_a_route

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings, tmp_path):
    settings.OPORA_DOCUMENTS, settings.OPORA_KEYS = tmp_path / "documents", tmp_path / "keys"
    return bureau()


def test_an_act_is_drafted_and_its_operative_part_rewritten_on_the_page(place, sign_in):
    client = sign_in(place.clerk)
    form = reverse("draft_act", args=[place.case.public_id])
    assert "Odločba o nagradi" in client.get(form).content.decode()
    given = {"key": "decision", "to": [place.guardian.pk], "outcome": "granted", "language": "sl"}
    given |= {"operative": "Nagrada se prizna.", "reasons": "Poročilo je popolno.", "is_appealable": "on"}
    refused = client.post(form, given | {"to": []})
    assert refused.status_code == 422
    assert "Poročilo je popolno." in refused.content.decode()
    drafted = client.post(form, given)
    decision = Decision.objects.get()
    assert drafted.url == reverse("decision", args=[decision.public_id])
    edit = reverse("edit_decision", args=[decision.public_id])
    client.post(edit, {"path": "sl/operative", "text": "Nagrada znaša 120 EUR."})
    assert "Nagrada znaša 120 EUR." in client.get(drafted.url).content.decode()


def test_a_plain_ruling_needs_no_document_of_the_task(place, sign_in):
    given = {"key": "=ruling", "to": [place.guardian.pk], "outcome": "stopped", "language": "sl"}
    given |= {"operative": "Postopek se ustavi.", "reasons": "Predlog je umaknjen."}
    sign_in(place.clerk).post(reverse("draft_act", args=[place.case.public_id]), given)
    assert (Decision.objects.get().act, Decision.objects.get().remedy["kind"]) == ("ruling", "none")


def test_an_appeal_is_entered_sent_on_decided_and_its_act_served(place, sign_in):
    decision = act(place, served=True)
    client = sign_in(place.clerk)
    page = client.get(reverse("decision", args=[decision.public_id])).content.decode()
    assert reverse("receive_appeal", args=[decision.public_id]) in page
    days = {"filed_on": "20. 5. 2026", "received_on": "21. 5. 2026"}
    entered = client.post(reverse("receive_appeal", args=[decision.public_id]), days)
    appeal = Appeal.objects.get()
    assert entered.url == reverse("appeal", args=[appeal.public_id])
    own = [appeal.public_id]
    wrong = client.post(reverse("forward_appeal", args=own), {"forward-on": "1. 5. 2026"})
    assert wrong.status_code == 422
    assert "1. 5. 2026" in wrong.content.decode()
    client.post(reverse("forward_appeal", args=own), {"forward-on": "28. 5. 2026"})
    result = {"result": "confirmed", "result_on": "1. 7. 2026", "received_on": "6. 7. 2026"}
    client.post(reverse("enter_result", args=own), result)
    client.post(reverse("serve_result", args=own), {"served_on": "10. 7. 2026"})
    decision.refresh_from_db()
    assert decision.state == DecisionState.FINAL
    assert "zavrnjena, odločba potrjena" in client.get(entered.url).content.decode()


def test_an_appeal_out_of_time_offers_the_ruling_that_rejects_it_and_nothing_else(place, sign_in):
    decision = act(place, served=True)
    client = sign_in(place.clerk)
    late = f"{LAST_DAY.replace(day=2):%d. %m. %Y}"
    days = {"filed_on": late, "received_on": late}
    page = client.post(reverse("receive_appeal", args=[decision.public_id]), days, follow=True)
    appeal = Appeal.objects.get()
    assert appeal.fault == AppealFault.LATE
    assert reverse("reject_appeal", args=[appeal.public_id]) in page.content.decode()
    assert reverse("forward_appeal", args=[appeal.public_id]) not in page.content.decode()
    drafted = client.post(
        reverse("reject_appeal", args=[appeal.public_id]), {"reasons": "Rok je potekel 1. junija 2026."}
    )
    assert "se zavrže" in client.get(drafted.url).content.decode()


def test_a_linked_act_is_drafted_from_the_page_of_the_decision(place, sign_in):
    decision = act(place, served=True)
    given = {"how": Undoing.CORRECTS, "operative": "Popravi se.", "reasons": "Pomota."}
    sign_in(place.clerk).post(reverse("draft_linked", args=[decision.public_id]), given)
    assert decision.replaced_by.get().undoing == Undoing.CORRECTS


def test_a_withdrawn_appeal_lets_the_decision_go_on(place, sign_in):
    decision = act(place, served=True)
    client = sign_in(place.clerk)
    days = {"filed_on": "20. 5. 2026", "received_on": "21. 5. 2026"}
    client.post(reverse("receive_appeal", args=[decision.public_id]), days)
    own = [Appeal.objects.get().public_id]
    client.post(reverse("withdraw_appeal", args=own), {"withdraw-on": "28. 5. 2026"})
    assert Appeal.objects.get().state == AppealState.WITHDRAWN


def test_the_appeal_is_sent_to_the_other_side_before_it_goes_on(place, sign_in):
    other = PersonFactory()
    AddressFactory(person=other)
    PartyFactory(case=place.case, person=other, role="ward")
    decision = act(place, served=True, to=[place.guardian, other])
    client = sign_in(place.clerk)
    days = {"filed_on": "20. 5. 2026", "received_on": "20. 5. 2026", "filed_by": place.guardian.pk}
    page = client.post(reverse("receive_appeal", args=[decision.public_id]), days, follow=True)
    own = [Appeal.objects.get().public_id]
    assert reverse("forward_appeal", args=own) not in page.content.decode()
    term = {"answers-served_on": "21. 5. 2026", "answers-days": "20"}
    wrong = client.post(reverse("ask_opposing", args=own), term)
    assert (wrong.status_code, "od 8 do 15" in wrong.content.decode()) == (422, True)
    page = client.post(reverse("ask_opposing", args=own), term | {"answers-days": "10"}, follow=True)
    assert reverse("forward_appeal", args=own) in page.content.decode()
    assert "1. 6. 2026" in page.content.decode().replace("\xa0", " ")
    page = client.get(reverse("case", args=[place.case.public_id])).content.decode()
    assert "odgovor nasprotne stranke na pritožbo" in page.lower()


@pytest.mark.covers("003/D-12")
def test_an_appeal_over_personal_assistance_says_that_a_lawyer_has_to_confirm_its_route(place, sign_in):
    Case.objects.filter(pk=place.case.pk).update(task="personal_assistance")
    appeal = Appeal.objects.create(
        decision=act(place), filed_on=LAST_DAY, received_on=LAST_DAY, entered_by=place.clerk,
        entered_at=timezone.now(),
    )  # fmt: skip
    page = sign_in(place.clerk).get(reverse("appeal", args=[appeal.public_id])).content.decode()
    assert "Pot pritožbe mora potrditi pravnik" in page


@pytest.mark.covers("003/D-16")
def test_the_routes_and_the_rights_without_one_are_listed(place, sign_in):
    page = sign_in(place.clerk).get(reverse("appeal_routes")).content.decode()
    assert f"{len(rights_without_a_route())} pravic brez znane poti" in page
    assert "pristojno delovno in socialno sodišče" in page
    assert "ugovor zoper delo skrbnika" in page.lower()
