"""What somebody left for a worker, and what they began to write themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from opora.cases.models import Case, Draft, Handover
from opora.organisation.access import may, reach
from opora.organisation.kept_queries import kept
from opora.organisation.models import Worker
from opora.web.notes_panel import begun
from opora.web.waiting_items import LONGEST, Item, local_day, shortened


@kept
def handed_over(worker: Worker) -> QuerySet[Handover]:
    """What the on-call service or another unit left for the worker's units and nobody has taken yet."""
    reached = reach(worker, "see_worklist")
    for_them = Q(to_worker=worker)
    if reached.units:
        for_them |= Q(to_unit__among=reached.units)
    if reached.centre is not None:
        for_them |= Q(to_unit__centre=reached.centre)
    open_to_them = Case.objects.visible_to(worker).filter(pk=OuterRef("case"))
    meant = Handover.objects.waiting().meant_for(worker).filter(for_them)
    waiting = meant.annotate(is_open=Exists(open_to_them))
    return waiting.select_related("case", "to_unit", "by").order_by("at", "pk")[:LONGEST]


def messages_of(handovers: Iterable[Handover], worker: Worker) -> Iterator[Item]:
    """The message of each; of a case sealed to the worker only that one waits, and where it is taken.

    Whoever could neither take it nor open it with a reason is told nothing of it.
    """
    may_take = may(worker, "take_over_case")
    may_act = may_take or may(worker, "break_glass")
    for each in handovers:
        on = local_day(each.at)
        if not each.is_open:  # type: ignore[attr-defined]
            if not may_act:
                continue
            yield Item(
                "today",
                _("Handover"),
                each.to_unit.name,
                (
                    _("%(name)s handed over a sealed case. Read what you must know, and take it.")
                    if may_take
                    else _(
                        "%(name)s handed over a sealed case. "
                        "Open it with a reason, or ask the head of the unit."
                    )
                )
                % {"name": each.by.full_name},
                reverse("handovers") if may_take else reverse("open_with_reason"),
                on,
                _("handed over on"),
            )
            continue
        yield Item(
            "today",
            _("Handover"),
            each.case.number,
            _("%(name)s: %(message)s") % {"name": each.by.full_name, "message": shortened(each.message)},
            reverse("case", args=[each.case.public_id]),
            on,
            _("handed over on"),
            each.case,
        )


@kept
def drafts_of(worker: Worker) -> QuerySet[Draft]:
    """Notes the worker began and did not save, in cases they may still read, the oldest first."""
    mine = Draft.objects.filter(worker=worker, case__in=Case.objects.visible_to(worker))
    written = mine.exclude(title="", text="").select_related("case", "note")
    return written.defer("text", "entries", "note__text").order_by("saved_at", "pk")[:LONGEST]


def notes_not_saved(drafts: Iterable[Draft]) -> Iterator[Item]:
    """Notes that only their writer sees, until they save them."""
    for draft in drafts:
        yield Item(
            "soon",
            _("Note"),
            draft.case.number,
            _("You began a note and did not save it: %(title)s") % {"title": draft.title}
            if draft.title.strip()
            else _("You began a note and did not save it."),
            begun(draft.case, draft).address,
            local_day(draft.saved_at),
            _("begun on"),
            draft.case,
        )
