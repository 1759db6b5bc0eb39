"""The operative part (izrek): what is decided, in numbered points, short and definite (ZUP art. 213).

The party stands in the nominative (“has the right to”), so that no name has to be inflected and nobody's sex
is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.decisions import phrases
from opora.decisions.introduction import right_exercised, right_name
from opora.decisions.matter import Matter
from opora.decisions.rights_told import RIGHTS, told

NO_BREAK_SPACE = "\u00a0"
Point = dict[str, Any]
Result = Mapping[str, Any]


@dataclass(frozen=True)
class Duties:
    """Dated terms of the acts that stand in every grant."""

    report_within_days: int
    payment_days: Mapping[str, int | None]
    """day of the month by right; None where no day is known"""


def operative_part(
    matter: Matter, results: Mapping[str, Result], *, duties: Duties, suspends: bool, act: str
) -> list[Point]:
    """The numbered points, first the rights in their order, then payment, duty to report, appeal, costs."""
    granted = [right for right, result in results.items() if _granted_periods(result)]
    alone = len(results) == 1 and len(matter.rights) == 1
    points = [_right(matter, right, result, alone=alone) for right, result in results.items()]
    if granted:
        points += [_payment(matter, granted, duties), _duty_to_report(granted, duties)]
    if not suspends:
        points.append({"text": _does_not_suspend(act)})
    points.append({"text": _("No costs of the procedure arose.")})
    return points


def _right(matter: Matter, right: str, result: Result, *, alone: bool) -> Point:
    words = {
        "party": party_named(matter),
        "right": right_exercised(right),
        "day": phrases.day(matter.filed_on),
    }
    granted = _granted_periods(result)
    if granted:
        text = _("{party} has the right to {right}, in these amounts a month:")
        return {"text": text.format(**words), "blocks": [_amounts(matter, granted)]}
    if alone:
        refusal = _("{party} has no right to {right}. The application of {day} is refused.")
    else:
        refusal = _("{party} has no right to {right}. The application of {day} is refused in this part.")
    return {"text": refusal.format(**words)}


def party_named(matter: Matter) -> str:
    """The party as a point names it: name and day of birth."""
    party = matter.party
    if party.born is None:
        return party.name
    return f"{party.name}, {pgettext('date of birth', 'born {day}').format(day=phrases.day(party.born))},"


def _amounts(matter: Matter, periods: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A row for each period; with the children, where the right is for them."""
    columns = [
        {"label": pgettext("column", "From"), "holds": "text"},
        {"label": pgettext("column", "To"), "holds": "text"},
        {"label": pgettext("column", "For"), "holds": "text"},
        {"label": pgettext("column", "EUR a month"), "holds": "amount"},
    ]
    rows = [
        [
            phrases.short_day(period["from"]),
            _until(period.get("to")),
            phrases.listed([matter.name(share["person"]) for share in period["per_person"]]),
            str(period["amount"]),
        ]
        for period in periods
    ]
    if not any(period["per_person"] for period in periods):
        columns, rows = columns[:2] + columns[3:], [row[:2] + row[3:] for row in rows]
    return {"kind": "table", "columns": columns, "rows": rows}


def _until(day: str | None) -> str:
    return phrases.short_day(day) if day else pgettext("end of a period", "without a fixed end")


def _granted_periods(result: Result) -> list[Mapping[str, Any]]:
    return [period for period in result["periods"] if period["entitled"]]


def _payment(matter: Matter, granted: Sequence[str], duties: Duties) -> Point:
    sentences = [_payment_day(right, duties) for right in granted]
    if matter.party.iban:
        sentences.append(_("We pay into the account {iban}.").format(iban=_grouped(matter.party.iban)))
    else:
        sentences.append(_("We pay into the account that you stated in the application."))
    return {"text": " ".join(sentences)}


def _payment_day(right: str, duties: Duties) -> str:
    name, day = phrases.capital(right_name(right)), duties.payment_days[right]
    if day is None:
        return _("{right} is paid monthly.").format(right=name)
    if told(right).paid_around_the_day:
        return _("{right} is paid monthly, about day {day} of the month.").format(right=name, day=day)
    return _("{right} is paid on day {day} of the month at the latest, for the month before.").format(
        right=name, day=day
    )


def _duty_to_report(granted: Sequence[str], duties: Duties) -> Point:
    within = phrases.within_days(duties.report_within_days)
    sentences = [
        str(told(right).duty_to_report).format(within_days=within) for right in RIGHTS if right in granted
    ]
    return {"text": " ".join(sentences)}


def _does_not_suspend(act: str) -> str:
    if act == "ruling":
        return _("An appeal does not delay the execution of this ruling.")
    if act == "informative_calculation":
        return _("An objection does not delay the execution of this calculation.")
    return _("An appeal does not delay the execution of this decision.")


def _grouped(iban: str) -> str:
    plain = iban.replace(" ", "")
    return NO_BREAK_SPACE.join(plain[at : at + 4] for at in range(0, len(plain), 4))
