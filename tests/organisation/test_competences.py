"""What a worker is qualified and licensed for, by date."""

from datetime import date

import pytest
from tests.organisation.factories import WorkerFactory

from opora.catalogue import catalogue
from opora.organisation.competences import (
    LISTS,
    end_competence,
    give_competence,
    has_licence,
    has_qualification,
    years_of,
)
from opora.organisation.refusal import Refused

pytestmark = pytest.mark.django_db
SOCIAL_WORKER = "professional_worker_69"


def test_a_qualification_holds_from_its_first_day_to_its_last():
    worker = WorkerFactory()
    give_competence(
        worker, "licence", "list_of_mediators", from_day=date(2024, 1, 1), until=date(2025, 12, 31)
    )
    held = {day: has_licence(worker, "list_of_mediators", day) for day in (
        date(2023, 12, 31), date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1))}  # fmt: skip
    assert list(held.values()) == [False, True, True, False]


def test_experience_is_in_whole_years_from_the_qualification_or_from_work_elsewhere():
    worker = WorkerFactory()
    give_competence(worker, "qualification", SOCIAL_WORKER, from_day=date(2022, 3, 2))
    assert years_of(worker, SOCIAL_WORKER, date(2026, 3, 1)) == 3
    assert years_of(worker, SOCIAL_WORKER, date(2026, 3, 2)) == 4
    assert years_of(worker, SOCIAL_WORKER, date(2021, 1, 1)) == 0
    elsewhere = WorkerFactory()
    give_competence(
        elsewhere,
        "qualification",
        SOCIAL_WORKER,
        from_day=date(2022, 3, 2),
        experience_since=date(2015, 1, 1),
    )
    assert years_of(elsewhere, SOCIAL_WORKER, date(2026, 3, 1)) == 11


def test_whoever_directs_the_centre_is_its_director_without_any_entry():
    assert has_qualification(WorkerFactory(director=True), "director", date(2026, 3, 1))
    assert not has_qualification(WorkerFactory(head_of_unit=True), "director", date(2026, 3, 1))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"key": "wizard"}, "key"),
        ({"until": date(2019, 1, 1)}, "until"),
        ({"experience_since": date(2021, 1, 1)}, "experience_since"),
        ({"number": "17/2020"}, "number"),
        ({"key": "director"}, "key"),
    ],
)
def test_what_cannot_be_held_is_refused(change, field):
    wanted = {"key": SOCIAL_WORKER, "from_day": date(2020, 1, 1)} | change
    with pytest.raises(Refused) as refusal:
        give_competence(WorkerFactory(), "qualification", wanted.pop("key"), **wanted)
    assert refusal.value.field == field


def test_nothing_is_held_twice_at_a_time():
    worker = WorkerFactory()
    give_competence(worker, "qualification", SOCIAL_WORKER, from_day=date(2020, 1, 1))
    with pytest.raises(Refused):
        give_competence(worker, "qualification", SOCIAL_WORKER, from_day=date(2022, 1, 1))


def test_what_is_ended_ends_once_and_not_before_it_began():
    held = give_competence(WorkerFactory(), "qualification", SOCIAL_WORKER, from_day=date(2020, 1, 1))
    for day in (date(2019, 12, 31), date(2026, 5, 5)):
        if day.year == 2026:
            held = end_competence(held, last_day=date(2026, 5, 4))
        with pytest.raises(Refused) as refusal:
            end_competence(held, last_day=day)
        assert refusal.value.field == "last_day"
    assert held.last_day == date(2026, 5, 4)


def test_no_word_is_a_qualification_and_a_licence():
    qualifications, licences = (
        {entry.key for entry in catalogue().code_lists[name].entries} for name in LISTS.values()
    )
    assert not qualifications & licences
