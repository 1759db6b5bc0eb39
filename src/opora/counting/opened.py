"""The cases behind a number, for whoever may see them: the rest stays a number."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from opora.cases.models import Case
from opora.cases.querysets import CaseQuerySet
from opora.counting.meaning import Meaning
from opora.organisation.models import Worker


def cases_open_to(worker: Worker, meaning: Meaning, keys: Collection[int], *, at: datetime) -> CaseQuerySet:
    """Those of the cases behind a number that the worker may read.

    Where the number itself tells what is kept from others (a sealed kind of record, a talk that leaves the
    room with consent only), those alone whom the case was given to, who are of its team or were let in.
    """
    seen = Case.objects.visible_to(worker, at=at).filter(pk__in=keys)
    if not meaning.is_of_few:
        return seen
    let_in = worker.accesses.filter(from_at__lte=at, until_at__gt=at).values("case")
    team = worker.teams.filter(until=None).values("case")
    return seen.filter(Q(assigned_to=worker) | Q(pk__in=let_in) | Q(pk__in=team))
