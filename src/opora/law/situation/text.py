"""The text of a situation file as JSON data: numbers stay decimal text, and nothing in it is lost unseen."""

import json
from typing import Any

from .problems import Problem, SituationError
from .wording import ByLanguage, said


class _SameNameTwice(ValueError):
    """JSON would keep the last of two parts with one name and drop the other without a word."""


def data_of_text(text: bytes | str) -> Any:
    """The data of a file; refused where it is empty, no JSON, or names a part twice."""
    if not text.strip():
        raise _malformed(said("empty_file"))
    try:
        return json.loads(text, parse_float=str, object_pairs_hook=_each_once)
    except UnicodeDecodeError:
        raise _malformed(said("not_utf8")) from None
    except json.JSONDecodeError as error:
        raise _malformed(said("no_json", line=error.lineno, column=error.colno)) from None
    except RecursionError:
        raise _malformed(said("too_deep")) from None
    except _SameNameTwice as twice:
        raise _malformed(said("written_twice", name=twice)) from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _SameNameTwice(name)
        found[name] = value
    return found


def _malformed(words: ByLanguage) -> SituationError:
    return SituationError([Problem("", "malformed", words)])
