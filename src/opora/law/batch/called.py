"""What a kernel's statements call beside Python's own words. LLVM compiles these with the kernel.

The rounding directions of `engine.rounding` are a function each, because compiled code compares no text; a
property test holds the two equal.
"""

from opora.law.engine.calendar import civil, completed_years, month_after, number_of, start_of_month


def pick(condition: int, then: int, otherwise: int) -> int:
    """A choice between two values that are there; without a jump, unlike Python's own `if`."""
    return then if condition != 0 else otherwise


def half_away_from_zero(numerator: int, denominator: int) -> int:
    if numerator < 0:
        return -((-2 * numerator + denominator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def down(numerator: int, denominator: int) -> int:
    return numerator // denominator


def up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def towards_zero(numerator: int, denominator: int) -> int:
    return numerator // denominator if numerator >= 0 else -(-numerator // denominator)


def last_day_of_birth(until: int, years: int) -> int:
    """Who was born on this day or before has completed so many years `until` that day."""
    year, month, day = civil(until)
    birthday = number_of(year - years, month, day)
    # 29 February in a year without one comes out as 1 March, on which the year is completed a day too late.
    return birthday if civil(birthday)[1] == month else birthday - 1


CALLED = {
    function.__name__: function
    for function in (
        *(pick, last_day_of_birth),
        *(half_away_from_zero, half_up, down, up, towards_zero),
        *(civil, number_of),
        *(completed_years, start_of_month, month_after),
    )
}
