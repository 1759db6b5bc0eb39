"""The income for child benefit: last year's, per person and month, and the class it falls into."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from opora.decisions import phrases
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.tables import Row, cell, table

KINDS = ("periodic_income_of_the_year", "other_income_of_the_year")
ASSISTANCE = "cash_social_assistance_of_the_year"
MONTHS_OF_A_YEAR = 12


def yearly_income_blocks(explanation: Explanation, on: str) -> list[Any]:
    """The table of last year's incomes and the division by the members of the family."""
    members = explanation.members(explanation.mark("child_benefit_family"), on=on)
    rows = list(_rows(explanation, members, on))
    total = sum(
        (explanation.amount("average_monthly_income", member, on=on) for member in members), Decimal(0)
    )
    if not rows:
        return [_("In {year} your family had no income that counts.").format(year=year_counted(explanation))]
    return [
        _("Income of {year} counts:").format(year=year_counted(explanation)),
        table(
            [
                (pgettext("column", "Person"), "text"),
                (pgettext("column", "Income"), "text"),
                (pgettext("column", "EUR a year"), "amount"),
                (pgettext("column", "EUR a month"), "amount"),
            ],
            rows,
            total=[pgettext("total", "Together"), None, None, cell(total)],
        ),
        *_division(explanation, len(members), on),
    ]


def year_counted(explanation: Explanation) -> str:
    """The calendar year before the application."""
    return str(date.fromisoformat(explanation.situation["dates"]["filed"]).year - 1)


def _rows(explanation: Explanation, members: list[str], on: str) -> Iterator[Row]:
    year = year_counted(explanation)
    for person in members:
        name = explanation.matter.name(person)
        changed = explanation.fact(person, "periodic_income_changed") is True
        if changed and (present := explanation.amount("periodic_monthly_income", person, on=on)) > 0:
            yield [name, explanation.label("current_periodic_income"), None, cell(present)]
        for kind, by_year in explanation.told(person, _kinds(explanation, changed, on), [year]).items():
            amount = by_year[year]
            yield [name, explanation.label(kind), cell(amount), cell(amount / MONTHS_OF_A_YEAR)]


def _kinds(explanation: Explanation, changed: bool, on: str) -> list[str]:
    kinds = [kind for kind in KINDS if not (changed and kind == "periodic_income_of_the_year")]
    counts = explanation.parameter("dsp_counts_in_child_benefit", "average_monthly_income", on=on)
    return [*kinds, ASSISTANCE] if counts == "true" else kinds


def _division(explanation: Explanation, members: int, on: str) -> list[str]:
    """How the income per person comes about; nothing while it is not certain who shares the income."""
    if not explanation.is_exact("monthly_income_per_person", on=on):
        return []
    sentence = ngettext(
        "Divided by {members} person, that is {per_person} a month per person ({article}).",
        "Divided by {members} persons, that is {per_person} a month per person ({article}).",
        members,
    )
    return [
        sentence.format(
            members=members,
            per_person=phrases.euros(explanation.amount("monthly_income_per_person", on=on)),
            article=explanation.citation("monthly_income_per_person", on=on),
        )
    ]
