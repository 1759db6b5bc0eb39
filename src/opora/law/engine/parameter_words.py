"""How a rule names a parameter: `p.mi_weight_child`, `p.vd_age["women"]`, `p.amounts.at(row, column)`."""

from typing import NoReturn

from .drawing import Drawing
from .errors import RuleError, nearest
from .expressions import Expression, constant, refuse, scaled
from .graph import Selector
from .stored_parameters import StoredParameter
from .types import PURE
from .words import when

SELECTORS: dict[str, Selector] = {
    "month_of_right": "month_of_right",
    "day_of_filing": "day_of_filing",
    "day_of_deciding": "day_of_deciding",
}


class ParameterWords:
    """`p` in a rule. Each parameter's own file says which of the three dates selects its value."""

    def __init__(
        self, drawing: Drawing, known: dict[str, StoredParameter], selector: Selector | None = None
    ) -> None:
        self._drawing = drawing
        self._known = known
        self._selector = selector

    def selected_by(self, selector: Selector) -> "ParameterWords":
        """The same parameters, selected by another date than their file says."""
        return ParameterWords(self._drawing, self._known, selector)

    def __getattr__(self, key: str) -> "Expression | Table":
        parameter = self._known.get(key)
        if parameter is None:
            raise RuleError(
                f"{self._drawing.rule}: no parameter is called {key!r}.{nearest(key, list(self._known))} "
                "Add it to law/parameters/data with unit, range and source."
            )
        selector = self._selector or SELECTORS.get(parameter.selected_by)
        if selector is None:
            raise RuleError(
                f"{self._drawing.rule}: {key} is selected by {parameter.selected_by}, which a figure "
                f"does not know; write p.selected_by('day_of_filing').{key}"
            )
        self._drawing.graph.parameters[key] = parameter
        table = Table(self._drawing, parameter, selector)
        return table if parameter.axes else table.cell(0)


class Table:
    """A parameter with one or two axes. Rows and columns are counted from 1, as the act prints them."""

    def __init__(self, drawing: Drawing, parameter: StoredParameter, selector: Selector) -> None:
        self.drawing = drawing
        self.parameter = parameter
        self.selector = selector

    def __getitem__(self, at: str | tuple[str, ...]) -> Expression:
        place = (at,) if isinstance(at, str) else at
        if place not in self.parameter.places:
            axes = "; ".join("/".join(axis) for axis in self.parameter.axes)
            raise RuleError(
                f"{self.drawing.rule}: {self.parameter.key} has no cell {place}; its axes are {axes}."
            )
        return self.cell(self.parameter.place(place))

    def cell(self, place: int) -> Expression:
        node = self.drawing.leaf(
            "parameter",
            over="case",
            unit=self.parameter.unit,
            denominator=self.parameter.denominator,
            low=self.parameter.low,
            high=self.parameter.high,
            parameter=self.parameter.key,
            place=place,
            selected_by=self.selector,
        )
        return Expression(self.drawing, node, self.parameter.words)

    @property
    def first(self) -> Expression:
        return self.cell(0)

    @property
    def last(self) -> Expression:
        return self.cell(len(self.parameter.places) - 1)

    def exceeded_by(self, value: Expression) -> Expression:
        """How many of the bounds lie below a value: 0 where it is within the first."""
        self._needs_axes(1)
        one, none = constant(self.drawing, 1), constant(self.drawing, 0)

        return sum_of(
            [when(self.cell(place) < value, one, none) for place in range(len(self.parameter.places))]
        )

    def at(self, *numbers: Expression) -> Expression:
        """The cell of a row (and column); beyond the last one, the last one holds ("third and further")."""
        self._needs_axes(len(numbers))
        ids = [
            self._position(number, len(axis))
            for number, axis in zip(numbers, self.parameter.axes, strict=True)
        ]
        node = self.drawing.table(
            *ids,
            unit=self.parameter.unit,
            denominator=self.parameter.denominator,
            low=self.parameter.low,
            high=self.parameter.high,
            parameter=self.parameter.key,
            shape=tuple(len(axis) for axis in self.parameter.axes),
            selected_by=self.selector,
        )
        return Expression(self.drawing, node)

    def _position(self, number: Expression, length: int) -> int:
        if number.node.denominator != 1 or number.node.unit != PURE:
            refuse(number, f"a place in {self.parameter.key} is a whole number counted from 1.")
        first = self._literal(1)
        last = self._literal(length)
        within = self.drawing.elementwise("smallest", number.node_id, last, unit=PURE, denominator=1)
        within = self.drawing.elementwise("largest", within, first, unit=PURE, denominator=1)
        return self.drawing.elementwise("subtract", within, first, unit=PURE, denominator=1)

    def _literal(self, value: int) -> int:
        return constant(self.drawing, value).node_id

    def _needs_axes(self, number: int) -> None:
        if len(self.parameter.axes) != number:
            raise RuleError(
                f"{self.drawing.rule}: {self.parameter.key} has {len(self.parameter.axes)} axes; name all."
            )

    def __bool__(self) -> NoReturn:
        raise RuleError(f"{self.drawing.rule}: name a cell of the table {self.parameter.key}.")


def sum_of(terms: list[Expression]) -> Expression:
    drawing = terms[0].drawing
    terms = [scaled(term, terms[0].node.denominator) for term in terms]
    node = drawing.elementwise(
        "add",
        *(term.node_id for term in terms),
        unit=terms[0].node.unit,
        denominator=terms[0].node.denominator,
    )
    return Expression(drawing, node)
