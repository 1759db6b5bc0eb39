"""Notices of a prolonged right: one letter a month and right, signed, in the case of the decision.

Each stands in a transaction of its own and is made once; the letter says the act and article that prolong.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.cases.models import Case
from opora.decisions.introduction import right_exercised
from opora.decisions.phrases import month as written_month
from opora.documents.models import Document
from opora.documents.registering import register_outgoing
from opora.law import month_after
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.rights.cents import in_euros
from opora.rights.models import EmergencyAct, Prolongation
from opora.rights.plain_letters import language_to, signed_pdf, window_of, written_sheet

KIND = "prolongation_notice"


def untold(act: EmergencyAct, by: Worker) -> QuerySet[Prolongation]:
    """Prolongations in the reach of a worker of which nobody was told yet."""
    cases = Case.objects.reached_for("prolong_rights", by)
    return act.prolongations.lasting().filter(notice__isnull=True, decision__case__in=cases).order_by("pk")


def tell_prolonged(
    act: EmergencyAct, *, by: Worker, at: datetime, on: date, at_most: int | None = None
) -> tuple[int, int]:
    """Make the notices that are not made yet: how many were made, and how many wait."""
    require(by, "prolong_rights", on=on)
    waiting = list(untold(act, by).values_list("pk", flat=True))
    for pk in waiting[:at_most]:
        _tell(pk, by, at, on)
    made = len(waiting[:at_most])
    return made, len(waiting) - made


@transaction.atomic
def _tell(pk: int, by: Worker, at: datetime, on: date) -> None:
    found = Prolongation.objects.select_for_update(of=("self",)).select_related(
        "act", "person", "entitlement", "decision__case__unit"
    )
    prolongation = found.get(pk=pk)
    if prolongation.notice_id is None:  # else another worker came first
        prolongation.notice = _notice(prolongation, by, at, on)
        prolongation.save(update_fields=["notice"])


def _notice(prolongation: Prolongation, by: Worker, at: datetime, on: date) -> Document:
    case, to = prolongation.decision.case, prolongation.person
    language = language_to(to)
    with translation.override(language):
        title = pgettext("letter", "Notice of a right prolonged by an emergency act")
        letter = written_sheet(
            unit=case.unit,
            number=case.number,
            window=window_of(to, on),
            title=title,
            blocks=_sentences(prolongation),
            by=by,
            on=on,
        )
    with translation.override("sl"):
        registered_as = pgettext("letter", "Notice of a right prolonged by an emergency act")
    pdf = signed_pdf(letter, language, by, at)
    return register_outgoing(case, kind=KIND, title=registered_as, pdf_bytes=pdf, by=by, on=on, at=at)


def _sentences(prolongation: Prolongation) -> list[str]:
    act, decision = prolongation.act, prolongation.decision
    words = {
        "right": right_exercised(prolongation.right),
        "number": decision.number,
        "ended": written_month(month_after(prolongation.month, -1)),
        "month": written_month(prolongation.month),
    }
    blocks = [
        _(
            "Your right to {right} by decision {number} ran out with the end of {ended}. It is prolonged by "
            "one month, for {month}, without an application."
        ).format(**words),
        _("Legal ground: {title} ({short_name}), {gazette}, {article}.").format(
            article=act.article, title=act.title, short_name=act.short_name, gazette=act.gazette
        ),
    ]
    if prolongation.entitlement is not None:
        amount = in_euros(prolongation.entitlement.monthly_cents)
        blocks.append(_("The amount stays the same: {amount} EUR.").format(amount=amount))
    blocks.append(
        _(
            "The prolongation ends when a new decision on the right is issued, or with the time for which "
            "the act prolongs. If you need the right after that, apply for it in time."
        )
    )
    return blocks
