"""A population as a folder of Parquet files, read part by part.

Every file has the same number of row groups, and the same row group of each holds the same households:
`dwellings.parquet` one row a household, the others one row a person in the same order. `docs/population.md`
describes the columns.
"""

from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from opora.law.batch.population import NOT_FACTS

OF_DWELLINGS = "dwellings"
OF_RELATIONS = "relations"
KEY = "household"


class CountryError(ValueError):
    """The folder, or what is asked of it, cannot be used; the message says what to do."""


class PopulationFolder:
    """The files are opened once; a part is read when it is asked for, and only the columns named."""

    def __init__(self, path: Path) -> None:
        self.path = path
        files = sorted(path.glob("*.parquet")) if path.is_dir() else []
        if not files:
            raise CountryError(
                f"{path} holds no population: there is no Parquet file in it. Make one with "
                f"`opora synth --persons 100000 --seed 1 --out {path}`, or name another folder."
            )
        self._files = {file.stem: self._opened(file) for file in files}
        counts = {name: file.num_row_groups for name, file in self._files.items()}
        if len(set(counts.values())) > 1:
            told = ", ".join(f"{name}.parquet has {count}" for name, count in counts.items())
            raise CountryError(
                f"The files of {path} are not cut into the same parts ({told}). Write each of them with the "
                "same households in each row group."
            )

    @property
    def parts(self) -> int:
        return int(next(iter(self._files.values())).num_row_groups)

    @cached_property
    def columns(self) -> dict[str, str]:
        """Of each column the file it stands in; a column in two files is refused."""
        found: dict[str, str] = {}
        for name, file in self._files.items():
            for column in file.schema_arrow.names:
                if column != KEY and column in found:
                    raise CountryError(
                        f"The column {column!r} stands in {found[column]}.parquet and in {name}.parquet of "
                        f"{self.path}. Keep it in one of them."
                    )
                found[column] = name
        return found

    def read(self, part: int, columns: Collection[str]) -> pa.Table:
        """One row a person with these columns as far as the folder has them; a dwelling's are repeated."""
        wanted = (set(columns) | NOT_FACTS) & set(self.columns)
        tables = dict(self._read(part, wanted))
        of_persons = {name: table for name, table in tables.items() if name != OF_DWELLINGS}
        if not of_persons:
            raise CountryError(f"{self.path} has no file with one row a person. Add persons.parquet.")
        first_name, first = next(iter(of_persons.items()))
        for name, table in of_persons.items():
            if not table.column(KEY).equals(first.column(KEY)):
                raise CountryError(
                    f"Part {part + 1} of {name}.parquet holds other households than {first_name}.parquet, or "
                    "in another order. Write all files in the order of the households."
                )
        columns_of = {KEY: first.column(KEY)}
        for table in of_persons.values():
            columns_of |= {name: table.column(name) for name in table.column_names if name != KEY}
        if OF_DWELLINGS in tables:
            columns_of |= _repeated(tables[OF_DWELLINGS], first.column(KEY), self.path)
        return pa.table(columns_of)

    def dwellings(self, part: int, columns: Collection[str]) -> pa.Table:
        """One row a household with these columns, as far as the folder has them."""
        file = self._files.get(OF_DWELLINGS)
        if file is None:
            return self.read(part, ()).select([KEY]).group_by(KEY, use_threads=False).aggregate([])
        known = [KEY, *(name for name in columns if name in file.schema_arrow.names)]
        return file.read_row_group(part, columns=known)

    def _read(self, part: int, wanted: set[str]) -> Iterator[tuple[str, pa.Table]]:
        for name, file in self._files.items():
            here = [column for column in file.schema_arrow.names if column in wanted]
            if set(here) - {KEY}:
                yield name, file.read_row_group(part, columns=[KEY, *(c for c in here if c != KEY)])

    def _opened(self, file: Path) -> pq.ParquetFile:
        try:
            opened = pq.ParquetFile(file)
        except (pa.ArrowInvalid, OSError) as error:
            raise CountryError(f"{file} cannot be read as Parquet: {error}. Write it anew.") from None
        if KEY not in opened.schema_arrow.names:
            raise CountryError(f"{file} has no column {KEY!r}. Add it: the number of the household.")
        return opened


def _repeated(dwellings: pa.Table, household: pa.ChunkedArray, path: Path) -> dict[str, pa.ChunkedArray]:
    """The facts of each dwelling in the rows of all who live there."""
    numbers = np.asarray(household)
    changes = np.flatnonzero(np.diff(numbers, prepend=numbers[:1] - 1))
    own = np.asarray(dwellings.column(KEY))
    if not np.array_equal(own, numbers[changes]):
        raise CountryError(
            f"dwellings.parquet of {path} does not hold the households of the other files in their order, "
            "one row each. Write it from the same households."
        )
    sizes = np.diff(np.append(changes, len(numbers)))
    rows = pa.array(np.repeat(np.arange(len(own)), sizes))
    return {name: dwellings.column(name).take(rows) for name in dwellings.column_names if name != KEY}
