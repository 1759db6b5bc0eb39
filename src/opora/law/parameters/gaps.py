"""What is missing or doubtful in the law data, as a list somebody can work through (`opora law gaps`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .loading import load_parameters
from .parameter_set import ParameterSet
from .schema import Parameter
from .uprating import uprating_checks
from .values import Cell, Confidence, Kind, ParameterValue, Place


class GapKind(StrEnum):
    UNKNOWN = "unknown"
    FIRST_DAY_UNKNOWN = "first_day_unknown"
    NOT_FOUND = "not_found"
    ASSUMED = "assumed"
    DERIVED = "derived"
    LOW_CONFIDENCE = "low_confidence"
    ARTICLE_UNCONFIRMED = "article_unconfirmed"
    STALE = "stale"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to find out: where it stands and what would close it."""

    kind: GapKind
    parameter: str
    start: date | None
    at: tuple[Place, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two figures for one cell: the one we use, the one we do not, and why."""

    parameter: str
    at: Place
    start: date
    used: Decimal
    used_kind: Kind
    not_used: Decimal
    source: str
    reason: str | None
    """None where nobody has declared the conflict yet; a test refuses that."""


def gaps(parameters: ParameterSet | None = None, *, on: date | None = None) -> list[Gap]:
    """Everything unknown, assumed, derived, weakly sourced or unconfirmed.

    With a day given, also the yearly amounts whose adjustment was due by then and that nobody entered.
    """
    parameters = parameters or load_parameters()
    return [gap for key in parameters for gap in _gaps_of(parameters, key, on)]


def conflicts(parameters: ParameterSet | None = None) -> list[Conflict]:
    """The declared conflicts, and every printed figure that uprating does not reproduce."""
    parameters = parameters or load_parameters()
    declared = [conflict for key in parameters for conflict in _declared(parameters, key)]
    known = {(conflict.parameter, conflict.at, conflict.start) for conflict in declared}
    undeclared = [
        Conflict(
            check.parameter,
            check.at,
            check.start,
            used=check.printed,
            used_kind=Kind.KNOWN,
            not_used=check.worked_out,
            source=f"worked out with the index {check.index}",
            reason=None,
        )
        for check in uprating_checks(parameters)
        if not check.agrees and (check.parameter, check.at, check.start) not in known
    ]
    return declared + undeclared


def _declared(parameters: ParameterSet, key: str) -> Iterator[Conflict]:
    starts = {value.start: value for value in parameters.timeline(key)}
    for entry in parameters.parameter(key).values:
        for declared in entry.conflicts:
            if isinstance(entry.start, date):
                cell = starts[entry.start].cells[declared.at]
                yield Conflict(
                    key,
                    declared.at,
                    entry.start,
                    used=cell.number,
                    used_kind=cell.kind,
                    not_used=declared.not_used,
                    source=declared.source,
                    reason=declared.reason,
                )


def _gaps_of(parameters: ParameterSet, key: str, on: date | None) -> Iterator[Gap]:
    parameter = parameters.parameter(key)
    if not parameter.article_confirmed:
        yield Gap(
            GapKind.ARTICLE_UNCONFIRMED,
            key,
            None,
            (),
            f"The article was not read in the act: {parameter.article}. Decisions print the act alone.",
        )
    if parameter.not_read:
        yield Gap(GapKind.NOT_READ, key, None, (), f"A new value changes no result: {parameter.not_read}.")
    if parameter.gap:
        yield Gap(GapKind.NOT_FOUND, key, None, (), parameter.gap)
    for entry in parameter.values:
        if entry.start == "unknown":
            sentence = f"{entry.value} from a day not found, after {entry.not_before}: {entry.note}"
            yield Gap(GapKind.FIRST_DAY_UNKNOWN, key, entry.not_before, (), sentence)
    for value in parameters.timeline(key):
        yield from _gaps_of_value(value)
    yield from _stale(parameter, parameters.timeline(key), on)


def _gaps_of_value(value: ParameterValue) -> Iterator[Gap]:
    for kind in (Kind.UNKNOWN, Kind.ASSUMED, Kind.DERIVED):
        at = tuple(place for place, cell in value.cells.items() if cell.kind is kind)
        if at:
            sentence = f"{len(at)} of {len(value.cells)}: {_why(value, value.cells[at[0]])}"
            yield Gap(GapKind(kind.value), value.key, value.start, at, sentence)
    weak = tuple(
        place
        for place, cell in value.cells.items()
        if cell.kind is Kind.KNOWN and cell.confidence is Confidence.LOW
    )
    if weak:
        sentence = f"{len(weak)} of {len(value.cells)} rest on {value.cells[weak[0]].source} alone."
        yield Gap(GapKind.LOW_CONFIDENCE, value.key, value.start, weak, sentence)


def _why(value: ParameterValue, cell: Cell) -> str:
    if cell.derivation:
        return cell.derivation.rule
    return cell.note or value.note or "no source was found"


def _stale(parameter: Parameter, timeline: tuple[ParameterValue, ...], on: date | None) -> Iterator[Gap]:
    month = parameter.adjusted_yearly_in_month
    if on is None or month is None or not timeline:
        return
    due = date(on.year if on.month >= month else on.year - 1, month, 1)
    ended = timeline[-1].until is not None and timeline[-1].until <= due
    if timeline[-1].start < due and not ended:
        sentence = f"The adjustment of {due} is not entered; the last value is of {timeline[-1].start}."
        yield Gap(GapKind.STALE, parameter.key, due, (), sentence)
