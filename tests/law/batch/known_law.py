"""The law of today as if nobody had any figure still to find."""

from dataclasses import replace
from datetime import date

from opora.law.engine.graph import Graph
from opora.law.engine.stored_parameters import StoredCell, StoredEntry, StoredParameter

LONG_AGO = date(1990, 1, 1)


def with_every_figure_known(graph: Graph) -> Graph:
    """The same rules: each figure has a value on every day, an unknown one a low value of its range."""
    return replace(graph, parameters={key: _known(each) for key, each in graph.parameters.items()})


def _known(parameter: StoredParameter) -> StoredParameter:
    low_but_not_lowest = parameter.low + -((parameter.low - parameter.high) // 100)

    def found(cell: StoredCell) -> StoredCell:
        return cell if cell.value is not None else cell.model_copy(update={"value": low_but_not_lowest})

    starts = [LONG_AGO, *(entry.start for entry in parameter.entries[1:])]
    untils = [*starts[1:], None]
    entries = tuple(
        StoredEntry(start=start, until=until, cells=tuple(map(found, entry.cells)))
        for start, until, entry in zip(starts, untils, parameter.entries, strict=True)
    )
    fields = {name: getattr(parameter, name) for name in StoredParameter.model_fields}
    return StoredParameter(**fields | {"entries": entries})
