"""Reads which test says that it proves which requirement: `@pytest.mark.covers("004b/R-66")`.

An example of a table says it with `covers: [004b/R-66]` beside its sentence, and `marks_of` hangs the mark on
the test that runs it. Marks are read from the text of the files, so nothing is imported and nothing runs;
whether a marked test passes, the test run itself says.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

TESTS = Path(__file__).parent


class MarkError(Exception):
    """A mark that proves nothing, told with its file and line."""


@dataclass(frozen=True)
class Proof:
    """A test, a class of tests, a whole file or an example of a table that is marked with a requirement."""

    requirement: str
    path: str
    test: str


def marks_of(example: dict[str, Any]) -> list[pytest.MarkDecorator]:
    """The mark of one example of a table, for `pytest.param(example, marks=marks_of(example))`."""
    return [pytest.mark.covers(*example["covers"])] if "covers" in example else []


def read_proofs(folder: Path = TESTS) -> Iterator[Proof]:
    for path in sorted(folder.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "mark.covers" in text:
            yield from proofs_in(text, path.relative_to(folder).as_posix())
    for path in tables(folder):
        examples = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        yield from proofs_of(examples, path.relative_to(folder).as_posix())


def tables(folder: Path = TESTS) -> list[Path]:
    """The tables of examples of which some name a requirement."""
    return [path for path in sorted(folder.rglob("*.yaml")) if "  covers:" in path.read_text("utf-8")]


def proofs_of(examples: Any, path: str) -> Iterator[Proof]:
    for example in examples.values() if isinstance(examples, dict) else examples:
        if isinstance(example, list):
            yield from proofs_of(example, path)
        elif isinstance(example, dict):
            if "covers" in example and {"not_computable", "not_computed"} & set(example):
                raise MarkError(f"{path}: {example['sentence']}: what is not computed proves nothing.")
            yield from (Proof(name, path, example["sentence"]) for name in example.get("covers", ()))


def proofs_in(text: str, path: str) -> list[Proof]:
    """The marks of one file; one that pytest would hang on nothing is refused."""
    tree = ast.parse(text)
    found = [(mark, test) for test, marked in marked_places(tree) for mark in marks_below(marked, path)]
    owned = {id(mark) for mark, _ in found}
    for mark in marks_below(tree, path):
        if id(mark) not in owned:
            raise MarkError(
                f"{path}:{mark.lineno}: this mark stands on no test, class of tests or pytestmark."
            )
    return [Proof(name, path, test) for mark, test in found for name in names_in(mark, path)]


def marked_places(tree: ast.Module | ast.ClassDef, within: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Where a mark may stand, and what it then marks: decorators (with their parameters) and `pytestmark`."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) if name.startswith("test_"):
                yield from ((within + name, decorator) for decorator in node.decorator_list)
            case ast.ClassDef(name=name) if name.startswith("Test"):
                yield from ((within + name, decorator) for decorator in node.decorator_list)
                yield from marked_places(node, within=f"{name}::")
            case ast.Assign(targets=[ast.Name(id="pytestmark")], value=value):
                yield within.removesuffix("::"), value


def marks_below(tree: ast.AST, path: str) -> list[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_mark(node.func)]
    called = {id(call.func) for call in calls}
    for node in ast.walk(tree):
        if is_mark(node) and id(node) not in called:
            raise MarkError(f"{path}:{node.lineno}: name the requirements: covers(…).")
    return calls


def is_mark(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "covers"
        and ast.unparse(node) == "pytest.mark.covers"
    )


def names_in(mark: ast.Call, path: str) -> list[str]:
    if not mark.args or mark.keywords or not all(isinstance(a, ast.Constant) for a in mark.args):
        raise MarkError(f'{path}:{mark.lineno}: a mark names its requirements as texts: covers("004b/R-66").')
    return [str(name.value) for name in mark.args if isinstance(name, ast.Constant)]
