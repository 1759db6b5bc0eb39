"""Whatever a kernel reads, it has computed for the person at hand: nothing is left over from the last."""

import ast
from collections.abc import Iterable
from random import Random

import pytest
from tests.law.batch.random_law import random_law
from tests.law.batch.test_batch_equals_explain import MAY_2026

from opora.law import rulebook
from opora.law.batch.kernel import source_of
from opora.law.batch.together import grouped
from opora.law.engine.program import choose_versions


def read_too_early(text: str) -> set[str]:
    """The names that a kernel may read before it gives them a value, on some way through its branches."""
    [kernel] = ast.parse(text).body
    assert isinstance(kernel, ast.FunctionDef)
    early: set[str] = set()
    _after(kernel.body, {argument.arg for argument in kernel.args.args}, early)
    return early


def _after(body: Iterable[ast.stmt], given: set[str], early: set[str]) -> set[str]:
    """What has a value behind these statements, in whatever way they are gone through."""
    for statement in body:
        match statement:
            case ast.If(test=test, body=then, orelse=otherwise):
                _look(test, given, early)
                given = _after(then, given, early) & _after(otherwise, given, early)
            case ast.For(target=ast.Name(id=name), iter=over, body=inside):
                _look(over, given, early)
                _after(inside, given | {name}, early)  # perhaps for nobody: nothing counts behind it
            case ast.Assign(targets=[target], value=value):
                _look(value, given, early)
                given = given | _given_by(target, given, early)
            case ast.AugAssign(target=target, value=value):
                _look(value, given, early)
                _look(target, given, early)
            case _:
                _look(statement, given, early)
    return given


def _given_by(target: ast.expr, given: set[str], early: set[str]) -> set[str]:
    if isinstance(target, ast.Name):
        return {target.id}
    _look(target, given, early)
    return set()


def _look(node: ast.AST, given: set[str], early: set[str]) -> None:
    called = {id(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
    early |= {
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and id(each) not in called and each.id not in given
    }


def test_the_check_finds_what_the_person_before_has_left():
    text = "def kernel(size):\n for member in range(size):\n  if late:\n   x = 1\n  late = 0"
    assert read_too_early(text) == {"late"}


@pytest.mark.parametrize("careful", [False, True])
def test_no_kernel_of_the_law_reads_what_was_computed_for_another_person(careful):
    graph = rulebook().graph
    versions = choose_versions(graph, MAY_2026)
    random = Random(7)
    public_funds = max(grouped(graph, versions, tuple(graph.rights)), key=len)
    together = [*grouped(graph, versions, tuple(graph.rights))]
    together += [tuple(random.sample(public_funds, random.randrange(1, 6))) for _ in range(12)]
    together.append(("child_benefit", "cash_social_assistance", "income_supplement"))
    for rights in together:
        assert read_too_early(source_of(graph, versions, rights, careful=careful).text) == set(), rights


@pytest.mark.parametrize("seed", range(30))
def test_no_kernel_of_a_random_law_does(seed):
    graph = random_law(Random(seed))
    source = source_of(graph, choose_versions(graph, MAY_2026), ("first", "second"), careful=True)
    assert read_too_early(source.text) == set()
