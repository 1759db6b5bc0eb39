"""The director looks at every role somebody else gave: one pair of eyes must not be enough."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from opora.organisation.models import RoleGrant, Worker


def roles_given(watcher: Worker) -> QuerySet[RoleGrant]:
    """Roles given to others in the watcher's centre, as far as it is known when; the newest first.

    What the installation was loaded with was given at no moment and is left out.
    """
    given = RoleGrant.objects.filter(worker__centre=watcher.centre_id, given_at__isnull=False)
    others = given.exclude(worker=watcher).exclude(given_by=watcher)
    return others.select_related("worker", "unit", "given_by", "seen_by").order_by("-pk")


def not_seen(watcher: Worker) -> QuerySet[RoleGrant]:
    """Those of them that no director has looked at."""
    return roles_given(watcher).filter(seen_at__isnull=True)


def see_roles(watcher: Worker, grants: Collection[int], *, at: datetime) -> int:
    """Note that the watcher looked at these; how many of them nobody had looked at before."""
    keys = not_seen(watcher).filter(pk__in=grants).values_list("pk", flat=True)
    return RoleGrant.objects.filter(pk__in=list(keys), seen_at__isnull=True).update(
        seen_by=watcher, seen_at=at
    )
