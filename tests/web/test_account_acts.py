"""An administrator opens, closes and reopens accounts on pages by the rules of the terminal, and safely."""

from datetime import date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import AppointmentFactory, CaseFactory
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.audit.models import Deed, LogEntry
from opora.cases.records import add_to_register
from opora.organisation.accounts import mark_of_password
from opora.organisation.models import Role, RoleGrant, Worker

pytestmark = pytest.mark.django_db
CHOSEN = "sivka-in-sol-42"


@pytest.fixture
def administrator():
    return WorkerFactory(administrator=True, whole_centre=True)


@pytest.fixture
def unit(administrator):
    return administrator.unit


def typed(unit, **other):
    return {
        "given_name": "Ana",
        "family_name": "Kobalar",
        "login": "Ana.Kobalar",
        "email": "ana.kobalar@csd.si",
        "title": "univ. dipl. soc. del.",
        "sex": "female",
        "unit": str(unit.pk),
        "roles": ["clerk"],
        "roles_in": str(unit.pk),
    } | other


def put_on_standby(worker, began):
    told = {"position": "standby_1", "worker": worker.pk, "phone": "041 000 000"}
    told |= {"from": began, "until": began + timedelta(hours=8)}
    add_to_register("intervention_duty_roster", "shift", told, unit=worker.unit, by=worker, at=timezone.now())


def password_shown(page: str) -> str:
    return page.split("<code")[2].partition(">")[2].partition("<")[0]


def given(page, worker):
    """Gives a first password from the page of the worker."""
    told = {"instead_of": mark_of_password(worker)}
    return page.post(reverse("first_password", args=[worker.pk]), told)


def test_a_page_with_a_first_password_that_is_sent_again_gives_no_other(administrator, unit, sign_in):
    page = sign_in(administrator)
    page.post(reverse("new_account"), typed(unit))
    worker = Worker.objects.get(login="ana.kobalar")
    assert given(page, worker).status_code == 200
    kept = Worker.objects.get(pk=worker.pk)
    again = page.post(
        reverse("first_password", args=[worker.pk]), {"instead_of": mark_of_password(worker)}, follow=True
    )
    assert "Začetno geslo je bilo že izdano" in again.content.decode()
    assert Worker.objects.get(pk=worker.pk).password == kept.password
    assert password_shown(given(page, kept).content.decode())
    assert Worker.objects.get(pk=worker.pk).password != kept.password


def test_a_new_worker_comes_in_with_the_first_password_and_chooses_their_own(
    administrator, unit, sign_in, client
):
    page = sign_in(administrator)
    answer = page.post(reverse("new_account"), typed(unit), follow=True)
    worker = Worker.objects.get(login="ana.kobalar")
    assert "Izdaj začetno geslo" in answer.content.decode()
    assert (worker.unit, worker.email, worker.sex) == (unit, "ana.kobalar@csd.si", "female")
    assert worker.roles_on(timezone.localdate()) == {Role.CLERK}
    shown = given(page, worker)
    assert "no-store" in shown["Cache-Control"]
    password = password_shown(shown.content.decode())
    credentials = {"login": worker.login, "password": password}
    assert client.post(reverse("account_login"), credentials).status_code == 302
    assert client.get(reverse("cases"))["Location"] == reverse("account_change_password")
    first = client.get(reverse("account_change_password")).content.decode()
    assert "je videl še nekdo" in first
    kept = dict.fromkeys(("oldpassword", "password1", "password2"), password)
    assert client.post(reverse("account_change_password"), kept).status_code == 200
    assert client.get(reverse("cases")).status_code == 302
    own = kept | {"password1": CHOSEN, "password2": CHOSEN}
    assert client.post(reverse("account_change_password"), own)["Location"] == reverse("home")
    assert client.get(reverse("cases")).status_code == 200
    again = page.post(reverse("first_password", args=[worker.pk]), follow=True)
    assert again.status_code == 422
    assert "geslo po lastni izbiri" in again.content.decode()


def test_the_first_password_is_in_no_log_no_cookie_and_no_later_page(administrator, unit, sign_in):
    page = sign_in(administrator)
    page.post(reverse("new_account"), typed(unit))
    worker = Worker.objects.get(login="ana.kobalar")
    shown = given(page, worker)
    password = password_shown(shown.content.decode())
    assert worker.pk
    assert len(password) >= 16
    assert password not in str(list(LogEntry.objects.values()))
    assert password not in str(page.cookies) + str(dict(page.session.items()))
    assert password not in page.get(reverse("worker", args=[worker.pk])).content.decode()
    told = LogEntry.objects.filter(what__in=["open_account", "give_first_password"]).order_by("pk")
    assert [entry.detail["worker"] for entry in told] == [worker.pk, worker.pk]
    assert told[0].detail["roles"] == ["clerk"]


