"""What a parameter is worth on a day, and how far that may be relied on.

Every parameter is a table of cells over nought to two named axes; a single number is a table without axes,
so there is one way to read an amount, a list of class bounds and the child-benefit table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias

from . import doubt_words

Scalar: TypeAlias = Decimal | date | bool | str
"""A number, a day (unit `date`), a yes or no (unit `truth`) or a key word (unit `word`)."""

Place: TypeAlias = tuple[str, ...]
"""Where a cell stands: one word for each axis, `()` for a single value."""


class Kind(StrEnum):
    """How a value came to us, from the surest to the least sure."""

    KNOWN = "known"
    DERIVED = "derived"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"

    @property
    def doubt(self) -> int:
        return list(Kind).index(self)


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DoubtKind(StrEnum):
    """Why a decision that rests on a value must be confirmed by name."""

    DERIVED = "derived"
    ASSUMED = "assumed"
    LOW_CONFIDENCE = "low_confidence"
    ARTICLE_UNCONFIRMED = "article_unconfirmed"


class NotInForceError(LookupError):
    """No value stands on the day asked for: before the first one, or after the last was ended."""


class UnknownValueError(LookupError):
    """The law has a value here, but nobody has found it yet."""


@dataclass(frozen=True, slots=True)
class Input:
    """One figure that went into a derived value."""

    parameter: str
    at: Place
    start: date
    value: Decimal
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a figure that was never found in print was worked out."""

    rule: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a parameter with its own provenance."""

    value: Scalar | None
    kind: Kind
    source: str
    confidence: Confidence
    checked: date
    gazette: str | None = None
    note: str | None = None
    derivation: Derivation | None = None
    doubt: Mapping[str, str] | None = None
    """What is uncertain and what to check, by language."""

    @property
    def said_of_doubt(self) -> Mapping[str, str] | None:
        """What an officer is told before relying on it, by language; None where it is certain."""
        if self.derivation:
            return doubt_words.of_derived(self.derivation)
        if self.value is None:
            return self.doubt or doubt_words.of_unknown()
        if self.kind is Kind.ASSUMED or self.confidence is Confidence.LOW:
            return self.doubt or doubt_words.of_source(self.source)
        return None

    @property
    def number(self) -> Decimal:
        if isinstance(self.value, Decimal):
            return self.value
        if self.value is None:
            raise UnknownValueError(f"The value is not known: {self.note or 'no source was found'}")
        raise TypeError(f"{self.value!r} is not a number; read .value instead.")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason for care, in the shape of a determination's warnings."""

    kind: DoubtKind
    parameter: str
    at: Place
    value: str
    why: str
    said: Mapping[str, str]
    """The same for an officer, by language."""


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A parameter as it stands from one day until the day before another (`until` is exclusive)."""

    key: str
    unit: str
    start: date
    until: date | None
    cells: Mapping[Place, Cell]
    article: str
    article_confirmed: bool
    layer: Literal["shipped", "local"] = "shipped"
    start_from: str | None = None
    uprated: bool = False
    adjusted_on: date | None = None
    note: str | None = None
    axes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def cell(self, *at: str | int) -> Cell:
        """The cell at a place, such as `cell(5, 3)` for class 5, third child."""
        place = tuple(str(word) for word in at)
        try:
            return self.cells[place]
        except KeyError:
            known = ", ".join(f"{axis} {'/'.join(words)}" for axis, words in self.axes.items())
            raise KeyError(f"{self.key} has no cell {place}; its axes are: {known or 'none'}.") from None

    @property
    def value(self) -> object:
        """The plain value: a scalar, or dictionaries nested in the order of the axes; None = unknown."""
        if not self.axes:
            return self.cells[()].value
        return self._nested(())

    def _nested(self, prefix: Place) -> object:
        if len(prefix) == len(self.axes):
            return self.cells[prefix].value
        words = list(self.axes.values())[len(prefix)]
        return {word: self._nested((*prefix, word)) for word in words}

    @property
    def number(self) -> Decimal:
        """The single number of a parameter without axes."""
        return self.cell().number

    @property
    def kind(self) -> Kind:
        """The least sure kind among the cells."""
        return max((cell.kind for cell in self.cells.values()), key=lambda kind: kind.doubt)

    @property
    def confidence(self) -> Confidence:
        order = list(Confidence)
        return max((cell.confidence for cell in self.cells.values()), key=order.index)

    @property
    def source(self) -> str:
        """The source of the entry; a single cell may have another, see `cell(...)`."""
        return next(iter(self.cells.values())).source

    @property
    def gazette(self) -> str | None:
        return next(iter(self.cells.values())).gazette

    @property
    def derivation(self) -> Derivation | None:
        return next((cell.derivation for cell in self.cells.values() if cell.derivation), None)

    def stands_on(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day < self.until)

    def doubts(self, *at: str | int) -> tuple[Doubt, ...]:
        """What the decision-maker has to confirm before relying on one cell."""
        cell = self.cell(*at)
        place = tuple(str(word) for word in at)
        return tuple(
            Doubt(kind, self.key, place, _as_text(cell.value), why, self._said(kind, cell))
            for kind, why in self._reasons_for_care(cell)
        )

    def _said(self, kind: DoubtKind, cell: Cell) -> Mapping[str, str]:
        if kind is DoubtKind.ARTICLE_UNCONFIRMED:
            return doubt_words.of_article(self.article)
        return cell.said_of_doubt or doubt_words.of_unknown()

    def _reasons_for_care(self, cell: Cell) -> Iterator[tuple[DoubtKind, str]]:
        if cell.kind is Kind.DERIVED and cell.derivation:
            yield DoubtKind.DERIVED, cell.derivation.rule
        if cell.kind is Kind.ASSUMED:
            yield DoubtKind.ASSUMED, cell.note or "assumed, because no source was found"
        elif cell.confidence is Confidence.LOW:
            yield DoubtKind.LOW_CONFIDENCE, cell.note or f"the only source is {cell.source}"
        if not self.article_confirmed:
            yield DoubtKind.ARTICLE_UNCONFIRMED, f"the article was not read: {self.article}"


def _as_text(value: Scalar | None) -> str:
    return "unknown" if value is None else str(value)
