"""Whom a rule speaks of: a person, the applicant, the dwelling, and an act's family.

`person.anything` is a fact of that name or the figure of that name, wherever it is defined. A family is
itself a rule: it marks persons, and sums and ranks run over the marked ones.
"""

from typing import TYPE_CHECKING, Any

from .expressions import Expression, constant, must_be_claim
from .operations import RELATIONS
from .readings import Relatives
from .types import LAST_DAY
from .windows import Anchor
from .words import when

if TYPE_CHECKING:
    from .book import Book


class Person:
    """Each person of the case. Relations: partner, parents, children, carers, wards."""

    key = "person"
    over = "person"

    def __init__(self, book: "Book") -> None:
        self._book = book

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in RELATIONS:
            return Relatives(self._book.drawing, name)
        return self._book.value_of("person", name)

    @property
    def is_applicant(self) -> Expression:
        return self._mark("is_applicant")

    @property
    def lives_in_the_dwelling(self) -> Expression:
        """Whether the situation lists the person among those who live in the dwelling."""
        return self._mark("lives_in_dwelling")

    def _mark(self, op: str) -> Expression:
        drawing = self._book.drawing
        return Expression(
            drawing, drawing.leaf(op, over="person", unit="yes_no", denominator=1, low=0, high=1)
        )


class Applicant:
    """The one who applies. Its own figures are of the case; facts are those of the person."""

    key = "applicant"
    over = "case"

    def __init__(self, book: "Book") -> None:
        self._book = book

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._book.defines("applicant", name):
            return self._book.value_of("applicant", name)
        return self.of(self._book.value_of("person", name))

    def of(self, value: Expression) -> Expression:
        """The applicant's own value of something that every person has."""
        drawing = self._book.drawing
        return Expression(drawing, drawing.of_applicant(value.node_id), value.choices)


class Dwelling:
    """The dwelling and its facts."""

    key = "dwelling"
    over = "case"

    def __init__(self, book: "Book") -> None:
        self._book = book

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._book.value_of("dwelling", name)


class Application:
    """What is asked, and the three dates that are always known."""

    def __init__(self, book: "Book") -> None:
        self._book = book

    @property
    def month_of_right(self) -> Expression:
        """The first day of the month that the right is for."""
        return self._date("month_of_right")

    @property
    def day_of_filing(self) -> Expression:
        return self._date("day_of_filing")

    @property
    def day_of_deciding(self) -> Expression:
        return self._date("day_of_deciding")

    def claims(self, right: str) -> Expression:
        """Whether the application claims a right."""
        drawing = self._book.drawing
        node = drawing.leaf("claimed", over="case", unit="yes_no", denominator=1, low=0, high=1, right=right)
        return Expression(drawing, node)

    def _date(self, anchor: Anchor) -> Expression:
        drawing = self._book.drawing
        node = drawing.leaf(
            "date", over="case", unit="date", denominator=1, low=0, high=LAST_DAY, anchor=anchor
        )
        return Expression(drawing, node)


class Family:
    """The persons an act counts together, as its own rule marks them."""

    over = "case"

    def __init__(self, book: "Book", key: str) -> None:
        self._book = book
        self.key = key

    @property
    def members(self) -> Expression:
        """Of each person: whether it is a member."""
        value = self._book.value_of("person", mark_of(self.key))
        assert isinstance(value, Expression)
        return value

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._book.value_of(self.key, name)

    def sum(self, value: Expression, *, among: Expression | None = None) -> Expression:
        return self._over("sum_of_members", value, among)

    def count(self, among: Expression | None = None) -> Expression:
        one = constant(self._book.drawing, 1)
        return self._over("sum_of_members", one, among)

    def any(self, claim: Expression) -> Expression:
        must_be_claim(claim)
        return self._over("any_member", claim, None)

    def every(self, claim: Expression) -> Expression:
        must_be_claim(claim)
        return self._over("every_member", claim, None)

    def smallest(self, value: Expression, *, among: Expression | None = None) -> Expression:
        """The smallest value among the members; where there is none, the greatest the value may be."""
        return self._over("smallest_of_members", value, among, otherwise=value.node.high)

    def largest(self, value: Expression, *, among: Expression | None = None) -> Expression:
        return self._over("largest_of_members", value, among, otherwise=value.node.low)

    def rank(self, key: Expression, *, among: Expression | None = None, falling: bool = False) -> Expression:
        """Of each person: its place among the members, 1 for the smallest key (or the largest, if falling).

        Equal keys are placed in the order of listing; a rule must not let an outcome depend on that.
        """
        drawing = self._book.drawing
        node = key.node
        ordered = key.node_id
        if falling:
            zero = drawing.leaf(
                "constant", over="case", unit=node.unit, denominator=node.denominator, low=0, high=0, value=0
            )
            ordered = drawing.elementwise(
                "subtract", zero, ordered, unit=node.unit, denominator=node.denominator
            )
        ranked = drawing.person_to_person("rank_among", self._marks(among).node_id, ordered)
        return Expression(drawing, ranked)

    def _marks(self, among: Expression | None) -> Expression:
        return self.members if among is None else self.members & among

    def _over(self, op: str, value: Expression, among: Expression | None, **given: int) -> Expression:
        drawing = self._book.drawing
        marks = drawing.for_each_person(self._marks(among).node_id)
        if value.node.unit == "yes_no" and op == "sum_of_members":
            value = when(value, constant(drawing, 1), constant(drawing, 0))
        return Expression(drawing, drawing.aggregate(op, marks, value.node_id, **given))


def mark_of(family: str) -> str:
    """The name of the figure that marks the members of a family."""
    return f"in_{family}"
