"""What is published: no small number can be read from it, nor reckoned from what stands around it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.counting.history import a_case, a_record, about, counted
from tests.organisation.factories import UnitFactory

from opora.counting.hiding import Table, hidden_cells
from opora.counting.publishing import WHOLE, Place, for_publication

LIMIT = 5
MAY = date(2026, 5, 4)


@st.composite
def tables(draw):
    """A table of small numbers with its margins, and how much stands in each cell."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    numbers = [[draw(st.integers(0, 9)) for _ in range(width)] for _ in range(height)]
    rows = [[*row, sum(row)] for row in numbers]
    if height > 1:
        rows.append([sum(column) for column in zip(*rows, strict=True)])
    cells = tuple(tuple((r, c) for c in range(len(rows[0]))) for r in range(len(rows)))
    return Table(cells), {(r, c): rows[r][c] for r in range(len(rows)) for c in range(len(rows[0]))}


@settings(deadline=None, max_examples=120)
@given(tables())
def test_no_hidden_number_follows_from_those_that_are_shown(drawn):
    table, weights = drawn
    hidden = hidden_cells([table], weights, LIMIT)
    assert all(cell in hidden for cell, weight in weights.items() if 0 < weight < LIMIT)
    if len(weights) > 2:  # one number beside its own sum is two times the same number
        assert not reckoned(table, sorted(hidden))


@settings(deadline=None, max_examples=120)
@given(tables())
def test_hidden_numbers_of_a_line_together_are_no_small_number(drawn):
    table, weights = drawn
    hidden = hidden_cells([table], weights, LIMIT)
    for *cells, margin in table.lines():
        secret = [cell for cell in cells if cell in hidden]
        if secret and margin not in hidden:
            assert sum(weights[cell] for cell in secret) >= LIMIT


def reckoned(table, hidden):
    """The hidden cells that the equations of the table leave one value: Gauss over fractions."""
    at = {cell: number for number, cell in enumerate(hidden)}
    system = []
    for *cells, margin in table.lines():
        row = [Fraction(0)] * len(hidden)
        for cell, sign in [*((cell, 1) for cell in cells), (margin, -1)]:
            if cell in at:
                row[at[cell]] += sign
        system.append(row)
    solved, column = [], 0
    while column < len(hidden):
        pivot = next((row for row in system if row[column]), None)
        if pivot is not None:
            system.remove(pivot)
            pivot = [value / pivot[column] for value in pivot]
            for other in (*system, *solved):
                factor = other[column]
                other[:] = [value - factor * own for value, own in zip(other, pivot, strict=True)]
            solved.append(pivot)
        column += 1
    return [
        hidden[next(i for i, value in enumerate(row) if value)] for row in solved if sum(map(bool, row)) == 1
    ]


@pytest.mark.django_db
@pytest.mark.covers("004c/R-67")
def test_a_small_count_is_hidden_with_another_so_that_the_sum_does_not_give_it_away():
    units = [UnitFactory() for _ in range(3)]
    for unit, cases in zip(units, (2, 7, 20), strict=True):
        for _ in range(cases):
            about(a_case("adult_in_difficulty", unit, MAY), "person", sex="female")
    published = for_publication(counted("adult_in_difficulty", "persons", *units), LIMIT)
    small, next_one, large = (Place(unit=unit.pk) for unit in units)
    assert not published.shows(small)
    assert not published.shows(next_one)
    assert published.shows(large)
    assert published.shows(WHOLE)


@pytest.mark.django_db
def test_an_amount_of_few_is_hidden_however_large_it_is():
    unit = UnitFactory()
    a_record(a_case("ward_property_inventory", unit, MAY), "item", MAY, value=90_000_000, kind="house")
    published = for_publication(counted("ward_property_inventory", "value", unit), LIMIT)
    assert not published.shows(WHOLE)
    assert not published.shows(Place("item.kind", "house"))
