"""Maintenance is uprated once a year, notices are made once, and extracts tell all years."""

from datetime import date
from unittest.mock import patch

import pytest
from tests.organisation.factories import UnitFactory, WorkerFactory
from tests.people.factories import AddressFactory, PersonFactory
from tests.rights.factories import morning

from opora.cases.records import add_to_register
from opora.documents.storage import read_stored
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.rights import maintenance_letters, plain_letters
from opora.rights.maintenance import uprate_year
from opora.rights.maintenance_letters import issue_extract, make_notices
from opora.rights.models import Uprating, UpratingExtract

pytestmark = pytest.mark.django_db
NOW = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def documents_in_a_folder_of_the_test(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def worker():
    return WorkerFactory(unit=UnitFactory(), professional_worker=True)


def obligation_of(worker, **more):
    beneficiary, debtor = PersonFactory(born=date(2012, 1, 10)), PersonFactory(born=date(1980, 1, 1))
    for person in (beneficiary, debtor):
        AddressFactory(person=person)
    values = {
        "recorded_on": "2024-01-05",
        "number": "P-7/2023",
        "beneficiary": str(beneficiary.public_id),
        "beneficiary_kind": "minor_child",
        "debtor": str(debtor.public_id),
        "debtor_is": "father",
        "title": "court_decision",
        "act_number": "N 12/2023",
        "act_date": "2023-03-10",
        "amount": 18240,
        "from": "2023-03-10",
        "indexed_from": "2023-03-10",
    }
    return add_to_register(
        "maintenance_register", "obligation", values | more, unit=worker.unit, by=worker, at=morning(NOW)
    )


def run(worker, year):
    return uprate_year(year, by=worker, at=morning(NOW), on=NOW)


@pytest.mark.covers("004a/R-85")
def test_a_year_raises_each_obligation_by_its_row_once_and_the_next_builds_on_it(worker):
    obligation_of(worker)
    assert run(worker, 2024) == {"uprated": 1}
    first = Uprating.objects.get(year=2024)
    assert (str(first.growth), first.before_cents, first.after_cents) == ("0.0330", 18240, 18842)
    assert first.valid_from == date(2024, 2, 1)
    assert run(worker, 2024) == {}
    assert run(worker, 2025) == {"uprated": 1}
    second = Uprating.objects.get(year=2025)
    assert (second.before_cents, second.after_cents) == (18842, 19200)


def test_a_coefficient_not_known_for_certain_leaves_the_amount_not_known_and_is_tried_again(worker):
    obligation_of(worker, indexed_from="2025-06-10")
    assert run(worker, 2026) == {"unknown": 1}
    row = Uprating.objects.get()
    assert (row.why, row.growth, row.after_cents) == ("factor_unknown", None, None)
    assert make_notices(2026, by=worker, at=morning(NOW), on=NOW) == (0, 0)
    assert run(worker, 2026) == {"unknown": 1}
    assert Uprating.objects.count() == 1


def test_a_year_that_was_passed_over_must_be_uprated_first(worker):
    obligation_of(worker)
    assert run(worker, 2025) == {"unknown": 1}
    assert Uprating.objects.get().why == "earlier_year"
    run(worker, 2024)
    assert run(worker, 2025) == {"uprated": 1}


@pytest.mark.parametrize(
    ("more", "year", "why"),
    [
        ({"indexed_from": "2020-06-01"}, 2021, "no_growth"),
        ({"other_indexation": True}, 2024, "other_indexation_agreed"),
        ({"indexed_from": "2024-01-20"}, 2024, "set_this_year"),
    ],
)
def test_what_is_not_uprated_says_why_and_keeps_its_amount(worker, more, year, why):
    obligation_of(worker, **more)
    assert run(worker, year) == {"not_uprated": 1}
    row = Uprating.objects.get()
    assert (row.why, row.before_cents, row.after_cents) == (why, 18240, None)


def test_a_grown_up_child_is_uprated_only_with_enrolment_proved_in_time(worker):
    obligation = obligation_of(worker, beneficiary_kind="adult_child")
    beneficiary = obligation.content["beneficiary"]
    Person.objects.filter(public_id=beneficiary).update(born=date(2005, 5, 1))
    assert run(worker, 2024) == {"not_uprated": 1}
    assert Uprating.objects.get().why == "not_in_education"
    Uprating.objects.all().delete()
    status = {
        "beneficiary": beneficiary,
        "school_year": "2023/24",
        "status_since": "2023-10-01",
        "proved_on": "2023-10-20",
    }
    add_to_register(
        "maintenance_register", "student_status", status, unit=worker.unit, by=worker, at=morning(NOW)
    )
    assert run(worker, 2024) == {"uprated": 1}


@pytest.mark.covers("004a/R-85")
def test_both_parties_are_told_once_and_the_notice_stays_as_it_was_made(worker):
    obligation_of(worker)
    run(worker, 2024)
    assert make_notices(2024, by=worker, at=morning(NOW), on=NOW) == (1, 0)
    row = Uprating.objects.get()
    assert set(row.notices) == {"beneficiary", "debtor"}
    assert (
        read_stored(row.notices["debtor"], root=maintenance_letters.settings.OPORA_DOCUMENTS)[:4] == b"%PDF"
    )
    assert make_notices(2024, by=worker, at=morning(NOW), on=NOW) == (0, 0)


def test_a_notice_that_cannot_be_made_leaves_none_of_the_obligation(worker):
    obligation_of(worker)
    run(worker, 2024)
    made = []

    def second_fails(*given):
        made.append(given)
        if len(made) == 2:
            raise Refused("The paper is out.")
        return "a" * 64

    with patch.object(maintenance_letters, "_notice", second_fails), pytest.raises(Refused):
        make_notices(2024, by=worker, at=morning(NOW), on=NOW)
    assert Uprating.objects.get().notices == {}


@pytest.mark.covers("004a/R-85")
def test_an_extract_tells_every_year_to_whom_it_is_issued_and_is_kept(worker):
    obligation = obligation_of(worker)
    given = {"asker": "court", "purpose": "enforcement", "by": worker, "at": morning(NOW), "on": NOW}
    with pytest.raises(Refused, match="še ni bila"):
        issue_extract(obligation, to_name="Okrajno sodišče v Kopru", **given)
    run(worker, 2024)
    run(worker, 2025)
    with patch.object(plain_letters, "compose", wraps=plain_letters.compose) as composed:
        extract = issue_extract(obligation, to_name="Okrajno sodišče v Kopru", **given)
    letter = composed.call_args.args[1]
    [table] = [each for each in letter["sections"][0]["blocks"] if isinstance(each, dict)]
    assert [(row[0], row[3], row[4]) for row in table["rows"]] == [
        ("2024", "3,3 %", "188.42"),
        ("2025", "1,9 %", "192.00"),
    ]
    assert UpratingExtract.objects.get() == extract
    with pytest.raises(Refused, match="komu"):
        issue_extract(obligation, to_name=" ", **given)


def test_obligations_of_another_unit_are_left_alone_and_so_are_ended_ones(worker):
    obligation_of(WorkerFactory(unit=UnitFactory(), professional_worker=True))
    obligation_of(worker, ended_on="2023-12-31", end_reason="term_ended")
    assert run(worker, 2024) == {}
    with pytest.raises(Refused, match="se še ni začelo"):
        run(worker, 2027)
