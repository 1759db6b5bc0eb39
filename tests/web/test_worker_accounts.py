"""The administrator sees who of the centre has an account, and ends one; never anybody's data."""

import pytest
from django.urls import reverse
from tests.organisation.factories import CentreFactory, UnitFactory, WorkerFactory

from opora.audit.models import LogEntry
from opora.organisation.models import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return WorkerFactory(administrator=True, whole_centre=True)


@pytest.fixture
def clerk(administrator):
    return WorkerFactory(clerk=True, unit=administrator.unit, given_name="Neža", family_name="Hribar")


def test_every_account_of_the_centre_is_listed_with_roles_and_last_sign_in(administrator, clerk, sign_in):
    elsewhere = WorkerFactory(clerk=True, unit=UnitFactory(centre=CentreFactory(code="OTHER")))
    page = sign_in(administrator).get(reverse("accounts")).content.decode()
    assert "Neža Hribar" in page
    assert clerk.login in page
    assert "nikoli" in page
    assert elsewhere.login not in page
    assert reverse("accounts") in page  # also in the navigation


def test_an_account_is_ended_at_once_and_logged(administrator, clerk, sign_in):
    own_session = sign_in(clerk)
    address = reverse("end_account", args=[clerk.pk])
    answer = sign_in(administrator).post(address, {"reason": "Odhod."}, follow=True)
    assert "Račun je zaprt: Neža Hribar" in answer.content.decode()
    assert not Worker.objects.get(pk=clerk.pk).is_active
    assert own_session.get(reverse("worklist")).status_code == 302
    entry = LogEntry.objects.get(what="close_account")
    assert (entry.worker, entry.detail) == (administrator, {"worker": clerk.pk})


def test_another_centres_account_is_not_there(administrator, sign_in):
    elsewhere = WorkerFactory(clerk=True, unit=UnitFactory(centre=CentreFactory(code="OTHER")))
    client = sign_in(administrator)
    for name in ("end_account", "reopen_account", "first_password"):
        assert client.post(reverse(name, args=[elsewhere.pk]), {"reason": "Odhod."}).status_code == 404
    assert Worker.objects.get(pk=elsewhere.pk).is_active


@pytest.mark.parametrize("more", [0, 12])
def test_the_list_costs_no_more_however_many_work_there(
    administrator, more, sign_in, django_assert_max_num_queries
):
    WorkerFactory.create_batch(more, clerk=True, unit=administrator.unit)
    client = sign_in(administrator)
    with django_assert_max_num_queries(12):
        client.get(reverse("accounts"))


@pytest.mark.parametrize(
    ("asked", "found"), [("hriBAR neza", True), ("neža", True), ("Kovač", False), ("", True)]
)
def test_an_account_is_found_by_a_part_of_the_name_without_marks(administrator, clerk, sign_in, asked, found):
    page = sign_in(administrator).get(reverse("accounts"), {"q": asked}).content.decode()
    assert (clerk.login in page) == found


def test_the_accounts_of_a_unit_stand_alone_and_by_name(administrator, clerk, sign_in):
    elsewhere = WorkerFactory(clerk=True, unit=UnitFactory(centre=administrator.centre))
    WorkerFactory(clerk=True, unit=administrator.unit, given_name="Ana", family_name="Cerar")
    page = sign_in(administrator).get(reverse("accounts"), {"unit": clerk.unit.pk}).content.decode()
    assert elsewhere.login not in page
    assert page.index("Ana Cerar") < page.index("Neža Hribar")


def test_a_share_of_a_post_is_entered_by_the_administrator_and_told_with_the_account(
    administrator, clerk, sign_in
):
    client, address = sign_in(administrator), reverse("set_post_share", args=[clerk.pk])
    page = client.post(address, {"share-percent": "60"}, follow=True).content.decode()
    assert "100 % → 60 %" in page
    assert Worker.objects.get(pk=clerk.pk).post_percent == 60
    assert LogEntry.objects.get(what="set_post_share").detail == {"worker": clerk.pk}


@pytest.mark.parametrize("typed", ["0", "101", "pol", "100"])
def test_no_share_or_more_than_a_post_or_the_same_again_is_refused_as_it_was_typed(
    administrator, clerk, sign_in, typed
):
    address = reverse("set_post_share", args=[clerk.pk])
    answer = sign_in(administrator).post(address, {"share-percent": typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode()
    assert Worker.objects.get(pk=clerk.pk).post_percent == 100
