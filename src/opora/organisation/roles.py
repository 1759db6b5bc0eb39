"""Giving a worker a role for a time, and ending it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.organisation.models import Role, RoleGrant, Unit, Worker
from opora.organisation.refusal import Refused

ONE_DAY = timedelta(days=1)
# Watching over the others and being watched over must not meet in one person.
ALONE = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


@transaction.atomic
def grant_role(
    worker: Worker,
    role: Role,
    *,
    from_day: date,
    unit: Unit | None = None,
    until: date | None = None,
    by: Worker | None = None,
    at: datetime | None = None,
) -> RoleGrant:
    """Give a role from a day on, up to and including `until`; without a unit, for the whole centre.

    Refused for another centre's unit, for a director of one unit, for days the worker already holds the
    role there, and when an auditor or administrator would also work with cases. With the moment `at`
    the director is told of it, `roles_watched.py`. A role that ends with the very day, as when the account
    was closed this morning, gives way to the new one, which begins on it.
    """
    worker = _locked(worker)
    refuse_foreign_unit(worker, unit)
    if role == Role.DIRECTOR and unit is not None:
        raise Refused(_("A director leads the whole centre. Choose the whole centre."), field="unit")
    if until is not None and until < from_day:
        raise Refused(_("The role would end before it begins. Correct one of the two days."), field="until")
    period = DateRange(from_day, None if until is None else until + ONE_DAY)
    _let_the_last_day_go(worker, role, unit, from_day)
    overlapping = RoleGrant.objects.filter(worker=worker, period__overlap=period)
    _refuse_double(overlapping, role, unit)
    _refuse_watching_oneself(overlapping, role)
    return RoleGrant.objects.create(
        worker=worker, role=role, unit=unit, period=period, given_by=by, given_at=at
    )


@transaction.atomic
def end_role(grant: RoleGrant, *, last_day: date) -> RoleGrant:
    """End a role after `last_day`. What was done under it stays done.

    Refused when the role had already ended, or had not begun by that day.
    """
    grant = RoleGrant.objects.select_for_update().select_related("worker").get(pk=grant.pk)
    after = last_day + ONE_DAY
    if grant.period.upper is not None and grant.period.upper <= after:
        raise Refused(
            _("This role already ends on %(day)s.") % {"day": date_format(grant.period.upper - ONE_DAY)}
        )
    if grant.period.lower is not None and after <= grant.period.lower:
        raise Refused(_("The role had not begun by that day. Choose a later last day."), field="last_day")
    grant.period = DateRange(grant.period.lower, after)
    grant.save(update_fields=["period"])
    return grant


def _let_the_last_day_go(worker: Worker, role: Role, unit: Unit | None, day: date) -> None:
    """The role that ends there with this day ends with the one before; one of that day alone is no more."""
    ending = RoleGrant.objects.filter(worker=worker, role=role, unit=unit, period__endswith=day + ONE_DAY)
    for grant in ending:
        if grant.period.lower == day:
            grant.delete()
        else:
            grant.period = DateRange(grant.period.lower, day)
            grant.save(update_fields=["period"])


def _locked(worker: Worker) -> Worker:
    return Worker.objects.select_for_update().get(pk=worker.pk)


def refuse_foreign_unit(worker: Worker, unit: Unit | None) -> None:
    """Refused for a unit of another centre than the worker's."""
    if unit is not None and unit.centre_id != worker.centre_id:
        raise Refused(
            _(
                "%(unit)s belongs to another centre. Choose a unit of the worker's own centre, "
                "or open an account for them there."
            )
            % {"unit": unit},
            field="unit",
        )


def _refuse_double(overlapping: QuerySet[RoleGrant], role: Role, unit: Unit | None) -> None:
    same = [grant for grant in overlapping if grant.role == role]
    if any(grant.unit_id is None or unit is None or grant.unit_id == unit.pk for grant in same):
        raise Refused(
            _("The worker already holds this role in that period. End the present grant first."),
            field="role",
        )


def _refuse_watching_oneself(overlapping: QuerySet[RoleGrant], role: Role) -> None:
    others = {Role(grant.role) for grant in overlapping} - {role}
    if others and (role in ALONE or others & ALONE):
        raise Refused(
            _(
                "An auditor or an administrator may hold no other role, so that nobody watches over "
                "their own work. End the other role first, or choose another worker."
            ),
            field="role",
        )
