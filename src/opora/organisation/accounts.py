"""Opening a worker's account with a first role, closing it on the day somebody leaves, opening it again."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from opora.organisation.models import AccountEvent, Centre, Role, RoleGrant, Unit, Worker
from opora.organisation.refusal import Refused
from opora.organisation.roles import ONE_DAY, end_role, grant_role, refuse_foreign_unit

BYTES_OF_A_PASSWORD = 12
LOGIN = re.compile(r"[a-z0-9][a-z0-9.@+_-]*", re.ASCII)
Kind = AccountEvent.Kind
FIELDS = {"role": "roles", "unit": "roles_in"}
"""What a refused role says its fields are, beside a unit that is the worker's own."""


def make_password() -> str:
    """A password nobody could guess, short enough to be typed once and then changed."""
    return secrets.token_urlsafe(BYTES_OF_A_PASSWORD)


@transaction.atomic
def open_account(
    *,
    login: str,
    given_name: str,
    family_name: str,
    title: str = "",
    sex: str = "",
    email: str = "",
    centre: Centre,
    unit: Unit | None,
    roles: Sequence[Role],
    roles_in: Unit | None,
    password: str | None,
    must_change_password: bool,
    on: date,
    by: Worker | None = None,
    at: datetime | None = None,
) -> Worker:
    """Open an account whose roles hold from this day: in `roles_in`, or without it in the whole centre.

    Without a password nobody signs in until a first one is given (`give_first_password`). Refused for a
    sign-in name that is taken or cannot be one, a weak password, a unit of another centre, no role at all,
    and whatever `grant_role` refuses.
    """
    login = login.strip().lower()
    _refuse_login(login, centre)
    worker = Worker(
        login=login,
        given_name=given_name,
        family_name=family_name,
        title=title,
        sex=sex,
        email=email,
        centre=centre,
        unit=unit,
        must_change_password=must_change_password,
    )
    refuse_foreign_unit(worker, unit)
    if password is not None:
        _refuse_weak(password, worker)
    worker.set_password(password)
    worker.save()
    at = at or timezone.now()
    _grant(worker, roles, roles_in, on, by, at)
    _tell(worker, Kind.OPENED, by, at)
    return worker


@transaction.atomic
def close_account(
    worker: Worker, *, on: date, reason: str = "", by: Worker | None = None, at: datetime | None = None
) -> Worker:
    """Close an account at once: open sessions end, roles end with this day, those to come never begin.

    What the worker did stays theirs. Refused where the account is closed already.
    """
    worker = _locked(worker)
    if not worker.is_active:
        raise Refused(_("The account %(login)s is closed already.") % {"login": worker.login})
    later = Q(period__endswith__isnull=True) | Q(period__endswith__gt=on + ONE_DAY)
    for grant in worker.grants.filter(later):
        if grant.period.lower is not None and grant.period.lower > on:
            grant.delete()
        else:
            end_role(grant, last_day=on)
    worker.is_active = False
    worker.save(update_fields=["is_active"])
    _tell(worker, Kind.CLOSED, by, at or timezone.now(), reason)
    return worker


@transaction.atomic
def reopen_account(
    worker: Worker,
    *,
    roles: Sequence[Role],
    roles_in: Unit | None,
    reason: str,
    on: date,
    by: Worker,
    at: datetime,
) -> Worker:
    """Open a closed account again, with roles given anew; the old password no longer opens it.

    The second factor stays. Refused where the account is open, and as `open_account` refuses roles.
    """
    worker = _locked(worker)
    if worker.is_active:
        raise Refused(_("The account %(login)s is open already.") % {"login": worker.login})
    worker.is_active, worker.must_change_password = True, True
    worker.set_unusable_password()
    worker.save(update_fields=["is_active", "must_change_password", "password"])
    _grant(worker, roles, roles_in, on, by, at)
    _tell(worker, Kind.REOPENED, by, at, reason)
    return worker


def roles_at_closing(worker: Worker) -> list[RoleGrant]:
    """The roles held on the day on which the account was last closed; none where it never was."""
    closed = worker.account_events.filter(kind=Kind.CLOSED).order_by("-at", "-pk").first()
    if closed is None:
        return []
    held = RoleGrant.objects.on(timezone.localdate(closed.at)).filter(worker=worker)
    return list(held.select_related("unit").order_by("pk"))


def mark_of_password(worker: Worker) -> str:
    """Tells one password from the next and nothing of either: a page sent again makes no further one."""
    told = f"{worker.pk}:{worker.password}"
    return salted_hmac("opora.first_password", told, algorithm="sha256").hexdigest()


@transaction.atomic
def give_first_password(worker: Worker) -> str:
    """A password to hand over, in place of one given before; its owner must change it at the first sign-in.

    Refused once the owner has chosen a password of their own: nobody else makes one for them on a page.
    """
    worker = _locked(worker)
    if not worker.is_active:
        raise Refused(_("The account %(login)s is closed. Open it again first.") % {"login": worker.login})
    if not worker.must_change_password:
        raise Refused(
            _(
                "%(worker)s has already chosen a password of their own, so a first one is not given any "
                "more. Whoever runs the server can set a new one."
            )
            % {"worker": worker}
        )
    password = make_password()
    worker.set_password(password)
    worker.save(update_fields=["password"])
    return password


def _locked(worker: Worker) -> Worker:
    return Worker.objects.get_queryset().select_for_update().get(pk=worker.pk)


def _grant(
    worker: Worker, roles: Sequence[Role], unit: Unit | None, on: date, by: Worker | None, at: datetime
) -> None:
    if not roles:
        raise Refused(_("Name at least one role: without a role no page opens."), field="roles")
    for role in roles:
        try:
            grant_role(worker, role, from_day=on, unit=unit, by=by, at=at)
        except Refused as refusal:
            raise Refused(refusal.message, field=FIELDS.get(refusal.field or "")) from refusal


def _tell(worker: Worker, kind: Kind, by: Worker | None, at: datetime, reason: str = "") -> None:
    AccountEvent.objects.create(worker=worker, kind=kind, by=by, at=at, reason=reason)


def _refuse_login(login: str, centre: Centre) -> None:
    if not LOGIN.fullmatch(login):
        raise Refused(
            _(
                "A sign-in name begins with a letter or digit and has only a–z, digits and . @ + _ - in it, "
                "for example ana.kobalar."
            ),
            field="login",
        )
    holder = Worker.objects.filter(login=login).first()
    if holder is None:
        return
    if holder.centre_id == centre.pk:
        told = _("The sign-in name %(login)s is taken: it is that of %(worker)s. Choose another one.")
    else:
        told = _("The sign-in name %(login)s is taken. Choose another one.")
    raise Refused(told % {"login": login, "worker": holder}, field="login")


def _refuse_weak(password: str, worker: Worker) -> None:
    try:
        validate_password(password, worker)
    except ValidationError as weakness:
        raise Refused(" ".join(weakness.messages), field="password") from weakness
