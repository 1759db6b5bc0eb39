"""How much of a full post somebody works: what the load of the unit is held against."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from opora.organisation.models import AccountEvent, Worker
from opora.organisation.refusal import Refused

FULL = 100


@transaction.atomic
def set_post_share(worker: Worker, *, percent: int, by: Worker, at: datetime) -> Worker:
    """From now on the worker's load is held against this many per cent of a full post.

    Refused where it is not above nought and at most the whole, and where it is so already.
    """
    worker = Worker.objects.get_queryset().select_for_update().get(pk=worker.pk)
    if not 0 < percent <= FULL:
        raise Refused(_("A share of a post is a whole number from 1 to 100 per cent."), field="percent")
    if percent == worker.post_percent:
        raise Refused(
            _("It is %(percent)d per cent already. Change the number, or leave it as it is.")
            % {"percent": percent},
            field="percent",
        )
    before, worker.post_percent = worker.post_percent, percent
    worker.save(update_fields=["post_percent"])
    changed = f"{before} % → {percent} %"
    AccountEvent.objects.create(
        worker=worker, kind=AccountEvent.Kind.POST_SHARE, by=by, at=at, reason=changed
    )
    return worker
