"""`opora staffing`: how many staff the rulebook on norms asks for, with the article of each figure."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from opora.config.django_start import start_django
from opora.config.staffing_printed import print_need
from opora.config.terminal import language_of, until_the_reader_leaves

if TYPE_CHECKING:
    from opora.norms import Need, Place, PopulationTable
    from opora.norms.wording import Language, Phrase

CANNOT_BE_DONE = 2


class Refusal(Exception):
    """A sentence that says why nothing is reckoned, in three languages."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.en)
        self.phrase = phrase


def add_subcommands(subcommands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `opora staffing`."""
    parser = subcommands.add_parser(
        "staffing",
        help="how many staff the rulebook on standards and norms asks for",
        description="By population and by load, exact and rounded, of a unit, a centre or the country.",
        epilog="See docs/norms.md.",
    )
    parser.add_argument("whole", nargs="?", choices=["country"], help="the whole country")
    parser.add_argument("--centre", metavar="CODE", help="a centre with its units, such as JUZNA_PRIMORSKA")
    parser.add_argument("--unit", metavar="CODE", help="one unit, such as koper")
    parser.add_argument("--population", type=Path, metavar="FILE.csv", help="instead of the figures recorded")
    parser.add_argument(
        "--what-if", action="append", default=[], metavar="KEY=VALUE", type=_pair, help="may be repeated"
    )
    parser.add_argument(
        "--services",
        action="append",
        default=[],
        metavar="TASK=COUNT",
        type=_count,
        help="instead of those the records count; may be repeated",
    )
    parser.add_argument(
        "--months", type=int, default=12, choices=range(1, 121), metavar="N", help="in which they were"
    )
    parser.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="otherwise today")
    parser.add_argument("--rounding", choices=["up", "nearest", "none"], help="of performers")
    parser.add_argument("--units", action="store_true", help="of the country: print the units as well")
    parser.add_argument("--formulas", action="store_true", help="print the formulas of the parts as well")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write everything as CSV")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write everything as XLSX")
    parser.add_argument("--language", choices=["sl", "it", "en"])
    parser.set_defaults(run=until_the_reader_leaves(staffing))


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not (key and sign and value):
        raise argparse.ArgumentTypeError(f"{text!r} is no assumption; write it as inhabitants=60000")
    return key.strip(), value.strip()


def _count(text: str) -> tuple[str, int]:
    from opora.norms import norms

    task, count = _pair(text)
    if task not in norms().standards or not (count.isascii() and count.isdigit()):
        known = ", ".join(norms().standards)
        raise argparse.ArgumentTypeError(
            f"{text!r} is no count of services; write one of {known}, such as personal_help=110"
        )
    return task, int(count)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-03-01") from None


def staffing(chosen: argparse.Namespace) -> int:
    """Print the need, and write the files that were asked for."""
    start_django()
    from django.db import OperationalError, ProgrammingError
    from django.utils import translation

    from opora.norms import NormUnknown, PopulationTableError, WhatIfError
    from opora.norms.wording import said

    language: Language = language_of(chosen.language)  # type: ignore[assignment]
    try:
        with translation.override(language):
            found = _reckoned(chosen)
        written = _write(found, chosen, language)
    except (Refusal, NormUnknown, WhatIfError) as refused:
        print(refused.phrase.in_(language), file=sys.stderr)
        return CANNOT_BE_DONE
    except OperationalError:
        print(said("no_database").in_(language), file=sys.stderr)
        return CANNOT_BE_DONE
    except ProgrammingError:  # tables of an earlier version
        print(said("no_network").in_(language), file=sys.stderr)
        return CANNOT_BE_DONE
    except PopulationTableError as refused:
        for fault in refused.faults:
            print(f"{chosen.population}: {fault.told.in_(language)}", file=sys.stderr)
        return CANNOT_BE_DONE
    print_need(
        found, language, with_units=chosen.units or chosen.whole is None, with_formulas=chosen.formulas
    )
    for path in written:
        print(path)
    return 0


def _reckoned(chosen: argparse.Namespace) -> Need:
    from opora.norms import Done, area_of, need, norms, what_if
    from opora.norms.areas import placed
    from opora.norms.wording import said
    from opora.reports.norms import done_where_recorded

    country, recorded = _network(chosen)
    table = _population(chosen.population) if chosen.population else recorded
    place = _place(placed(country, table) if table else country, chosen)
    standards = norms().on(chosen.on)
    entered = {task: Done(count, chosen.months, said("entered")) for task, count in chosen.services}
    recorded_done = done_where_recorded(on=chosen.on)
    done = {**recorded_done, place.key: {**recorded_done.get(place.key, {}), **entered}}
    area = area_of(place, table, on=chosen.on, done=done)
    assume = what_if(dict(chosen.what_if), standards=standards, area=area)
    return need(area, on=chosen.on, assume=assume, rounding=chosen.rounding)


def _network(chosen: argparse.Namespace) -> tuple[Place, PopulationTable | None]:
    """The country on the day, and the inhabitants recorded; refused where set-up has not loaded them."""
    from opora.norms.wording import said
    from opora.organisation.places import country_on, recorded_population

    chosen.on = chosen.on or date.today()  # noqa: DTZ011 - the day on the wall
    country, recorded = country_on(chosen.on), recorded_population()
    if not country.parts:
        raise Refusal(said("no_network"))
    return country, recorded


def _place(country: Place, chosen: argparse.Namespace) -> Place:
    from opora.norms.wording import said
    from opora.organisation.places import found_in

    asked = [(kind, key) for kind, key in (("centre", chosen.centre), ("unit", chosen.unit)) if key]
    if len(asked) + bool(chosen.whole) != 1:
        raise Refusal(said("which_place"))
    if chosen.whole:
        return country
    [(kind, key)] = asked
    place = found_in(country, kind, key)
    if place is None:
        keys = [each.key for each in (country.parts if kind == "centre" else country.units())]
        raise Refusal(said("no_place", key=key, keys=", ".join(keys)))
    return place


def _population(path: Path) -> PopulationTable:
    from opora.norms import read_population_table
    from opora.norms.wording import said

    try:
        content = path.read_bytes()
    except OSError as problem:
        raise Refusal(said("cannot_read", file=str(path), why=problem.strerror or "")) from problem
    return read_population_table(content)


def _write(found: Need, chosen: argparse.Namespace, language: Language) -> list[Path]:
    from opora.norms.export import to_csv, to_xlsx
    from opora.norms.wording import said

    contents = []
    if chosen.csv:
        contents.append((chosen.csv, to_csv(found, language)))
    if chosen.xlsx:
        contents.append((chosen.xlsx, to_xlsx(found, language, on=chosen.on)))
    for path, content in contents:
        try:
            path.write_bytes(content)
        except OSError as problem:
            raise Refusal(said("cannot_write", file=str(path), why=problem.strerror or "")) from problem
    return [path for path, _content in contents]
