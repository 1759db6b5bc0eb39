"""Norms of staff that no source at hand prints: stated by the director, with act, article and first day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.organisation.access import require
from opora.organisation.models import Centre, StatedNorm, Worker
from opora.organisation.refusal import Refused

COORDINATORS = "community_treatment.coordinator"
COUNTED = ("at_once", "in_a_year")
MOST_PERSONS = 1000
"""More persons for one worker are a slip of the hand; ours."""


@transaction.atomic
def state_norm(
    key: str,
    *,
    persons: int,
    counted: str,
    act: str,
    article: str,
    valid_from: date,
    by: Worker,
    at: datetime,
) -> StatedNorm:
    """State a norm of the worker's centre from a day on. Refused without its act and article."""
    require(by, "state_norm", on=timezone.localdate(at))
    if counted not in COUNTED or not 0 < persons <= MOST_PERSONS:
        raise Refused(
            _("This is no number of persons for one coordinator. Enter one between 1 and %(most)d.")
            % {"most": MOST_PERSONS},
            field="persons",
        )
    for field, told in (("act", act), ("article", article)):
        if not told.strip():
            raise Refused(_("Name the act and the article that print the norm."), field=field)
    return StatedNorm.objects.create(
        centre=by.centre,
        key=key,
        persons=persons,
        counted=counted,
        act=act.strip(),
        article=article.strip(),
        valid_from=valid_from,
        stated_by=by,
        stated_at=at,
    )


def stated_on(centre: Centre, key: str, on: date) -> StatedNorm | None:
    """The norm that holds in a centre on a day: of one first day the last that was stated."""
    stated = centre.stated_norms.filter(key=key, valid_from__lte=on)
    return stated.order_by("-valid_from", "-stated_at", "-pk").first()
