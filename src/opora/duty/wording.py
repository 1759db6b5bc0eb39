"""The rules of counting in words, as the file of a sheet tells by which of them it was counted."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from opora.duty.counting import Counting


def rules_told(counting: Counting) -> Iterator[tuple[str, str]]:
    """Each rule with its answer, and whether that is printed anywhere."""
    rules, answers = counting.rules, _answers()
    for name, rule, words in (
        ("after_midnight", rules.after_midnight, _("Hours after midnight")),
        ("sunday_that_is_holiday", rules.sunday_that_is_holiday, _("Sunday that is a holiday")),
        ("month", rules.month, _("Work over the end of the month")),
        ("travel", rules.travel, _("Travel")),
        ("both_workers", rules.both_workers, _("Two workers at one call")),
    ):
        yield words, f"{answers[name, rule.value]} ({_origin(rule.origin)})"
    step = _("beginning and end to %(minutes)s min") % {"minutes": rules.rounded_to.value}
    yield _("Rounding"), f"{step} ({_origin(rules.rounded_to.origin)})"


def _answers() -> dict[tuple[str, str], str]:
    return {
        ("after_midnight", "own_day"): _("count by their own day"),
        ("after_midnight", "evening_before"): _("count by the evening before"),
        ("sunday_that_is_holiday", "sunday"): _("counts as a Sunday"),
        ("sunday_that_is_holiday", "holiday"): _("counts as a holiday"),
        ("month", "cut_at_midnight"): _("is cut at midnight"),
        ("month", "by_beginning"): _("counts in the month in which it began"),
        ("travel", "counted"): _("counts"),
        ("travel", "left_out"): _("does not count"),
        ("both_workers", "each"): _("the time of each counts"),
        ("both_workers", "once"): _("a minute of one call counts once"),
    }


def _origin(origin: str) -> str:
    return {"printed": _("printed"), "described": _("described"), "assumed": _("assumed")}[origin]
