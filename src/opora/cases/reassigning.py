"""Giving several cases to another worker at once: all of them or none, each with its line and the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.assigning import give
from opora.cases.models import Case
from opora.organisation.access import obstacle
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.reasons import refuse_empty_words

AT_ONCE = 100


@dataclass(frozen=True)
class Hindered:
    """A case that cannot be given to the worker, and the sentence that says why and what to do."""

    case: Case
    sentence: str
    is_sealed: bool


class SomeHindered(Refused):
    """Some of the cases cannot be given, so none was.

    `hindered` has the sentence for each of them, `free` the others: they may be given without these.
    """

    def __init__(self, hindered: Sequence[Hindered], free: Sequence[Case]) -> None:
        self.hindered, self.free = tuple(hindered), tuple(free)
        lead = " ".join(
            [
                _("No case was given on, because some of them cannot be."),
                _("Take these out of the choice, or choose another worker."),
            ]
        )
        super().__init__(lead, field="cases", details=_details(self.hindered))


@transaction.atomic
def reassign(cases: Iterable[Case], *, to: Worker, reason: str, by: Worker, at: datetime) -> list[Case]:
    """Give each of these cases to a worker, with the reason in its timeline.

    Refused without a reason, for no case or too many at once, and as a whole where one of them cannot be
    given: it is sealed to the one who assigns, it is closed, or the worker is not fit for it, excluded from
    it, or works elsewhere.
    """
    refuse_empty_words(reason)
    chosen = {case.pk for case in cases}
    _refuse_number(len(chosen))
    rows = Case.objects.select_for_update(of=("self",)).select_related("unit", "assigned_to")
    locked = list(rows.filter(pk__in=chosen).order_by("pk"))
    hindered = [found for case in locked if (found := _given(case, to, reason.strip(), by, at))]
    if hindered:
        kept_back = {each.case.pk for each in hindered}
        raise SomeHindered(hindered, [case for case in locked if case.pk not in kept_back])
    return locked


def _given(case: Case, to: Worker, reason: str, by: Worker, at: datetime) -> Hindered | None:
    """Give one case; what stands in the way is kept, so that all of it can be told at once."""
    if sentence := obstacle(by, "assign_case", case=case, on=timezone.localdate(at)):
        return Hindered(case, sentence, bool(case.seal))
    try:
        with transaction.atomic():
            give(case, to=to, by=by, at=at, reason=reason)
            record(by, Deed.CHANGED, "assign_case", persons=case.person_ids(), case_id=case.pk, at=at)
    except Refused as refusal:
        return Hindered(case, refusal.message, False)
    return None


def _refuse_number(count: int) -> None:
    if count == 0:
        raise Refused(_("Choose at least one case."), field="cases")
    if count > AT_ONCE:
        raise Refused(
            ngettext(
                "At most %(count)d case is given on at once. Choose fewer.",
                "At most %(count)d cases are given on at once. Choose fewer.",
                AT_ONCE,
            )
            % {"count": AT_ONCE},
            field="cases",
        )


def _details(hindered: Sequence[Hindered]) -> list[str]:
    """Each reason once, behind the numbers of the cases it keeps back; sealed ones are only counted."""
    numbers: dict[str, list[str]] = {}
    for each in hindered:
        if not each.is_sealed:
            numbers.setdefault(each.sentence, []).append(each.case.number)
    told = [f"{', '.join(of)}: {sentence}" for sentence, of in numbers.items()]
    if sealed := sum(each.is_sealed for each in hindered):
        words = ngettext(
            "%(count)d case is sealed to you: whoever has it lets somebody in.",
            "%(count)d cases are sealed to you: whoever has them lets somebody in.",
            sealed,
        )
        told.insert(0, words % {"count": sealed})
    return told
