"""What a program becomes before it is written as a kernel."""

import pytest

from opora.law.batch.simplify import simplify
from opora.law.engine.graph import Figure, FigureVersion, Graph, Node
from opora.law.engine.labels import Labels
from opora.law.engine.program import Program, link

WORDS = Labels(sl="x", it="x", en="x")
MANY = 60


def program_of(nodes: list[Node]) -> Program:
    """The last node is the figure that is wanted."""
    version = FigureVersion(
        since="2018-01",
        selected_by="month_of_right",
        article="1",
        article_confirmed=False,
        root=len(nodes) - 1,
    )
    figure = Figure(
        key="wanted",
        of="case",
        over="case",
        type="count",
        unit="",
        denominator=1,
        label=WORDS,
        meaning="",
        versions=(version,),
    )
    return link(Graph(nodes, figures={"wanted": figure}), (("wanted", 0),), ("wanted",))


def fact(key: str, high: int) -> Node:
    return Node(
        *("fact", (), "case", "", 1, 0, high),
        attributes=(("anchor", "day_of_filing"), ("fact", key), ("offset", 0)),
    )


def sum_of_choices(count: int, *, gates: int) -> list[Node]:
    """So many amounts, each behind one of some gates, added up."""
    nodes = [Node("constant", (), "case", "", 1, 0, 0, (("value", 0),))]
    nodes += [fact(f"gate_{number}", 1) for number in range(gates)]
    summands = []
    for number in range(count):
        nodes.append(fact(f"amount_{number}", 9))
        nodes.append(Node("when", (1 + number % gates, len(nodes) - 1, 0), "case", "", 1, 0, 9))
        summands.append(len(nodes) - 1)
    return [*nodes, Node("add", tuple(summands), "case", "", 1, 0, 9 * count)]


def test_a_sum_of_many_choices_grows_with_their_number_only():
    terms = simplify(program_of(sum_of_choices(MANY, gates=MANY)), ("wanted",), frozenset()).terms
    assert len(terms) <= 4 * MANY


@pytest.mark.parametrize("count", [2, 19])
def test_amounts_behind_one_gate_cost_one_look_at_it(count):
    simplified = simplify(program_of(sum_of_choices(count, gates=1)), ("wanted",), frozenset())
    outermost = simplified.terms[simplified.outputs[0]]
    assert outermost.op == "when"
    assert simplified.terms[outermost.args[1]].op == "add"
    assert simplified.terms.constant_value(outermost.args[2]) == 0
    inside = {simplified.terms[arg].op for arg in simplified.terms[outermost.args[1]].args}
    assert inside == {"fact"}


def test_a_product_with_a_choice_of_nothing_is_a_choice_of_nothing():
    nodes = [*sum_of_choices(1, gates=1)[:-1], fact("times", 9)]
    product = Node("multiply", (len(nodes) - 2, len(nodes) - 1), "case", "", 1, 0, 99)
    simplified = simplify(program_of([*nodes, product]), ("wanted",), frozenset())
    assert simplified.terms[simplified.outputs[0]].op == "when"
