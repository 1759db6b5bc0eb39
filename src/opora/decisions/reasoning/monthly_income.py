"""The family's own income for cash social assistance: by person and kind, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from opora.decisions import phrases
from opora.decisions.reasoning.explanation import Explanation, months_of
from opora.decisions.reasoning.minimum_income import family_mark, is_single
from opora.decisions.reasoning.tables import Row, cell, cents, table
from opora.law.engine.windows import three_months_before_filing

PERIODIC = (
    "wage",
    "self_employment_income",
    "student_work_income",
    "unemployment_benefit",
    "pension",
    "parental_or_care_income",
    "maintenance_received",
    "other_periodic_income",
)


def monthly_income_blocks(explanation: Explanation, on: str) -> list[Any]:
    """The table of incomes with their average, and how child benefit counts; or that there is none."""
    months = months_of(
        three_months_before_filing, date.fromisoformat(explanation.situation["dates"]["filed"])
    )
    rows = list(_rows(explanation, months, on))
    left_out = _left_out_told(explanation, months, on)
    if not rows:
        return [_nothing(explanation, months, on), *left_out]
    own = explanation.amount("own_income", on=on)
    exact = explanation.is_exact("own_income", on=on)
    blocks: list[Any] = [_introduced(rows), _table(rows, months, own, exact=exact)]
    if explanation.amount("counted_child_benefit", on=on) > 0:
        blocks.append(_how_child_benefit_counts(explanation, on))
    blocks += left_out
    if sum(Decimal(row[-1] or 0) for row in rows) != own:
        blocks.append(_("The averages in the rows are rounded to cents; the sum is rounded only once."))
    return blocks


def _introduced(rows: list[Row]) -> str:
    if _has_months(rows):
        return _("Income of the three months before the application counts, as a monthly average:")
    return _("This counts as income:")


def _table(rows: list[Row], months: list[str], own: Decimal, *, exact: bool) -> dict[str, Any]:
    """With a column for each month, unless nothing was received by month."""
    total = pgettext("total", "Own income") if exact else pgettext("total", "Own income, at least")
    person, kind = (pgettext("column", "Person"), "text"), (pgettext("column", "Income"), "text")
    if not _has_months(rows):
        columns = [person, kind, (pgettext("column", "EUR a month"), "amount")]
        return table(columns, [[row[0], row[1], row[-1]] for row in rows], total=[total, None, cell(own)])
    columns = [
        person,
        kind,
        *((phrases.month(month), "amount") for month in months),
        (pgettext("column", "Average in EUR"), "amount"),
    ]
    return table(columns, rows, total=[total, None, *(None for _month in months), cell(own)])


def _has_months(rows: list[Row]) -> bool:
    return any(row[2] is not None for row in rows)


def _rows(explanation: Explanation, months: list[str], on: str) -> Iterator[Row]:
    for person in explanation.members(family_mark(explanation), on=on):
        yield from _rows_of(explanation, person, months, on)
    occasional = explanation.amount("counted_occasional_income", on=on)
    if occasional > 0:
        yield _only_counted(
            phrases.capital(_("family")), _("occasional income, the part that counts"), occasional
        )
    benefit = explanation.amount("counted_child_benefit", on=on)
    if benefit > 0:
        yield _only_counted(phrases.capital(_("family")), _("child benefit, the part that counts"), benefit)


def _rows_of(explanation: Explanation, person: str, months: list[str], on: str) -> Iterator[Row]:
    name = explanation.matter.name(person)
    if explanation.fact(person, "periodic_income_changed") is True:
        present = explanation.amount("periodic_income_average", person, on=on)
        if present > 0:
            yield _only_counted(name, explanation.label("current_periodic_income"), present)
    else:
        for kind, by_month in explanation.told(person, PERIODIC, months).items():
            average = cents(sum(by_month.values(), Decimal(0)) / len(months))
            yield [name, explanation.label(kind), *(cell(by_month[month]) for month in months), str(average)]
    aid = explanation.amount("counted_charitable_aid", person, on=on)
    if aid > 0:
        yield _only_counted(name, _("charitable aid, the part that counts"), aid)


def _only_counted(who: str, kind: str, amount: Decimal) -> Row:
    """A row without months: what counts is not the average of what was received."""
    return [who, kind, None, None, None, cell(amount)]


def _nothing(explanation: Explanation, months: list[str], on: str) -> str:
    span = phrases.listed([phrases.month(month) for month in months])
    if is_single(explanation, on):
        return _(
            "In the three months before the application ({months}) you had no income that counts."
        ).format(months=span)
    return _(
        "In the three months before the application ({months}) your family had no income that counts."
    ).format(months=span)


def _left_out_told(explanation: Explanation, months: list[str], on: str) -> list[str]:
    """What of occasional income and of charitable aid counts, with the part that is left out of account."""
    members = explanation.members(family_mark(explanation), on=on)
    occasional = sum(
        (_average(explanation, person, "occasional_income", months) for person in members), Decimal(0)
    )
    told = [_occasional_income(explanation, occasional, on)] if occasional > 0 else []
    for person in members:
        if (aid := _average(explanation, person, "charitable_aid", months)) > 0:
            told.append(_charitable_aid(explanation, person, aid, on))
    return told


def _average(explanation: Explanation, person: str, kind: str, months: list[str]) -> Decimal:
    by_month = explanation.told(person, [kind], months).get(kind, {})
    return sum(by_month.values(), Decimal(0)) / len(months)


def _occasional_income(explanation: Explanation, average: Decimal, on: str) -> str:
    figure = "counted_occasional_income"
    counted = explanation.amount(figure, on=on)
    share = Decimal(explanation.parameter("occasional_income_disregard", figure, on=on) or 0)
    minimum = explanation.ends("minimum_income", on=on)[1]
    sentence = (
        _(
            "Of occasional income, on average {average} a month, {share} % of the minimum income is left "
            "out of account ({article}): {average} − {share} % × {minimum} = {counted} counts."
        )
        if counted > 0
        else _(
            "Occasional income, on average {average} a month, does not count, because it does not exceed "
            "{share} % of the minimum income ({share} % × {minimum} = {left_out}; {article})."
        )
    )
    return sentence.format(
        average=phrases.euros(cents(average)),
        share=phrases.percent(share),
        minimum=phrases.euros(minimum),
        left_out=phrases.euros(cents(share * minimum)),
        counted=phrases.euros(cents(counted)),
        article=explanation.citation(figure, on=on),
    )


def _charitable_aid(explanation: Explanation, person: str, average: Decimal, on: str) -> str:
    figure = "counted_charitable_aid"
    counted = explanation.amount(figure, person, on=on)
    sentence = (
        _(
            "{person}: of charitable aid, on average {average} a month, what exceeds the person's own "
            "minimum income counts ({article}): {average} − {minimum} = {counted}."
        )
        if counted > 0
        else _(
            "{person}: charitable aid, on average {average} a month, does not count, because it does not "
            "exceed the person's own minimum income ({minimum}; {article})."
        )
    )
    return sentence.format(
        person=explanation.matter.name(person),
        average=phrases.euros(cents(average)),
        minimum=phrases.euros(cents(explanation.amount("member_minimum_income", person, on=on))),
        counted=phrases.euros(cents(counted)),
        article=explanation.citation(figure, on=on),
    )


def _how_child_benefit_counts(explanation: Explanation, on: str) -> str:
    received = sum(
        (explanation.amount("child_benefit_as_income", person, on=on) for person in explanation.persons),
        Decimal(0),
    )
    share = explanation.parameter("child_benefit_disregard_in_other_rights", "counted_child_benefit", on=on)
    largest = explanation.parameter(
        "child_benefit_amount_primary", "counted_child_benefit", on=on, at=("1", "1")
    )
    children = int(explanation.amount("children_with_child_benefit", on=on))
    return ngettext(
        "Child benefit of {received} (without the single-parent increase) counts as income, reduced by "
        "{share} % of the highest amount for a first child ({largest}) for {children} child: {counted} "
        "counts ({article}).",
        "Child benefit of {received} (without the single-parent increase) counts as income, reduced by "
        "{share} % of the highest amount for a first child ({largest}) for each of {children} children: "
        "{counted} counts ({article}).",
        children,
    ).format(
        received=phrases.euros(received),
        share=phrases.percent(share or 0),
        largest=phrases.euros(largest or 0),
        children=children,
        counted=phrases.euros(explanation.amount("counted_child_benefit", on=on)),
        article=explanation.citation("counted_child_benefit", on=on),
    )
