"""Addresses worked out once are those that Django works out each time."""

from __future__ import annotations

from types import ModuleType
from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, path, reverse

from opora.web.links import address


@pytest.mark.parametrize("name", ["case", "facts", "decision", "person", "ask_registers"])
def test_an_address_with_an_opaque_identifier(name):
    key = uuid4()
    assert address(name, key) == address(name, str(key)) == reverse(name, args=[key])


@pytest.mark.parametrize("name", ["correct_fact", "settle_conflict", "payment_run", "payment_csv"])
@pytest.mark.parametrize("key", [7, 12345678])
def test_an_address_with_the_number_of_a_row_has_no_separators_in_it(name, key):
    assert address(name, key) == reverse(name, args=[key])


@pytest.mark.parametrize("name", ["case_step", "add_record"])
def test_an_address_of_a_piece_of_a_case(name):
    key = uuid4()
    assert address(name, key, "home_visit") == reverse(name, args=[key, "home_visit"])
    assert (
        address(name, key, "other") == address(name, str(key), "other") == reverse(name, args=[key, "other"])
    )


def test_an_address_with_a_word():
    assert address("catalogue_task", "intake") == reverse("catalogue_task", args=["intake"])


@pytest.mark.parametrize("name", ["home", "worklist", "search", "mfa_index"])
def test_an_address_without_anything_in_it(name):
    assert address(name) == reverse(name)


def test_other_routes_have_other_addresses(settings):
    before = address("home")
    elsewhere = ModuleType("elsewhere")
    elsewhere.urlpatterns = [path("elsewhere/", lambda _request: None, name="home")]
    settings.ROOT_URLCONF = elsewhere
    assert before == "/"
    assert address("home") == "/elsewhere/"


def test_a_key_of_another_kind_than_the_route_takes_is_an_error():
    for wrong in (7, None, "", "7"):
        with pytest.raises(NoReverseMatch):
            address("case", wrong)
