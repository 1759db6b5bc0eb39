"""Acts of people at the terminal: done whole, told in English, and refused in a sentence."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from opora.config.django_start import start_django

if TYPE_CHECKING:
    from opora.organisation.models import Worker


def in_words(act: Callable[[argparse.Namespace], str], chosen: argparse.Namespace) -> int:
    """Do the act in English, as everything at the terminal; a refusal is a sentence, never a traceback."""
    start_django()
    from django.db import transaction
    from django.utils import translation

    from opora.organisation.refusal import Refused

    with translation.override("en"):
        try:
            with transaction.atomic():
                print(act(chosen))
        except Refused as refusal:
            print(refusal.message, file=sys.stderr)
            return 1
    return 0


def worker_named(login: str) -> Worker:
    """The worker who signs in with this name."""
    from opora.organisation.models import Worker
    from opora.organisation.refusal import Refused

    if worker := Worker.objects.filter(login=login.strip().lower()).first():
        return worker
    raise Refused(f"Nobody signs in as {login}. Check the name; nothing was changed.")


def not_known(kind: str, named: str, known: Iterable[str]) -> str:
    """The sentence for a name that nothing has, with those there are."""
    return f"There is no {kind} {named}. Known are: {', '.join(sorted(known))}."


def typed_day(text: str) -> date:
    """A day as `2026-05-04`, or as people here write it: `4. 5. 2026`."""
    compact = re.sub(r"\s", "", text)
    try:
        if written := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\.?", compact):
            day, month, year = (int(part) for part in written.groups())
            return date(year, month, day)
        return date.fromisoformat(compact)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a day. Write it as 2026-05-04 or as 4.5.2026."
        ) from None
