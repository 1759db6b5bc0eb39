"""The text of a situation file as JSON data: numbers stay decimal text, and nothing in it is lost unseen."""

import json
from typing import Any

from .problems import Problem, SituationError


class _SameNameTwice(ValueError):
    """JSON would keep the last of two parts with one name and drop the other without a word."""


def data_of_text(text: bytes | str) -> Any:
    """The data of a file; refused where it is empty, no JSON, or names a part twice."""
    if not text.strip():
        raise _malformed("The file is empty. Write a situation into it; examples/ has complete ones.")
    try:
        return json.loads(text, parse_float=str, object_pairs_hook=_each_once)
    except UnicodeDecodeError:
        raise _malformed("The letters of this file cannot be read. Save it in the encoding UTF-8.") from None
    except json.JSONDecodeError as error:
        raise _malformed(
            f"This is no JSON: the mistake is in line {error.lineno}, column {error.colno}, or just before. "
            "Look for a missing or superfluous comma, quote or bracket."
        ) from None
    except RecursionError:
        raise _malformed("The parts of this file lie too deep in each other. Correct its brackets.") from None
    except _SameNameTwice as twice:
        raise _malformed(
            f"'{twice}' is written twice in one place, so one of the two would be lost. Keep one of them, or "
            "give the second another name."
        ) from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _SameNameTwice(name)
        found[name] = value
    return found


def _malformed(sentence: str) -> SituationError:
    return SituationError([Problem("", "malformed", sentence)])
