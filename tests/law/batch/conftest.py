"""The law that the tests of batch determine: the two rights everything began with, or all of them."""

from dataclasses import replace

import pytest
from tests.law.batch.known_law import with_every_figure_known

from opora.law import rulebook
from opora.law.engine.graph import Graph

FIRST_RIGHTS = ("child_benefit", "cash_social_assistance")


@pytest.fixture
def law() -> Graph:
    """How batch works is shown by two rights, one of which counts in the other."""
    graph = rulebook().graph
    return replace(graph, rights={key: graph.rights[key] for key in FIRST_RIGHTS})


@pytest.fixture(scope="session")
def known_law() -> Graph:
    """Every right, and no figure unknown: of an unknown one batch gives no result, as `test_doubt` shows."""
    return with_every_figure_known(rulebook().graph)
