"""Accounts are opened, closed and opened again by the same rules on a page and at the terminal."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.organisation.accounts import close_account, give_first_password, open_account, reopen_account
from opora.organisation.competences import annul_competence, has_qualification
from opora.organisation.models import AccountEvent, Role, Worker
from opora.organisation.refusal import Refused
from opora.organisation.roles import grant_role
from opora.organisation.roles_watched import not_seen, see_roles

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def administrator():
    return WorkerFactory(administrator=True, whole_centre=True)


def opened(administrator, **given):
    told = {
        "login": "Ana.Kobalar",
        "given_name": "Ana",
        "family_name": "Kobalar",
        "centre": administrator.centre,
        "unit": administrator.unit,
        "roles": [Role.CLERK],
        "roles_in": administrator.unit,
        "password": None,
        "must_change_password": True,
        "on": TODAY,
        "by": administrator,
        "at": NOW,
    }
    return open_account(**told | given)


def reopened(worker, administrator, **given):
    told = {"roles": [Role.CLERK], "roles_in": worker.unit, "reason": "Vrnitev.", "on": TODAY}
    return reopen_account(worker, by=administrator, at=NOW, **told | given)


def test_an_account_opens_without_a_password_and_gets_a_first_one_that_must_be_changed(administrator):
    worker = opened(administrator)
    assert worker.login == "ana.kobalar"
    assert not worker.has_usable_password()
    first, second = give_first_password(worker), give_first_password(worker)
    worker.refresh_from_db()
    assert worker.must_change_password
    assert (worker.check_password(first), worker.check_password(second)) == (False, True)
    event = worker.account_events.get()
    assert (event.kind, event.by, event.at) == (AccountEvent.Kind.OPENED, administrator, NOW)


def test_nobody_is_given_a_password_once_they_have_chosen_their_own(administrator):
    worker = opened(administrator)
    Worker.objects.filter(pk=worker.pk).update(must_change_password=False)
    with pytest.raises(Refused, match="geslo po lastni izbiri"):
        give_first_password(worker)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"login": "ana kobalar"}, "login"),
        ({"login": ""}, "login"),
        ({"roles": []}, "roles"),
        ({"roles": [Role.DIRECTOR]}, "roles_in"),
        ({"roles": [Role.AUDITOR, Role.CLERK]}, "roles"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_opened(administrator, given, field):
    with pytest.raises(Refused) as refusal:
        opened(administrator, **given)
    assert refusal.value.field == field
    assert not Worker.objects.filter(family_name="Kobalar").exists()


def test_neither_the_worker_nor_the_role_is_of_another_centres_unit(administrator):
    elsewhere = UnitFactory(centre=CentreFactory(code="OTHER"))
    for given in ({"unit": elsewhere}, {"roles_in": elsewhere}):
        with pytest.raises(Refused, match="drugemu centru"):
            opened(administrator, **given)
    assert not Worker.objects.filter(family_name="Kobalar").exists()


def test_whose_sign_in_name_is_taken_is_said_within_the_centre_only(administrator):
    opened(administrator)
    with pytest.raises(Refused, match="Ana Kobalar"):
        opened(administrator, given_name="Anica")
    elsewhere = WorkerFactory(administrator=True, unit=UnitFactory(centre=CentreFactory(code="OTHER")))
    with pytest.raises(Refused) as refusal:
        opened(elsewhere)
    assert "Ana Kobalar" not in refusal.value.message


def test_an_account_opened_again_on_the_same_day_keeps_its_work_and_not_its_password(administrator):
    worker = opened(administrator)
    worker.set_password("vijolicni-most-88")
    worker.save()
    close_account(worker, on=TODAY, reason="Odhod.", by=administrator, at=NOW)
    worker = reopened(worker, administrator)
    worker = Worker.objects.get(pk=worker.pk)
    assert worker.roles_on(TODAY) == worker.roles_on(TODAY + timedelta(days=40)) == {Role.CLERK}
    assert not worker.check_password("vijolicni-most-88")
    assert worker.must_change_password
    told = worker.account_events.order_by("pk").values_list("kind", "reason")
    assert list(told) == [("opened", ""), ("closed", "Odhod."), ("reopened", "Vrnitev.")]
    with pytest.raises(Refused, match="je že odprt"):
        reopened(worker, administrator)


@pytest.mark.parametrize("since", [0, 30])
def test_a_role_given_again_on_the_day_it_ended_begins_on_that_day(administrator, since):
    worker = opened(administrator, on=TODAY - timedelta(days=since))
    close_account(worker, on=TODAY, reason="Odhod.", by=administrator, at=NOW)
    worker = reopened(worker, administrator)
    latest = worker.grants.order_by("pk").last()
    assert (latest.period.lower, latest.period.upper) == (TODAY, None)
    assert sum(grant.period.upper is None for grant in worker.grants.all()) == 1
    assert worker.roles_on(TODAY) == {Role.CLERK}
    assert bool(worker.roles_on(TODAY - timedelta(days=1))) == bool(since)


def test_the_director_is_told_of_every_role_another_gave_until_one_looked(administrator):
    director = WorkerFactory(director=True, whole_centre=True, unit=administrator.unit)
    elsewhere = WorkerFactory(director=True, unit=UnitFactory(centre=CentreFactory(code="OTHER")))
    worker = opened(administrator)
    grant_role(worker, Role.PROFESSIONAL, from_day=TODAY, unit=worker.unit)  # loaded: at no moment
    [told] = not_seen(director)
    assert (told.worker, told.role, told.given_by) == (worker, Role.CLERK, administrator)
    assert not not_seen(elsewhere).exists()
    assert see_roles(elsewhere, [told.pk], at=NOW) == 0
    assert [see_roles(director, [told.pk], at=NOW) for _again in range(2)] == [1, 0]
    assert not not_seen(director).exists()


def test_a_qualification_entered_by_mistake_never_held_and_may_be_entered_again(administrator):
    worker = WorkerFactory(clerk=True, unit=administrator.unit)
    [held] = worker.competences.all()
    annul_competence(held, reason="Napačna oseba.", by=administrator, at=NOW)
    assert not has_qualification(worker, held.key, TODAY)
    with pytest.raises(Refused, match="je bil umaknjen"):
        annul_competence(held, reason="Še enkrat.", by=administrator, at=NOW)
    worker.competences.create(kind=held.kind, key=held.key, period=held.period)
    assert has_qualification(worker, held.key, TODAY)
    assert worker.competences.filter(annulled_because="Napačna oseba.", annulled_by=administrator).exists()
