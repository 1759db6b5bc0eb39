"""What the law engine gives for each right, as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opora.decisions.introduction import right_name
from opora.decisions.measures import measured
from opora.decisions.rights_told import told
from opora.law.telling import kept_together, tell
from opora.web.figures import FigureNode, Reason, Unfolding
from opora.web.what_would_change import WhatWouldChange


@dataclass(frozen=True)
class Amount:
    """How much of what is given, and for what time: euros, days of leave, hours, a share."""

    value: str
    is_money: bool
    a_time: str


@dataclass(frozen=True)
class Period:
    """Months of one result, why it is so, and the figures it rests on."""

    since: str
    until: str | None
    words: str
    amount: Amount | None
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
    amount: Amount | None
    since: str | None
    until: str | None
    missing: int
    periods: list[Period]
    plain: list[str]
    """The same in plain words, as the person concerned is told it: a paragraph each."""


@dataclass(frozen=True)
class Telling:
    """What tells a computation: its figures, the sentences of the letter, and how its persons are called."""

    unfolding: Unfolding
    changes: WhatWouldChange
    names: Mapping[str, str]


def results(determination: Mapping[str, Any], telling: Telling | None = None) -> list[Result]:
    """The rights of a computation, in its order; with reasons and figures where they are told."""
    return [
        _result(right, found, telling, _plainly(determination, right, telling) if telling else [])
        for right, found in determination["rights"].items()
    ]


def _plainly(determination: Mapping[str, Any], right: str, telling: Telling) -> list[str]:
    language = (get_language() or "en")[:2]
    paragraphs = tell(determination, right, language, telling.names).paragraphs
    return [kept_together(" ".join(sentences), language) for sentences in paragraphs]


def _result(right: str, found: Mapping[str, Any], telling: Telling | None, plain: list[str]) -> Result:
    tone, words = _verdict(found["entitled"])
    return Result(
        right=right,
        name=right_name(right),
        tone=tone,
        words=words,
        amount=_amount(right, found, found),
        since=found.get("from"),
        until=found.get("to"),
        missing=len(found["missing"]),
        periods=[_period(right, found, each, telling) for each in found["periods"]] if telling else [],
        plain=plain,
    )


def _period(right: str, found: Mapping[str, Any], period: Mapping[str, Any], telling: Telling) -> Period:
    return Period(
        since=period["from"],
        until=period["to"],
        words=_verdict(period["entitled"])[1],
        amount=_amount(right, found, period),
        reasons=[telling.unfolding.reason(each) for each in period["reasons"]],
        would_change=telling.changes.sentences(right, period),
        tree=telling.unfolding.tree(period.get("figure") or ""),
    )


def _amount(right: str, found: Mapping[str, Any], given: Mapping[str, Any]) -> Amount | None:
    """The amount of a right that is due; none of a status, and while it is not certain."""
    unit = found.get("unit", "EUR")
    if not given["entitled"] or given["amount"] is None or unit is None:
        return None
    if unit == "EUR":
        return Amount(given["amount"], is_money=True, a_time=_a_time(found.get("given", "monthly")))
    a_time = (
        "" if unit == "days" and found["given"] == "once" else _a_time(told(right).a_time or found["given"])
    )
    return Amount(measured(given["amount"], unit), is_money=False, a_time=a_time)


def _a_time(given: str) -> str:
    return {
        "week": _("a week"),
        "monthly": _("a month"),
        "yearly": _("a year"),
        "once": _("once"),
    }.get(given, "")


def _verdict(entitled: bool | None) -> tuple[str, str]:
    if entitled is None:
        return "caution", _("not yet certain")
    return ("good", _("entitled")) if entitled else ("alarm", _("not entitled"))
