"""Opening a case."""

from datetime import date, timedelta

import pytest
from tests.cases.factories import MORNING
from tests.organisation.factories import CentreFactory, TerritoryFactory, UnitFactory, WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.audit.models import LogEntry
from opora.cases.catalogue_versions import task_at, task_of
from opora.cases.models import Case, CatalogueVersion, Counter, Event, Party, PartyRole
from opora.cases.opening import open_case
from opora.catalogue import catalogue
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
OPENED_ON = date(2026, 5, 4)


@pytest.fixture
def open_for():
    def opened(person, unit=None, **changes):
        unit = unit or UnitFactory()
        return open_case(
            **{
                "task": "public_funds_application",
                "unit": unit,
                "title": "",
                "parties": [(person, PartyRole.APPLICANT)],
                "opened_by": WorkerFactory(clerk=True, unit=unit),
                "opened_on": OPENED_ON,
                "at": MORNING,
            }
            | changes
        )

    return opened


def test_the_first_case_of_the_year_has_number_one(open_for):
    assert open_for(PersonFactory()).number == "1232-1/2026"
    assert open_for(PersonFactory()).number == "1232-2/2026"
    assert open_for(PersonFactory(), opened_on=date(2027, 1, 4)).number == "1232-1/2027"


def test_every_centre_counts_its_own_cases(open_for):
    other = UnitFactory(centre=CentreFactory(code="OTHER"))
    assert open_for(PersonFactory()).number == "1232-1/2026"
    assert open_for(PersonFactory(), unit=other).number == "1232-1/2026"


def test_a_case_has_its_parties_its_first_line_and_its_entry_in_the_log(open_for):
    applicant, child = PersonFactory(), PersonFactory(child=True)
    case = open_for(applicant, parties=[(applicant, PartyRole.APPLICANT), (child, PartyRole.MEMBER)])
    assert set(case.parties.values_list("person", flat=True)) == {applicant.pk, child.pk}
    assert case.events.get().key == "case_opened"
    entry = LogEntry.objects.get()
    assert (entry.what, entry.case_id) == ("open_case", case.pk)
    assert set(entry.persons) == {applicant.pk, child.pk}


def test_a_case_without_a_title_is_named_after_its_task(open_for):
    assert open_for(PersonFactory()).title == "Vloga za uveljavljanje pravic iz javnih sredstev"
    assert open_for(PersonFactory(), title=" Otroški dodatek ").title == "Otroški dodatek"


def test_the_deadlines_of_filing_run_from_the_first_day(open_for):
    case = open_for(PersonFactory())
    assert dict(case.deadlines.values_list("key", "day")) == {
        "fetch_records": date(2026, 5, 7),
        "decision": date(2026, 7, 6),  # 4 July is a Saturday
    }


def test_before_zup_i_the_term_to_decide_waits_for_the_complete_application(open_for):
    case = open_for(PersonFactory(), opened_on=date(2025, 3, 3))
    assert list(case.deadlines.values_list("key", flat=True)) == ["fetch_records"]


def test_a_case_keeps_the_catalogue_it_was_opened_under(open_for, monkeypatch):
    case = open_for(PersonFactory())
    before = task_of(case)
    CatalogueVersion.objects.filter(pk=case.catalogue_version).update(hash="earlier")
    Case.objects.filter(pk=case.pk).update(catalogue_version="earlier")
    case.refresh_from_db()
    monkeypatch.setattr("opora.cases.catalogue_versions.catalogue", lambda: type(catalogue())({}, {}))
    assert task_of(case) == before
    assert task_of(case) is task_of(case)  # read once: a list shows fifty cases of earlier versions


def test_a_case_taken_over_from_before_the_first_definition_is_read_by_it():
    first = catalogue().as_read.tasks["personal_help"][0]
    earlier = first.valid_from - timedelta(days=1)
    assert task_at(catalogue().version, "personal_help", earlier) == first


def test_the_wrong_unit_is_refused_and_the_right_one_named(open_for):
    right = TerritoryFactory()
    applicant = AddressFactory(municipality=right.municipality).person
    with pytest.raises(Refused, match=right.unit.name):
        open_for(applicant, unit=UnitFactory())
    assert open_for(applicant, unit=right.unit).unit == right.unit


def test_the_wrong_unit_may_keep_a_case_with_a_reason(open_for):
    right = TerritoryFactory()
    applicant = AddressFactory(municipality=right.municipality).person
    case = open_for(applicant, unit_reason="Most of the family lives here.")
    assert case.events.get(key="case_opened").detail == {"unit_reason": "Most of the family lives here."}
    assert case.events.get(key="unit_not_checked").detail == {"reason": "Most of the family lives here."}


def test_a_protected_residence_is_not_given_away_by_the_unit_that_takes_the_application(open_for):
    right = TerritoryFactory()
    applicant = AddressFactory(municipality=right.municipality, person__is_protected=True).person
    for unit in (right.unit, UnitFactory(centre=right.unit.centre)):
        case = open_for(applicant, unit=unit)
        assert case.assigned_to is None
        assert [event.key for event in case.events.order_by("pk")] == ["case_opened", "unit_to_be_checked"]


def test_somebody_without_a_residence_here_may_apply_anywhere(open_for):
    assert open_for(PersonFactory()).pk


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"task": "gossip"}, "task"),
        ({"task": "intervention_duty_roster"}, None),
        ({"parties": []}, "parties"),
        ({"seal": "gossip"}, "seal"),
    ],
)
def test_a_case_that_cannot_be_is_refused_with_nothing_saved(open_for, changes, field):
    with pytest.raises(Refused) as refusal:
        open_for(PersonFactory(), **changes)
    assert refusal.value.field == field
    saved = [Case, Party, Event, Counter]
    assert not any(model.objects.exists() for model in saved)


def test_a_person_has_a_role_once_and_only_a_known_one(open_for):
    person = PersonFactory()
    for parties in ([(person, "applicant"), (person, "applicant")], [(person, "onlooker")]):
        with pytest.raises(Refused) as refusal:
            open_for(person, parties=parties)
        assert refusal.value.field == "parties"


@pytest.mark.parametrize("members", [1, 8])
def test_opening_costs_the_same_for_a_large_family(open_for, members, django_assert_num_queries):
    family = PersonFactory.create_batch(members + 1)
    unit = UnitFactory()
    worker = WorkerFactory(clerk=True, unit=unit)
    parties = [(family[0], PartyRole.APPLICANT), *((person, PartyRole.MEMBER) for person in family[1:])]
    with django_assert_num_queries(16):
        open_for(family[0], unit=unit, opened_by=worker, parties=parties)
