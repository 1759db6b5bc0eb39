"""How many staff the rulebook asks for: by population and by load, of a unit, a centre or the country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import cast

from opora.norms.areas import Area, Missing
from opora.norms.lines import BASES, Basis, ByParts, Input, Line, Need, Post
from opora.norms.loading import Norms, norms
from opora.norms.rounding import Way, whole
from opora.norms.schema import Administrative, Load, Ratio, Rounding, Standard
from opora.norms.totals import totals
from opora.norms.what_if import WhatIf, printed_value
from opora.norms.wording import Phrase, joined, named, said


def need(
    area: Area,
    *,
    on: date,
    assume: WhatIf | None = None,
    rounding: Way | None = None,
    book: Norms | None = None,
) -> Need:
    """Every figure of an area and its parts, with the norms that hold on a day.

    `rounding`: of performers, instead of the way set in `rulebook.yaml`. `NormUnknown` before the rulebook.
    """
    book = book or norms()
    reckoning = _Reckoning(book.on(on), assume or WhatIf(), _rounding(book, rounding))
    return reckoning.of(reckoning.assume.area(area))


class _Reckoning:
    """The norms, assumptions and rounding of one run."""

    def __init__(self, standards: Sequence[Standard], assume: WhatIf, rounding: Rounding) -> None:
        self.standards = standards
        self.assume = assume
        self.rounding = rounding

    def of(self, area: Area) -> Need:
        parts = tuple(self.of(part) for part in area.parts)
        lines = [line for standard in self.standards for line in self._of_service(standard, area)]
        whole_lines = tuple(
            _beside(line, parts) for line in (*lines, *totals(lines, self.rounding.administrative_sum))
        )
        return Need(area, whole_lines, parts)

    def _of_service(self, standard: Standard, area: Area) -> list[Line]:
        by: dict[Basis, list[Line]] = {
            "population": [self._by_ratio(standard, ratio, area) for ratio in standard.organisation],
            "load": [self._by_load(standard, load, area) for load in standard.load],
        }
        lines = []
        for basis in BASES:
            lines += by[basis]
            lines += [
                self._administrative(standard, each, basis, by[basis]) for each in standard.administrative
            ]
        return lines

    def _by_ratio(self, standard: Standard, ratio: Ratio, area: Area) -> Line:
        line = self._line(standard, ratio, cast("Post", ratio.role), "population")
        per, is_what_if = self.assume.norm(standard, ratio)
        if per is None:
            return replace(line, state="not_printed", formula=said("not_printed", article=ratio.article))
        people = area.inhabitants if ratio.of == "inhabitants" else area.families
        if isinstance(people, Missing):
            return replace(line, formula=people.why)
        name = said(ratio.of)
        exact = people.value / per
        rounded = whole(exact, self.rounding.performers)
        formula = said("formula_ratio", name=name, count=people.value, per=per, exact=exact)
        return replace(
            line,
            state="known",
            exact=exact,
            rounded=rounded,
            inputs=(Input(name, people.value, people.source, people.is_what_if),),
            formula=joined([formula, _rounded(rounded, self.rounding.performers)]),
            note=self._note(ratio, per),
            is_what_if=is_what_if or people.is_what_if,
        )

    def _by_load(self, standard: Standard, load: Load, area: Area) -> Line:
        line = self._line(standard, load, cast("Post", load.role), "load")
        done = area.done.get(standard.task)
        if done is None:
            return replace(line, formula=said("no_load", key=f"services.{standard.task}"))
        norm, is_what_if = self.assume.norm(standard, load)
        in_period = done.in_a(load.period)
        exact = in_period / cast("int", norm)
        rounded = whole(exact, self.rounding.performers)
        period = said(f"a_{load.period}")
        formula = said(
            "formula_load",
            services=done.services,
            months=done.months,
            period=period,
            in_period=in_period,
            norm=cast("int", norm),
            exact=exact,
        )
        return replace(
            line,
            state="known",
            exact=exact,
            rounded=rounded,
            inputs=(Input(said("services_done"), Fraction(done.services), done.source, done.is_what_if),),
            formula=joined([formula, _rounded(rounded, self.rounding.performers)]),
            note=self._note(load, norm),
            is_what_if=is_what_if or done.is_what_if,
        )

    def _administrative(
        self, standard: Standard, norm: Administrative, basis: Basis, performers: Sequence[Line]
    ) -> Line:
        """The share of administrative staff that whole performers bring with them."""
        line = self._line(
            standard, norm, "administrative_vi" if norm.level == "VI" else "administrative_v", basis
        )
        open_ = next((each for each in performers if each.state != "known"), None)
        if open_ is not None:
            return replace(line, state=open_.state, formula=open_.formula)
        per, is_what_if = self.assume.norm(standard, norm)
        heads = sum((each.heads or Fraction(0) for each in performers), Fraction(0))
        exact = heads / cast("int", per)
        rounded = whole(exact, self.rounding.administrative)
        name = said(norm.base)
        formula = said("formula_share", name=name, heads=heads, per=cast("int", per), exact=exact)
        return replace(
            line,
            state="known",
            exact=exact,
            rounded=rounded,
            inputs=(
                Input(name, heads, joined([said("article", article=each.article) for each in performers])),
            ),
            formula=joined([formula, _rounded(rounded, self.rounding.administrative)]),
            note=self._note(norm, per),
            is_what_if=is_what_if or any(each.is_what_if for each in performers),
        )

    def _line(
        self, standard: Standard, figure: Ratio | Load | Administrative, post: Post, basis: Basis
    ) -> Line:
        rule = f"{standard.task}.{figure.key}"
        return Line(
            standard.task,
            named(standard.sl, standard.it, standard.en),
            post,
            basis,
            "unknown",
            rule,
            figure.article,
            figure.source,
            said("not_known"),
        )

    @staticmethod
    def _note(figure: Ratio | Load | Administrative, value: int | None) -> Phrase | None:
        printed = printed_value(figure)
        if value == printed or value is None:
            return None
        if printed is None:
            return said("what_if_unprinted", article=figure.article, value=value)
        return said("what_if_norm", article=figure.article, printed=printed, value=value)


def _rounding(book: Norms, performers: Way | None) -> Rounding:
    printed = book.rulebook.rounding
    return printed.model_copy(update={"performers": performers}) if performers else printed


def _rounded(rounded: int | None, way: Way) -> Phrase:
    if rounded is None:
        return said("rounded_none")
    return said(f"rounded_{way}", rounded=rounded)


def _beside(line: Line, parts: Sequence[Need]) -> Line:
    """The line with the same figure of every part, where each part has it."""
    if not parts or line.exact is None:
        return line
    below = [(part.area.name, part.line(line.task, line.post, line.basis)) for part in parts]
    known = tuple((name, each.exact, each.rounded) for name, each in below if each.exact is not None)
    if len(known) < len(below):
        return line
    return replace(line, by_parts=ByParts((line.exact, line.rounded), known))
