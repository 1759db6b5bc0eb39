"""The Python text of one operation on values that have names."""

from collections.abc import Sequence
from typing import Any

BETWEEN = {"add": " + ", "subtract": " - ", "multiply": " * "}
COMPARED = {"less": "<", "less_or_equal": "<=", "equal": "=="}
CLAIMS = frozenset(
    {"less", "less_or_equal", "equal", "not", "is_applicant", "is_applicant_of", "lives_in_dwelling"}
    | {"any_member", "every_member", "any_relative"}
)
"""Operations that answer 0 or 1."""
CALLS = {
    "smallest": "min",
    "largest": "max",
    "years_between": "completed_years",
    "first_day_of_month": "start_of_month",
    "months_later": "month_after",
}


def expression(op: str, names: Sequence[str], given: dict[str, Any]) -> str:
    """What stands right of the equals sign."""
    if op in BETWEEN:
        return BETWEEN[op].join(names)
    if op in COMPARED:
        return f"({names[0]} {COMPARED[op]} {names[1]}) + 0"
    if op in CALLS:
        return f"{CALLS[op]}({', '.join(names)})"
    match op:
        case "scale":
            return f"{names[0]} * {given['by']}"
        case "not":
            return f"1 - {names[0]}"
        case "last_day_of_birth":
            return f"last_day_of_birth({names[0]}, {names[1]} + {given['more']})"
        case "round_quotient":
            return f"{given['direction']}({names[0]}, {names[1]})"
    raise ValueError(f"No statement is known for the operation {op!r}.")


def chosen(condition: str, then: str, otherwise: str, *, claims: bool) -> str:
    """One of two values that are both there, without a jump; `claims` where both are 0 or 1."""
    if then == otherwise:
        return then
    if otherwise == "0":
        return f"{condition} & {then}" if claims else f"({then}) & -{condition}"
    if then == "0":
        return f"({otherwise}) & ({condition} - 1)"
    if then == "1" and claims:
        return f"{condition} | {otherwise}"
    return f"pick({condition}, {then}, {otherwise})"


def gathered(op: str, so_far: str, value: str) -> str:
    """What an aggregate becomes when one more member is looked at."""
    match op:
        case "sum_of_members":
            return f"{so_far} + {value}"
        case "any_member":
            return f"{so_far} | {value}"
        case "every_member":
            return f"{so_far} & {value}"
        case "smallest_of_members":
            return f"min({so_far}, {value})"
        case "largest_of_members":
            return f"max({so_far}, {value})"
    raise ValueError(f"No statement is known for the aggregate {op!r}.")


def of_nobody(op: str, given: dict[str, Any]) -> str:
    """What an aggregate is before any member is looked at."""
    if op in ("smallest_of_members", "largest_of_members"):
        return str(given["otherwise"])
    return "1" if op == "every_member" else "0"


def indented(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" for line in lines]
