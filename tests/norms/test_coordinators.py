"""The norm of persons for one coordinator: unknown until it is stated, with what a report lets one infer."""

from __future__ import annotations

from fractions import Fraction

import pytest

from opora.norms.coordinators import (
    StatedPerCoordinator,
    Treated,
    coordinators_needed,
    implied,
    per_coordinator,
)
from opora.norms.wording import named

TREATED = Treated(at_once=50, in_a_year=70, source=named("zapisi"))


def stated(persons, counted="in_a_year"):
    return StatedPerCoordinator(persons, counted, "Pravilnik (Uradni list RS, št. 1/2027)", "7(2)")


def needed(norm, *, treated=TREATED, way="up"):
    return coordinators_needed(treated, norm, service="Obravnava v skupnosti", way=way)


@pytest.mark.covers("004b/R-84")
def test_without_a_stated_norm_nothing_is_reckoned_and_the_inference_is_told_as_one():
    line = needed(None)
    assert (line.state, line.exact, line.rounded) == ("not_printed", None, None)
    assert "ne natisne noben vir" in line.formula.sl
    assert line.note is not None
    assert "ne normativ" in line.note.sl
    assert "manj kot 35 oseb" in line.note.sl
    assert implied().fewer_than == Fraction(35)


@pytest.mark.covers("004b/R-84")
def test_a_stated_norm_says_how_many_coordinators_the_persons_need_by_the_rounding_of_the_room():
    line = needed(stated(30))
    assert (line.state, line.exact, line.rounded, line.article) == ("known", Fraction(7, 3), 3, "7(2)")
    assert needed(stated(30), way="nearest").rounded == 2
    assert needed(stated(30), way="none").rounded is None
    assert needed(stated(25, "at_once")).exact == 2
    assert "70 : 30" in line.formula.sl
    assert line.note is None


def test_a_norm_that_does_not_agree_with_the_report_is_followed_and_told():
    line = needed(stated(35))
    assert line.rounded == 2
    assert line.note is not None
    assert "se ne ujema s poročilom" in line.note.sl


def test_where_nobody_recorded_treatments_the_need_is_unknown_and_where_nobody_coordinates_there_is_no_mean():
    assert needed(stated(30), treated=None).exact is None
    assert "ni vpisal nihče" in needed(stated(30), treated=None).formula.sl
    assert per_coordinator(70, 0) is None
    assert per_coordinator(70, 3) == Fraction(70, 3)
