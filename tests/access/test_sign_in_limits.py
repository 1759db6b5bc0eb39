"""Guessing a password closes the account it was tried on for a while, and nobody else's."""

from __future__ import annotations

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.organisation.factories import WorkerFactory

from opora.config import environment

pytestmark = pytest.mark.django_db

PASSWORD = "Pet-velikih-jelenov-7"


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()


def worker(login: str):
    found = WorkerFactory(login=login, clerk=True)
    found.set_password(PASSWORD)
    found.save(update_fields=["password"])
    return found


def signs_in(login: str, password: str = PASSWORD) -> bool:
    client = Client()
    client.post(reverse("account_login"), {"login": login, "password": password})
    return "_auth_user_id" in client.session


def test_fifteen_wrong_passwords_for_one_account_keep_nobody_else_out():
    worker("napadena.oseba")
    worker("druga.oseba")
    for number in range(15):
        assert not signs_in("napadena.oseba", f"ugibanje-{number}")
    assert not signs_in("napadena.oseba")
    assert signs_in("druga.oseba")


def test_a_few_slips_of_the_keyboard_close_nothing():
    worker("nerodna.oseba")
    for _slip in range(4):
        assert not signs_in("nerodna.oseba", "napacno")
    assert signs_in("nerodna.oseba")


def test_the_counts_are_kept_for_all_processes_together():
    assert isinstance(caches["default"], DatabaseCache)


def test_behind_proxies_of_ours_the_caller_is_who_the_outermost_saw(settings, monkeypatch):
    monkeypatch.setenv("OPORA_PROXIES", "1")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = environment.proxies()
    request = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6, 192.0.2.7"})
    assert get_client_ip(request) == "192.0.2.7"


def test_without_proxies_nobody_names_their_own_address(settings, monkeypatch):
    monkeypatch.delenv("OPORA_PROXIES", raising=False)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = environment.proxies()
    request = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6"})
    assert get_client_ip(request) == "127.0.0.1"