def test_a_form_sent_twice_opens_one_account_and_says_whose_it_is(administrator, unit, sign_in):
    page = sign_in(administrator)
    page.post(reverse("new_account"), typed(unit))
    again = page.post(reverse("new_account"), typed(unit))
    assert again.status_code == 422
    assert "zasedeno: ima ga že Ana Kobalar" in again.content.decode()
    assert (Worker.objects.filter(family_name="Kobalar").count(), RoleGrant.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"roles": []}, "Izberite vsaj eno vlogo"),
        ({"roles_in": ""}, "Izberite"),
        ({"roles": ["auditor", "clerk"], "roles_in": "centre"}, "ne smeta imeti nobenega drugega"),
        ({"roles": ["director"]}, "Direktor ali direktorica vodi ves center."),
        ({"login": "ana kobalar"}, "Uporabniško ime se začne"),
        ({"email": "ana"}, "To ni elektronski naslov"),
        ({"unit": "elsewhere"}, "veljavn"),
        ({"roles_in": "elsewhere"}, "veljavn"),
    ],
)
def test_a_slip_is_told_with_everything_typed_kept(administrator, unit, sign_in, wrong, words):
    elsewhere = UnitFactory(centre=CentreFactory(code="OTHER"))
    wrong = {key: str(elsewhere.pk) if value == "elsewhere" else value for key, value in wrong.items()}
    answer = sign_in(administrator).post(reverse("new_account"), typed(unit) | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "univ. dipl. soc. del." in page
    assert not Worker.objects.filter(family_name="Kobalar").exists()


def test_closing_is_asked_twice_and_says_what_stays_and_who_takes_it_on(administrator, unit, sign_in):
    leaving = WorkerFactory(clerk=True, unit=unit, given_name="Neža", family_name="Hribar")
    WorkerFactory(head_of_unit=True, unit=unit, given_name="Irena", family_name="Vodja")
    case, _other = CaseFactory.create_batch(2, unit=unit, assigned_to=leaving)
    tomorrow = timezone.now() + timedelta(days=1)
    AppointmentFactory(case=case, worker=leaving, starts_at=tomorrow)
    put_on_standby(leaving, tomorrow)
    page = sign_in(administrator)
    address = reverse("end_account", args=[leaving.pk])
    asked = page.get(address).content.decode()
    for words in ("2 odprti zadevi", "Irena Vodja", "1 prihodnji termin", "1 prihodnja izmena"):
        assert words in asked
    assert case.number not in asked
    assert "Zapišite razlog" in page.post(address, {"reason": " "}).content.decode()
    assert Worker.objects.get(pk=leaving.pk).is_active
    answer = page.post(address, {"reason": "Odhod v drug center."}, follow=True).content.decode()
    assert "Odhod v drug center." in answer
    assert "2 odprti zadevi" in answer
    assert page.post(address, {"reason": "Še enkrat."}).status_code == 422
    assert Worker.objects.get(pk=leaving.pk).account_events.count() == 1


def test_a_closed_account_is_opened_again_once_with_a_reason_and_a_new_password(administrator, unit, sign_in):
    returning = WorkerFactory(clerk=True, unit=unit)
    returning.set_password("vijolicni-most-88")
    returning.save()
    page = sign_in(administrator)
    page.post(reverse("end_account", args=[returning.pk]), {"reason": "Pomotoma."})
    address = reverse("reopen_account", args=[returning.pk])
    given = {"roles": ["clerk"], "roles_in": str(unit.pk), "reason": "Zaprt je bil pomotoma."}
    assert page.post(address, given | {"reason": ""}).status_code == 422
    assert page.post(address, given).status_code == 302
    assert page.post(address, given).status_code == 422
    returning = Worker.objects.get(pk=returning.pk)
    assert returning.roles_on(timezone.localdate() + timedelta(days=3)) == {Role.CLERK}
    assert not returning.check_password("vijolicni-most-88")
    assert list(returning.account_events.order_by("pk").values_list("kind", "reason")) == [
        ("closed", "Pomotoma."),
        ("reopened", "Zaprt je bil pomotoma."),
    ]
    assert LogEntry.objects.filter(what="reopen_account", deed=Deed.CHANGED).count() == 1


def test_whoever_opens_an_account_again_reads_which_roles_ended_with_it(administrator, unit, sign_in):
    returning = WorkerFactory(clerk=True, unit=unit)
    earlier = date(2020, 1, 1), date(2020, 6, 1)
    returning.grants.create(role=Role.DECISION_MAKER, period=DateRange(*earlier), given_at=timezone.now())
    page = sign_in(administrator)
    page.post(reverse("end_account", args=[returning.pk]), {"reason": "Odhod."})
    shown = page.get(reverse("reopen_account", args=[returning.pk]))
    [ended] = shown.context["ended"]
    assert (ended["unit"], f"{ended['role']} – {unit.name}" in shown.content.decode()) == (unit, True)
    assert "checked" not in shown.content.decode(), "they are shown and given by nobody but the administrator"


def test_nobody_closes_reopens_or_gets_a_password_for_their_own_account(administrator, sign_in):
    page = sign_in(administrator)
    for name in ("end_account", "reopen_account", "first_password"):
        assert page.post(reverse(name, args=[administrator.pk]), {"reason": "Tako."}).status_code == 422
    assert Worker.objects.get(pk=administrator.pk).is_active


def test_the_director_reads_in_their_day_who_received_a_role_and_says_they_looked(
    administrator, unit, sign_in
):
    director = WorkerFactory(director=True, whole_centre=True, unit=unit)
    page = sign_in(director)
    assert reverse("roles_given") + '"' in page.get(reverse("worklist")).content.decode()  # in the menu
    sign_in(administrator).post(reverse("new_account"), typed(unit))
    assert "Delavcem je bila podeljena 1 vloga" in page.get(reverse("worklist")).content.decode()
    listed = page.get(reverse("roles_given")).content.decode()
    assert "Ana Kobalar" in listed
    assert administrator.full_name in listed
    grant = RoleGrant.objects.get(worker__family_name="Kobalar")
    assert page.post(reverse("see_roles_given"), {"grant": grant.pk}).status_code == 302
    assert "Delavcem je bila" not in page.get(reverse("worklist")).content.decode()
    assert "Ana Kobalar" not in page.get(reverse("roles_given")).content.decode()
    assert director.full_name in page.get(reverse("roles_given"), {"all": ""}).content.decode()
    grant.refresh_from_db()
    assert (grant.seen_by, isinstance(grant.seen_at, datetime)) == (director, True)
