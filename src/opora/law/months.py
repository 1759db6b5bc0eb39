"""Months of the calendar, for every room that counts in them."""

from datetime import date

from .engine.calendar import first_of_month, month_index, month_of_index


def start_of_month(day: date) -> date:
    """The first day of the month of a day."""
    return first_of_month(day)


def month_after(day: date, months: int = 1) -> date:
    """The first day of the month that lies so many months after the month of a day; before it, below zero."""
    return month_of_index(month_index(day) + months)


def months_between(one: date, another: date) -> int:
    """How many months the month of another day lies after that of one day."""
    return month_index(another) - month_index(one)
