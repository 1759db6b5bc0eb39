"""Which changes of their life a beneficiary has to report, and from when the centre decides anew (ZUPJS 42).

A right of public funds that is decided for a month asks for everything that may matter; one that is decided
for a year asks for a closed list. What rests on which source is told in `data/changes_to_report.yaml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from opora.law.engine.calendar import month_index, month_of_index
from opora.law.parameters.reading import read_data

from .acts import group_of
from .law import ProcedureError


@dataclass(frozen=True, slots=True)
class Change:
    """A change that is reported; the words stand after "report:"."""

    key: str
    label: Mapping[str, str]
    source: str


def changes_to_report(right: str) -> tuple[Change, ...] | None:
    """The closed list of a right that has one; none where every change that may matter is reported."""
    if not _has_closed_list(right):
        return None
    return tuple(_change(key) for key in _data()["closed_list"]["reported"])


def is_reported(right: str, change: str) -> bool:
    """Whether a change has to be told; refused for a change that the data do not name."""
    _change(change)
    return not _has_closed_list(right) or change in _data()["closed_list"]["reported"]


def decided_anew_from(told_on: date) -> date:
    """The first day of the month after the centre was told of a change that alters an annual right."""
    return month_of_index(month_index(told_on) + 1)


def _has_closed_list(right: str) -> bool:
    return group_of(right) in _data()["closed_list"]["groups"]


def _change(key: str) -> Change:
    told = _data()["changes"].get(key)
    if told is None:
        raise ProcedureError(
            f"No change is called {key!r}. The changes are: {', '.join(_data()['changes'])}."
        )
    return Change(key, {language: told[language] for language in ("sl", "it", "en")}, told["source"])


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_data(files("opora.law.procedure") / "data", "changes_to_report.yaml")
    return data
