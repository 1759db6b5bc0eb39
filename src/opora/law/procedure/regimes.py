"""Which version of ZUP applies: before or after the amendment ZUP-I, whose exact first day was not found.

The regime is chosen by the day of the event a term runs from, unless the case names one
(`docs/decisions/0014-the-regime-follows-the-event.md`).
"""

from enum import StrEnum


class Regime(StrEnum):
    """The rules of ZUP before (`old`) and after (`new`) ZUP-I."""

    OLD = "old"
    NEW = "new"
