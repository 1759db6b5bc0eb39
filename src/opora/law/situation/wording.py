"""What is said of a situation that cannot be used, in Slovenian, Italian and English (`problems.yaml`)."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ByLanguage = Mapping[str, str]
LANGUAGES = ("sl", "it", "en")
_FILE = Path(__file__).parent / "problems.yaml"


def said(key: str, **values: Any) -> ByLanguage:
    """One sentence in each language; a value that is itself in three languages is taken in the same one."""
    return {
        language: _words()[key][language].format(
            **{name: _in(language, value) for name, value in values.items()}
        )
        for language in LANGUAGES
    }


def in_every_language(text: str) -> ByLanguage:
    """What is written alike in all of them: a name, or nothing."""
    return dict.fromkeys(LANGUAGES, text)


def hint(name: str, known: Iterable[str]) -> ByLanguage:
    """A hint for a misspelt name, or nothing."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return said("did_you_mean", name=close[0]) if close else in_every_language("")


def _in(language: str, value: Any) -> Any:
    return value[language] if isinstance(value, Mapping) and set(value) == set(LANGUAGES) else value


@cache
def _words() -> Mapping[str, ByLanguage]:
    return yaml.safe_load(_FILE.read_text("utf-8"))  # type: ignore[no-any-return]
