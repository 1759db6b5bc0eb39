"""Every address × every role × every place, generated from the URLs and the access table.

An address that appears without a row fails here, and so does one whose arguments the generator
does not know. Nothing is written by hand for a single page.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.access.arguments import OF_NOBODY, OPAQUE, address, names_in_address
from tests.access.trying import findings

from opora.organisation.access_table import Open, table
from opora.web.access import addresses
from opora.web.checks import every_address_has_a_row, every_page_is_watched

ROUTES = table().routes
FOR_A_STEP = [name for name, route in ROUTES.items() if route.step]
CLOSED = [
    name
    for name, pattern in addresses()
    if name in ROUTES and ROUTES[name].open == Open.CLOSED and pattern.name and not names_in_address(name)
]


def test_every_address_has_a_row_for_the_step_of_its_view():
    assert [str(problem) for problem in every_address_has_a_row()] == []


def test_access_and_log_stand_around_every_page():
    assert every_page_is_watched() == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", FOR_A_STEP)
def test_an_address_opens_as_the_table_says_and_leaks_nothing(world, name):
    assert findings(ROUTES[name], world) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", FOR_A_STEP)
def test_who_is_not_signed_in_gets_nothing(client, world, name):
    where = address(ROUTES[name], world.places["own_unit"])
    for response in (client.get(where), client.post(where)):
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_address_answers_as_if_it_did_not_exist(client, name):
    assert client.get(reverse(name)).status_code == 404


@pytest.mark.parametrize("name", [name for name in FOR_A_STEP if ROUTES[name].of in OPAQUE])
def test_an_address_about_somebody_or_their_case_names_it_opaquely(name):
    assert [each for each in names_in_address(name) if each not in OF_NOBODY] == ["public_id"]
