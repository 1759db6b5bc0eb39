"""My day: everything that waits for a worker appears, the most urgent first, and goes when it is done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AccessFactory, CaseFactory, DeadlineFactory
from tests.documents.factories import DocumentFactory
from tests.organisation.factories import WorkerFactory
from tests.sources.factories import LookUpFactory
from tests.web.scene import answer_everything, draft, set_scene, take_in_application
from tests.web.test_page_costs import another

from opora.cases.models import Body, Case, CaseState, CaseStep, DeadlineState, Handover
from opora.cases.overdue import let_terms_lapse
from opora.decisions.drafting import return_to_drafter, submit_for_approval
from opora.decisions.issuing import approve_and_issue, names_to_confirm
from opora.documents.delivery import dispatch
from opora.documents.models import Delivery, Method, ReturnReason
from opora.documents.serving import record_service
from opora.rights.calling import call_to_supplement
from opora.rights.determining import determine
from opora.rights.supplementing import receive_supplement
from opora.sources.models import Fact, LookUpState
from opora.sources.registers import REGISTERS
from opora.web.paging import ROWS
from opora.web.templatetags.page import day as written_day
from opora.web.waiting_items import Item

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def day_of(sign_in):
    def waiting(worker) -> tuple[list[Item], list[Item]]:
        response = sign_in(worker).get(reverse("worklist"))
        assert response.status_code == 200
        page = response.content.decode()
        items = [*response.context["waiting"], *response.context["on_the_way"]]
        assert all(item.address in page and item.heading in page for item in items)
        return response.context["waiting"], response.context["on_the_way"]

    return waiting


def kinds(items) -> list[str]:
    return [item.kind for item in items]


def look_ups(application, scene, **state):
    for person in (scene.mother, scene.father):
        LookUpFactory(case_id=application.case_id, person=person, asked_by=scene.clerk, **state)


def all_answered(application, scene):
    for person in (scene.mother, scene.father, scene.child):
        for source in REGISTERS:
            LookUpFactory(case_id=application.case_id, person=person, source=source, answered=True)


def delivered(scene, **changes) -> Delivery:
    return Delivery.objects.create(
        **{
            "document": DocumentFactory(case=scene.case),
            "addressee": scene.mother,
            "method": Method.PERSONAL,
            "dispatched_on": TODAY() - timedelta(days=9),
        }
        | changes
    )


def issued(scene):
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    decision = draft(application, scene.clerk)
    submit_for_approval(decision, by=scene.clerk, at=decision.drafted_at)
    decision.refresh_from_db()
    return approve_and_issue(
        decision,
        by=scene.decision_maker,
        on=TODAY(),
        at=timezone.now(),
        confirmed_warnings=names_to_confirm(decision.warnings),
    )


def test_an_empty_day_says_what_will_appear(scene, sign_in):
    page = sign_in(scene.decision_maker).get(reverse("worklist")).content.decode()
    for words in ("Nič ne čaka na vas", "Nič ni na poti", "Nimate odprtih zadev", "Danes ni terminov"):
        assert words in page


def test_answers_of_registers_wait_until_a_computation_used_them(scene, day_of):
    application = take_in_application(scene)
    look_ups(application, scene, answered=True, answered_at=timezone.now())
    waiting, _way = day_of(scene.clerk)
    [item] = waiting
    assert (item.kind, item.number, item.state) == ("Evidence", application.case.number, "ahead")
    now = timezone.now()
    answer_everything(application, scene.clerk)
    determine(application, by=scene.clerk, at=now, on=TODAY())
    assert day_of(scene.clerk)[0] == []


def test_a_register_still_to_answer_is_no_news_and_one_that_failed_is(scene, day_of):
    application = take_in_application(scene)
    look_ups(application, scene, answered=True, answered_at=timezone.now())
    pending = LookUpFactory(case_id=application.case_id, person=scene.child, asked_by=scene.clerk)
    assert day_of(scene.clerk)[0] == []
    pending.state, pending.failure = LookUpState.FAILED, "no_answer"
    pending.save()
    [item] = day_of(scene.clerk)[0]
    assert "ni odgovorila" in item.words


def test_a_letter_that_came_back_waits_until_it_is_sent_anew(scene, day_of):
    back = delivered(scene, returned_on=TODAY(), returned_reason=ReturnReason.MOVED)
    [item] = day_of(scene.clerk)[0]
    assert (item.kind, item.number) == ("Pošta", back.document.number)
    assert scene.mother.full_name in item.words
    delivered(scene, document=back.document)
    assert day_of(scene.clerk)[0] == []


def test_a_letter_that_a_body_did_not_get_is_sent_to_it_anew(scene, day_of):
    court = Body.objects.create(kind="court", name="Okrajno sodišče v Kopru")
    document = DocumentFactory(case=scene.case)
    to_court = {"document": document, "addressee": None, "body": court}
    delivered(scene, **to_court, returned_on=TODAY(), returned_reason=ReturnReason.MOVED)
    [item] = day_of(scene.clerk)[0]
    assert court.name in item.words
    delivered(scene, document=document)
    assert len(day_of(scene.clerk)[0]) == 1, "sent to somebody else"
    delivered(scene, **to_court)
    assert day_of(scene.clerk)[0] == []


def test_a_sealed_case_handed_over_is_taken_on_the_page_of_handovers(scene, day_of, sign_in):
    sealed = CaseFactory(unit=scene.unit, sealed=True)
    handover = Handover.objects.create(
        case=sealed, to_unit=scene.unit, message="Otrok je pri babici.", by=scene.head, at=timezone.now()
    )
    taker = WorkerFactory(professional_worker=True, unit=scene.unit)
    [item] = day_of(taker)[0]
    assert item.address == reverse("handovers")
    assert sealed.number not in item.number + item.words
    page = sign_in(taker).get(item.address).content.decode()
    assert reverse("take_over_case", args=[handover.pk]) in page
    [untaken] = [each for each in day_of(scene.decision_maker)[0] if each.kind == "Predaja"]
    assert untaken.address == reverse("open_with_reason"), "who may not take it has no page of handovers"


def test_a_draft_given_back_waits_for_its_drafter_with_the_reason(scene, day_of):
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    decision = draft(application, scene.clerk)
    submit_for_approval(decision, by=scene.clerk, at=decision.drafted_at)
    decision.refresh_from_db()
    return_to_drafter(decision, reason="Dodajte pojasnilo.", by=scene.decision_maker, at=timezone.now())
    [item] = day_of(scene.clerk)[0]
    assert (item.kind, item.number) == ("Odločba", application.case.number)
    assert "Dodajte pojasnilo." in item.words
    assert day_of(scene.decision_maker)[0] == []


def test_drafts_that_wait_for_approval_wait_for_those_who_decide_them(scene, day_of):
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    first = draft(application, scene.clerk)
    submit_for_approval(first, by=scene.clerk, at=timezone.now() - timedelta(days=2))
    oldest = written_day(TODAY() - timedelta(days=2))
    for words in (
        f"1 osnutek čaka na vašo odločitev od {oldest}.",
        f"2 osnutka čakata na vašo odločitev, najstarejši od {oldest}.",
    ):
        for worker in (scene.decision_maker, scene.head):
            [item] = [each for each in day_of(worker)[0] if each.kind == "Odločba"]
            assert (item.words, item.address) == (words, reverse("approvals"))
        assert day_of(scene.clerk)[0] == []
        another(first, CaseFactory(unit=scene.unit), state="submitted", submitted_at=timezone.now())


def test_the_inbox_of_approvals_goes_on_in_the_order_of_submission(scene, sign_in):
    application = take_in_application(scene)
    answer_everything(application, scene.clerk)
    first = draft(application, scene.clerk)
    now = timezone.now()
    for back in range(ROWS + 2):
        at = now - timedelta(hours=back // 2)  # two at a time are submitted in one moment
        another(first, CaseFactory(unit=scene.unit), state="submitted", submitted_at=at)
    client, found = sign_in(scene.decision_maker), []
    after = ""
    while after is not None:
        page = client.get(reverse("approvals"), {"after": after}).context["page"]
        found += [(decision.submitted_at, decision.pk) for decision in page.rows]
        after = page.next or None
    assert len(found) == ROWS + 2
    assert found == sorted(found)


def test_a_call_to_supplement_nobody_answered_in_time_comes_before_all_else(scene, day_of):
    case = CaseFactory(unit=scene.unit, assigned_to=scene.clerk, state=CaseState.AWAITING_PARTY)
    DeadlineFactory(case=case, key="supplement", day=TODAY() - timedelta(days=1))
    delivered(scene, returned_on=TODAY() - timedelta(days=8), returned_reason=ReturnReason.MOVED)
    waiting, _way = day_of(scene.clerk)
    assert kinds(waiting) == ["Dopolnitev", "Pošta"]
    assert waiting[0].address == reverse("facts", args=[case.public_id])


def test_a_lapsed_call_stays_in_sight_until_the_office_acts_on_it(scene, day_of, sign_in):
    today = TODAY()
    application = take_in_application(scene, days_ago=30)
    filed_on = today - timedelta(days=30)
    all_answered(application, scene)
    document = call_to_supplement(application, by=scene.clerk, at=timezone.now(), on=filed_on, days=8)
    [made] = [item for item in day_of(scene.clerk)[0] if item.kind == "Dopolnitev"]
    assert made.words.startswith("Poziv za dopolnitev še ni odpremljen")
    assert made.address == reverse("deliveries", args=[application.case.public_id])
    now = timezone.now()
    delivery = dispatch(document, scene.mother, Method.PERSONAL, filed_on, by=scene.clerk, at=now)
    assert "Dopolnitev" not in kinds(day_of(scene.clerk)[0])
    record_service(delivery, by=scene.clerk, at=now, handed_over_on=filed_on)
    let_terms_lapse(today)
    [lapsed] = application.case.deadlines.filter(key="supplement")
    assert lapsed.state == DeadlineState.LAPSED
    assert "Dopolnitev" in kinds(day_of(scene.clerk)[0])
    header = sign_in(scene.clerk).get(reverse("case", args=[application.case.public_id])).context
    assert ("overdue", lapsed.day) in [(each.state, each.day) for each in header["deadlines"]]
    receive_supplement(application, on=today, by=scene.clerk, at=timezone.now())
    assert "Dopolnitev" not in kinds(day_of(scene.clerk)[0])


def test_a_case_has_one_row_that_says_whose_it_is_and_what_else_waits_in_it(scene, day_of, sign_in):
    application = take_in_application(scene)
    case = application.case
    look_ups(application, scene, answered=True, answered_at=timezone.now())
    delivered(
        scene, document=DocumentFactory(case=case), returned_on=TODAY(), returned_reason=ReturnReason.MOVED
    )
    DeadlineFactory(case=case, key="supplement", day=TODAY() - timedelta(days=1))
    [row] = day_of(scene.clerk)[0]
    assert row.heading == f"{case.number} · {scene.mother.full_name} · {case.title}"
    assert [row.kind, *kinds(row.also)] == ["Dopolnitev", "Pošta", "Evidence"]
    page = sign_in(scene.clerk).get(reverse("worklist")).content.decode()
    assert f'rok <time datetime="{row.day.isoformat()}">' in page
    assert all(other.address in page and other.words in page for other in row.also)


def test_a_term_that_still_runs_is_a_deadline_and_nothing_more(scene, day_of):
    case = CaseFactory(unit=scene.unit, assigned_to=scene.clerk, state=CaseState.AWAITING_PARTY)
    DeadlineFactory(case=case, key="supplement", day=TODAY())
    assert day_of(scene.clerk)[0] == []


def test_an_issued_decision_is_on_its_way_until_it_is_served(scene, day_of):
    decision = issued(scene)
    [item] = day_of(scene.clerk)[1]
    assert (item.number, item.state) == (decision.number, "ahead")
    decision.document = DocumentFactory(case=decision.case)
    decision.save()
    assert [each.state for each in day_of(scene.clerk)[1]] == ["soon"], "nobody has dispatched it"
    late = TODAY() - timedelta(days=1)
    delivery = delivered(scene, document=decision.document, expected_on=late)
    [item] = day_of(scene.clerk)[1]
    assert (item.state, item.day) == ("soon", late)
    delivery.served_on = decision.served_on = TODAY()
    delivery.save()
    decision.state = "served"
    decision.save()
    assert day_of(scene.clerk)[1] == []


def test_a_broken_glass_waits_for_head_and_auditor_until_each_has_looked(scene, day_of, sign_in):
    access = AccessFactory(
        case=CaseFactory(unit=scene.unit, sealed=True),
        worker=scene.clerk,
        broke_glass=True,
        reason="Otrok je bil nocoj v nevarnosti.",
    )
    for worker in (scene.head, scene.auditor):
        [item] = [each for each in day_of(worker)[0] if not each.address.startswith(reverse("unit_overview"))]
        assert item.address == reverse("broken_glass")
        client = sign_in(worker)
        page = client.get(item.address).content.decode()
        assert access.reason in page
        assert (access.case.number in page) == (worker == scene.auditor), "a head does not learn which"
        client.post(reverse("look_at_glass"), {"access": access.pk})
        assert set(kinds(day_of(worker)[0])) <= {"Zamujeno", "Za dodelitev"}
        assert access.reason not in client.get(item.address).content.decode()
        assert worker.full_name in client.get(item.address + "?all").content.decode()
    assert day_of(scene.clerk)[0] == []


def test_the_day_of_an_auditor_shows_no_cases(scene, sign_in):
    page = sign_in(scene.auditor).get(reverse("worklist")).content.decode()
    assert "Moje odprte zadeve" not in page
    assert reverse("new_application") not in page
    assert reverse("log") in page


def test_a_decision_whose_facts_changed_waits_for_the_head_and_nobody_else(scene, day_of):
    decision = issued(scene)
    fact = Fact.objects.filter(pk__in=decision.determination.facts, value="0").order_by("pk")[0]
    later = {"recorded_at": timezone.now() + timedelta(hours=1), "origin": "register", "source": "tax"}
    same = {"case_id": fact.case_id, "person": fact.person, "key": fact.key, "period": fact.period}
    Fact.objects.create(**same, **later, value="812.40")
    [item] = [item for item in day_of(scene.head)[0] if item.number == decision.number]
    assert item.address == reverse("facts", args=[decision.case.public_id])
    assert "sporočeno drugače" in item.words
    assert all("sporočeno" not in item.words for item in day_of(scene.clerk)[0])


def test_the_head_reads_of_an_urgent_measure_not_taken_yet_and_of_a_sealed_case_only_that(
    scene, day_of, sign_in
):
    today = TODAY()
    for seal in ("", "violence"):
        case = CaseFactory(
            task="domestic_violence_case", unit=scene.unit, assigned_to=scene.clerk, is_urgent=True, seal=seal
        )
        CaseStep.objects.create(
            case=case,
            key="secure_the_victim",
            state="planned",
            planned_on=today,
            planned_for=scene.clerk,
        )
    items = [item for item in day_of(scene.head)[0] if item.kind == "Nujno"]
    assert sorted(item.case is None for item in items) == [False, True]
    assert all(scene.clerk.full_name in item.words and item.state == "today" for item in items)
    hidden = next(item for item in items if item.case is None)
    assert hidden.number == scene.unit.name
    sealed = Case.objects.get(seal="violence")
    assert sealed.number in sign_in(scene.head).get(hidden.address).content.decode()
    assert sealed.number not in sign_in(scene.clerk).get(hidden.address).content.decode()
    assert not [item for item in day_of(scene.clerk)[0] if item.kind == "Nujno"]
    CaseStep.objects.update(state="done", ended_on=today)
    assert not [item for item in day_of(scene.head)[0] if item.kind == "Nujno"]


def test_what_is_agreed_for_today_stands_before_all_else_of_the_day(scene, sign_in):
    page = sign_in(scene.clerk).get(reverse("worklist")).content.decode()
    places = [page.index(f'id="{part}"') for part in ("appointments", "waiting", "deadlines", "my-cases")]
    assert places == sorted(places)
