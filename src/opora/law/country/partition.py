"""One partition of a population: an Arrow table in, an Arrow table out, nothing kept between.

This is the function that Dask, Ray or Spark run as it is (`docs/population.md`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from opora.law.batch import Population, prepare_month
from opora.law.country.folder import KEY, CountryError
from opora.law.coverage.months_known import FIRST_MONTH, LAST_MONTH
from opora.law.engine.dates import Dates
from opora.law.engine.errors import nearest
from opora.law.engine.graph import Graph
from opora.law.months import month_after
from opora.law.rulebook import rulebook

USUAL_DAY_OF_FILING = 15


@dataclass(frozen=True)
class Way:
    """How kernels are run; nothing here changes a result."""

    cache_folder: Path | None = None
    with_machine_code: bool = True
    threads: int | None = None


def determine_partition(
    table: pa.Table,
    *,
    month: date,
    rights: str | Sequence[str] = "all",
    filed: date | None = None,
    graph: Graph | None = None,
    way: Way | None = None,
) -> pa.Table:
    """The rights of every household of a table of persons, one row a household.

    For each right three columns: `right.entitled` (yes or no), `right.amount` in the unit that the field's
    metadata names (cents, days, hours), and nothing in both where a fact or a figure of the law is missing.
    """
    law = graph or rulebook().graph
    chosen = rights_named(law, rights)
    dates = dates_of(month, filed)
    population = Population.from_arrow(_with_facts_only(table), law.facts)
    columns = [pa.array(np.asarray(table.column(KEY))[population.starts[:-1]]).cast(pa.int64())]
    fields = [pa.field(KEY, pa.int64())]
    way = way or Way()
    prepared = prepare_month(
        law, population, dates, chosen, cache_folder=way.cache_folder, with_machine_code=way.with_machine_code
    )
    for right, found in prepared.run(threads=way.threads).rights.items():
        unknown = ~found.has_result
        columns += [
            pa.array(found.entitled.astype(bool), mask=unknown),
            pa.array(found.amount, mask=unknown),
        ]
        fields += fields_of(law, right)
    return pa.table(columns, schema=pa.schema(fields))


def rights_named(graph: Graph, rights: str | Sequence[str]) -> tuple[str, ...]:
    """`all`, or keys as a list or with commas between; an unknown one is refused with the nearest."""
    if rights == "all":
        return tuple(sorted(graph.rights, key=lambda key: graph.rights[key].order))
    named = rights.split(",") if isinstance(rights, str) else list(rights)
    chosen = list(dict.fromkeys(name.strip() for name in named if name.strip()))
    for name in chosen:
        if name not in graph.rights:
            raise CountryError(
                f"No right is called {name!r}.{nearest(name, list(graph.rights))} "
                "`opora law coverage` lists them."
            )
    if not chosen:
        raise CountryError("No right is named. Name some with commas between, or `all`.")
    return tuple(sorted(chosen, key=lambda key: graph.rights[key].order))


def dates_of(month: date, filed: date | None = None) -> Dates:
    """Filed in the middle of the month before, decided on the first, unless told.

    Refused for a month for which the law is not loaded.
    """
    usual = month_after(month, -1) + timedelta(days=USUAL_DAY_OF_FILING - 1)
    filing = filed or usual
    if filing < FIRST_MONTH or month > LAST_MONTH:
        raise CountryError(
            f"The law is loaded for applications from {FIRST_MONTH:%Y-%m} on and for months until "
            f"{LAST_MONTH:%Y-%m}; {month:%Y-%m}, filed on {filing.isoformat()}, lies outside. "
            "Choose a month within."
        )
    if filing > month:
        raise CountryError(
            f"Filed on {filing.isoformat()} for {month:%Y-%m}: the population is decided on the first day of "
            "the month. Name a day of filing before it."
        )
    return Dates(month, filing, month)


def fields_of(graph: Graph, right: str) -> list[pa.Field]:
    """The columns of a right in a result."""
    amount = graph.rights[right].amount
    figure = graph.figures[amount] if amount else None
    about = {
        "unit": figure.unit if figure else "yes",
        "denominator": str(figure.denominator if figure else 1),
    }
    return [
        pa.field(f"{right}.entitled", pa.bool_()),
        pa.field(f"{right}.amount", pa.int64(), metadata=about),
    ]


def _with_facts_only(table: pa.Table) -> pa.Table:
    """Without what describes a dwelling for reports alone, such as its municipality."""
    return table.drop_columns([name for name in ABOUT_DWELLINGS if name in table.column_names])


ABOUT_DWELLINGS = ("household_type", "unit", "municipality")
