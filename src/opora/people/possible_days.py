"""Days on which somebody can live somewhere: in order, and none before birth."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.organisation.refusal import Refused
from opora.people.models import Person


def refuse_impossible_days(person: Person, from_day: date, until: date | None, *, reversed_days: str) -> None:
    """Refused before birth, and for an end no later than the beginning, as `reversed_days` says it."""
    if until and until <= from_day:
        words = {"end": date_format(until), "start": date_format(from_day)}
        raise Refused(reversed_days % words, field="until")
    if person.born and from_day < person.born:
        raise Refused(
            _("%(person)s was born on %(born)s and cannot live there earlier. Choose a later day.")
            % {"person": person.full_name, "born": date_format(person.born)},
            field="from_day",
        )
