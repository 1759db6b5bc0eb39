"""A child is placed only with a carer whose permit stands in the register, and the law sets the amounts."""

from datetime import UTC, datetime

import pytest
from tests.cases.factories import CaseFactory, PartyFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory
from tests.people.factories import PersonFactory

from opora.cases.added_parties import add_party
from opora.cases.catalogue_versions import task_of
from opora.cases.models import Body
from opora.cases.records import Faulty, add_record, add_to_register, change_record
from opora.catalogue import catalogue
from opora.law import rulebook
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
def case():
    case = CaseFactory(task="foster_placement", assigned=True)
    for role in ("child", "parent"):
        PartyFactory(case=case, role=role)
    PartyFactory(
        case=case, role="court", person=None, body=Body.objects.create(name="Okrožno sodišče v Kopru")
    )
    return case


def permit(carer, by, **told):
    values = {"carer": str(carer.public_id), "number": "12-3/2020", "issued_on": "2020-02-03"}
    values |= {"short_procedure": False} | told
    return add_to_register("foster_families", "permit", values, unit=by.unit, by=by, at=NOON)


def carer_of(case, **told):
    """A carer with a permit, taken into the case."""
    carer = PersonFactory()
    permit(carer, case.assigned_to, **told)
    return add_party(case, carer, "foster_carer", by=case.assigned_to, at=NOON)


def place(case, carer, day="2026-05-04"):
    values = {"from": day, "foster_carer": carer.pk, "kind": a_word("foster_family_kinds")}
    values |= {"placed_by": a_word("foster_placed_by"), "sending_unit": "CSD Južna Primorska"}
    return add_record(case, "placement", values, by=case.assigned_to, at=NOON)


def a_word(code_list):
    return catalogue().code_lists[code_list].entries[0].key


def test_nobody_is_a_foster_carer_without_a_permit_in_the_register(case):
    stranger = PersonFactory()
    with pytest.raises(Refused, match="Evidenca rejniških družin") as refusal:
        add_party(case, stranger, "foster_carer", by=case.assigned_to, at=NOON)
    assert refusal.value.about == stranger
    permit(stranger, case.assigned_to)
    assert place(case, add_party(case, stranger, "foster_carer", by=case.assigned_to, at=NOON))


def test_a_placement_names_the_carer_and_neither_the_child_nor_a_parent(case):
    carer_of(case)
    child = case.parties.get(role="child")
    with pytest.raises(Faulty) as refusal:
        place(case, child)
    assert list(refusal.value.faults) == ["foster_carer"]
    assert "rejnik" in refusal.value.faults["foster_carer"]


def test_a_permit_is_good_on_its_last_day_and_not_on_the_next(case):
    carer = carer_of(case, valid_until="2026-05-31")
    assert place(case, carer, day="2026-05-31")
    with pytest.raises(Faulty, match="ni v evidenci"):
        place(case, carer, day="2026-06-01")


@pytest.mark.covers("003/F-11")
def test_a_permit_of_the_short_procedure_is_good_for_its_child_alone(case):
    carer, other = PersonFactory(), PersonFactory()
    kept = permit(carer, case.assigned_to, short_procedure=True, child=str(other.public_id))
    with pytest.raises(Refused):
        add_party(case, carer, "foster_carer", by=case.assigned_to, at=NOON)
    child = case.parties.get(role="child").person
    change_record(
        kept, kept.content | {"child": str(child.public_id)}, version=1, by=case.assigned_to, at=NOON
    )
    assert place(case, add_party(case, carer, "foster_carer", by=case.assigned_to, at=NOON))


def test_a_family_anywhere_in_the_country_may_take_the_child(case):
    elsewhere = WorkerFactory(professional_worker=True, unit=UnitFactory(centre=CentreFactory(code="OTHER")))
    carer = PersonFactory()
    permit(carer, elsewhere)
    assert add_party(case, carer, "foster_carer", by=case.assigned_to, at=NOON)


def allowance(case, **told):
    values = {"from": "2025-11-10", "stay": "whole_month", "without_clothing": False}
    values |= {"raised": "not_raised", "work_pay_raised": "not_raised"} | told
    content = add_record(case, "allowance", values, by=case.assigned_to, at=NOON).content
    return content.get("care_allowance"), content.get("work_pay")


def test_the_amounts_of_a_placement_are_those_of_the_law_on_its_day(case):
    """The figures of November 2025 are printed, as in the examples of the law."""
    assert allowance(case) == (63790, 46000)
    weekends = {"stay": "weekends_and_holidays", "days_of_stay": 12}
    assert allowance(case, **weekends) == (47843, 18400)
    raised = {"raised": "raised_most", "work_pay_raised": "raised_most"}
    assert sum(allowance(case, **raised)) == 164685
    assert allowance(case, **{"from": "2025-04-01"})[0] == 51023


def test_no_amount_is_written_where_the_law_of_then_is_not_known(case):
    assert allowance(case, **{"from": "2018-07-01"}) == (None, None)
    assert allowance(case, **{"from": "2001-07-01"}) == (None, None)


def test_an_amount_cannot_be_typed(case):
    values = {"from": "2025-11-10", "stay": "whole_month", "without_clothing": False, "care_allowance": 1}
    values |= {"raised": "not_raised", "work_pay_raised": "not_raised"}
    kept = add_record(case, "allowance", values, by=case.assigned_to, at=NOON)
    assert kept.content["care_allowance"] == 63790


def test_every_amount_by_law_is_a_share_of_a_right_and_tells_it_facts_it_knows():
    law = rulebook()
    amounts = [
        field.derived.by_law
        for versions in catalogue().tasks.values()
        for record in versions[-1].records
        for field in record.fields
        if field.derived and field.derived.by_law
    ]
    assert amounts
    for by_law in amounts:
        assert by_law.shows in law.graph.rights[by_law.right].per_person_shows
        assert {*by_law.told, *by_law.child, *by_law.carer} <= set(law.graph.facts)


def test_the_advice_to_the_court_is_written_as_an_opinion(case):
    task = task_of(case)
    step = next(each for each in task.steps if each.key == "choose_family")
    opinion = next(each for each in task.documents if each.key == step.document)
    assert (opinion.kind, opinion.direction) == ("opinion", "outgoing")
    assert opinion.name("sl").startswith("Mnenje")
