"""A text that is not YAML: where its reading stopped, and what to look at there."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from opora.catalogue.sentence import Sentence, fault

NOT_AT_THE_BEGINNING = "@`%*&!|>"
"""Signs that mean something to YAML where a value begins with them."""


def told_broken(error: Exception, text: str, file: str) -> Sentence:
    """Which line and column, in plain words; a text alone where the reader does not say where."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return fault(_unreadable(error), file=file)
    mark = error.problem_mark
    cure = _cure(error, mark, text)
    what = Sentence("this is not YAML from column %(column)s on; %(cure)s", column=mark.column + 1, cure=cure)
    lines = len(text.rstrip().split("\n"))
    return fault(what, file=file, line=min(mark.line + 1, lines))


def keys_twice(tree: yaml.Node | None, file: str) -> Iterator[Sentence]:
    """Keys that stand beside themselves: YAML keeps the last of them and would lose what the first says."""
    waiting, seen = [tree], set[int]()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [value for _key, value in node.value]
            yield from _twice_in(node, file)


def _twice_in(mapping: yaml.MappingNode, file: str) -> Iterator[Sentence]:
    lines: dict[str, int] = {}
    for key, _value in mapping.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        line = key.start_mark.line + 1
        if key.value in lines:
            what = Sentence(
                "this key stands in line %(line)s too; leave one of them out", line=lines[key.value]
            )
            yield fault(what, file=file, line=line, field=key.value)
        lines[key.value] = line


def _cure(error: yaml.MarkedYAMLError, mark: yaml.Mark, text: str) -> Sentence:
    problem, context = str(error.problem), str(error.context)
    opened = (error.context_mark or mark).line + 1
    line = [*text.split("\n"), ""][min(mark.line, text.count("\n"))]
    rest = line[mark.column :]
    if rest.startswith("\t") or line[: len(line) - len(line.lstrip())].count("\t"):
        return Sentence("indent with spaces; a tab may not stand there")
    if "mapping values are not allowed" in problem:
        return Sentence(
            "a colon stands inside a text, or the row is indented further than its neighbours: put the text "
            "in quotation marks, or begin the row under the others"
        )
    if "quoted scalar" in context:
        return Sentence("a quotation mark opened in line %(line)s is not closed; close it", line=opened)
    if "flow node" in context:
        return Sentence("a bracket is not closed, or a comma is missing in it; correct it")
    if "flow" in context:
        return Sentence(
            "a bracket opened in line %(line)s is not closed, or a comma is missing in it; correct it",
            line=opened,
        )
    if "alias" in problem or "anchor" in context or "tag" in context or rest[:1] in NOT_AT_THE_BEGINNING:
        return Sentence("a text that begins with a sign such as * & ! @ or % stands in quotation marks")
    return Sentence(
        "look at this line and the one before: the rows of one list begin under one another, a colon is "
        "followed by a space, and every bracket and quotation mark is closed"
    )


def _unreadable(error: Exception) -> Sentence:
    if isinstance(error, yaml.reader.ReaderError):
        return Sentence("this is not YAML: it holds a sign that cannot be printed; find it and write it anew")
    return Sentence("this is not YAML: a value in it cannot be read; look for numbers and days that are none")
