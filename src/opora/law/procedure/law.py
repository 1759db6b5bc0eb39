"""What the procedure functions read: the dated terms, the office calendar and the regime of a day."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from opora.law.parameters import (
    Cell,
    Doubt,
    Kind,
    NotInForceError,
    ParameterSet,
    ParameterValue,
    load_parameters,
)
from opora.law.parameters.doubt_words import of_regime

from .explained import Caution
from .office import STANDARD_OFFICE, OfficeCalendar
from .regimes import Regime

NEW_REGIME = "zup_i_from"
WINDOW = "zup_i_window"


class ProcedureError(ValueError):
    """A day cannot be worked out; the sentence says why and what to do next."""


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of procedure on a day and in a regime, with what is doubtful about it."""

    key: str
    cell: Cell
    article: str
    article_confirmed: bool
    regime: Regime
    cautions: tuple[Caution, ...]

    @property
    def count(self) -> int:
        return int(self.cell.number)

    @property
    def holds(self) -> bool:
        return self.cell.value is True


@dataclass(frozen=True)
class ProcedureLaw:
    """The terms and the calendar. `standard_law()` is enough unless a local layer or an office differs."""

    parameters: ParameterSet
    office: OfficeCalendar = field(default=STANDARD_OFFICE)

    def new_from(self) -> date:
        """The first day of the new regime, known or assumed."""
        value = self._first_day.value
        if not isinstance(value, date):
            raise ProcedureError(f"The first day of ZUP-I is unknown. Enter it in {NEW_REGIME}.")
        return value

    def regime_on(self, day: date, named: Regime | None = None) -> tuple[Regime, tuple[Caution, ...]]:
        """The regime of a day, or the one a case names; with a caution where the day alone cannot tell."""
        if named is not None:
            return named, ()
        regime = Regime.NEW if day >= self.new_from() else Regime.OLD
        return regime, self._if_uncertain(day)

    def term(self, key: str, on: date, *at: str, regime: Regime | None = None) -> Term:
        """The figure that governs an event of a day."""
        chosen, cautions = self.regime_on(on, regime)
        value = self._value(key, on, chosen)
        doubts = tuple(_caution(doubt) for doubt in value.doubts(*at))
        differs = cautions if self._differs(key) else ()
        confirmed = value.article_confirmed and was_read(chosen)
        return Term(key, value.cell(*at), value.article, confirmed, chosen, differs + doubts)

    def exists(self, key: str, on: date, regime: Regime | None = None) -> bool:
        """Whether the regime knows such a term at all."""
        try:
            self._value(key, on, self.regime_on(on, regime)[0])
        except (NotInForceError, ProcedureError):
            return False
        return True

    def _value(self, key: str, on: date, regime: Regime) -> ParameterValue:
        first = self.new_from()
        day = max(on, first) if regime is Regime.NEW else min(on, first - timedelta(days=1))
        try:
            return self.parameters.at(key, day)
        except NotInForceError as error:
            raise ProcedureError(
                f"The {regime} rules of procedure have no {key} on {on.isoformat()}. "
                "Choose the other regime for this case, or another way."
            ) from error

    def _differs(self, key: str) -> bool:
        """Whether the two regimes give different figures, so that an uncertain regime matters."""
        timeline = self.parameters.timeline(key)
        new = next((value for value in timeline if value.start_from == NEW_REGIME), None)
        if new is None:
            return any(value.until == self.new_from() for value in timeline)
        return any(value.until == new.start and value.value != new.value for value in timeline) or (
            timeline[0] is new
        )

    @property
    def _first_day(self) -> Cell:
        return self.parameters.timeline(NEW_REGIME)[-1].cell()

    def _if_uncertain(self, day: date) -> tuple[Caution, ...]:
        window = self.parameters.timeline(WINDOW)[-1]
        earliest, latest = window.cell("earliest").value, window.cell("latest").value
        if self._first_day.kind is not Kind.ASSUMED or not isinstance(earliest, date):
            return ()
        if not isinstance(latest, date) or not earliest <= day < latest:
            return ()
        return (
            Caution(
                "regime_uncertain",
                f"The rules changed on a day between {earliest} and {latest} that is not known; "
                f"{self.new_from()} is assumed. Check which rules governed this event.",
                {"assumed": str(self.new_from()), "earliest": str(earliest), "latest": str(latest)},
                of_regime(self.new_from(), earliest, latest),
            ),
        )


def was_read(regime: Regime) -> bool:
    """Whether the articles of a regime were read; of the earlier ZUP only summaries were at hand."""
    return regime is Regime.NEW


@cache
def standard_law() -> ProcedureLaw:
    """The shipped terms and the standard office calendar."""
    return ProcedureLaw(load_parameters())


def _caution(doubt: Doubt) -> Caution:
    return Caution(
        doubt.kind.value,
        f"{doubt.parameter} = {doubt.value}: {doubt.why}",
        {"parameter": doubt.parameter, "value": doubt.value, "why": doubt.why},
        doubt.said,
    )
