"""The source panel of a case."""

from datetime import date

import pytest
from django.utils import translation
from tests.people.factories import PersonFactory
from tests.sources.factories import FactFactory, LookUpFactory

from opora.sources.fact_periods import parse_period
from opora.sources.failures import SENTENCES
from opora.sources.known_facts import declared_facts
from opora.sources.models import LookUpState
from opora.sources.panel import panel
from opora.sources.registers import REGISTERS, register_of

TODAY = date(2026, 5, 5)


def row(case_id, person, key, on=TODAY):
    rows = panel(case_id, [person] if person else [], on=on)
    return next(row for row in rows if row.key == key and row.person == person)


def test_every_fact_of_a_register_is_a_persons_fact_of_the_law():
    for register in REGISTERS.values():
        for key in register.facts:
            assert declared_facts()[key].of == "person"


def test_each_fact_has_one_register_or_none():
    assert register_of("savings") == "bank"
    assert register_of("maintenance_received") is None


@pytest.mark.django_db
class TestPanel:
    def test_a_fact_not_asked_for_says_so(self):
        assert row(1, PersonFactory(with_emso=True), "wage").state == LookUpState.NOT_ASKED

    def test_without_an_emso_the_panel_says_what_to_do(self):
        found = row(1, PersonFactory(), "wage")
        assert found.state == LookUpState.NOT_ASKED
        assert "EMŠO" in found.explanation

    def test_a_pending_look_up_is_pending_for_all_its_facts(self):
        look_up = LookUpFactory()
        rows = [row for row in panel(1, [look_up.person], on=TODAY) if row.source == "tax"]
        assert {row.state for row in rows} == {LookUpState.PENDING}
        assert {row.key for row in rows} == set(REGISTERS["tax"].facts)

    @pytest.mark.covers("004a/R-126", "004a/R-128", "000_002/27")
    def test_an_answer_shows_when_it_was_fetched_and_from_where(self):
        look_up = LookUpFactory(answered=True)
        FactFactory(person=look_up.person, look_up=look_up, period=parse_period("2026-04"))
        with translation.override("sl"):
            found = row(1, look_up.person, "wage")
        assert found.state == LookUpState.ANSWERED
        assert found.fetched_at == look_up.answered_at
        assert found.source_name == "Davčna evidenca"
        assert [piece.fact.value for piece in found.known] == ["900.00"]

    @pytest.mark.covers("004a/R-128")
    def test_an_answer_grows_stale_by_itself(self):
        look_up = LookUpFactory(answered=True)
        assert row(1, look_up.person, "wage", on=date(2026, 6, 3)).state == LookUpState.ANSWERED
        assert row(1, look_up.person, "wage", on=date(2026, 6, 4)).state == LookUpState.STALE

    def test_a_failure_is_explained_with_what_to_do(self):
        look_up = LookUpFactory(failed=True)
        with translation.override("en"):
            found = row(1, look_up.person, "wage")
        assert found.state == LookUpState.FAILED
        assert "enter evidence" in found.explanation

    def test_evidence_that_contradicts_a_register_is_shown_as_a_conflict(self):
        april = parse_period("2026-04")
        register = FactFactory(period=april)
        FactFactory(evidence=True, person=register.person, period=april, value="950.00")
        assert row(1, register.person, "wage").is_in_conflict

    def test_a_fact_no_register_gives_has_a_row_once_it_is_known(self):
        person = PersonFactory()
        assert "maintenance_is_settled" not in [row.key for row in panel(1, [person], on=TODAY)]
        FactFactory(evidence=True, person=person, key="maintenance_is_settled", value=True)
        found = row(1, person, "maintenance_is_settled")
        assert (found.source, found.state) == (None, None)

    def test_facts_of_the_dwelling_stand_by_themselves(self):
        FactFactory(evidence=True, person=None, key="dwelling_is_owned", value=True)
        assert row(1, None, "dwelling_is_owned").is_known

    @pytest.mark.parametrize("persons", [1, 8])
    def test_the_panel_costs_two_queries_however_large_the_family(self, persons, django_assert_num_queries):
        people = PersonFactory.create_batch(persons, with_emso=True)
        for person in people:
            look_up = LookUpFactory(answered=True, person=person)
            FactFactory(person=person, look_up=look_up)
        with django_assert_num_queries(2):
            panel(1, people, on=TODAY)


@pytest.mark.parametrize("language", ["sl", "it"])
def test_every_failure_is_explained_in_the_officers_language(language):
    for word, sentence in SENTENCES.items():
        with translation.override("en"):
            english = str(sentence)
        with translation.override(language):
            assert str(sentence) != english, word
