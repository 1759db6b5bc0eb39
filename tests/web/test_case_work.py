"""The page on which a case of any task is worked: steps, records, minutes, stage, team, links, end."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory
from tests.organisation.factories import WorkerFactory
from tests.web.scene import set_scene, take_in_application
from tests.web.work_scene import eviction_case, talk

from opora.cases.catalogue_versions import task_of
from opora.cases.closing import close_case
from opora.cases.links import link_cases
from opora.cases.models import Case, CaseLink, CaseRecord, CaseState, CaseStep, TimeSpent
from opora.cases.steps import do_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return set_scene()


@pytest.fixture
def case(scene):
    return eviction_case(scene)


@pytest.fixture
def client(scene, sign_in):
    return sign_in(scene.clerk)


@pytest.fixture
def page(client, case):
    """The page of the case as text."""

    def drawn():
        answer = client.get(reverse("case", args=[case.public_id]))
        assert answer.status_code == 200
        return words_of(answer)

    return drawn


@pytest.mark.covers("000_002/13")
def test_at_work_a_misprint_is_not_seen_and_the_catalogue_shows_both(client, scene):
    case = CaseFactory(task="personal_assistance", unit=scene.unit, assigned_to=scene.clerk)
    at_work = words_of(client.get(reverse("case", args=[case.public_id])))
    assert "Spremljanje izvajanja osebne asistence" in at_work
    assert "izvajana" not in at_work
    printed = words_of(client.get(reverse("catalogue_task", args=["personal_assistance"])))
    assert "izvajana" in printed
    assert "izvajanja" in printed


@pytest.fixture
def step(client, case):
    """Does something with a step, by its forms."""

    def sent(key, act, **fields):
        typed = {f"{act}-{name}": value for name, value in fields.items()}
        answer = client.post(reverse("case_step", args=[case.public_id, key]), {"act": act} | typed)
        answer.page = words_of(answer)
        return answer

    return sent


def words_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def today():
    return f"{timezone.localdate():%d. %m. %Y}"


def test_the_page_names_the_case_its_parties_and_every_step_with_its_norm(scene, page):
    told = page()
    for words in (scene.mother.full_name, "Okrajno sodišče v Kopru", "Preučitev zahtevka", "norma 15 minut"):
        assert words in told
    assert "Obisk na domu" in told


def test_a_step_is_done_with_its_minutes_and_the_way_there_apart(case, step, page):
    answer = step("study_request", "do", on=today(), minutes="20", travel_minutes="5")
    assert answer.status_code == 302
    assert CaseStep.objects.get(case=case, key="study_request").state == "done"
    spent = TimeSpent.objects.get(case=case)
    assert (spent.minutes, spent.travel_minutes, spent.step) == (20, 5, "study_request")
    assert "porabljenih 20 minut" in page()


def test_a_step_is_planned_for_a_colleague(scene, case, step, page):
    day = timezone.localdate() + timedelta(days=3)
    step("talk_with_debtor", "plan", on=f"{day:%d. %m. %Y}", for_worker=scene.head.pk)
    planned = CaseStep.objects.get(case=case, key="talk_with_debtor")
    assert (planned.planned_on, planned.planned_for) == (day, scene.head)
    assert scene.head.full_name in page()


def test_a_step_is_left_out_only_with_a_reason_that_says_something(case, step, page):
    refused = step("talk_with_family", "waive", reason="ne")
    assert refused.status_code == 422
    assert not CaseStep.objects.filter(case=case).exists()
    step("talk_with_family", "waive", reason="Dolžnik živi sam in nima družinskih članov.")
    assert "Dolžnik živi sam" in page()


def test_what_was_typed_stays_when_a_step_is_refused(step):
    answer = step("home_visit", "do", on=today(), minutes="90", reason="")
    assert answer.status_code == 422
    assert 'value="90"' in answer.page
    answer = step("study_request", "do", on="1. 1. 2090", minutes="33")
    assert answer.status_code == 422
    assert 'value="33"' in answer.page


def test_a_done_step_is_taken_up_again_with_a_reason(case, step):
    step("study_request", "do", on=today(), minutes="20")
    step("study_request", "reopen", reason="Zaprosilo je bilo dopolnjeno z novo prilogo.")
    assert CaseStep.objects.get(case=case, key="study_request").state == "planned"


def test_a_step_says_when_it_is_done_and_what_to_mind(client, case, page):
    hint = "samo če okoliščin ni mogoče presoditi drugače"
    assert hint in page()
    alone = words_of(client.get(reverse("case_step", args=[case.public_id, "home_visit"])))
    assert hint.capitalize() in alone


def test_a_step_of_another_task_has_no_page(client, case):
    assert client.get(reverse("case_step", args=[case.public_id, "safety_plan"])).status_code == 404


def test_a_refused_step_stays_in_its_place_on_the_page(client, case):
    address = reverse("case_step", args=[case.public_id, "talk_with_family"])
    answer = client.post(address, {"act": "waive", "waive-reason": ""}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#at-talk_with_family"
    assert answer.headers["HX-Reselect"] == "#step-forms"


def test_after_a_step_in_its_place_the_answer_is_the_page_as_a_fresh_load_shows_it(client, case):
    address = reverse("case_step", args=[case.public_id, "study_request"])
    sent = {"act": "do", "do-on": today(), "do-minutes": "15"}
    answer = client.post(address, sent, headers={"HX-Request": "true"})
    fresh = client.get(reverse("case", args=[case.public_id]))
    steps = r'<section class="panel" id="steps".*?</section>'
    drawn = [re.search(steps, words_of(each)) for each in (answer, fresh)]
    assert drawn[0]
    assert drawn[1]
    assert drawn[0][0].replace(" autofocus", "").replace(" open>", ">") == drawn[1][0]


def test_minutes_of_a_colleague_are_entered_and_taken_out(scene, client, case, page):
    typed = {"worker": scene.head.pk, "on": today(), "minutes": "35", "note": "Posvet"}
    client.post(reverse("enter_time", args=[case.public_id]), typed)
    spent = TimeSpent.objects.get(case=case)
    assert (spent.worker, spent.minutes) == (scene.head, 35)
    assert "35 min" in page()
    own = client.post(
        reverse("enter_time", args=[case.public_id]), typed | {"worker": scene.clerk.pk, "minutes": "10"}
    )
    assert own.status_code == 302
    client.post(
        reverse("take_time", args=[case.public_id]), {"time": TimeSpent.objects.get(worker=scene.clerk).pk}
    )
    assert not TimeSpent.objects.filter(worker=scene.clerk).exists()


def test_minutes_on_a_day_to_come_are_refused_with_what_was_typed(client, case):
    typed = {"worker": case.assigned_to_id, "on": "1. 1. 2090", "minutes": "35"}
    answer = client.post(reverse("enter_time", args=[case.public_id]), typed)
    assert answer.status_code == 422
    assert 'value="35"' in words_of(answer)


def test_the_stage_of_a_case_is_changed(client, case):
    first, reached = (stage for stage in stages_of(case) if stage.is_ != "closed")
    address = reverse("move_stage", args=[case.public_id])
    refused = client.post(address, {"stage": reached.key})
    assert refused.status_code == 422
    assert "sledi iz vpisanega" in words_of(refused)
    Case.objects.filter(pk=case.pk).update(stage=reached.key)
    client.post(address, {"stage": first.key})
    assert Case.objects.get(pk=case.pk).stage == first.key


def test_a_colleague_joins_the_team_and_leaves_it(client, case, scene, page):
    colleague = WorkerFactory(unit=scene.unit, professional_worker=True, family_name="Sodelavka")
    client.post(reverse("join_team", args=[case.public_id]), {"worker": colleague.pk, "role": "lead"})
    assert "Sodelavka" in page()
    mate = case.team.get(until=None)
    client.post(reverse("leave_team", args=[case.public_id]), {"mate": mate.pk})
    assert not case.team.filter(until=None).exists()


def test_cases_of_one_family_are_linked_by_number(client, case, scene, page):
    other = eviction_case(scene)
    client.post(reverse("link_case", args=[case.public_id]), {"other": other.number, "kind": "same_family"})
    assert other.number in page()
    answer = client.post(
        reverse("link_case", args=[case.public_id]), {"other": "122-999/2026", "kind": "group"}
    )
    assert answer.status_code == 422
    assert "122-999/2026" in words_of(answer)


def test_what_blocks_the_closing_is_listed_with_links(client, case, page):
    told = page()
    for key in ("study_request", "talk_with_debtor", "opinion"):
        assert f'href="#step-{key}"' in told
    answer = client.post(reverse("close_case", args=[case.public_id]), {"outcome": ""})
    assert answer.status_code == 422
    assert Case.objects.get(pk=case.pk).state == CaseState.OPEN


def test_a_case_whose_steps_are_done_closes_with_its_outcome(client, case, scene):
    for key in ("study_request", "talk_with_debtor", "talk_with_family", "opinion"):
        do_step(case, key, on=timezone.localdate(), minutes=10, by=scene.clerk, at=timezone.now())
    [outcome, *_others] = outcomes_of(case)
    address, typed = reverse("close_case", args=[case.public_id]), {"outcome": outcome.key}
    first = client.post(address, typed)
    assert first.status_code == 422
    assert "saw_open_ends" in words_of(first)  # nothing that counts was written down
    client.post(address, typed | {"saw_open_ends": "on"})
    closed = Case.objects.get(pk=case.pk)
    assert (closed.state, closed.outcome) == (CaseState.CLOSED, outcome.key)
    told = words_of(client.get(reverse("case", args=[case.public_id])))
    assert reverse("close_case", args=[case.public_id]) not in told


def test_an_application_keeps_its_own_pages_and_has_its_work_beside_them(scene, client, settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path
    application = take_in_application(scene)
    first = words_of(client.get(reverse("case", args=[application.case.public_id])))
    assert reverse("facts", args=[application.case.public_id]) in first
    work = words_of(client.get(reverse("case_work", args=[application.case.public_id])))
    assert 'id="steps"' in work
    assert 'id="records"' in work


def test_a_case_of_another_task_has_no_pages_of_an_application(client, case, page):
    assert reverse("facts", args=[case.public_id]) not in page()
    moved = client.get(reverse("case_work", args=[case.public_id]))
    assert moved.url == reverse("case", args=[case.public_id])


def test_the_page_costs_the_same_for_one_record_and_step_as_for_fifty(client, case, scene):
    talk(case, scene)
    do_step(case, "study_request", on=timezone.localdate(), minutes=5, by=scene.clerk, at=timezone.now())
    one = queries(client, case)
    kept = CaseRecord.objects.get(case=case)
    CaseRecord.objects.bulk_create(
        CaseRecord(
            centre=kept.centre,
            unit=kept.unit,
            case=case,
            task=case.task,
            key="talk",
            happened_on=kept.happened_on,
            content=kept.content,
            entered_by=scene.clerk,
            entered_at=timezone.now(),
        )
        for _number in range(49)
    )
    CaseStep.objects.bulk_create(
        CaseStep(
            case=case,
            key="home_visit",
            turn=turn,
            state="done",
            ended_on=timezone.localdate(),
            by=scene.clerk,
            reason="Razmere niso jasne.",
        )
        for turn in range(1, 50)
    )
    TimeSpent.objects.bulk_create(
        TimeSpent(case=case, worker=scene.head, on=timezone.localdate(), minutes=3, entered_at=timezone.now())
        for _number in range(50)
    )
    many = queries(client, case)
    assert many == one, (many, one)
    assert one <= MOST_QUERIES


MOST_QUERIES = 25


def queries(client, case):
    address = reverse("case", args=[case.public_id])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def stages_of(case):
    return task_of(case).stages


def outcomes_of(case):
    return task_of(case).outcomes


def test_somebody_comes_into_a_running_case_and_their_part_ends(client, case, scene, page):
    row = {"row": "0", "row-0-kind": "person", "row-0-role": "family_member"}
    address = reverse("add_party", args=[case.public_id])
    looked_up = client.post(address, row | {"row-0-text": "Šprohar Žiga"})
    assert looked_up.status_code == 422
    assert f"choose-0-{scene.father.public_id}" in words_of(looked_up)
    assert client.post(address, row | {"row-0-person": str(scene.father.public_id)}).status_code == 302
    assert scene.father.full_name in page()
    party = case.parties.get(person=scene.father)
    client.post(reverse("end_party", args=[case.public_id]), {"party": party.pk})
    party.refresh_from_db()
    assert party.until == timezone.localdate()


def test_the_last_party_whom_a_case_needs_stays_in_it(client, case):
    debtor = case.parties.get(role="debtor")
    answer = client.post(reverse("end_party", args=[case.public_id]), {"party": debtor.pk})
    assert answer.status_code == 422
    debtor.refresh_from_db()
    assert debtor.until is None


def test_a_second_party_in_a_role_of_one_is_refused_in_its_row(client, case, scene):
    row = {"row": "0", "row-0-kind": "person", "row-0-role": "debtor"}
    answer = client.post(
        reverse("add_party", args=[case.public_id]), row | {"row-0-person": str(scene.father.public_id)}
    )
    assert answer.status_code == 422
    assert scene.father.full_name in words_of(answer)
    assert not case.parties.filter(person=scene.father).exists()


def test_notes_and_records_of_a_case_have_names_of_their_own(page):
    drawn = page()
    assert "Nov zaznamek" in drawn
    assert "Zapisi" in drawn
    assert "Nov zapis" not in drawn


def closed(case, scene):
    """The case after its steps were done and its end entered."""
    for key in ("study_request", "talk_with_debtor", "talk_with_family", "opinion"):
        do_step(case, key, on=timezone.localdate(), minutes=10, by=scene.clerk, at=timezone.now())
    [outcome, *_others] = outcomes_of(case)
    return close_case(case, by=scene.clerk, on=timezone.localdate(), at=timezone.now(), outcome=outcome.key)


def test_a_closed_case_is_taken_up_again_on_its_page_with_a_reason(client, case, scene, page):
    closed(case, scene)
    address = reverse("reopen_case", args=[case.public_id])
    assert f'action="{address}"' in page()
    refused = client.post(address, {"reopen-reason": "Napačno."})
    assert refused.status_code == 422
    assert "Napačno." in words_of(refused)
    assert Case.objects.get(pk=case.pk).state == CaseState.CLOSED
    why = "Sodišče je zaprosilo za dopolnitev mnenja."
    assert client.post(address, {"reopen-reason": why}).status_code == 302
    assert Case.objects.get(pk=case.pk).state == CaseState.OPEN
    told = page()
    assert f"Zadeva je bila ponovno odprta. {why}" in re.sub(r"<[^>]+>\s*", " ", told).replace("  ", " ")
    assert f'action="{address}"' not in told


def test_a_closed_application_leads_to_where_it_is_opened_again(scene, client, settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path
    application = take_in_application(scene)
    Case.objects.filter(pk=application.case_id).update(state=CaseState.CLOSED)
    first = words_of(client.get(reverse("case", args=[application.case.public_id])))
    work = reverse("case_work", args=[application.case.public_id])
    assert f'href="{work}#closing"' in first
    assert reverse("reopen_case", args=[application.case.public_id]) in words_of(client.get(work))


def test_a_link_made_by_mistake_is_undone_with_a_reason(client, case, scene, page):
    other = eviction_case(scene)
    link = link_cases(case, other, by=scene.clerk, at=timezone.now())
    address = reverse("unlink_case", args=[case.public_id])
    sent = {"link": link.pk, f"unlink-{link.pk}-reason": "pomota"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert 'value="pomota"' in words_of(refused)
    assert CaseLink.objects.exists()
    sent[f"unlink-{link.pk}-reason"] = "Drugi dolžnik ima le enako ime."
    assert client.post(address, sent).status_code == 302
    assert not CaseLink.objects.exists()
    assert "Drugi dolžnik ima le enako ime." in page()
    assert client.post(address, sent).status_code == 422


def test_a_case_that_grew_out_of_another_stays_linked(client, case, scene, page):
    grown = eviction_case(scene, grew_out_of=case)
    link = CaseLink.objects.get()
    told = page()
    assert "Odpravi povezavo" not in told
    assert "izhaja iz te zadeve" in told
    assert "ta zadeva izhaja iz nje" in words_of(client.get(reverse("case", args=[grown.public_id])))
    sent = {"link": link.pk, f"unlink-{link.pk}-reason": "Ta zadeva ni nastala iz one."}
    assert client.post(reverse("unlink_case", args=[grown.public_id]), sent).status_code == 422
    assert CaseLink.objects.exists()


@pytest.fixture
def session(client, case, scene):
    """Enters a session of the group on the page of the case."""

    def sent(**fields):
        typed = {"subject": "Skupina za dolžnike", "on": today(), "minutes": "90", "workers": scene.clerk.pk}
        return client.post(reverse("hold_session", args=[case.public_id]), typed | fields)

    return sent


@pytest.mark.covers("000_002/55")
def test_a_session_of_a_group_is_entered_once_and_shown_in_each_case(client, case, scene, session, page):
    other, named = eviction_case(scene), eviction_case(scene)
    offered = words_of(client.get(reverse("hold_session", args=[case.public_id])))
    assert other.number in offered
    assert session(cases=other.pk, numbers=named.number, travel_minutes="10").status_code == 302
    spent = TimeSpent.objects.get()
    assert (spent.case, spent.minutes, spent.travel_minutes) == (None, 90, 10)
    assert set(spent.session.cases.all()) == {case, other, named}
    for each in (case, other, named):
        told = words_of(client.get(reverse("case", args=[each.public_id])))
        assert "90 min" in told
        assert "Skupina za dolžnike" in told


def test_cases_of_a_session_are_found_by_a_name_among_those_of_the_worker(client, case, scene, session):
    of_another_task = CaseFactory(task="first_social_aid", unit=scene.unit, assigned_to=scene.clerk)
    offered = client.get(reverse("hold_session", args=[case.public_id]))
    assert of_another_task.number in words_of(offered), "the worker's own cases stand to be ticked"
    ended = eviction_case(scene, parties=[(scene.father, "debtor")], assigned_to=None)
    found = session(look=ended.number, find="1", cases=of_another_task.pk, subject="Krog")
    page = words_of(found)
    assert (found.status_code, TimeSpent.objects.count()) == (200, 0)
    assert f"{ended.number} · Žiga Šprohar" in page
    assert 'value="Krog"' in page
    assert re.search(rf'value="{of_another_task.pk}"[^>]*checked', page)
    assert not re.search(rf'value="{ended.pk}"[^>]*checked', page)


def test_a_session_of_one_case_or_of_one_not_seen_is_refused_with_what_was_typed(case, scene, session):
    alone = session()
    assert alone.status_code == 422
    assert 'value="Skupina za dolžnike"' in words_of(alone)
    sealed = eviction_case(scene, assigned_to=None, seal="violence")
    unseen = session(numbers=sealed.number)
    assert unseen.status_code == 422
    assert sealed.number in words_of(unseen)
    assert not TimeSpent.objects.exists()
