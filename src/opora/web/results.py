"""What the law engine gives for each right, as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from opora.decisions.introduction import right_name


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
    periods: list[Mapping[str, Any]]
    reasons: list[Mapping[str, Any]]
    missing: int
    warnings: list[Mapping[str, Any]]


def results(determination: Mapping[str, Any]) -> list[Result]:
    """The rights of an explained computation, in its order."""
    return [_result(right, found) for right, found in determination["rights"].items()]


def _result(right: str, found: Mapping[str, Any]) -> Result:
    tone, words = _verdict(found["entitled"])
    return Result(
        right=right,
        name=right_name(right),
        tone=tone,
        words=words,
        amount=found["amount"] if found["entitled"] else None,
        since=found.get("from"),
        until=found.get("to"),
        periods=found["periods"],
        reasons=found["reasons"],
        missing=len(found["missing"]),
        warnings=found["warnings"],
    )


def _verdict(entitled: bool | None) -> tuple[str, str]:
    if entitled is None:
        return "caution", _("not yet certain")
    return ("good", _("entitled")) if entitled else ("alarm", _("not entitled"))
