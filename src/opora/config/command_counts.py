"""`opora counts`: what is counted of the tasks of a centre or a unit, as a table or a file."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from opora.config.django_start import start_django
from opora.config.terminal import language_of, print_rows, until_the_reader_leaves

if TYPE_CHECKING:
    from opora.counting.period import Period
    from opora.counting.table import Line
    from opora.organisation.models import Unit

CANNOT_BE_DONE = 2


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora counts`."""
    parser = subcommands.add_parser(
        "counts",
        help="count the indicators of the catalogue from the records",
        description="By unit and together, beside the year before. Names no person and no case.",
    )
    parser.add_argument("task", nargs="?", help="its key or printed number; otherwise every task")
    parser.add_argument("--from", dest="first", type=_day, metavar="YYYY-MM-DD", help="otherwise 1 January")
    parser.add_argument("--to", dest="last", type=_day, metavar="YYYY-MM-DD", help="otherwise 31 December")
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--centre", metavar="CODE", help="a centre with its units, such as JUZNA_PRIMORSKA")
    place.add_argument("--unit", metavar="CODE", help="one unit, such as koper")
    parser.add_argument("--publish", action="store_true", help="hide small numbers, as in what is published")
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write as CSV")
    parser.add_argument("--language", choices=["sl", "it", "en"])
    parser.set_defaults(run=until_the_reader_leaves(counts))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-03-01") from None


def counts(chosen: argparse.Namespace) -> int:
    """Print the lines of the tasks asked for; a sentence where the task, the place or the days are wrong."""
    start_django()
    from django.utils import translation

    from opora.counting.export import to_csv

    with translation.override(language_of(chosen.language)):
        try:
            period, units, tasks = _period(chosen), _units(chosen), _tasks(chosen.task)
        except ValueError as refused:
            print(refused, file=sys.stderr)
            return CANNOT_BE_DONE
        found = {key: _lines(key, period, units, chosen) for key in tasks}
        lines = [line for of_task in found.values() for line in of_task]
        if chosen.csv:
            chosen.csv.write_bytes(to_csv(lines, units))
            print(chosen.csv)
        elif chosen.json:
            print(json.dumps(_as_json(found, units, period), ensure_ascii=False, indent=1))
        else:
            _print(found, units)
    return 0


def _lines(key: str, period: Period, units: list[Unit], chosen: argparse.Namespace) -> list[Line]:
    from django.conf import settings
    from django.utils import timezone

    from opora.counting.report import task_lines

    return task_lines(
        key,
        period,
        units=units,
        on=timezone.localdate(),
        language=language_of(chosen.language),
        hidden_below=settings.OPORA_SMALL_COUNT if chosen.publish else None,
    )


def _period(chosen: argparse.Namespace) -> Period:
    from django.utils import timezone

    from opora.counting.period import Period

    year = (chosen.first or chosen.last or timezone.localdate()).year
    return Period(chosen.first or date(year, 1, 1), chosen.last or date(year, 12, 31))


def _units(chosen: argparse.Namespace) -> list[Unit]:
    from opora.organisation.models import Unit

    asked = {"code": chosen.unit} if chosen.unit else {"centre__code": chosen.centre}
    found = list(Unit.objects.filter(**asked).order_by("name"))
    if not found:
        kind = "unit" if chosen.unit else "centre"
        raise ValueError(f"There is no {kind} {chosen.unit or chosen.centre!r} among the records.")
    return found


def _tasks(name: str | None) -> list[str]:
    from opora.catalogue import catalogue

    if name is None:
        return [
            key for key, versions in catalogue().tasks.items() if any(each.indicators for each in versions)
        ]
    key = catalogue().key_of(name)
    if key is None:
        near = ", ".join(catalogue().keys_near(name))
        raise ValueError(f"There is no task {name!r}." + (f" Did you mean {near}?" if near else ""))
    return [key]


def _print(found: dict[str, list[Line]], units: list[Unit]) -> None:
    columns = [
        "task",
        "indicator",
        "by",
        "value",
        *(unit.code for unit in units),
        "together",
        "before",
        "remark",
    ]
    rows = []
    for key, lines in found.items():
        for line in lines:
            told = [key, line.name, line.by, line.word, *(cell.text for cell in line.cells)]
            rows.append(dict(zip(columns, [*told, line.whole.text, line.before, line.note], strict=True)))
    print_rows(rows, columns)


def _as_json(found: dict[str, list[Line]], units: list[Unit], period: Period) -> dict[str, object]:
    return {
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "units": [unit.code for unit in units],
        "tasks": {key: [_line_as_json(line) for line in lines] for key, lines in found.items()},
    }


def _line_as_json(line: Line) -> dict[str, object]:
    return {
        "indicator": line.key,
        "name": line.name,
        "counts": line.counts,
        "by": line.whole.place.by,
        "word": line.word,
        "units": [cell.text for cell in line.cells],
        "together": line.whole.text,
        "year_before": line.before,
        "remark": line.note,
    }
