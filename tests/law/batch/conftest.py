"""The law that the tests of how batch works determine: the two rights everything began with."""

from dataclasses import replace

import pytest

from opora.law import rulebook
from opora.law.engine.graph import Graph
from opora.law.engine.reach import figures_of, reached

FIRST_RIGHTS = ("child_benefit", "cash_social_assistance")


@pytest.fixture(scope="session")
def law() -> Graph:
    """Two rights, one of which counts in the other, and the facts that they rest on."""
    graph = rulebook().graph
    rights = {key: graph.rights[key] for key in FIRST_RIGHTS}
    read = reached(graph, [figure for right in rights.values() for figure in figures_of(right)]).facts
    gates = [gate.fact for key in read if (gate := graph.facts[key].gate) is not None]
    facts = {key: fact for key, fact in graph.facts.items() if key in (*read, *gates)}
    return replace(graph, rights=rights, facts=facts)
