"""Who may not act in a case: told on its page of access, decided by the head, and felt in every act."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.organisation.factories import WorkerFactory
from tests.people.factories import RelationFactory
from tests.web.scene import set_scene
from tests.web.work_scene import eviction_case

from opora.cases.exclusions import declare_tie, exclude
from opora.cases.models import Case, Exclusion, Note, Tie
from opora.people.models import RelationKind

pytestmark = pytest.mark.django_db
WHY = "Dolžnica je moja sestrična."


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def case(scene):
    return eviction_case(scene)


@pytest.fixture
def client(scene, sign_in):
    return sign_in(scene.clerk)


def words_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def told(client, case, worker, ground="kin", reason=WHY):
    typed = {"exclude-worker": worker.pk, "exclude-ground": ground, "exclude-reason": reason}
    return client.post(reverse("exclude_worker", args=[case.public_id]), typed)


def test_a_worker_who_tells_of_a_ground_of_the_law_has_the_case_no_more_and_reads_why(client, case, scene):
    assert told(client, case, scene.clerk).status_code == 302
    case.refresh_from_db()
    assert case.assigned_to is None
    page = words_of(client.get(reverse("case", args=[case.public_id])))
    assert "Iz te zadeve ste izločeni" in page
    assert "krvno sorodstvo" in page
    answer = client.post(
        reverse("write_note", args=[case.public_id]), {"title": "Klic", "text": "Klicala je dolžnica."}
    )
    assert answer.status_code == 422
    assert "Iz te zadeve ste izločeni" in words_of(answer)
    assert "Klicala je dolžnica." in words_of(answer)
    assert not Note.objects.filter(case=case).exists()


def test_other_circumstances_wait_for_the_head_and_the_work_goes_on_until_then(client, case, scene, sign_in):
    told(client, case, scene.clerk, "doubt", "Dolžnica je moja soseda iz bloka.")
    case.refresh_from_db()
    assert case.assigned_to == scene.clerk
    head = sign_in(scene.head)
    day = words_of(head.get(reverse("worklist")))
    assert reverse("case_access", args=[case.public_id]) in day
    assert "Odločite o njej" in day
    excluded = Exclusion.objects.get()
    address = reverse("confirm_exclusion", args=[case.public_id])
    assert head.post(address, {"exclusion": excluded.pk}).status_code == 302
    case.refresh_from_db()
    excluded.refresh_from_db()
    assert (case.assigned_to, excluded.confirmed_by) == (None, scene.head)
    assert "Odločite o njej" not in words_of(head.get(reverse("worklist")))


def test_the_head_lifts_an_exclusion_with_a_reason_that_says_something(client, case, scene, sign_in):
    told(client, case, scene.clerk)
    head, excluded = sign_in(scene.head), Exclusion.objects.get()
    address = reverse("lift_exclusion", args=[case.public_id])
    sent = {"exclusion": excluded.pk, f"lift-{excluded.pk}-reason": "Ni tako."}
    refused = head.post(address, sent)
    assert refused.status_code == 422
    assert "Ni tako." in words_of(refused)
    sent[f"lift-{excluded.pk}-reason"] = "Sorodstvo je petega kolena."
    assert head.post(address, sent).status_code == 302
    assert case.bars(scene.clerk) is None


def test_nobody_decides_on_their_own_exclusion(case, scene, sign_in):
    exclude(case, scene.head, ground="doubt", reason=WHY, by=scene.head, at=timezone.now())
    head, excluded = sign_in(scene.head), Exclusion.objects.get()
    address = reverse("confirm_exclusion", args=[case.public_id])
    assert f'action="{address}"' not in words_of(head.get(reverse("case_access", args=[case.public_id])))
    answer = head.post(address, {"exclusion": excluded.pk})
    assert answer.status_code == 422
    assert "To zadeva vas" in words_of(answer)


def test_what_was_typed_stays_when_telling_is_refused(client, case, scene):
    refused = told(client, case, scene.clerk, reason="sestrična")
    assert refused.status_code == 422
    assert "sestrična" in words_of(refused)
    assert not Exclusion.objects.exists()
    colleague = WorkerFactory(unit=scene.unit, professional_worker=True)
    assert told(client, case, colleague).status_code == 302
    again = told(client, case, colleague)
    assert again.status_code == 422
    assert "že izločen" in words_of(again)


def test_a_worker_tells_of_their_ties_and_no_case_of_those_people_comes_to_them(client, case, scene, sign_in):
    address = reverse("my_ties")
    wrong = client.post(address, {"number": "0101006500006", "ground": "kin"})
    assert wrong.status_code == 422
    assert 'value="0101006500006"' in words_of(wrong)
    answer = client.post(address, {"number": scene.mother.emso, "ground": "kin"}, follow=True)
    assert scene.mother.full_name in words_of(answer)
    assert reverse("case_access", args=[case.public_id]) in words_of(answer)
    step = client.post(
        reverse("case_step", args=[case.public_id, "study_request"]),
        {"act": "do", "do-on": f"{timezone.localdate():%d. %m. %Y}", "do-minutes": "15"},
    )
    assert step.status_code == 422
    assert "Iz te zadeve ste izločeni" in words_of(step)
    Case.objects.filter(pk=case.pk).update(assigned_to=None)
    given = sign_in(scene.head).post(reverse("assign_case", args=[case.public_id]), {"to": scene.clerk.pk})
    assert given.status_code == 422
    assert "krvno sorodstvo" in words_of(given)


def test_who_is_on_record_themselves_is_tied_to_their_relatives(client, case, scene):
    RelationFactory(person=scene.father, other=scene.mother, kind=RelationKind.SPOUSE)
    client.post(reverse("my_ties"), {"number": scene.father.emso, "ground": Tie.THEMSELVES})
    page = words_of(client.get(reverse("case", args=[case.public_id])))
    assert "Iz te zadeve ste izločeni" in page


def test_a_tie_told_by_mistake_is_withdrawn_with_a_reason(client, scene, case):
    tie = declare_tie(scene.clerk, scene.mother, "kin", by=scene.clerk, at=timezone.now())
    sent = {"tie": tie.pk, f"end-{tie.pk}-reason": "pomota"}
    refused = client.post(reverse("end_tie"), sent)
    assert refused.status_code == 422
    assert 'value="pomota"' in words_of(refused)
    sent[f"end-{tie.pk}-reason"] = "Zamenjal sem dve osebi istega imena."
    assert client.post(reverse("end_tie"), sent).status_code == 302
    assert case.bars(scene.clerk) is None
    assert client.post(reverse("end_tie"), sent).status_code == 422


def test_nobody_withdraws_the_tie_of_another(scene, sign_in):
    tie = declare_tie(scene.clerk, scene.mother, "kin", by=scene.clerk, at=timezone.now())
    sent = {"tie": tie.pk, f"end-{tie.pk}-reason": "Zamenjal je dve osebi istega imena."}
    assert sign_in(scene.head).post(reverse("end_tie"), sent).status_code == 422
    tie.refresh_from_db()
    assert tie.ended_at is None


def test_an_exclusion_in_a_sealed_case_waits_for_the_head_without_naming_the_case(scene, sign_in):
    case = eviction_case(scene)
    Case.objects.filter(pk=case.pk).update(seal="violence")
    case.refresh_from_db()
    exclude(case, scene.clerk, ground="kin", reason=WHY, by=scene.clerk, at=timezone.now())
    day = words_of(sign_in(scene.head).get(reverse("worklist")))
    assert "Odločite o njej" in day
    assert case.number not in day
    assert reverse("open_with_reason") in day
