"""A programme asks for its conditions at inclusion; an exception needs its reason."""

from datetime import UTC, date, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import MunicipalityFactory, TerritoryFactory, UnitFactory
from tests.people.factories import AddressFactory, PersonFactory

from opora.cases.conditions import faults_of_inclusion
from opora.cases.models import CaseRecord
from opora.cases.records import Faulty, add_record
from opora.catalogue import catalogue

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)
NOON = datetime(2026, 5, 4, 10, tzinfo=UTC)
INCLUDED = {
    "from": "2026-05-04",
    "kind": "continuous",
    "referred_by": "school",
    "place": "Dnevni center",
    "motivated": True,
    "state": "included",
}


def case_of(task, role, born, *, lives_here=True):
    case = CaseFactory(task=task, assigned=True, opened_on=TODAY)
    home = MunicipalityFactory()
    TerritoryFactory(municipality=home, unit=case.unit if lives_here else UnitFactory(centre=case.centre))
    TerritoryFactory(unit=case.unit)
    person = PersonFactory(born=born)
    AddressFactory(person=person, municipality=home)
    PartyFactory(case=case, person=person, role=role)
    return case


def consented(case, **told):
    place = {"centre": case.centre, "unit": case.unit, "case": case, "task": case.task}
    content = {"given_on": "2026-05-01"} | told
    CaseRecord.objects.create(
        **place, key="parents_consent", content=content, entered_by=case.assigned_to, entered_at=NOON
    )


def include(case, **told):
    return add_record(case, "inclusion", INCLUDED | told, by=case.assigned_to, at=NOON)


@pytest.mark.covers("004c/R-13")
def test_a_child_is_included_once_residence_consent_referral_and_will_are_there():
    case = case_of("day_centre_for_children", "child", date(2014, 5, 4), lives_here=False)
    with pytest.raises(Faulty) as refused:
        include(case, motivated=False)
    told = refused.value.faults["exception"]
    assert f"prebivališče na območju: {case.unit}" in told
    assert "Soglasje staršev" in told
    assert "motiviran" in told
    included = include(
        case, motivated=False, exception="Sorojenec je že v programu; starša pridejo podpisat jutri."
    )
    assert included.content["exception"].startswith("Sorojenec")


@pytest.mark.covers("004c/R-13")
def test_who_asks_for_a_place_has_no_conditions_to_meet_yet_and_a_consent_taken_back_is_none():
    case = case_of("day_centre_for_children", "child", date(2014, 5, 4))
    definition = _inclusion("day_centre_for_children")
    assert faults_of_inclusion(definition, INCLUDED | {"state": "waiting"}, case, on=TODAY) == {}
    consented(case, withdrawn_on="2026-05-03")
    assert "Soglasje staršev" in faults_of_inclusion(definition, INCLUDED, case, on=TODAY)["exception"]
    consented(case)
    assert include(case).key == "inclusion"


@pytest.mark.covers("004c/R-13")
@pytest.mark.parametrize(
    ("born", "met"),
    [
        (date(2008, 5, 5), False),
        (date(2008, 5, 4), True),
        (date(1960, 5, 5), True),
        (date(1960, 5, 4), False),
        (None, False),
    ],
)
def test_an_adult_of_18_to_65_is_included_and_another_with_a_reason(born, met):
    case = case_of("day_work_therapy_centre", "user", born)
    definition, content = _inclusion("day_work_therapy_centre"), {"from": "2026-05-04"}
    faults = faults_of_inclusion(definition, content, case, on=TODAY)
    assert (faults == {}) == met
    if not met:
        assert "starost od 18 do 65 let" in faults["over_age_limit"]
        reason = {"over_age_limit": "V programu je že deset let."}
        assert faults_of_inclusion(definition, content | reason, case, on=TODAY) == {}


def test_the_home_of_somebody_protected_is_not_asked():
    case = case_of("day_work_therapy_centre", "user", date(1990, 1, 1), lives_here=False)
    person = case.parties.get().person
    definition, content = _inclusion("day_work_therapy_centre"), {"from": "2026-05-04"}
    assert faults_of_inclusion(definition, content, case, on=TODAY)
    person.is_protected = True
    person.save()
    assert faults_of_inclusion(definition, content, case, on=TODAY) == {}


def _inclusion(task):
    records = catalogue().task(task, on=TODAY).records
    return next(record for record in records if record.key == "inclusion")
