"""What the law engine gives for each right, as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from opora.decisions.introduction import right_name
from opora.web.figures import FigureNode, Reason, Unfolding


@dataclass(frozen=True)
class Period:
    """Months of one result, why it is so, and the figures it rests on."""

    since: str
    until: str | None
    words: str
    amount: str | None
    reasons: list[Reason]
    tree: FigureNode | None


@dataclass(frozen=True)
class Result:
    """One right: whether it is due, how much, from when, and what is doubtful about it."""

    right: str
    name: str
    tone: str
    words: str
    amount: str | None
    since: str | None
    until: str | None
    missing: int
    warnings: list[Mapping[str, Any]]
    periods: list[Period]


def results(determination: Mapping[str, Any], unfolding: Unfolding | None = None) -> list[Result]:
    """The rights of a computation, in its order; with reasons and figures where they are unfolded."""
    return [_result(right, found, unfolding) for right, found in determination["rights"].items()]


def _result(right: str, found: Mapping[str, Any], unfolding: Unfolding | None) -> Result:
    tone, words = _verdict(found["entitled"])
    return Result(
        right=right,
        name=right_name(right),
        tone=tone,
        words=words,
        amount=found["amount"] if found["entitled"] else None,
        since=found.get("from"),
        until=found.get("to"),
        missing=len(found["missing"]),
        warnings=_each_once(found["warnings"]),
        periods=[_period(each, unfolding) for each in found["periods"]] if unfolding else [],
    )


def _each_once(warnings: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """A value that several figures rest on is told once."""
    said = ("kind", "parameter", "value", "why")
    return list({tuple(str(warning.get(key)) for key in said): warning for warning in warnings}.values())


def _period(period: Mapping[str, Any], unfolding: Unfolding) -> Period:
    return Period(
        since=period["from"],
        until=period["to"],
        words=_verdict(period["entitled"])[1],
        amount=period["amount"] if period["entitled"] else None,
        reasons=[unfolding.reason(each) for each in period["reasons"]],
        tree=unfolding.tree(period.get("figure") or ""),
    )


def _verdict(entitled: bool | None) -> tuple[str, str]:
    if entitled is None:
        return "caution", _("not yet certain")
    return ("good", _("entitled")) if entitled else ("alarm", _("not entitled"))
