"""Who is free to mediate, beside the form that names the mediator: load, languages, ties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from opora.cases.models import Case, CaseRecord, Party
from opora.catalogue.schema import Record
from opora.organisation.models import Worker
from opora.reports.mediation import Ties, Who, roster, ties_in
from opora.reports.mediation.who import CASE
from opora.web.mediator_rows import MediatorRow, rows_of

NAMED = 3
"""So many cases of the family are named in a sentence."""


@dataclass(frozen=True)
class Free:
    """One mediator for one case, with the sentences that speak against them."""

    row: MediatorRow
    against: list[str]
    is_excluded: bool


@dataclass(frozen=True)
class WhoIsFree:
    """The panel: mediators, who is least busy first and who may not act last; languages to choose from."""

    mediators: list[Free]
    languages: list[str]
    language: str


def who_is_free(
    case: Case, definition: Record, worker: Worker, *, language: str = "", at: datetime
) -> WhoIsFree | None:
    """For the record of a mediation that names its mediator; none for any other."""
    if case.task != CASE or not any(field.fit_for for field in definition.fields):
        return None
    on = timezone.localdate(at)
    found = roster(case.centre, on.year, on=on)
    may = [
        each
        for each in found.mediators
        if not each.is_struck_off(on) and (each.worker is None or each.worker.is_active)
    ]
    shown = [each for each in may if not language or each.speaks(language)]
    ties = ties_in(case, shown, reader=worker, at=at)
    free = [
        Free(row, list(_against(row.listed.name, ties[row.listed.who])), bool(ties[row.listed.who].excluded))
        for row in rows_of(shown, on=on)
    ]
    return WhoIsFree(sorted(free, key=lambda each: each.is_excluded), found.languages, language)


def warnings_about(kept: CaseRecord, definition: Record, worker: Worker, *, at: datetime) -> Iterator[str]:
    """What speaks against those whom a record of a mediation names: told where it is kept all the same."""
    panel = who_is_free(kept.case, definition, worker, at=at) if kept.case is not None else None
    named = _named(kept.content) if panel else set()
    for free in panel.mediators if panel else ():
        if free.row.listed.who in named:
            yield from free.against


def _against(name: str, ties: Ties) -> Iterator[str]:
    if ties.excluded:
        yield _("%(mediator)s is excluded from this case: %(ground)s (ZUP 35 and 36).") % {
            "mediator": name,
            "ground": ties.excluded,
        }
    if ties.parties:
        yield _(
            "%(mediator)s is tied to a party, as the register of mediators says: %(parties)s. Choose "
            "somebody who is free of ties."
        ) % {"mediator": name, "parties": ", ".join(ties.parties)}
    if ties.cases:
        yield _(
            "%(mediator)s works on another matter of this family: %(cases)s. A mediator has no part in "
            "those, and whoever mediated writes no opinion for the court (DZ 210(5))."
        ) % {"mediator": name, "cases": ", ".join(ties.cases[:NAMED])}


def _named(content: Mapping[str, Any]) -> set[Who]:
    workers = {content.get(key) for key in ("mediator", "co_mediator")} - {None}
    outside = Party.objects.filter(pk__in=[content.get("external_mediator") or 0], person__isnull=False)
    persons = outside.values_list("person__public_id", flat=True)
    return {Who(worker=key) for key in workers} | {Who(person=str(key)) for key in persons}
