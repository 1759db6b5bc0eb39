"""The sums over the services: performers, and administrative staff by level of education."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from opora.norms.lines import BASES, Basis, Line, Post
from opora.norms.rounding import Way, whole
from opora.norms.wording import Phrase, joined, number, said

PERFORMERS: tuple[Post, ...] = ("professional_worker", "leader", "co_provider")
SHARES: tuple[Post, ...] = ("administrative_vi", "administrative_v")


def totals(lines: Sequence[Line], shares: Way) -> list[Line]:
    """Sums for each basis. Each service is organised by its own ratio, so whole performers are added up;
    shares of administrative staff are added as they are and rounded once."""
    found = []
    for basis in BASES:
        of_basis = [line for line in lines if line.basis == basis]
        found.append(
            _sum([line for line in of_basis if line.post in PERFORMERS], "performers", basis, shares)
        )
        found += [
            _sum([line for line in of_basis if line.post == post], post, basis, shares) for post in SHARES
        ]
    return found


def _sum(lines: Sequence[Line], post: Post, basis: Basis, shares: Way) -> Line:
    articles, sources = _once(line.article for line in lines), _once(line.source for line in lines)
    total = Line(
        None, said("all_services"), post, basis, "unknown", "sum", articles, sources, said("not_known")
    )
    known = [line for line in lines if line.state == "known"]
    unknown = [line for line in lines if line.state == "unknown"]
    if unknown or not known:
        return _open(total, unknown, lines)
    total = replace(
        total, article=_once(line.article for line in known), source=_once(line.source for line in known)
    )
    exact = sum((line.exact or Fraction(0) for line in known), Fraction(0))
    rounded = whole(exact, shares) if post in SHARES else _heads(known)
    terms = joined([number(line.exact or 0) for line in known], " + ")
    formula = said("formula_sum", terms=terms, exact=exact)
    return replace(
        total,
        state="known",
        exact=exact,
        rounded=rounded,
        formula=joined([formula, _rounded(post, rounded, shares)]),
        note=_left_out(lines),
        is_what_if=any(line.is_what_if for line in known),
    )


def _open(total: Line, unknown: Sequence[Line], lines: Sequence[Line]) -> Line:
    services = joined(_names(unknown or lines), ", ")
    if unknown:
        return replace(total, formula=said("sum_unknown", services=services))
    return replace(total, state="not_printed", formula=said("sum_not_printed", services=services))


def _left_out(lines: Sequence[Line]) -> Phrase | None:
    """The services whose articles print nothing to reckon with."""
    missing = _names([line for line in lines if line.state == "not_printed"])
    return said("sum_without", services=joined(missing, ", ")) if missing else None


def _once(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(texts))


def _names(lines: Sequence[Line]) -> list[Phrase]:
    return list(dict.fromkeys(line.service for line in lines))


def _heads(lines: Sequence[Line]) -> int | None:
    heads = [line.rounded for line in lines if line.rounded is not None]
    return sum(heads) if len(heads) == len(lines) else None


def _rounded(post: Post, rounded: int | None, shares: Way) -> Phrase:
    if rounded is None:
        return said("rounded_none")
    return said(f"rounded_{shares}" if post in SHARES else "rounded_by_service", rounded=rounded)
