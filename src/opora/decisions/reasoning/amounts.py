"""How the amount of a right came about: its share for each person, the figures behind it, a short formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from opora.decisions import measures, phrases
from opora.decisions.reasoning.explanation import Explanation
from opora.decisions.reasoning.named import label_of, unit_of, value_told
from opora.decisions.reasoning.tables import cents, table
from opora.law.engine.graph import Right
from opora.law.parameters import load_parameters

Node = Mapping[str, Any]
Period = Mapping[str, Any]

COUNTED = ("EUR", "days", "hours", "months", "years", "")
MOST_COLUMNS = 2
OPERATIONS = re.compile(r" ([+−×]) ")
BRANCH_GIVEN = re.compile(
    r"^(?:če|se|if) .*?,? (?:potem|allora|then) (.*), (?:sicer|altrimenti|otherwise) 0$"
)


def amount_blocks(period: Period, explanation: Explanation, right: Right) -> list[Any]:
    """The shares of several persons as a table; of one person, or of a whole, what it was computed from."""
    shares = [share for share in period["per_person"] if share["amount"] is not None]
    shown = _shown_beside(right)
    if len(shares) > 1 or (shares and shown):
        lead = _("The amount is the sum of these:") if len(shares) > 1 else _("For the amount we took:")
        return [lead, _shares_table(shares, shown, period, explanation, right)]
    if shares:
        node = explanation.node(str(right.per_person), shares[0]["person"], on=_month_of(period))
    else:
        node = explanation.by_id(str(period.get("figure", "")))
    return [] if node is None else _computed_from(node, explanation)


def _shown_beside(right: Right) -> list[str]:
    """The figures that the law shows beside a person's share, as far as a table has room for them."""
    return [key for key in right.per_person_shows if unit_of(key) in COUNTED][:MOST_COLUMNS]


def _month_of(period: Period) -> str:
    """A day by which all figures stand: a right may start before the month it is computed in."""
    month = str(period.get("figure", "")).rpartition(":")[2]
    return max(str(period["from"]), f"{month}-31" if month[:1].isdigit() else "")


def _shares_table(
    shares: Sequence[Mapping[str, Any]],
    shown: Sequence[str],
    period: Period,
    explanation: Explanation,
    right: Right,
) -> dict[str, Any]:
    on, unit = period["from"], unit_of(str(right.amount))
    columns = [(pgettext("column", "For"), "text")]
    columns += [(label_of(key, explanation, on=on), "text") for key in shown]
    columns.append((measures.column_of(unit, right.given), "amount" if unit == "EUR" else "text"))
    rows: list[list[str | None]] = [
        [
            explanation.matter.name(share["person"]),
            *(value_told(key, share.get(key)) or "–" for key in shown),
            str(share["amount"]) if unit == "EUR" else measures.measured(share["amount"], unit),
        ]
        for share in shares
    ]
    return table(columns, rows)


def _computed_from(node: Node, explanation: Explanation) -> list[Any]:
    """The figures and parameters of the amount, and the formula with its numbers where it is short."""
    node = _what_it_is_made_of(node, explanation)
    parts = _parts(node, explanation)
    if not parts or [value for _label, _told, value in parts] == [measures.decimal(node["value"])]:
        return []
    items = [f"{phrases.capital(label)}: {told}" for label, told, _value in parts]
    blocks: list[Any] = [_("For the amount we took:"), {"kind": "list", "items": items}]
    formula = _in_numbers(node, explanation)
    return [*blocks, _("Computed: {formula}").format(formula=formula)] if formula else blocks


def what_is_new(figure: str, explanation: Explanation, then: str, on: str) -> list[str]:
    """The amounts behind a figure that differ between two days, as clauses."""
    now = explanation.node(figure, on=on)
    if now is None:
        return []
    clauses = []
    for each in _inputs(now, explanation):
        key, person = each["figure"], explanation.person_of(each)
        before = explanation.value(key, person, on=then)
        if each["unit"] != "EUR" or before in (None, each["value"]) or each["value"] is None:
            continue
        name = f"{key}@{person}" if person else key
        clauses.append(
            _("{label}: {before} before, now {now}").format(
                label=phrases.uncapitalised(label_of(name, explanation, on=on)),
                before=value_told(key, before),
                now=value_told(key, each["value"]),
            )
        )
    return clauses


def _what_it_is_made_of(node: Node, explanation: Explanation) -> Node:
    """Passes over figures that only hand on another one of the same amount."""
    while True:
        numbers = [each for each in _inputs(node, explanation) if each["unit"] in COUNTED]
        same = [each for each in numbers if each["value"] == node["value"] and each["kind"] == "figure"]
        if len(numbers) != 1 or not same or node["parameters"]:
            return node
        node = same[0]


def _inputs(node: Node, explanation: Explanation) -> Iterator[Node]:
    for key in node.get("inputs", ()):
        found = explanation.by_id(key)
        if found is not None:
            yield found


def _parts(node: Node, explanation: Explanation) -> list[tuple[str, str, Decimal]]:
    """Label, value as written, and value of every number behind a figure; what is nought is left out."""
    language = get_language() or "sl"
    parts: dict[str, tuple[str, str, Decimal]] = {}
    for each in _inputs(node, explanation):
        value = measures.decimal(each["value"])
        if each["unit"] in COUNTED and value:
            person = explanation.person_of(each)
            name = f"{each['figure']}@{person}" if person else each["figure"]
            label = label_of(name, explanation, on=str(each["period"] or "") + "-31")
            unit = each["unit"]
            shown = cents(value) if unit == "EUR" else value
            parts[label] = (label, measures.measured(shown, unit), shown)
    for used in node.get("parameters", ()):
        value = measures.decimal(used["value"])
        if value and used["unit"] not in ("date", "truth", "word"):
            label = used["label"][language]
            if not any(label.lower() == known.lower() for known in parts):
                parts[label] = (label, _parameter_told(used["key"], value, used["unit"]), value)
    return list(parts.values())


def _parameter_told(key: str, value: Decimal, unit: str) -> str:
    """A multiple is told as one, so that it is not read as an amount."""
    kept = load_parameters().parameter(key).unit
    told = measures.measured(value, unit)
    return f"× {told}" if kept.startswith("multiple") else told


def _in_numbers(node: Node, explanation: Explanation) -> str:
    """A sum, difference or product of at least two of the parts, where it gives the amount; else nothing."""
    written = node.get("formula", {}).get(get_language() or "sl", "")
    if branch := BRANCH_GIVEN.match(written):
        written = branch[1]
    known = {label.lower(): (told, value) for label, told, value in _parts(node, explanation)}
    pieces = OPERATIONS.split(written)
    terms = [known.get(_bare(piece)) for piece in pieces[::2]]
    if len(terms) < 2 or None in terms:
        return ""
    (_first, total), *rest = [term for term in terms if term is not None]
    operations = set(pieces[1::2])
    if "×" in operations and len(operations) > 1:
        return ""
    for operation, (_told, value) in zip(pieces[1::2], rest, strict=True):
        total = total * value if operation == "×" else total + value if operation == "+" else total - value
    if measures.decimal(node["value"]) != (cents(total) if node["unit"] == "EUR" else total):
        return ""
    told = [term[0].removeprefix("× ") for term in terms if term is not None]
    sides = told[0] + "".join(f" {sign} {each}" for sign, each in zip(pieces[1::2], told[1:], strict=True))
    return f"{sides} = {measures.measured(node['value'], node['unit'])}"


def _bare(piece: str) -> str:
    """A term of a formula without saying whose it is."""
    return piece.rsplit(": ", 1)[-1].lower()
