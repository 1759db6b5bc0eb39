"""Services, performers and supervision are counted from the records of a centre."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.cases.factories import CaseFactory
from tests.organisation.factories import (
    CentreFactory,
    MunicipalityFactory,
    TerritoryFactory,
    UnitFactory,
    WorkerFactory,
)

from opora.cases.models import CaseRecord, Teammate, TimeSpent
from opora.norms import need
from opora.organisation.models import Population
from opora.reports.norms import area_of_centre, owed_in_unit, performers, services_done

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)
AT = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
AID = ("first_social_aid", "professional_worker")
LEADER, CO_PROVIDER = ("family_help", "leader"), ("family_help", "co_provider")


@pytest.fixture
def centre():
    return CentreFactory()


@pytest.fixture
def koper(centre):
    return UnitFactory(centre=centre, code="koper", name="Koper")


@pytest.fixture
def izola(centre):
    return UnitFactory(centre=centre, code="izola", name="Izola")


def worker_of(unit, **options):
    return WorkerFactory(unit=unit, professional_worker=True, **options)


def keep(case, key, on, **content):
    return CaseRecord.objects.create(
        centre=case.centre, unit=case.unit, case=case, task=case.task, key=key, happened_on=on,
        content=content, entered_by=case.opened_by, entered_at=AT,
    )  # fmt: skip


@pytest.mark.covers("000_002/63")
def test_services_are_counted_as_the_catalogue_counts_them_over_twelve_months(centre, koper, izola):
    aid = CaseFactory(unit=koper, task="first_social_aid")
    keep(aid, "contact", date(2026, 6, 30))
    keep(aid, "contact", date(2025, 7, 1))
    keep(aid, "contact", date(2025, 6, 30))  # a day too early
    keep(aid, "contact", date(2026, 7, 1))  # a day too late
    CaseRecord.objects.filter(pk=keep(aid, "contact", ON).pk).update(struck_at=AT)
    keep(aid, "confidential_record", ON)
    CaseFactory(unit=izola, task="victim_support", opened_on=ON)
    done = services_done(centre, on=ON)
    counts = {unit: {task: each.services for task, each in of.items()} for unit, of in done.items()}
    assert counts == {
        "koper": {"first_social_aid": 2, "personal_help": 0, "victim_support": 0, "family_help": 0},
        "izola": {"first_social_aid": 0, "personal_help": 0, "victim_support": 1, "family_help": 0},
    }
    assert done["koper"]["first_social_aid"].source.en == "records from 2025-07-01 to 2026-06-30"


@pytest.mark.covers("000_002/63", "000_002/64", "000_002/68")
def test_a_centre_is_reckoned_from_its_recorded_inhabitants_and_services(centre, koper, izola):
    for unit, people in ((koper, 30_000), (izola, 20_000)):
        place = MunicipalityFactory()
        TerritoryFactory(unit=unit, municipality=place, period=DateRange(date(2018, 10, 1), None))
        Population.objects.create(municipality=place, on=date(2026, 1, 1), persons=people, source="SURS")
    case = CaseFactory(unit=koper, task="first_social_aid")
    for _talk in range(13):
        keep(case, "contact", ON)
    found = need(area_of_centre(centre, on=ON), on=ON)
    assert found.line(*AID, "population").exact == 2
    assert found.line(*AID, "load").exact == Fraction(13, 12 * 130)
    assert [part.area.name for part in found.parts] == ["Izola", "Koper"]


def test_performers_are_those_in_the_role_and_those_who_carried_a_service_out(centre, koper, izola):
    leader, helper, elsewhere, left = worker_of(koper), worker_of(koper), worker_of(izola), worker_of(koper)
    case = CaseFactory(unit=koper, task="family_help", assigned_to=leader)
    keep(case, "cycle", ON, number=1)
    Teammate.objects.create(case=case, worker=helper, role="co_provider", since=ON)
    TimeSpent.objects.create(case=case, worker=elsewhere, on=ON, minutes=90, step="meetings", entered_at=AT)
    TimeSpent.objects.create(case=case, worker=leader, on=ON, minutes=90, step="meetings", entered_at=AT)
    TimeSpent.objects.create(case=case, worker=left, on=ON, minutes=90, step="meetings", entered_at=AT)
    left.is_active = False
    left.save()
    found = performers(centre, on=ON)
    assert (found["koper"].professional, found["izola"].professional, found[centre.code].professional) == (
        2,
        1,
        3,
    )
    assert (found["koper"].by_service[LEADER], found["koper"].by_service[CO_PROVIDER]) == (1, 2)
    assert (found["izola"].by_service[CO_PROVIDER], found[centre.code].by_service[CO_PROVIDER]) == (0, 2)


@pytest.mark.covers("000_002/58")
def test_supervision_owed_follows_from_the_services_of_each_worker(centre, koper):
    leader, helper = worker_of(koper, family_name="Babič"), worker_of(koper, family_name="Abram")
    case = CaseFactory(unit=koper, task="family_help", assigned_to=leader)
    for number in range(1, 6):
        keep(case, "cycle", date(2026, number, 1), number=number)
    Teammate.objects.create(case=case, worker=helper, role="co_provider_associate", since=ON)
    register = {
        "centre": centre,
        "unit": koper,
        "task": "trainings_and_supervision",
        "entered_by": leader,
        "entered_at": AT,
    }
    for day, hours in ((date(2026, 3, 1), "0.5"), (date(2026, 6, 1), "0.7")):
        content = {"worker": leader.pk, "for_norm": "family_help_leader", "done": hours}
        CaseRecord.objects.create(key="supervision_balance", happened_on=day, content=content, **register)
    CaseRecord.objects.create(
        key="attendance", happened_on=ON, content={"worker": leader.pk, "hours": "6"}, **register
    )
    first, second = owed_in_unit(koper, year=2026, training_hours=8)
    assert (first.worker, second.worker) == (helper, leader)
    supervision, training = second.owed
    assert (supervision.amount, supervision.done, supervision.missing) == (
        Fraction(6, 5),
        Fraction(7, 10),
        Fraction(1, 2),
    )
    assert (training.amount, training.done) == (8, 6)
    assert [(each.role, each.services, each.share) for each in second.beside] == [
        ("leader", 5, Fraction(1, 10))
    ]
    assert [(each.role, each.amount) for each in first.owed if each.kind == "supervision"] == [
        ("co_provider", Fraction(1, 5))
    ]


@pytest.mark.parametrize("cases", [1, 12])
def test_counting_costs_the_same_however_many_services(cases, centre, koper, django_assert_num_queries):
    worker = worker_of(koper)
    for _case in range(cases):
        keep(CaseFactory(unit=koper, task="personal_help", assigned_to=worker), "cycle", ON, number=1)
    with django_assert_num_queries(3):
        services_done(centre, on=ON)
    with django_assert_num_queries(7):
        performers(centre, on=ON)
    with django_assert_num_queries(6):
        assert owed_in_unit(koper, year=2026)[0].beside[0].services == cases
