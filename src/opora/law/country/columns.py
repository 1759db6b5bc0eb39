"""Which columns of a population the rights read, by name."""

from collections.abc import Iterable

from opora.law.batch.kernel import source_of
from opora.law.engine.dates import Dates
from opora.law.engine.facts import Fact
from opora.law.engine.graph import Graph
from opora.law.engine.program import choose_versions


def columns_read(graph: Graph, dates: Dates, groups: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Of each column the rights that may need it, in the legal order."""
    versions = choose_versions(graph, dates)
    found: dict[str, list[str]] = {}
    for group in groups:
        source = source_of(graph, versions, group, careful=False)
        for column in source.facts:
            name = column_name(graph.facts[column.fact], column.anchor, column.offset, dates)
            readers = [right for place, right in enumerate(source.rights) if column.rights >> place & 1]
            found.setdefault(name, []).extend(readers)
    return {name: tuple(dict.fromkeys(rights)) for name, rights in found.items()}


def column_name(fact: Fact, anchor: str, offset: int, dates: Dates) -> str:
    """As the head of `batch/population.py` names columns; a fact of the day may have later ones beside it."""
    if fact.period == "year":
        return f"{fact.key}@{dates.year(anchor, offset):04d}"
    if fact.period == "month":
        index = dates.month_index(anchor, offset)
        return f"{fact.key}@{index // 12:04d}-{index % 12 + 1:02d}"
    return fact.key


def given(read: Iterable[str], columns: Iterable[str]) -> set[str]:
    """Those columns that hold what is read, with the later values of facts of the day."""
    wanted = set(read)
    return {column for column in columns if column in wanted or column.partition("@")[0] in wanted}
