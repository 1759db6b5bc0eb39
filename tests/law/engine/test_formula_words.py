"""A formula speaks to its reader: no short word of a data file stands in it."""

import pytest

from opora.law import rulebook
from opora.law.engine.formula import LANGUAGES, formula


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_formula_shows_the_short_word_of_a_file(language):
    graph = rulebook().graph
    texts = [
        formula(graph, each.root, language) for figure in graph.figures.values() for each in figure.versions
    ]
    assert not [text for text in texts if "_" in text]


def test_every_place_of_a_parameter_in_a_formula_has_its_words():
    graph = rulebook().graph
    read = [
        graph.parameters[node.given["parameter"]].places[node.given["place"]]
        for node in graph.nodes
        if node.op == "parameter"
    ]
    words = {word for place in read for word in place if not word.isdigit()}
    slovenian = {
        formula(graph, each.root, "sl") for figure in graph.figures.values() for each in figure.versions
    }
    assert words
    assert not [text for text in slovenian for word in words if f"[{word}]" in text]
