"""Writes `docs/coverage.md`: which requirement is proven by which test, and what the others wait for.

`make coverage` runs it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.coverage_marks import Proof, read_proofs

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "coverage.md"
REQUIREMENTS = DOCS / "requirements.yaml"

INTRODUCTION = """# Coverage

Every requirement that the sources put to Opora, and the test that proves it. Printed from
[requirements.yaml](requirements.yaml) and the marks in `tests/` by `make coverage`; a test compares the
two. Change those, not this page.

*covered*: a test marked with the number fails without what the row asks for. *open*: there is no such
test, be it that the thing is missing or only its proof. A mark is `@pytest.mark.covers("004b/R-66")`, or
`covers: [004b/R-66]` beside the sentence of an example in a table (`tests/law/examples`, `tests/kept`).
What each right of the law leaves open: [law-coverage.md](law-coverage.md).
"""


@dataclass(frozen=True)
class Row:
    """One requirement with what proves it."""

    requirement: dict[str, Any]
    proofs: tuple[Proof, ...]
    waits_for: str

    @property
    def state(self) -> str:
        if self.proofs:
            return "covered"
        if self.waits_for:
            return f"open, a later issue: {self.waits_for}"
        return f"open, issue {self.issue}"

    @property
    def issue(self) -> str:
        return str(self.requirement["issue"])

    @property
    def document(self) -> str:
        return str(self.requirement["id"]).partition("/")[0]


@cache
def read_requirements() -> dict[str, Any]:
    return yaml.load(REQUIREMENTS.read_text(encoding="utf-8"), yaml.CSafeLoader)


@cache
def read_rows() -> list[Row]:
    """All requirements in natural order: R-2 before R-10."""
    data = read_requirements()
    proofs = sorted(read_proofs(), key=lambda proof: (proof.path, proof.test))
    rows = [
        Row(
            requirement,
            tuple(proof for proof in proofs if proof.requirement == requirement["id"]),
            data["waits_for"].get(requirement.get("waits_for"), ""),
        )
        for requirement in data["requirements"]
    ]
    return sorted(rows, key=lambda row: natural(row.requirement["id"]))


def natural(identifier: str) -> list[tuple[str, int]]:
    return [(word, int(number or 0)) for word, number in re.findall(r"(\D+)(\d*)", "/" + identifier)]


def print_page(rows: list[Row], data: dict[str, Any]) -> str:
    documents: dict[str, str] = data["documents"]
    issues = sorted({row.issue for row in rows})
    works: dict[str, str] = data["waits_for"]
    by_issue = [(name, [row for row in rows if row.issue == name]) for name in issues]
    by_work = [(text, [row for row in rows if row.waits_for == text]) for text in works.values()]
    by_document = [
        (f"[{name}](#{name})", [row for row in rows if row.document == name]) for name in documents
    ]
    parts = [
        INTRODUCTION,
        counts("issue", by_issue),
        counts("a later issue, by work", by_work),
        counts("document", by_document),
    ]
    for name, title in documents.items():
        lines = [line(row) for row in rows if row.document == name]
        parts.append(f'## <a id="{name}"></a>{name}: {title}\n\n{HEAD}\n' + "\n".join(lines) + "\n")
    return "\n".join(parts)


HEAD = "| id | title | covered by | state |\n|---|---|---|---|"


def counts(named: str, groups: Iterable[tuple[str, list[Row]]]) -> str:
    groups = [*groups]
    lines = [f"| {named} | covered | open | rows |", "|---|--:|--:|--:|"]
    whole = [*groups, ("all", [row for _, rows in groups for row in rows])]
    for name, rows in whole:
        states = Counter(bool(row.proofs) for row in rows)
        lines.append(f"| {name} | {states[True]} | {states[False]} | {len(rows)} |")
    return "\n".join(lines) + "\n"


def line(row: Row) -> str:
    requirement = row.requirement
    proofs = ", ".join(dict.fromkeys(link(proof) for proof in row.proofs))
    return f"| {requirement['id']} | {requirement['title']} | {proofs} | {row.state} |"


def link(proof: Proof) -> str:
    words = proof.test.split("::")[-1].removeprefix("test_").replace("_", " ") or proof.path
    return f"[{words}](../tests/{proof.path})"


def page() -> str:
    return print_page(read_rows(), read_requirements())


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())
