"""Accounts are given out by the centre: nobody signs up, and everybody shows a second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from opora.audit.log import record
from opora.audit.models import Deed
from opora.organisation.models import Installation, Worker

SET_UP_HERE = "second_factor_set_up_by"
SET_UP_ROUTES = {"mfa_activate_totp", "mfa_add_webauthn"}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in for workers only, remembered in the log whether it succeeds or not."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Called when every step of signing in is done, the second factor included."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if isinstance(user, Worker):
            record(user, Deed.SIGNED_IN, "sign_in")
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password: for whom, if there is such an account; never what was typed."""
        super().authentication_failed(request, **credentials)
        worker = Worker.objects.filter(login=str(credentials.get("username", "")).lower()).first()
        record(worker, Deed.REFUSED, "sign_in")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who sets up their first second factor has just typed the password: not once more."""
        request = context.request
        if request is not None and isinstance(request.user, Worker) and not is_mfa_enabled(request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """The password there was is no new one: somebody else may have seen it."""
        if user is not None and user.check_password(password):
            raise ValidationError(_("This is the password you have now. Choose another one."))
        cleaned: str = super().clean_password(password, user)
        return cleaned

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Chosen by its owner, the password need not be changed any more."""
        if isinstance(user, Worker):
            user.must_change_password = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("home")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent by e-mail: accounts need no address, and the log remembers what happened."""


def second_factor_is_confirmed(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor, or set one up; in the demo it counts as shown."""
    if settings.OPORA_SECOND_FACTOR_PRECONFIRMED:
        return True
    if request.session.get(SET_UP_HERE) == request.user.pk:
        return True
    records = get_authentication_records(request, request.user)
    return any(shown["method"] == "mfa" for shown in records)


def place_to_show_second_factor(worker: Worker) -> str:
    """The address where the worker shows the second factor they have, or sets up their first."""
    return "mfa_reauthenticate" if is_mfa_enabled(worker) else "mfa_activate_totp"


def confirm_second_factor_just_set_up(request: HttpRequest, response: HttpResponse) -> None:
    """A session that set up a second factor has shown it: setting up asks for a code or a key."""
    match = request.resolver_match
    done = request.method == "POST" and response.status_code == 302
    if match is None or match.view_name not in SET_UP_ROUTES or not done:
        return
    if isinstance(request.user, Worker) and is_mfa_enabled(request.user):
        request.session[SET_UP_HERE] = request.user.pk


def refuse_preconfirmation_outside_demo() -> None:
    """Raise if second factors count as shown in a database that is not the demo's.

    Called before the server starts, and by a system check.
    """
    if settings.OPORA_SECOND_FACTOR_PRECONFIRMED and not _is_demo():
        raise ImproperlyConfigured(
            "OPORA_DEMO_SECOND_FACTOR lets workers in without a second factor, and this database is not "
            "marked as the demo's. Unset the variable, or use the database that `make run` has made."
        )


def _is_demo() -> bool:
    try:
        return Installation.objects.filter(demo=True).exists()
    except (OperationalError, ProgrammingError):
        return False
