"""An application is told to the law engine, and what it answers is kept."""

from datetime import date

import pytest
from tests.organisation.factories import WorkerFactory
from tests.rights.factories import family, morning, office, record

from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.rights.determining import calculate, determine, explained, questions
from opora.rights.models import Determination, Rulebook
from opora.rights.rulebooks import opened, store_rulebook
from opora.rights.situations import key_of, situation_of

pytestmark = pytest.mark.django_db
DECIDED = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("name", "right", "cents"),
    [
        ("single_parent_no_income", "cash_social_assistance", "1037.81"),
        ("couple_one_full_time", "child_benefit", "293.76"),
        ("refusal_for_property", "cash_social_assistance", "0.00"),
    ],
)
def test_the_records_of_an_application_give_the_amount_of_its_example(name, right, cents):
    place = office()
    determination = determine(family(name, at_office=place), by=place.clerk, at=morning(DECIDED), on=DECIDED)
    assert determination.result["rights"][right]["amount"] == cents


def test_the_situation_names_nobody():
    application = family()
    text = str(situation_of(application, decided_on=DECIDED))
    assert application.applicant.family_name not in text
    assert key_of(application.applicant) in text


def test_what_is_not_known_is_asked_and_never_guessed():
    place = office()
    application = family("couple_one_full_time", at_office=place, lacking={"luka": ["wage"]})
    asked = questions(application, on=DECIDED)
    assert {question["fact"] for question in asked} == {"wage"}
    assert [question["period"] for question in asked] == ["2026-01", "2026-02", "2026-03"]
    result = determine(application, by=place.clerk, at=morning(DECIDED), on=DECIDED).result
    assert result["rights"]["cash_social_assistance"]["entitled"] is not False
    assert result["rights"]["cash_social_assistance"]["amount"] is None
    assert result["rights"]["child_benefit"]["amount"] == "293.76"


def test_what_the_record_of_a_person_tells_is_not_asked_again():
    application = family("single_parent_no_income", without_facts=True)
    Person.objects.filter(pk=application.applicant_id).update(sex="female", citizenship="JP")
    applicant = situation_of(application, decided_on=DECIDED)["persons"][key_of(application.applicant_id)]
    assert applicant == {
        "born": application.applicant.born.isoformat(),
        "sex": "female",
        "citizenship": "other",
    }


def test_a_calculation_for_the_page_saves_nothing():
    application = family()
    calculation = calculate(application, on=DECIDED)
    assert calculation.result["figures"]
    assert not calculation.questions
    assert not Determination.objects.exists()


def test_a_determination_keeps_the_facts_it_rested_on_and_its_rulebook_once():
    place = office()
    application = family(at_office=place)
    one = determine(application, by=place.clerk, at=morning(DECIDED), on=DECIDED)
    determine(application, by=place.clerk, at=morning(DECIDED), on=DECIDED)
    assert Rulebook.objects.count() == 1
    assert len(one.facts) == len(set(one.facts)) > 20
    assert len(one.rulebook.content) < len(opened(one.rulebook)) / 4
    assert explained(one).result["rulebook"] == one.rulebook_id


def test_storing_the_rulebook_twice_keeps_one():
    assert store_rulebook() == store_rulebook()


def test_facts_that_cannot_be_true_are_refused_with_person_and_fact():
    place = office()
    application = family(at_office=place)
    record(application, application.applicant, {"work_activity_hours": "900"})
    with pytest.raises(Refused, match=f"{application.applicant.full_name}: vrednost podatka „Ure delovne"):
        determine(application, by=place.clerk, at=morning(DECIDED), on=DECIDED)
    assert not Determination.objects.exists()


def test_who_has_no_role_for_it_may_not_calculate():
    application = family()
    with pytest.raises(Refused):
        determine(application, by=WorkerFactory(), at=morning(DECIDED), on=DECIDED)


def test_a_right_that_would_begin_before_the_law_is_told_with_its_day_and_its_fact():
    place = office()
    application = family("child_benefit/single_parent_two_children", at_office=place)
    application.filed_on = date(2018, 6, 20)
    application.save()
    children = Person.objects.exclude(pk=application.applicant_id)
    children.update(born=date(2018, 5, 30))
    with pytest.raises(Refused, match=r"Otroški dodatek: pravica bi se začela 1. maja 2018") as refused:
        calculate(application, on=date(2018, 7, 2))
    assert "Preverite podatek »" in str(refused.value)
    with pytest.raises(Refused, match="Otroški dodatek"):
        determine(application, by=place.clerk, at=morning(DECIDED), on=date(2018, 7, 2))
    assert not Determination.objects.exists()
