"""Service of a document (vročitev): on which day it counts as served (ZUP 83 to 98, ZUPJS 37.a).

The ways of serving are data (`data/service.yaml`); their terms are dated parameters. A fiction does not move
from a day that is not worked: ZUP 101(2) shifts time limits of a party, and the term that follows is shifted.
Not modelled: errors in service (ZUP 98), representatives (88), unknown addresses (96).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from opora.law.parameters.reading import read_data

from .counting import as_fiction, started
from .explained import Caution, ExplainedDate, Step, StepKind
from .law import ProcedureError, ProcedureLaw, standard_law, was_read
from .regimes import Regime


class Method(StrEnum):
    """The ways of serving; `left_with_notice` = a note is left and the document waits for collection."""

    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    LEFT_IN_MAILBOX = "left_in_mailbox"
    LEFT_WITH_NOTICE = "left_with_notice"
    ELECTRONIC = "electronic"
    ORDINARY_MAIL = "ordinary_mail"
    ORDINARY_MAIL_ABROAD = "ordinary_mail_abroad"
    PUBLIC_FUNDS_MAIL = "public_funds_mail"
    PUBLIC_NOTICE = "public_notice"


@dataclass(frozen=True, slots=True)
class Way:
    """One way of serving as its data file describes it."""

    method: Method
    article: str
    article_confirmed: bool
    counted_from: str
    regimes: tuple[Regime, ...]
    article_old: str | None = None
    term: str | None = None
    at: str | None = None
    receipt: str = "none"
    precondition: str | None = None


def service(
    method: Method | str,
    *,
    dispatched_on: date | None = None,
    left_on: date | None = None,
    handed_over_on: date | None = None,
    regime: Regime | None = None,
    law: ProcedureLaw | None = None,
) -> ExplainedDate:
    """The day of service.

    `dispatched_on` is the day printed on the document, of the notice of an electronic document, or of a
    public notice; `left_on` the day the document or the note was left; `handed_over_on` the day it was in
    fact received. Refused where the day that the way counts from is missing, or the regime does not know the
    way.
    """
    law = law or standard_law()
    way = _ways()[Method(method)]
    given = {"dispatched_on": dispatched_on, "left_on": left_on, "handed_over_on": handed_over_on}
    day = given[way.counted_from]
    if day is None:
        raise ProcedureError(
            f"Service by {way.method} is counted from {way.counted_from}, which is missing. Enter that day."
        )
    if handed_over_on is not None and handed_over_on < day:
        raise ProcedureError(
            f"The document was received on {handed_over_on}, before {way.counted_from} on {day}. "
            "Correct one of the two days."
        )
    chosen, _ = law.regime_on(day, regime)
    if chosen not in way.regimes:
        raise ProcedureError(
            f"The {chosen} rules do not know service by {way.method}. "
            f"Choose another way, or the {way.regimes[0]} rules for this case."
        )
    start = started(day, way.counted_from)
    if way.term is None:
        return _explained(way, chosen, (start,), ())
    term = law.term(way.term, day, *((way.at,) if way.at else ()), regime=regime)
    steps = as_fiction(start, term.count, law.office)
    steps += _receipt(way, steps[-1].day, handed_over_on)
    cautions = (*term.cautions, *_about_the_fiction(way, steps, chosen))
    return _explained(way, chosen, steps, cautions)


def ways_of(regime: Regime) -> tuple[Method, ...]:
    """The ways of serving that a regime knows."""
    return tuple(method for method, way in _ways().items() if regime in way.regimes)


def _receipt(way: Way, fiction: date, handed_over_on: date | None) -> tuple[Step, ...]:
    """The day of actual receipt in place of the fiction, where the way says that it counts."""
    if handed_over_on is None:
        return ()
    counts = (way.receipt == "earlier" and handed_over_on < fiction) or (
        way.receipt == "later" and handed_over_on > fiction
    )
    return (Step(StepKind.REPLACED, handed_over_on, {"event": f"{way.receipt}_receipt"}),) if counts else ()


def _about_the_fiction(way: Way, steps: tuple[Step, ...], regime: Regime) -> tuple[Caution, ...]:
    cautions: list[Caution] = []
    if way.precondition:
        cautions.append(
            Caution(
                "precondition",
                "The fiction holds only if the addressee has a mailbox at a known address; "
                "the centre must be able to prove it.",
                {"precondition": way.precondition},
            )
        )
    rule = _data()["fiction_not_shifted"]
    held = way.method.value in rule["read_for"] and regime is Regime.OLD
    if steps[-1].kind is StepKind.NOT_SHIFTED and not held:
        cautions.append(
            Caution(
                "fiction_not_shifted_assumed",
                "The day of service is not worked and stays where it is, as the Supreme Court held of the "
                f"earlier text ({rule['source']}); the same is assumed here.",
                {"source": rule["source"]},
            )
        )
    return tuple(cautions)


def _explained(
    way: Way, regime: Regime, steps: tuple[Step, ...], cautions: tuple[Caution, ...]
) -> ExplainedDate:
    old = way.article_old if regime is Regime.OLD else None
    return ExplainedDate(
        day=steps[-1].day,
        rule=f"service_{way.method}",
        article=old or way.article,
        article_confirmed=bool(old) or (way.article_confirmed and was_read(regime)),
        regime=regime,
        steps=steps,
        warnings=cautions,
    )


@cache
def _ways() -> dict[Method, Way]:
    return {
        Method(name): Way(
            method=Method(name), **{**way, "regimes": tuple(Regime(regime) for regime in way["regimes"])}
        )
        for name, way in _data()["methods"].items()
    }


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_data(files("opora.law.procedure") / "data", "service.yaml")
    return data
