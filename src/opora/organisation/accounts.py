"""Opening a worker's account with a first role, and closing it on the day somebody leaves."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from opora.organisation.models import Centre, Role, Unit, Worker
from opora.organisation.refusal import Refused
from opora.organisation.roles import ONE_DAY, end_role, grant_role

BYTES_OF_A_PASSWORD = 12


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
    centre: Centre,
    unit: Unit | None,
    roles: Sequence[Role],
    password: str,
    on: date,
) -> Worker:
    """Open an account whose roles hold from this day: in the unit, or without one in the whole centre.

    Refused for a sign-in name that is taken, a weak password, no role at all, and whatever `grant_role`
    refuses.
    """
    login = login.strip().lower()
    if Worker.objects.filter(login=login).exists():
        raise Refused(
            _("The sign-in name %(login)s is taken. Choose another one.") % {"login": login}, field="login"
        )
    if not roles:
        raise Refused(_("Name at least one role: without a role no page opens."), field="role")
    worker = Worker(
        login=login,
        given_name=given_name,
        family_name=family_name,
        title=title,
        sex=sex,
        centre=centre,
        unit=unit,
    )
    _refuse_weak(password, worker)
    worker.set_password(password)
    worker.save()
    for role in roles:
        grant_role(worker, role, from_day=on, unit=unit)
    return worker


@transaction.atomic
def close_account(worker: Worker, *, on: date) -> Worker:
    """Close an account at once: open sessions end, roles end with this day, those to come never begin.

    What the worker did stays theirs. Refused where the account is closed already.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
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
    return worker


def _refuse_weak(password: str, worker: Worker) -> None:
    try:
        validate_password(password, worker)
    except ValidationError as weakness:
        raise Refused(" ".join(weakness.messages), field="password") from weakness
