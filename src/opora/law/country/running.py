"""A folder of population through the kernels into one result file, part by part."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from opora.law.batch.together import grouped
from opora.law.country.columns import columns_read, given
from opora.law.country.folder import CountryError, PopulationFolder
from opora.law.country.partition import Way, dates_of, determine_partition, rights_named
from opora.law.engine.dates import Dates
from opora.law.engine.graph import Graph
from opora.law.engine.program import choose_versions
from opora.law.rulebook import rulebook

Progress = Callable[[int, int], None]


@dataclass
class Totals:
    """One right over the whole population."""

    unit: str
    denominator: int
    entitled: int = 0
    amount: int = 0
    """Over the denominator: cents where the unit is EUR."""
    without_result: int = 0

    @classmethod
    def of(cls, graph: Graph, right: str) -> "Totals":
        amount = graph.rights[right].amount
        figure = graph.figures[amount] if amount else None
        return cls(figure.unit, figure.denominator) if figure else cls("yes", 1)

    @property
    def shown(self) -> str:
        """As a reader writes it; nothing where a right has no amount."""
        if self.unit == "yes":
            return ""
        places = len(str(self.denominator)) - 1
        return f"{Decimal(self.amount) / self.denominator:.{places}f} {self.unit}"

    def add(self, table: pa.Table, right: str) -> None:
        entitled = table.column(f"{right}.entitled")
        self.entitled += pc.sum(entitled).as_py() or 0
        self.amount += pc.sum(table.column(f"{right}.amount")).as_py() or 0
        self.without_result += entitled.null_count


@dataclass(frozen=True)
class CountryResult:
    households: int
    totals: Mapping[str, Totals]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Columns that the folder does not have, and the rights that read them."""


@dataclass(frozen=True)
class CountryPlan:
    """What one run over a folder needs to know of it, found once."""

    graph: Graph
    rights: tuple[str, ...]
    month: date
    filed: date
    columns: frozenset[str]
    missing: Mapping[str, tuple[str, ...]]

    @property
    def dates(self) -> Dates:
        return dates_of(self.month, self.filed)


def plan_for(
    folder: PopulationFolder, graph: Graph, rights: str | Sequence[str], month: date, filed: date | None
) -> CountryPlan:
    """Which columns the run reads; a right that reads a column the folder lacks is named."""
    chosen = rights_named(graph, rights)
    dates = dates_of(month, filed)
    read = columns_read(graph, dates, grouped(graph, choose_versions(graph, dates), chosen))
    here = given(read, folder.columns)
    have = {column.partition("@")[0] if column not in read else column for column in here}
    missing = {name: needing for name, needing in sorted(read.items()) if name not in have}
    return CountryPlan(graph, chosen, month, dates.filed, frozenset(here), missing)


def determine_folder(
    folder: PopulationFolder,
    out: Path,
    *,
    month: date,
    rights: str | Sequence[str] = "all",
    filed: date | None = None,
    graph: Graph | None = None,
    way: Way | None = None,
    with_gaps: bool = False,
    progress: Progress | None = None,
) -> CountryResult:
    """Every household's rights in one month, streamed to `out`, which appears when it is complete.

    A column that the folder lacks is refused, unless it is to count as unknown of everybody (`with_gaps`).
    """
    plan = plan_for(folder, graph or rulebook().graph, rights, month, filed)
    if plan.missing and not with_gaps:
        raise CountryError(missing_sentence(plan.missing, folder.path))
    totals = {right: Totals.of(plan.graph, right) for right in plan.rights}
    households = 0
    unfinished = out.with_name(f"{out.name}.unfinished")
    writer: pq.ParquetWriter | None = None
    try:
        for part in range(folder.parts):
            table = determine_part(folder, part, plan, way)
            writer = writer or pq.ParquetWriter(unfinished, table.schema, compression="zstd")
            writer.write_table(table, row_group_size=max(len(table), 1))
            households += len(table)
            for right, total in totals.items():
                total.add(table, right)
            if progress:
                progress(part + 1, folder.parts)
    except BaseException:
        if writer:
            writer.close()
        unfinished.unlink(missing_ok=True)
        raise
    if writer is None:
        raise CountryError(f"{folder.path} holds no household. Add rows to its files.")
    writer.close()
    unfinished.replace(out)
    return CountryResult(households, totals, plan.missing)


def determine_part(
    folder: PopulationFolder, part: int, plan: CountryPlan, way: Way | None = None
) -> pa.Table:
    """One row group of the folder, determined."""
    return determine_partition(
        folder.read(part, plan.columns),
        month=plan.month,
        filed=plan.filed,
        rights=plan.rights,
        graph=plan.graph,
        way=way,
    )


def missing_sentence(missing: Mapping[str, tuple[str, ...]], path: Path) -> str:
    """What a folder lacks, and which rights therefore have no result for whom the fact matters."""
    lines = [f"{path} has no column for {len(missing)} of the facts that these rights read:"]
    lines += [f"  {name}: needed by {', '.join(rights)}" for name, rights in missing.items()]
    lines.append(
        "Add the columns (empty where a fact is unknown), leave the rights out, or take the facts as unknown "
        "of everybody (`--with-gaps`)."
    )
    return "\n".join(lines)
