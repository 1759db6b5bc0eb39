"""What the law engine gives for each right, as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from opora.decisions.introduction import right_name
from opora.web.figures import FigureNode, Reason, Unfolding
from opora.web.what_would_change import WhatWouldChange


@dataclass(frozen=True)
class Period:
    """Months of one result, why it is so, and the figures it rests on."""

    since: str
    until: str | None
    words: str
    amount: str | None
    reasons: list[Reason]
    would_change: list[str]
    tree: FigureNode | None


@dataclass(frozen=True)
class Result:
    """One right: whether it is due, how much, and from when."""

    right: str
    name: str
    tone: str
    words: str
    amount: str | None
    since: str | None
    until: str | None
    missing: int
    periods: list[Period]


@dataclass(frozen=True)
class Telling:
    """What tells the periods of a computation: its figures, and the sentences of the letter."""

    unfolding: Unfolding
    changes: WhatWouldChange


def results(determination: Mapping[str, Any], telling: Telling | None = None) -> list[Result]:
    """The rights of a computation, in its order; with reasons and figures where they are told."""
    return [_result(right, found, telling) for right, found in determination["rights"].items()]


def _result(right: str, found: Mapping[str, Any], telling: Telling | None) -> Result:
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
        periods=[_period(right, each, telling) for each in found["periods"]] if telling else [],
    )


def _period(right: str, period: Mapping[str, Any], telling: Telling) -> Period:
    return Period(
        since=period["from"],
        until=period["to"],
        words=_verdict(period["entitled"])[1],
        amount=period["amount"] if period["entitled"] else None,
        reasons=[telling.unfolding.reason(each) for each in period["reasons"]],
        would_change=telling.changes.sentences(right, period),
        tree=telling.unfolding.tree(period.get("figure") or ""),
    )


def _verdict(entitled: bool | None) -> tuple[str, str]:
    if entitled is None:
        return "caution", _("not yet certain")
    return ("good", _("entitled")) if entitled else ("alarm", _("not entitled"))
