"""Days as whole numbers, so that dates are values like money.

Day 0 is 1970-01-01. The arithmetic is written with whole numbers only, because the batch kernels run the
very same functions on columns of numbers where Python's `date` does not exist.
"""

from datetime import date

EPOCH = date(1970, 1, 1).toordinal()
MONTHS_IN_A_YEAR = 12


def day_number(day: date) -> int:
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    return date.fromordinal(number + EPOCH)


def month_index(day: date) -> int:
    """Months since year 0; two months differ by the months between them."""
    return day.year * MONTHS_IN_A_YEAR + day.month - 1


def month_of_index(index: int) -> date:
    return date(index // MONTHS_IN_A_YEAR, index % MONTHS_IN_A_YEAR + 1, 1)


def month_text(index: int) -> str:
    return f"{index // MONTHS_IN_A_YEAR:04d}-{index % MONTHS_IN_A_YEAR + 1:02d}"


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def civil(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number (proleptic Gregorian), without `datetime`."""
    shifted = number + 719468
    era = shifted // 146097
    day_of_era = shifted - era * 146097
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    year = year_of_era + era * 400 + (1 if month <= 2 else 0)
    return year, month, day


def number_of(year: int, month: int, day: int) -> int:
    """The day number of a civil date, the inverse of `civil`."""
    shifted_year = year - (1 if month <= 2 else 0)
    era = shifted_year // 400
    year_of_era = shifted_year - era * 400
    shifted_month = month - 3 if month > 2 else month + 9
    day_of_year = (153 * shifted_month + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * 146097 + day_of_era - 719468


def completed_years(since: int, until: int) -> int:
    """Whole years between two days; somebody born on 29 February completes a year on 1 March."""
    year, month, day = civil(since)
    later_year, later_month, later_day = civil(until)
    before_birthday = later_month < month or (later_month == month and later_day < day)
    return later_year - year - (1 if before_birthday else 0)


def start_of_month(number: int) -> int:
    return number - civil(number)[2] + 1


def month_after(number: int, months: int) -> int:
    """The first day of the month that lies so many months after the month of a day."""
    year, month, _ = civil(number)
    index = year * 12 + month - 1 + months
    return number_of(index // 12, index % 12 + 1, 1)
