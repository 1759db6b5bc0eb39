"""The sentences themselves: there for every right and condition, in every language, one thought each."""

import re
from dataclasses import astuple

import pytest

from opora.law import rulebook
from opora.law.telling import LANGUAGES, sentences
from opora.law.telling.sentences import OfCondition, never_named
from opora.law.telling.writing import values_named

OF_A_RESULT = {"amount", "when", "person"}
OF_A_COMPARISON = {"left", "right", "difference", "by"}
COMPARISONS = ("less", "less_or_equal")
NAMED = ("figure", "fact", "parameter")


def texts(entry: object) -> list[str]:
    """Every sentence of a right or a condition."""
    found: list[str] = []
    for words in astuple(entry):  # type: ignore[call-overload]
        found += words if isinstance(words, tuple) else [words] if isinstance(words, str) else []
    return found


def all_entries(language: str) -> list[tuple[str, list[str]]]:
    known = sentences(language)
    alike = [("every_right", list(known.every_right.values()))]
    entries = {**known.rights, **{f"{key} (condition)": words for key, words in known.conditions.items()}}
    return alike + [(key, texts(entry)) for key, entry in entries.items()]


def conditions() -> set[str]:
    return {key for right in rulebook().graph.rights.values() for key in right.conditions}


def compares_two_amounts(key: str) -> str | None:
    """The operation by which a condition compares two named values of the case."""
    graph = rulebook().graph
    for version in graph.figures[key].versions:
        node = graph.nodes[version.root]
        sides = [graph.nodes[arg] for arg in node.args]
        while any(side.op == "scale" for side in sides):
            sides = [graph.nodes[side.args[0]] if side.op == "scale" else side for side in sides]
        if node.op in COMPARISONS and all(side.op in NAMED and side.over == "case" for side in sides):
            return node.op
    return None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_right_and_condition_has_sentences_and_none_is_left_over(language):
    known = sentences(language)
    assert set(known.rights) == set(rulebook().graph.rights)
    assert set(known.conditions) == conditions()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_ends_as_one_and_holds_one_thought(language):
    for key, found in all_entries(language):
        for text in found:
            if key != "every_right":
                assert text.endswith("."), f"{key}: {text}"
            assert not re.search(r"[.!?] [A-ZČŠŽÈ]", text), f"{key}: {text}"
            assert ";" not in text, f"{key}: {text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_names_an_article_or_speaks_legal_latin(language):
    legal = re.compile(
        r"\b(člen\w*|odstav\w+|articol\w+|comma|article|paragraph|ex officio|de facto)\b", re.I
    )
    for key, found in all_entries(language):
        for text in found:
            assert not legal.search(text), f"{key}: {text}"


def test_the_languages_say_the_same_with_the_same_values():
    by_language = [dict(all_entries(language)) for language in LANGUAGES]
    slovenian = by_language[0]
    for other in by_language[1:]:
        assert list(other) == list(slovenian)
        for key in set(slovenian) - {"every_right"}:
            named = [sorted(values_named(text)) for text in slovenian[key]]
            assert [sorted(values_named(text)) for text in other[key]] == named, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_right_that_counts_something_says_what(language):
    known, graph = sentences(language), rulebook().graph
    for right in graph.rights.values():
        if right.amount is not None and known.rights[right.key].amount is None:
            usual = f"amount_{graph.figures[right.amount].unit.lower()}_{right.given}"
            assert usual in known.every_right, right.key


def test_every_value_a_sentence_speaks_of_exists():
    graph = rulebook().graph
    known = {*graph.figures, *graph.facts, *(f"law_{key}" for key in graph.parameters), *OF_A_RESULT}
    for entry in sentences("sl").rights.values():
        for text in texts(entry):
            assert set(values_named(text)) <= known, text
    for condition in sentences("sl").conditions.values():
        for text in texts(condition):
            assert set(values_named(text)) <= OF_A_COMPARISON, text


def test_a_condition_that_compares_two_amounts_tells_them_and_what_would_have_changed_it():
    for key in sorted(conditions()):
        words = sentences("sl").conditions[key]
        operation = compares_two_amounts(key)
        told = [words.numbers, words.under, words.over, words.lost, words.gained]
        assert all(told) if operation else not any(told), key
        if operation:
            assert tells_the_difference(words), key
        if operation == "less":
            assert words.level, f"{key}: both sides may be equal, and then it fails"


def test_the_facts_never_named_open_groups_of_questions():
    gates = {fact.gate.fact for fact in rulebook().graph.facts.values() if fact.gate}
    assert never_named() <= gates


def tells_the_difference(words: OfCondition) -> bool:
    return "difference" in values_named(str(words.over))
