"""Every fault of the catalogue is a sentence that can be said in another language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import opora.catalogue
from opora.catalogue.misshapen import EXPECTED_BY_PATTERN
from opora.catalogue.schema.publishing import json_schema_text
from opora.catalogue.sentence import Sentence, fault

ROOM = Path(opora.catalogue.__file__).parent
TREES = {path.name: ast.parse(path.read_text("utf-8")) for path in sorted(ROOM.rglob("*.py"))}
VALUES = re.compile(r"%\((\w+)\)s")


def calls(name):
    for file, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield file, node


def test_a_sentence_reads_as_english_and_is_said_with_its_values_in_another_language():
    words = {"%(file)s: %(what)s.": "%(file)s: %(what)s!", "no '%(named)s'": "ni »%(named)s«"}
    told = fault(Sentence("no '%(named)s'", named="step"), file="a_task.yaml")
    assert told == "a_task.yaml: no 'step'."
    assert told.said_by(words.get) == "a_task.yaml: ni »step«!"


def test_what_is_refused_in_a_definition_is_refused_with_a_sentence():
    english_alone = [
        (file, node.lineno)
        for file, node in calls("ValueError")
        if not (node.args and isinstance(node.args[0], ast.Call) and node.args[0].func.id == "Sentence")
    ]
    assert not english_alone


def test_a_sentence_is_written_out_with_all_its_values():
    for file, node in calls("Sentence"):
        if isinstance(node.args[0], ast.Call):
            continue
        assert isinstance(node.args[0], ast.Constant), (file, node.lineno)
        named = {keyword.arg for keyword in node.keywords}
        assert set(VALUES.findall(node.args[0].value)) == named, (file, node.lineno)


@pytest.mark.parametrize("pattern", sorted(set(re.findall(r'"pattern": (".*")', json_schema_text()))))
def test_every_shape_of_a_text_is_told_in_words(pattern):
    assert ast.literal_eval(pattern) in EXPECTED_BY_PATTERN
