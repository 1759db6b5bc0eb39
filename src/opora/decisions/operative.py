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

from opora.decisions import measures, phrases
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
    if told_of_payment := _payment(matter, results, granted, duties):
        points.append({"text": told_of_payment})
    if lasting := [right for right in granted if not _is_one_sum(results[right])]:
        points.append(_duty_to_report(lasting, duties))
    if not suspends:
        points.append({"text": _does_not_suspend(act)})
    points.append({"text": _("No costs of the procedure arose.")})
    return points


def _right(matter: Matter, right: str, result: Result, *, alone: bool) -> Point:
    words = {
        "party": party_named(matter),
        "right": right_exercised(right),
        "name": right_name(right),
        "day": phrases.day(matter.filed_on),
    }
    granted = _granted_periods(result)
    if granted:
        return _granted(matter, right, result, granted, words)
    text = _refusal(told(right).spoken_as, alone=alone)
    return {"text": text.format(**words)}


def _refusal(spoken_as: str, *, alone: bool) -> str:
    if spoken_as != "right":
        if alone:
            return _("For {party} the conditions are not met: {name}. The application of {day} is refused.")
        return _(
            "For {party} the conditions are not met: {name}. The application of {day} is refused in this "
            "part."
        )
    if alone:
        return _("{party} has no right to {right}. The application of {day} is refused.")
    return _("{party} has no right to {right}. The application of {day} is refused in this part.")


def _granted(
    matter: Matter,
    right: str,
    result: Result,
    granted: Sequence[Mapping[str, Any]],
    words: Mapping[str, str],
) -> Point:
    """What is given: amounts as a table; a status, leave or a single sum in one sentence."""
    record, unit, given = told(right), result["unit"], result["given"]
    first = granted[0]
    span = phrases.span(first["from"], granted[-1].get("to"))
    if unit is None:
        text = _status(record.spoken_as)
        return {"text": text.format(**words, span=span)}
    amount = measures.amount_told(str(first["amount"]), unit, given, a_time=record.a_time)
    if given == "once" and len(granted) == 1 and not first["per_person"]:
        text = (
            _("{party} has the right to {right}: {amount}, {span}.")
            if first.get("to")
            else _("{party} has the right to {right}, once in the amount of {amount}.")
        )
        return {"text": text.format(**words, amount=amount, span=span)}
    column = measures.column_of(unit, given, a_time=record.a_time)
    text = _in_amounts(record.spoken_as, unit, given)
    table = _amounts(matter, granted, unit=unit, column=column, is_once=given == "once")
    return {"text": text.format(**words), "blocks": [table]}


def _status(spoken_as: str) -> str:
    if spoken_as == "right":
        return _("{party} has the right to {right} {span}.")
    return _("For {party} the conditions are met {span}: {name}.")


def _in_amounts(spoken_as: str, unit: str, given: str) -> str:
    if spoken_as == "set":
        return _("For {party} this is set: {name}, as follows:")
    if unit == "EUR" and given == "monthly":
        return _("{party} has the right to {right}, in these amounts a month:")
    return _("{party} has the right to {right}, as follows:")


def party_named(matter: Matter) -> str:
    """The party as a point names it: name and day of birth."""
    party = matter.party
    if party.born is None:
        return party.name
    return f"{party.name}, {pgettext('date of birth', 'born {day}').format(day=phrases.day(party.born))},"


def _amounts(
    matter: Matter, periods: Sequence[Mapping[str, Any]], *, unit: str, column: str, is_once: bool
) -> dict[str, Any]:
    """A row for each period; with the children, where the right is for them."""
    columns = [
        {"label": pgettext("column", "From"), "holds": "text"},
        {"label": pgettext("column", "To"), "holds": "text"},
        {"label": pgettext("column", "For"), "holds": "text"},
        {"label": column, "holds": "amount" if unit == "EUR" else "text"},
    ]
    rows = [
        [
            phrases.short_day(period["from"]),
            _until(period.get("to")),
            phrases.listed([matter.name(share["person"]) for share in period["per_person"]]),
            str(period["amount"]) if unit == "EUR" else measures.measured(period["amount"], unit),
        ]
        for period in periods
    ]
    if not any(period["per_person"] for period in periods):
        columns, rows = columns[:2] + columns[3:], [row[:2] + row[3:] for row in rows]
    if is_once and not any(period.get("to") for period in periods):
        columns, rows = columns[2:], [row[2:] for row in rows]
    return {"kind": "table", "columns": columns, "rows": rows}


def _until(day: str | None) -> str:
    return phrases.short_day(day) if day else pgettext("end of a period", "without a fixed end")


def _granted_periods(result: Result) -> list[Mapping[str, Any]]:
    return [period for period in result["periods"] if period["entitled"]]


def _payment(matter: Matter, results: Mapping[str, Result], granted: Sequence[str], duties: Duties) -> str:
    """When and where money is paid; nothing of leave and statuses, which are no money."""
    money = [right for right in granted if results[right]["unit"] == "EUR"]
    paid = [right for right in money if told(right).is_paid]
    sentences = [_payment_day(right, results[right]["given"], duties) for right in paid]
    if paid and matter.party.iban:
        sentences.append(_("We pay into the account {iban}.").format(iban=_grouped(matter.party.iban)))
    elif paid:
        sentences.append(_("We pay into the account that you tell us."))
    sentences += [
        _("{right}: the amount is not paid out to you; you pay that much less.").format(
            right=phrases.capital(right_name(right))
        )
        for right in money
        if told(right).received == "less_to_pay"
    ]
    return " ".join(sentences)


def _payment_day(right: str, given: str, duties: Duties) -> str:
    name, day = phrases.capital(right_name(right)), duties.payment_days[right]
    if given == "once":
        return _("{right} is paid once.").format(right=name)
    if given == "yearly":
        return _("{right} is paid once a year.").format(right=name)
    if day is None:
        return _("{right} is paid monthly.").format(right=name)
    if told(right).paid_around_the_day:
        return _("{right} is paid monthly, about day {day} of the month.").format(right=name, day=day)
    return _("{right} is paid on day {day} of the month at the latest, for the month before.").format(
        right=name, day=day
    )


def _is_one_sum(result: Result) -> bool:
    """Money given once: nothing that changes later touches it."""
    return bool(result["given"] == "once" and result["unit"] == "EUR")


def _duty_to_report(granted: Sequence[str], duties: Duties) -> Point:
    """Each duty once, however many rights share it."""
    within = phrases.within_days(duties.report_within_days)
    sentences = [
        str(told(right).duty_to_report).format(within_days=within) for right in RIGHTS if right in granted
    ]
    return {"text": " ".join(dict.fromkeys(sentences))}


def _does_not_suspend(act: str) -> str:
    if act == "ruling":
        return _("An appeal does not delay the execution of this ruling.")
    if act == "informative_calculation":
        return _("An objection does not delay the execution of this calculation.")
    return _("An appeal does not delay the execution of this decision.")


def _grouped(iban: str) -> str:
    plain = iban.replace(" ", "")
    return NO_BREAK_SPACE.join(plain[at : at + 4] for at in range(0, len(plain), 4))
