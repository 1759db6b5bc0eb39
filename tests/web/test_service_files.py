"""What files of services lack by the rulebook: on the page of the case, and in the list of a unit."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cases.factories import AccessFactory, CaseFactory, PartyFactory
from tests.documents.factories import DocumentFactory
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.cases.closing import close_case
from opora.cases.models import CaseRecord, CaseStep, Referral, StepState
from opora.cases.quick_entries import quick_entries, take_down
from opora.documents.service_files import file_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
ON = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def on_a_working_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def worker(unit):
    return WorkerFactory(professional_worker=True, unit=unit, family_name="Zupan")


@pytest.fixture
def head(unit):
    return WorkerFactory(head_of_unit=True, unit=unit)


def opened(task, worker, role="person", on=ON, **told):
    case = CaseFactory(**{"task": task, "unit": worker.unit, "opened_on": on, "assigned_to": worker} | told)
    PartyFactory(case=case, role=role)
    return case


def kept(case, key, on=ON, **content):
    return CaseRecord.objects.create(
        centre=case.centre,
        unit=case.unit,
        case=case,
        task=case.task,
        key=key,
        happened_on=on,
        content=content,
        entered_by=case.opened_by,
        entered_at=NOW,
    )


def done(case, key, on=ON):
    told = {"state": StepState.DONE, "ended_on": on, "by": case.opened_by}
    return CaseStep.objects.create(case=case, key=key, turn=1, **told)


def talked(worker, on=ON, **told):
    """A first social aid whose talk is in the daily log and whose minutes are missing since."""
    case = opened("first_social_aid", worker, on=on, **told)
    kept(case, "contact", on, result="advice_was_enough", situation="debts")
    done(case, "record", on)
    return case


def with_minutes(case):
    kept(case, "confidential_record", findings="Stiska.", agreements="Pomoč.")
    return case


@pytest.fixture
def on_case(sign_in):
    def read(worker, case):
        response = sign_in(worker).get(reverse("case", args=[case.public_id]))
        assert response.status_code == 200
        return response.context["contents"], " ".join(response.content.decode().split())

    return read


@pytest.fixture
def listed(sign_in):
    def read(worker, /, **asked):
        response = sign_in(worker).get(reverse("service_files"), asked)
        assert response.status_code == 200
        return response

    return read


def cases_of(page):
    return [row.case for row in page.context["rows"]]


def states_of(contents):
    return {part.name: part.standing for part in contents.parts}


@pytest.mark.covers("004a/R-21")
def test_the_case_tells_what_its_file_lacks_and_leads_to_where_it_is_entered(on_case, worker):
    case = talked(worker)
    contents, text = on_case(worker, case)
    assert states_of(contents) == {"Zapisnik prve socialne pomoči": "missing", "Vpis v dnevnik": "there"}
    assert [place.address for place in contents.parts[0].places] == [
        reverse("add_record", args=[case.public_id, "confidential_record"])
    ]
    assert "manjka 1 del" in text
    assert "potrebno od 1. 4. 2026" in text
    assert "člen 5(2), 5(3)" in text
    with_minutes(case)
    contents, text = on_case(worker, case)
    assert set(states_of(contents).values()) == {"there"}
    assert "nič ne manjka" in text


@pytest.mark.covers("004a/R-21")
def test_what_is_there_leads_to_the_row_that_proves_it(on_case, worker):
    case = opened("first_social_aid", worker)
    contact = kept(case, "contact", result="referred_outside")
    paper = DocumentFactory(case=case, kind="record_of_first_aid", registered_on=ON)
    Referral.objects.create(case=case, to_name="Zavod", why="Delo", on=ON, by=worker)
    contents, _text = on_case(worker, case)
    assert [(part.name, part.standing, part.places[0].address) for part in contents.parts] == [
        ("Vpis v dnevnik", "there", reverse("record", args=[contact.public_id])),
        ("Zapisnik prve socialne pomoči", "there", reverse("document", args=[paper.public_id])),
        ("Napotitev", "there", reverse("onward", args=[case.public_id])),
    ]


def test_a_field_that_is_missing_leads_to_its_record_and_a_datum_of_a_person_to_the_person(on_case, worker):
    case = opened("victim_support", worker, role="victim", seal="violence")
    person = case.parties.get().person
    person.sex = ""
    person.save()
    entitlement = kept(case, "entitlement", known_from="stated")
    contents, _text = on_case(worker, case)
    assert {part.name: part.places[0].address for part in contents.parts if part.standing == "missing"} == {
        "Starost in spol žrtve": reverse("person", args=[person.public_id]),
        "Kaznivo dejanje": reverse("record", args=[entitlement.public_id]),
    }


def test_of_a_sealed_record_others_learn_that_it_is_there_and_no_more(on_case, worker, unit):
    case = with_minutes(talked(worker))
    colleague = WorkerFactory(professional_worker=True, unit=unit)
    contents, text = on_case(colleague, case)
    [minutes] = [part for part in contents.parts if part.name == "Zapisnik prve socialne pomoči"]
    assert (minutes.standing, minutes.places, minutes.is_closed_to_me) == ("there", [], True)
    assert str(CaseRecord.objects.get(key="confidential_record").public_id) not in text


def test_a_step_that_was_left_out_tells_its_reason_and_what_lies_elsewhere_its_register(on_case, worker):
    case = opened("personal_help", worker)
    kept(case, "agreement")
    kept(case, "cycle")
    told = {"state": StepState.WAIVED, "ended_on": ON, "by": worker, "reason": "Uporabnik se je odselil."}
    CaseStep.objects.create(case=case, key="evaluation", turn=1, **told)
    contents, text = on_case(worker, case)
    assert states_of(contents)["Evalvacija"] == "left_out"
    assert "Uporabnik se je odselil." in text
    assert reverse("register", args=["trainings_and_supervision"]) in text
    assert text.count("Navodil iz 115. člena ZSV ni med viri") == 1


def test_a_case_of_another_task_has_no_such_section(on_case, worker):
    contents, text = on_case(worker, opened("homeless_person", worker))
    assert contents is None
    assert 'id="contents"' not in text


def test_a_gap_blocks_no_end_of_a_case_and_stays_told_after_it(on_case, worker):
    case = opened("social_prevention", worker)
    for step in ("needs", "plan", "link", "carry_out", "evaluate"):
        done(case, step)
    kept(case, "action")
    close_case(case, by=worker, on=NOW.date(), at=NOW, outcome="carried_out")
    case.refresh_from_db()
    contents, text = on_case(worker, case)
    assert states_of(contents) == {"Načrt": "missing", "Evalvacija": "missing", "Izvedena dejavnost": "there"}
    assert [part.places[0].address for part in contents.parts if part.standing == "missing"] == ["", ""]
    assert "jo znova odprite" in text
    assert "Pravilnik iz leta 2024 za to storitev nima standarda" in text


@pytest.mark.covers("004a/R-21")
def test_a_first_social_aid_taken_down_on_the_short_page_is_a_whole_file(worker):
    values = {
        "contact": {"channel": "office", "seekers": 1, "situation": "debts", "result": "advice_was_enough"},
        "confidential_record": {"findings": "Stiska.", "agreements": "Pomoč."},
    }
    entry = quick_entries()["first_contact"]
    values["contact"]["held_on"] = NOW.isoformat()
    case = take_down(entry, who=None, values=values, unit=worker.unit, by=worker, at=NOW)
    assert [(each.part.key, each.standing) for each in file_of(case).parts] == [
        ("daily_log", "there"),
        ("findings", "there"),
    ]


@pytest.mark.covers("004a/R-21")
def test_the_head_reads_files_with_gaps_the_oldest_gap_first_by_service_and_worker(
    listed, head, worker, unit
):
    newer, older = talked(worker, date(2026, 4, 20)), talked(worker, date(2026, 3, 2))
    helped = opened("family_help", WorkerFactory(professional_worker=True, unit=unit), role="family_member")
    kept(helped, "cycle", date(2026, 4, 1))
    with_minutes(talked(worker))
    page = listed(head)
    assert cases_of(page) == [older, helped, newer]
    assert page.context["rows"][1].missing == ["Ocena motiviranosti", "Dogovor o sodelovanju", "Načrt pomoči"]
    assert [(each.name, each.files, each.gaps) for each in page.context["by_task"]] == [
        ("Prva socialna pomoč", 3, 2),
        ("Pomoč družini za dom", 1, 1),
    ]
    assert {(each.name, each.files, each.gaps) for each in page.context["by_worker"]} == {
        (worker.full_name, 3, 2),
        (helped.assigned_to.full_name, 1, 1),
    }
    assert cases_of(listed(head, task="family_help")) == [helped]
    assert cases_of(listed(head, whose=worker.pk)) == [older, newer]
    assert len(cases_of(listed(head, show="all"))) == 4
    text = page.content.decode()
    assert f"{reverse('case', args=[older.public_id])}#contents" in text
    assert reverse("service_files") in page.content.decode()


def test_a_worker_reads_their_own_files_first_and_those_of_the_unit_on_demand(listed, worker, unit):
    mine, theirs = talked(worker), talked(WorkerFactory(professional_worker=True, unit=unit))
    nobodys = talked(worker, assigned_to=None)
    assert cases_of(listed(worker)) == [mine]
    assert cases_of(listed(worker, whose="all")) == [mine, theirs, nobodys]
    assert cases_of(listed(worker, whose="nobody")) == [nobodys]


def test_a_sealed_file_is_listed_only_to_those_who_reach_it(listed, head, worker, unit):
    sealed = opened("victim_support", worker, role="victim", seal="violence")
    kept(sealed, "meeting")
    elsewhere = talked(WorkerFactory(professional_worker=True, unit=UnitFactory()))
    assert cases_of(listed(worker)) == [sealed]
    page = listed(head, show="all")
    assert cases_of(page) == []
    text = page.content.decode()
    assert all(case.number not in text for case in (sealed, elsewhere))
    AccessFactory(case=sealed, worker=head, from_at=NOW, until_at=datetime(2026, 6, 1, tzinfo=UTC))
    assert cases_of(listed(head)) == [sealed]
    glass = WorkerFactory(head_of_unit=True, unit=unit)
    until = datetime(2026, 6, 1, tzinfo=UTC)
    AccessFactory(case=sealed, worker=glass, from_at=NOW, until_at=until, broke_glass=True)
    assert cases_of(listed(glass, whose="all")) == []


def test_what_was_closed_long_ago_is_looked_at_when_asked_for(listed, head, worker):
    running = talked(worker)
    lately = talked(worker, state="closed", closed_on=date(2026, 4, 3), outcome="information_given")
    long_ago = talked(worker, on=date(2024, 5, 6), state="closed", closed_on=date(2024, 5, 7))
    assert cases_of(listed(head)) == [running, lately]
    assert cases_of(listed(head, when="running")) == [running]
    assert cases_of(listed(head, when="closed")) == [long_ago, lately]


def test_the_list_is_paged_and_says_where_it_stopped_looking(listed, head, worker, monkeypatch):
    monkeypatch.setattr("opora.web.service_files.ROWS", 2)
    cases = [talked(worker, date(2026, 4, day)) for day in (1, 2, 3)]
    first = listed(head)
    assert cases_of(first) == cases[:2]
    assert first.context["most"] is None
    assert cases_of(listed(head, after=first.context["page"].next)) == cases[2:]
    assert cases_of(listed(head, after="gone")) == cases[:2]
    monkeypatch.setattr("opora.web.service_files.LOOKED_AT", 2)
    page = listed(head)
    assert cases_of(page) == cases[1:]
    assert "Pregledana sta samo 2 najnovejša spisa." in page.content.decode()


@pytest.mark.covers("004a/R-21")
def test_the_list_costs_the_same_however_many_files_there_are(head, worker, sign_in):
    client, address = sign_in(head), reverse("service_files")

    def cost():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    talked(worker)
    few = cost()
    for number in range(12):
        case = opened(
            ["personal_help", "family_help", "victim_support", "social_prevention"][number % 4], worker
        )
        kept(case, "meeting")
        talked(worker)
    assert cost() == few
    assert few <= 15


def test_those_who_keep_no_files_of_services_do_not_find_the_page(unit, worker, sign_in):
    clerk = WorkerFactory(clerk=True, unit=unit)
    assert sign_in(clerk).get(reverse("service_files")).status_code == 403
    home = sign_in(worker).get(reverse("worklist")).content.decode()
    assert f'href="{reverse("service_files")}"' in home
