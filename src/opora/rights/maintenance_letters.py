"""Notices of the uprating to beneficiary and debtor, and extracts of all upratings of an obligation.

A notice is part of the enforceable title (DZ art. 198(3)), so it is kept as it was made, and made once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.audit.log import record
from opora.audit.models import Deed
from opora.cases.models import CaseRecord
from opora.decisions.phrases import day as written_day
from opora.decisions.phrases import number
from opora.documents.storage import store
from opora.organisation.access import require
from opora.organisation.models import Worker
from opora.organisation.refusal import Refused
from opora.people.models import Person
from opora.rights.cents import CENTS, in_euros
from opora.rights.maintenance import obligations_of, persons_of
from opora.rights.models import Uprating, UpratingExtract, UpratingOutcome
from opora.rights.plain_letters import language_to, signed_pdf, window_of, written_sheet


def make_notices(
    year: int, *, by: Worker, at: datetime, on: date, at_most: int | None = None
) -> tuple[int, int]:
    """Make the notices of a year that are not made yet: how many obligations were told, and how many wait.

    Each obligation in a transaction of its own; both parties or neither.
    """
    require(by, "keep_record", on=on)
    waiting = Uprating.objects.filter(
        year=year,
        outcome=UpratingOutcome.UPRATED,
        notices={},
        obligation__in=obligations_of(by, on),
    ).order_by("pk")
    pks = list(waiting.values_list("pk", flat=True))
    for pk in pks[:at_most]:
        _make_notices_of(pk, by, at, on)
    made = len(pks[:at_most])
    return made, len(pks) - made


@transaction.atomic
def issue_extract(
    obligation: CaseRecord, *, asker: str, purpose: str, to_name: str, by: Worker, at: datetime, on: date
) -> UpratingExtract:
    """The extract of every uprating so far, signed and kept, for a party, a court or the Fund.

    Refused without a name, and where nothing was uprated yet.
    """
    require(by, "keep_record", on=on)
    if not to_name.strip():
        raise Refused(_("Write to whom the extract goes: the party, the court or the Fund."), field="to_name")
    history = list(obligation.upratings.exclude(outcome=UpratingOutcome.UNKNOWN).order_by("year"))
    if not history:
        raise Refused(
            _("This maintenance was not looked at in any year yet. Run the uprating of a year first.")
        )
    with translation.override("sl"):
        letter = written_sheet(
            unit=obligation.unit,
            number=_number(obligation),
            window=[to_name.strip()],
            title=pgettext("letter", "Extract of the upratings of maintenance"),
            blocks=[*_about(obligation), _table(history)],
            by=by,
            on=on,
        )
    extract = UpratingExtract.objects.create(
        obligation=obligation,
        asker=asker,
        purpose=purpose,
        to_name=to_name.strip(),
        issued_on=on,
        issued_at=at,
        issued_by=by,
        sha256=store(signed_pdf(letter, "sl", by, at), root=settings.OPORA_DOCUMENTS),
    )
    persons = [person.pk for person in persons_of(obligation).values()]
    record(by, Deed.DISCLOSED, "issue_extract", persons=persons, detail={"extract": extract.pk})
    return extract


@transaction.atomic
def _make_notices_of(pk: int, by: Worker, at: datetime, on: date) -> None:
    uprating = Uprating.objects.select_for_update().select_related("obligation__unit").get(pk=pk)
    if uprating.notices:  # another worker came first
        return
    persons = persons_of(uprating.obligation)
    uprating.notices = {role: _notice(uprating, person, by, at, on) for role, person in persons.items()}
    uprating.notices_made_on, uprating.notices_made_by = on, by
    uprating.save(update_fields=["notices", "notices_made_on", "notices_made_by"])
    record(
        by,
        Deed.CREATED,
        "make_uprating_notices",
        persons=[person.pk for person in persons.values()],
        detail={"uprating": uprating.pk, "year": uprating.year},
    )


def _notice(uprating: Uprating, to: Person, by: Worker, at: datetime, on: date) -> str:
    language = language_to(to)
    with translation.override(language):
        sentence = _(
            "By article 198 of the Family Code the maintenance is uprated by {growth} % and is "
            "{after} EUR a month from {day} on; until then it was {before} EUR."
        ).format(
            growth=number((uprating.growth or Decimal(0)) * 100, places=1),
            after=in_euros(uprating.after_cents or 0),
            before=in_euros(uprating.before_cents),
            day=written_day(uprating.valid_from or on),
        )
        title = _("With the court settlement, decision or notarial deed this notice is an enforceable title.")
        letter = written_sheet(
            unit=uprating.obligation.unit,
            number=_number(uprating.obligation),
            window=window_of(to, on),
            title=pgettext("letter", "Notice of the uprating of maintenance"),
            blocks=[*_about(uprating.obligation), sentence, title],
            by=by,
            on=on,
        )
    return store(signed_pdf(letter, language, by, at), root=settings.OPORA_DOCUMENTS)


def _about(obligation: CaseRecord) -> list[str]:
    """Beneficiary, debtor and the title."""
    content, persons = obligation.content, persons_of(obligation)
    names = {role: person.full_name for role, person in persons.items()}
    return [
        _("Beneficiary: {beneficiary}. Debtor: {debtor}.").format(
            beneficiary=names.get("beneficiary", "–"), debtor=names.get("debtor", "–")
        ),
        _("The maintenance is set by act {number} of {day}.").format(
            number=content["act_number"], day=written_day(content["act_date"])
        ),
    ]


def _table(history: Sequence[Uprating]) -> dict[str, Any]:
    columns = [
        {"label": pgettext("uprating", "Year")},
        {"label": pgettext("uprating", "Valid from"), "holds": "date"},
        {"label": pgettext("uprating", "Before (EUR)"), "holds": "amount"},
        {"label": pgettext("uprating", "Growth or reason")},
        {"label": pgettext("uprating", "After (EUR)"), "holds": "amount"},
    ]
    return {"kind": "table", "columns": columns, "rows": [_row(each) for each in history]}


def _row(uprating: Uprating) -> list[str | None]:
    before, after = uprating.before_cents, uprating.after_cents
    growth = f"{number((uprating.growth or Decimal(0)) * 100, places=1)} %"
    return [
        str(uprating.year),
        uprating.valid_from.isoformat() if uprating.valid_from else None,
        f"{Decimal(before) / CENTS:.2f}",
        growth if uprating.growth is not None else str(uprating.get_why_display()),
        f"{Decimal(before if after is None else after) / CENTS:.2f}",
    ]


def _number(obligation: CaseRecord) -> str:
    return str(obligation.content.get("number") or obligation.content["act_number"])
