"""Work of one's own that was done and is in no statistics, as the day of its worker tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.cases.models import Case
from opora.cases.uncounted import uncounted_of
from opora.web.waiting_items import Item


def work_not_counted(cases: Iterable[Case]) -> Iterator[Item]:
    """One line for each case in which a step was done and its record was never kept."""
    by_id = {case.pk: case for case in cases}
    language = get_language() or "en"
    for pk, records in uncounted_of(by_id.values()).items():
        case = by_id[pk]
        names = ", ".join(f"“{record.name(language)}”" for record in records)
        yield Item(
            "ahead",
            _("Statistics"),
            case.number,
            _("Done, and in no statistics: keep the record %(names)s.") % {"names": names},
            reverse("case", args=[case.public_id]) + "#records",
            case=case,
        )
