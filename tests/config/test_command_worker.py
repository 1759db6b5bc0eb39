"""`opora worker`: how the first worker of an installation without the demo comes in, and how each goes."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.cases.factories import CaseFactory
from tests.organisation.factories import UnitFactory, WorkerFactory

from opora.audit.models import LogEntry
from opora.organisation.models import Role, Worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(code="KOPER")


def added(opora, *, place=("--unit", "KOPER"), role="clerk", login="Jana.Novak"):
    names = ("--given-name", "Jana", "--family-name", "Novak")
    return opora("worker", "add", login, *names, *place, "--role", role)


def password_in(printed: str) -> str:
    [line] = [line for line in printed.splitlines() if "Password" in line]
    return line.rpartition(" ")[2]


def test_the_first_worker_signs_in_with_the_password_printed_once(opora, unit, client):
    code, printed, _complaint = added(opora)
    assert code == 0
    worker = Worker.objects.get(login="jana.novak")
    assert (worker.unit, worker.centre) == (unit, unit.centre)
    assert worker.roles_on(timezone.localdate()) == {Role.CLERK}
    typed = {"login": "jana.novak", "password": password_in(printed)}
    assert client.post(reverse("account_login"), typed).status_code == 302
    assert client.get(reverse("worklist"))["Location"] == reverse("account_change_password")
    chosen = {
        "oldpassword": typed["password"],
        "password1": "sivka-in-sol-42",
        "password2": "sivka-in-sol-42",
    }
    assert client.post(reverse("account_change_password"), chosen).status_code == 302
    assert client.get(reverse("worklist")).status_code == 200


def test_a_role_of_the_whole_centre_reaches_every_unit(opora, unit):
    code, _printed, _complaint = added(opora, place=("--centre", unit.centre.code), role="director")
    assert code == 0
    assert Worker.objects.get().units_on(timezone.localdate()) == {unit.pk}


def test_opening_an_account_stands_in_the_log_without_its_password(opora, unit):
    _code, printed, _complaint = added(opora)
    entry = LogEntry.objects.get(what="open_account")
    assert entry.detail == {"worker": Worker.objects.get().pk, "roles": ["clerk"]}
    assert password_in(printed) not in str(entry.detail)


def test_a_typed_password_is_not_printed_and_must_be_strong(opora, unit, monkeypatch):
    arguments = ("worker", "add", "jana", "--given-name", "Jana", "--family-name", "Novak")
    arguments += ("--unit", "KOPER", "--role", "clerk", "--ask-password")
    monkeypatch.setattr("getpass.getpass", lambda _question: "kratko")
    code, _printed, complaint = opora(*arguments)
    assert code == 1
    assert "too short" in complaint
    assert not Worker.objects.exists()
    monkeypatch.setattr("getpass.getpass", lambda _question: "vijolicni-most-88")
    code, printed, _complaint = opora(*arguments)
    assert code == 0
    assert "vijolicni" not in printed
    assert Worker.objects.get().check_password("vijolicni-most-88")


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        ({"place": ("--unit", "KOPR")}, "no unit KOPR. Known are: KOPER"),
        ({"place": ("--centre", "KOPR")}, "no centre KOPR"),
        ({"role": "clark"}, "no role clark. Known are: administrator"),
        ({"login": "taken"}, "taken is taken"),
    ],
)
def test_a_slip_is_told_in_a_sentence_and_nothing_is_opened(opora, unit, slip, words):
    WorkerFactory(login="taken", unit=unit)
    code, _printed, complaint = added(opora, **slip)
    assert code == 1
    assert words in complaint
    assert Worker.objects.count() == 1


def test_who_leaves_is_out_at_once_and_the_work_left_behind_is_counted(opora, unit, sign_in):
    worker = WorkerFactory(clerk=True, unit=unit)
    CaseFactory(unit=unit, assigned_to=worker)
    client = sign_in(worker)
    assert client.get(reverse("worklist")).status_code == 200
    code, printed, _complaint = opora("worker", "end", worker.login)
    assert code == 0
    assert "still assigned to it: 1" in printed
    assert client.get(reverse("worklist")).status_code == 302
    assert not worker.grants.filter(period__endswith__isnull=True).exists()
    assert LogEntry.objects.filter(what="close_account", detail={"worker": worker.pk}).exists()


def test_nobody_leaves_twice_and_nobody_unknown_leaves(opora):
    worker = WorkerFactory(clerk=True)
    assert opora("worker", "end", worker.login)[0] == 0
    code, _printed, complaint = opora("worker", "end", worker.login)
    assert (code, "closed already" in complaint) == (1, True)
    code, _printed, complaint = opora("worker", "end", "nobody")
    assert (code, "Nobody signs in as nobody" in complaint) == (1, True)
