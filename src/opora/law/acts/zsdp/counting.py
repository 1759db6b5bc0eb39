"""Days and months as this act counts them."""

from opora.law.engine.expressions import Expression
from opora.law.engine.words import day_before, first_day_of_month, months_later, smallest


def same_day_months_later(day: Expression, months: Expression) -> Expression:
    """The day of the same number so many months later; the last day of the month where it has none such."""
    month = months_later(day, months)
    last_day = day_before(months_later(month, 1))
    return smallest(month + (day - first_day_of_month(day)), last_day)


def day_after(day: Expression) -> Expression:
    """The first day after a last one."""
    return day + (day - day_before(day))


def lies_within(month: Expression, start: Expression, until: Expression) -> Expression:
    """Whether at least one day of a month, given by its first day, lies within a term."""
    return (first_day_of_month(start) <= month) & (month <= until)
