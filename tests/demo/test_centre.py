"""Loading the demo centre."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.people.factories import DwellingFactory, PersonFactory

from opora.demo.centre import NotADemo, load_demo, write_accounts
from opora.demo.loading import bare_tables
from opora.demo.workers import accounts_text, demo_password, worker_list
from opora.organisation.models import Installation, Role, RoleGrant, Unit, Worker
from opora.people.models import Address, Person, Residence
from opora.people.search import search_persons

TODAY = date(2026, 3, 10)


@pytest.fixture
def demo(network):
    load_demo(connection, persons=2000, seed=7, today=TODAY)


def constraints_and_indices():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid::regclass::text LIKE 'people_%' "
            "UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'people_%'"
        )
        return set(cursor.fetchall())


def test_the_population_lies_in_the_tables_with_its_keys_and_constraints_as_before(network):
    before = constraints_and_indices()
    load_demo(connection, persons=2000, seed=7, today=TODAY)
    assert Person.objects.count() == Residence.objects.count() == 2000
    assert constraints_and_indices() == before


def test_a_person_entered_afterwards_gets_a_number_of_their_own(demo):
    assert PersonFactory().pk > 2000


def test_two_dwellings_at_a_time_are_refused_by_the_database_again(demo):
    resident = Residence.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Residence.objects.create(
            person=resident.person, dwelling=DwellingFactory(), period=DateRange(TODAY, None)
        )


def test_a_row_that_breaks_a_constraint_is_found_when_the_constraints_return(network):
    person = PersonFactory()
    with pytest.raises(IntegrityError), transaction.atomic(), bare_tables(connection, ["people_residence"]):
        Residence.objects.bulk_create(
            Residence(person=person, dwelling=DwellingFactory(), period=DateRange(TODAY, None))
            for _twice in range(2)
        )


def test_everybody_lives_in_a_municipality_of_the_centre(demo):
    units = Address.objects.values_list("municipality__territories__unit__centre__code", flat=True)
    assert set(units) == {"JUZNA_PRIMORSKA"}


def test_a_generated_person_is_found_by_name(demo):
    person = Person.objects.filter(is_protected=False, died=None).first()
    found = search_persons(person.full_name, Worker.objects.first(), on=TODAY).hits
    assert person in [hit.person for hit in found]
    assert found[0].unit is not None


def test_the_demo_is_loaded_once(demo):
    assert load_demo(connection, persons=2000, seed=7, today=TODAY) is False
    assert Person.objects.count() == 2000


def test_the_demo_never_mixes_with_persons_already_there(network):
    PersonFactory()
    with pytest.raises(NotADemo, match="already holds persons"):
        load_demo(connection, persons=10, today=TODAY)
    assert not Installation.objects.filter(demo=True).exists()
    assert not Worker.objects.exists()


def test_the_installation_is_marked_as_a_demo(demo):
    assert Installation.objects.get().demo


def test_every_unit_has_who_takes_in_drafts_and_decides(demo):
    needed = {Role.CLERK, Role.DECISION_MAKER, Role.PROFESSIONAL, Role.HEAD_OF_UNIT}
    for unit in Unit.objects.filter(centre__code="JUZNA_PRIMORSKA"):
        assert set(RoleGrant.objects.filter(unit=unit).values_list("role", flat=True)) == needed


def test_the_centre_has_a_director_an_auditor_an_administrator_and_an_analyst(demo):
    whole_centre = RoleGrant.objects.filter(unit=None).values_list("role", flat=True)
    assert sorted(whole_centre) == ["administrator", "analyst", "auditor", "director"]


def test_a_worker_signs_in_by_name_with_the_demo_password(demo):
    worker = Worker.objects.get(login="ales.dolnicar")
    assert worker.check_password(demo_password())
    assert 24 <= Worker.objects.count() == len(worker_list()["workers"]) <= 30


def test_the_accounts_are_written_for_the_terminal(settings, tmp_path):
    settings.OPORA_HOME = tmp_path
    written = write_accounts().read_text()
    assert written.strip() == accounts_text()
    assert "ana.kobalar" in written
    assert demo_password() in written
