"""The words a rule may use beside arithmetic: `when`, `at_most`, `round_cent`, `years_between` and others."""

from .errors import RuleError
from .expressions import Expression, Quotient, align, combine, constant, lift, must_be_claim, refuse, scaled
from .rounding import Direction
from .types import EUR, PURE

PUBLISHED_AMOUNTS = "amounts are published in cents, and half a cent up reproduces every published amount"


def when(condition: Expression, then: Expression | int, otherwise: Expression | int) -> Expression:
    """`then` where the condition holds, else `otherwise`."""
    must_be_claim(condition)
    first = next((branch for branch in (then, otherwise) if isinstance(branch, Expression)), condition)
    terms = [lift(first, branch) for branch in (then, otherwise)]
    if first is condition:
        terms = [lift(_plain(condition), branch) for branch in (then, otherwise)]
    units = {term.node.unit for term in terms}
    if len(units) > 1:
        refuse(condition, f"the two branches of when() differ in unit: {' and '.join(sorted(units))}.")
    (yes, no), denominator = align(terms)
    drawing = condition.drawing
    node = drawing.elementwise(
        "when", condition.node_id, yes.node_id, no.node_id, unit=yes.node.unit, denominator=denominator
    )
    return Expression(drawing, node)


def _plain(condition: Expression) -> Expression:
    """Something to lift 0 and 1 against where both branches are numbers."""
    drawing = condition.drawing
    return Expression(
        drawing, drawing.leaf("constant", over="case", unit=PURE, denominator=1, low=0, high=0, value=0)
    )


def smallest(*values: Expression | int) -> Expression:
    return combine("smallest", *values, verb="take the smallest of")


def largest(*values: Expression | int) -> Expression:
    return combine("largest", *values, verb="take the largest of")


def at_most(limit: Expression | int, value: Expression | int) -> Expression:
    return smallest(value, limit)


def at_least(limit: Expression | int, value: Expression | int) -> Expression:
    return largest(value, limit)


def round_cent(
    value: Expression | Quotient,
    *,
    direction: Direction = Direction.HALF_AWAY_FROM_ZERO,
    ground: str = PUBLISHED_AMOUNTS,
) -> Expression:
    """An amount in whole cents. Names the direction, also below zero, and why."""
    unit = value.unit if isinstance(value, Quotient) else value.node.unit
    if unit != EUR.unit:
        raise RuleError(f"round_cent rounds amounts, but this is {unit or 'a plain number'}; use round_down.")
    return _rounded(value, EUR.denominator, direction, ground)


def round_down(value: Expression | Quotient, *, ground: str) -> Expression:
    """The whole number not above the value; below zero it goes away from zero."""
    return _rounded(value, 1, Direction.DOWN, ground)


def _rounded(value: Expression | Quotient, to: int, direction: Direction, ground: str) -> Expression:
    if isinstance(value, Quotient):
        # a/x ÷ b/y, in units of 1/to, is (a × y × to) / (b × x); both sides are brought to whole numbers.
        over, under = value.numerator, value.denominator
        top = _times(over, under.node.denominator * to)
        bottom = _times(under, over.node.denominator)
        drawing, unit = over.drawing, value.unit
        args = (top.node_id, bottom.node_id)
    else:
        if value.node.denominator == to or value.node.denominator == 1:
            return scaled(value, to)
        drawing, unit = value.drawing, value.node.unit
        top = _times(value, to)
        divisor = drawing.leaf(
            "constant",
            over="case",
            unit=PURE,
            denominator=1,
            low=value.node.denominator,
            high=value.node.denominator,
            value=value.node.denominator,
        )
        args = (top.node_id, divisor)
    node = drawing.elementwise(
        "round_quotient", *args, unit=unit, denominator=to, direction=direction.value, ground=ground
    )
    return Expression(drawing, node)


def _times(value: Expression, by: int) -> Expression:
    return value if by == 1 else scaled(value, value.node.denominator * by)


# --- days -----------------------------------------------------------------------------------------------


def years_between(since: Expression, until: Expression) -> Expression:
    """Completed years: an age."""
    _must_be_dates(since, until)
    drawing = since.drawing
    node = drawing.elementwise("years_between", since.node_id, until.node_id, unit="years", denominator=1)
    return Expression(drawing, node)


def first_day_of_month(day: Expression) -> Expression:
    _must_be_dates(day)
    node = day.drawing.elementwise("first_day_of_month", day.node_id, unit="date", denominator=1)
    return Expression(day.drawing, node)


def months_later(day: Expression, months: Expression | int) -> Expression:
    """The first day of the month that lies so many months later."""
    _must_be_dates(day)
    number = lift(day, months) if isinstance(months, Expression) else lift(_plain(day), months)
    if number.node.denominator != 1 or number.node.unit not in ("months", PURE):
        refuse(day, "months_later counts in whole months; the second value must be a number of months.")
    node = day.drawing.elementwise("months_later", day.node_id, number.node_id, unit="date", denominator=1)
    return Expression(day.drawing, node)


def first_day_of_year(day: Expression) -> Expression:
    """The first of January of the day's year: so many whole years after day 0, which is one as well."""
    _must_be_dates(day)
    day_0 = constant(day.drawing, 0, unit="date")
    return months_later(day_0, in_months(years_between(day_0, day)))


def in_months(years: Expression) -> Expression:
    """Years as months, to be counted from a month."""
    if years.node.unit != "years" or years.node.denominator != 1:
        refuse(years, "in_months needs whole years.")
    twelve = years.drawing.leaf(
        "constant", over="case", unit="months", denominator=1, low=12, high=12, value=12
    )
    node = years.drawing.elementwise("multiply", years.node_id, twelve, unit="months", denominator=1)
    return Expression(years.drawing, node)


def day_before(day: Expression) -> Expression:
    """The last day before a day on which something begins."""
    _must_be_dates(day)
    drawing = day.drawing
    one = drawing.leaf("constant", over="case", unit="days", denominator=1, low=1, high=1, value=1)
    node = drawing.elementwise("subtract", day.node_id, one, unit="date", denominator=1)
    return Expression(drawing, node)


def number_of(days: Expression) -> Expression:
    """Days as a plain number, so that an amount can be taken for so many of them."""
    if days.node.unit != "days":
        refuse(days, f"number_of counts days, not {days.node.unit or 'a plain number'}.")
    drawing = days.drawing
    one = drawing.leaf("constant", over="case", unit=PURE, denominator=1, low=1, high=1, value=1)
    node = drawing.elementwise("multiply", days.node_id, one, unit=PURE, denominator=days.node.denominator)
    return Expression(drawing, node)


def _must_be_dates(*days: Expression) -> None:
    for day in days:
        if day.node.unit != "date":
            refuse(day, f"a date is needed here, not {day.node.unit or 'a plain number'}.")
