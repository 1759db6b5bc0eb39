"""By when the on-call service reports: `data/reporting.yaml`."""

from __future__ import annotations

from datetime import date, time
from functools import cache
from importlib.resources import files
from typing import Any

from opora.duty.models import Recipient
from opora.law.parameters.reading import read_yaml
from opora.law.procedure.explained import plus_months


def sheet_due(month: date, to: Recipient) -> date:
    """The last day on which the sheet of a month is sent in time."""
    day = int(_rules()["monthly_sheet"][to]["day"])
    return plus_months(month.replace(day=1), 1).replace(day=day)


def reminded_from(month: date) -> date:
    """The day from which those who have to send the sheet of a month are told."""
    day = int(_rules()["monthly_sheet"]["reminded_from"]["day"])
    return plus_months(month.replace(day=1), 1).replace(day=day)


def report_hour() -> time:
    """The hour by which the morning report is with both main offices."""
    return time.fromisoformat(_rules()["morning_report"]["hour"])


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = read_yaml((files("opora.duty") / "data" / "reporting.yaml").read_text("utf-8"))
    return rules
