"""The whole social work of the demo centre, loaded once behind its applications."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.utils import timezone, translation

from opora.cases.models import Case
from opora.demo.parts import Say, handle_parts, say_nothing
from opora.demo.social_work.arriving import let_mail_arrive
from opora.demo.social_work.diary import fill_calendars
from opora.demo.social_work.handing_over import hand_some_over
from opora.demo.social_work.standby import keep_duty
from opora.demo.social_work.telling import tell_stories
from opora.organisation.models import Installation, Unit

CENTRE = "JUZNA_PRIMORSKA"
PARTS: tuple[tuple[str, ...], ...] = (("koper",), ("izola", "piran", "sezana"))
"""The units that one process tells of at a time: the largest has as many cases as the others together."""


def tell_social_work(*, today: date | None = None, processes: int = 1, say: Say = say_nothing) -> int:
    """Cases of every field with notes, meetings and deadlines, mail and duty; how many cases there are now.

    Nothing, and 0, where the demo has them already. They are the same for the same seed, population and day,
    but for their numbers.
    """
    installation = Installation.objects.get(id=1)
    if "social_work" in installation.loaded:
        return 0
    seed, today = installation.loaded["demo"]["seed"], today or timezone.localdate()
    before = Case.objects.count()

    def how_far() -> str:
        return f"{Case.objects.count() - before} cases of social work"

    told = handle_parts(
        _tell_part,
        [(codes, today, seed) for codes in PARTS],
        processes=processes,
        how_far=how_far,
        say=say,
    )
    cases, meetings = (sum(counted) for counted in zip(*told, strict=True))
    say(f"{cases} cases of social work, {meetings} meetings of this week")
    with transaction.atomic(), translation.override("sl"):
        letters = let_mail_arrive(today, centre=CENTRE)
        shifts, calls = keep_duty(today, seed=seed, centre=CENTRE)
        say(f"{letters} letters without a case, {shifts} shifts of standby, {calls} calls on duty")
        installation.loaded["social_work"] = True
        installation.save(update_fields=["loaded"])
    return int(cases)


def _tell_part(codes: Sequence[str], today: date, seed: int) -> tuple[int, int]:
    """The cases of some units with the days to come; cases and meetings."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")  # whoever breaks a set-up off begins it again
    logging.getLogger("opora.documents.virus_check").setLevel(logging.ERROR)
    units = list(Unit.objects.filter(centre__code=CENTRE, code__in=codes).select_related("centre"))
    with translation.override("sl"):
        told = list(tell_stories(today, seed=seed, units=units))
        hand_some_over(told, today)
        met = fill_calendars(told, today)
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")
    return len(told), met
