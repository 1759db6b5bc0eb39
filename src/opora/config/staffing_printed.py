"""A need at the terminal: both grounds side by side, the formulas below, and each open reason once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opora.norms import Need
    from opora.norms.lines import Line
    from opora.norms.wording import Language


def print_need(found: Need, language: Language, *, with_units: bool, with_formulas: bool) -> None:
    """Print the area and its parts. Formulas are those of the area; `with_formulas`, of the parts as well."""
    reasons: dict[str, int] = {}
    for each in found.all():
        if each.area.kind == "unit" and each is not found and not with_units:
            continue
        print(f"# {each.area.name}")
        _print_table(each, language, reasons)
        if each is found or with_formulas:
            _print_formulas(each, language)
        print()
    for reason, number in reasons.items():
        print(f"[{number}] {reason}")


def _print_table(need: Need, language: Language, reasons: dict[str, int]) -> None:
    from opora.norms.lines import BASES
    from opora.norms.wording import said

    def word(key: str) -> str:
        return said(key).in_(language)

    columns = [word("column_service"), word("column_post")]
    for basis in BASES:
        columns += [word(f"basis_{basis}"), word("column_rounded"), word("column_article")]
    print("\t".join(columns))
    for task, post in dict.fromkeys((line.task, line.post) for line in need.lines):
        lines = [need.line(task, post, basis) for basis in BASES]
        row = [lines[0].service.in_(language), word(f"post_{post}")]
        for line in lines:
            row += _cells(line, language, reasons)
        print("\t".join(row))


def _cells(line: Line, language: Language, reasons: dict[str, int]) -> list[str]:
    from opora.norms.wording import written

    if line.exact is None:
        reason = line.formula.in_(language)
        return [f"[{reasons.setdefault(reason, len(reasons) + 1)}]", "", line.article]
    mark = "*" if line.is_what_if else ""
    if line.left_out:
        reason = line.left_out.in_(language)
        mark += f" [{reasons.setdefault(reason, len(reasons) + 1)}]"
    return [
        written(line.exact, language) + mark,
        "" if line.rounded is None else str(line.rounded),
        line.article,
    ]


def _print_formulas(need: Need, language: Language) -> None:
    from opora.norms.export import note_of
    from opora.norms.wording import said

    for line in need.lines:
        if line.exact is not None:
            names = (line.service, said(f"post_{line.post}"), said(f"basis_{line.basis}"))
            told = ", ".join(name.in_(language) for name in names)
            note = note_of(line, language)
            print(f"- {line.article} {told}: {line.formula.in_(language)}." + (f" {note}" if note else ""))
    if any(line.is_what_if for line in need.lines):
        print(said("marked_what_if").in_(language))
