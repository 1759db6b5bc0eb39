"""Lists of cases that the catalogue tells: wards by institution, who waits for a place, visits in order."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from pydantic import ValidationError
from tests.cases.factories import CaseFactory, PartyFactory
from tests.cases.tasks import WORDS, task
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.bodies import body_named
from opora.cases.models import CaseRecord, Party
from opora.catalogue.schema.references import misnamed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_working_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 5, 4, 8, tzinfo=UTC))


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def worker(unit):
    return WorkerFactory(professional_worker=True, unit=unit)


@pytest.fixture
def seen(sign_in):
    def read(worker, of, /, **asked):
        response = sign_in(worker).get(reverse("case_lists"), {"of": of, **asked})
        assert response.status_code == 200
        return response

    return read


def of(task, unit, role, born=date(1980, 1, 1), **told):
    case = CaseFactory(task=task, unit=unit, opened_on=date(2025, 1, 2), **told)
    PartyFactory(case=case, role=role, person=PersonFactory(born=born))
    return case


def keep(case, key, on="2026-03-02", **content):
    CaseRecord.objects.create(
        centre=case.centre,
        unit=case.unit,
        case=case,
        task=case.task,
        key=key,
        happened_on=date.fromisoformat(on),
        content=content,
        entered_by=case.opened_by,
        entered_at=datetime(2026, 3, 2, tzinfo=UTC),
    )


def rows_of(page):
    return [(row.case, list(row.marks)) for group in page.context["groups"] for row in group.rows]


def cases_of(page):
    return [case for case, _marks in rows_of(page)]


@pytest.mark.covers("004a/R-94")
def test_wards_stand_by_institution_and_those_in_none_last(seen, unit, worker):
    at_home, in_idrija, in_koper = (of("ward_follow_up", unit, "ward") for _ in range(3))
    Party.objects.create(case=in_idrija, role="institution", body=body_named("Dom Idrija"))
    Party.objects.create(case=in_koper, role="institution", body=body_named("Dom Koper"))
    page = seen(worker, "ward_follow_up.wards")
    assert [group.name for group in page.context["groups"]] == ["Dom Idrija", "Dom Koper", ""]
    assert cases_of(page) == [in_idrija, in_koper, at_home]


@pytest.mark.covers("004a/R-94")
def test_wards_at_home_without_a_programme_are_a_list_of_their_own(seen, unit, worker):
    alone, supported, left, moved = (of("guardianship_by_centre", unit, "ward") for _ in range(4))
    for case in (alone, supported, left, moved):
        keep(case, "visit", done_on="2026-03-02", ward_lives="at_home")
    keep(supported, "programme", **{"from": "2026-01-05"})
    keep(left, "programme", **{"from": "2025-01-05", "to": "2026-04-30"})
    keep(moved, "visit", on="2026-04-02", done_on="2026-04-02", ward_lives="institution")
    assert set(cases_of(seen(worker, "guardianship_by_centre.at_home_without_support"))) == {alone, left}


@pytest.mark.covers("004a/R-97")
def test_a_ward_is_marked_when_the_parent_who_guards_them_grows_old(seen, unit, worker):
    old, young, stranger = (of("ward_follow_up", unit, "ward") for _ in range(3))
    for case, born in ((old, 1961), (young, 1962), (stranger, 1940)):
        PartyFactory(case=case, role="guardian", person=PersonFactory(born=date(born, 5, 4)))
        keep(case, "guardian_state", seen_on="2026-03-02", parent_of_ward=case != stranger)
    assert rows_of(seen(worker, "ward_follow_up.wards")) == [
        (old, ["skrbnik je starš v letih"]),
        (young, []),
        (stranger, []),
    ]


@pytest.mark.covers("004a/R-102")
def test_patients_who_wait_for_care_after_hospital_stand_by_the_day_of_discharge(seen, unit, worker):
    later, sooner, settled = (of("hospital_discharge", unit, "patient") for _ in range(3))
    keep(later, "discharge_notice", discharge_on="2026-05-11", hospital="SB Izola", lived_alone=True)
    keep(sooner, "discharge_notice", discharge_on="2026-05-05", hospital="SB Izola", lived_alone=True)
    keep(settled, "discharge_notice", discharge_on="2026-04-01")
    keep(settled, "outcome", decided_on="2026-04-02")
    page = seen(worker, "hospital_discharge.awaiting_place")
    assert rows_of(page) == [(sooner, ["živi sam"]), (later, ["živi sam"])]
    assert "SB Izola" in page.content.decode()


@pytest.mark.covers("004b/R-93")
def test_home_visits_go_to_newcomers_then_to_troubles_then_to_who_waited_longest(seen, unit, worker):
    known, long_ago, trouble, newcomer, ended = (
        of("personal_assistance", unit, "applicant", state="decided") for _ in range(5)
    )
    for case in (known, long_ago, trouble, newcomer, ended):
        keep(
            case,
            "entitlement",
            starts_on="2025-02-01",
            **({"ends_on": "2026-01-31"} if case == ended else {}),
        )
    for case, day in ((known, "2026-03-01"), (long_ago, "2025-06-01"), (trouble, "2026-04-01")):
        keep(case, "follow_up_contact", on=day, held_on=day, how="home_visit")
    keep(known, "problem", noted_on="2026-01-01", solved_on="2026-02-01")
    keep(trouble, "problem", noted_on="2026-04-01", kinds=["lack_of_assistants"])
    keep(newcomer, "follow_up_contact", on="2026-02-01", held_on="2026-02-01", how="phone_check")
    page = seen(worker, "personal_assistance.visits")
    assert cases_of(page) == [newcomer, trouble, long_ago, known]
    assert "preverjanje po telefonu" in page.content.decode()


def test_what_is_sealed_or_closed_or_elsewhere_is_in_no_list(seen, unit, worker):
    of("ward_follow_up", unit, "ward", seal="violence")
    of("ward_follow_up", unit, "ward", state="closed")
    of("ward_follow_up", UnitFactory(), "ward")
    assert cases_of(seen(worker, "ward_follow_up.wards")) == []


def test_only_lists_of_cases_that_one_sees_are_offered(sign_in, unit, worker):
    of("ward_follow_up", unit, "ward")
    text = sign_in(worker).get(reverse("case_lists")).content.decode()
    assert "ward_follow_up.wards" in text
    assert "hospital_discharge" not in text


def test_a_list_that_is_not_defined_is_not_found(sign_in, worker):
    assert sign_in(worker).get(reverse("case_lists"), {"of": "ward_follow_up.drek"}).status_code == 404


@pytest.mark.parametrize("cases", [1, 20])
def test_a_list_costs_as_many_queries_however_long(cases, sign_in, unit, worker, django_assert_num_queries):
    for _ in range(cases):
        case = of("ward_follow_up", unit, "ward")
        keep(case, "visit", done_on="2026-03-02", ward_lives="at_home")
    client = sign_in(worker)
    with django_assert_num_queries(8):
        client.get(reverse("case_lists"), {"of": "ward_follow_up.wards"})


WRONG = [
    {"by": "ward"},
    {"since": "order.holds"},
    {"shows": ["order.nowhere"]},
    {"where": [{"record": "nowhere"}]},
    {"where": [{"record": "order", "field": "from_on", "is": True}]},
    {"where": [{"record": "order", "until": "holds"}]},
    {"where": [{"age": {"role": "nobody", "years": 65}}]},
]


@pytest.mark.parametrize("told", WRONG, ids=str)
def test_a_list_that_reads_what_is_not_there_is_refused(told):
    made = task(case_lists=[{"key": "wards", **WORDS, "origin": "ours", **told}])
    assert list(misnamed(made))


@pytest.mark.parametrize("sign", [{}, {"record": "order", "field": "holds"}, {"record": "order", "age": {}}])
def test_a_sign_is_about_one_thing(sign):
    with pytest.raises(ValidationError):
        task(case_lists=[{"key": "wards", **WORDS, "origin": "ours", "where": [sign]}])
