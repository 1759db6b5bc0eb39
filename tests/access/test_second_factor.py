"""Nobody works without a second factor, and the demo's switch stays in the demo."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from tests.organisation.factories import WorkerFactory

from opora.audit.models import Deed, LogEntry
from opora.organisation.models import Installation
from opora.web.accounts import refuse_preconfirmation_outside_demo
from opora.web.checks import second_factor_is_asked_outside_the_demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_pages")]
PASSWORD = "kostanj-in-oljka-7"
A_PAGE = "law"


@pytest.fixture
def worker():
    worker = WorkerFactory(clerk=True, login="ana")
    worker.set_password(PASSWORD)
    worker.save()
    return worker


@pytest.fixture
def second_factor_asked(settings):
    settings.OPORA_SECOND_FACTOR_PRECONFIRMED = False
    settings.MFA_TOTP_TOLERANCE = 1  # the clock may tick over between making a code and showing it


def sign_in(client, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": "ana", "password": password})


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_worker_without_a_second_factor_gets_no_further_than_setting_one_up(
    client, worker, second_factor_asked
):
    sign_in(client)
    response = client.get(reverse(A_PAGE))
    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_activate_totp")
    assert client.get(response["Location"]).status_code == 200


def test_a_fragment_sends_the_whole_page_to_the_second_factor(client, worker, second_factor_asked):
    sign_in(client)
    response = client.get(reverse(A_PAGE), headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == reverse("mfa_activate_totp")


def test_setting_up_a_second_factor_opens_the_pages(client, worker, second_factor_asked):
    sign_in(client)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert done.status_code == 302
    assert client.get(reverse(A_PAGE)).status_code == 200


def test_a_session_that_only_knows_the_password_stays_out_after_another_set_up_the_factor(
    client, worker, second_factor_asked
):
    sign_in(client)
    TOTP.activate(worker, "A" * 32)
    response = client.get(reverse(A_PAGE))
    assert response["Location"] == reverse("mfa_reauthenticate")


def test_a_worker_signs_in_with_password_and_code(client, worker, second_factor_asked):
    TOTP.activate(worker, "A" * 32)
    assert sign_in(client)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse(A_PAGE))["Location"].startswith(reverse("account_login"))
    client.post(reverse("mfa_authenticate"), {"code": code_of("A" * 32)})
    assert client.get(reverse(A_PAGE)).status_code == 200


def test_a_recovery_code_counts_as_second_factor(client, worker, second_factor_asked):
    TOTP.activate(worker, "A" * 32)
    codes = RecoveryCodes.activate(worker).get_unused_codes()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert client.get(reverse(A_PAGE)).status_code == 200
    assert Authenticator.objects.filter(user=worker).count() == 2


def test_in_the_demo_the_password_is_enough(client, worker, settings):
    settings.OPORA_SECOND_FACTOR_PRECONFIRMED = True
    sign_in(client)
    assert client.get(reverse(A_PAGE)).status_code == 200


def test_signing_in_is_logged_whether_it_succeeds_or_not(client, worker):
    sign_in(client, password="wrong")
    sign_in(client)
    found = LogEntry.objects.filter(worker=worker, what="sign_in").order_by("pk")
    assert [entry.deed for entry in found] == [Deed.REFUSED, Deed.SIGNED_IN]
    assert [entry.detail for entry in found] == [{}, {}]


def test_a_closed_account_does_not_sign_in(client, worker):
    worker.is_active = False
    worker.save()
    sign_in(client)
    assert client.get(reverse(A_PAGE)).status_code == 302


def test_nobody_signs_up(client, db):
    assert client.get(reverse("account_signup")).status_code == 404


def test_the_demo_switch_is_refused_outside_the_demo(settings):
    settings.OPORA_SECOND_FACTOR_PRECONFIRMED = True
    with pytest.raises(ImproperlyConfigured, match="OPORA_DEMO_SECOND_FACTOR"):
        refuse_preconfirmation_outside_demo()
    assert second_factor_is_asked_outside_the_demo(databases=["default"]) != []
    Installation.objects.create(id=1, demo=False)
    with pytest.raises(ImproperlyConfigured):
        refuse_preconfirmation_outside_demo()


def test_the_demo_switch_is_accepted_in_the_demo(settings):
    settings.OPORA_SECOND_FACTOR_PRECONFIRMED = True
    Installation.objects.create(id=1, demo=True)
    refuse_preconfirmation_outside_demo()
    assert second_factor_is_asked_outside_the_demo(databases=["default"]) == []


def test_without_the_switch_any_database_will_do(settings):
    settings.OPORA_SECOND_FACTOR_PRECONFIRMED = False
    refuse_preconfirmation_outside_demo()
