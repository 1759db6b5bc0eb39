"""From which day on work counts in a case: its opening, or that of the case it grew out of."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opora.cases.models import Case, CaseLink, LinkKind
from opora.organisation.refusal import Refused


def first_day(case: Case) -> date:
    """The day the matter began: of a case that grew out of others, the first day of the earliest of them."""
    first, seen, later = case.opened_on, {case.pk}, {case.pk}
    while later:
        links = CaseLink.objects.filter(case__in=later, kind=LinkKind.GREW_OUT_OF)
        earlier = dict(links.exclude(other__in=seen).values_list("other", "other__opened_on"))
        first = min([first, *earlier.values()])
        later = set(earlier)
        seen |= later
    return first


def refuse_before_first_day(cases: Collection[Case], on: date) -> None:
    """Refused: work on a day on which there was no such case yet."""
    for case in cases:
        if on < case.opened_on and on < first_day(case):
            raise Refused(
                _(
                    "%(day)s lies before case %(number)s was opened (%(opened)s). Correct the day. What "
                    "was done earlier belongs to the case of that time: link the two as one grown out of "
                    "the other."
                )
                % {
                    "day": date_format(on),
                    "number": case.number,
                    "opened": date_format(case.opened_on),
                },
                field="on",
            )
