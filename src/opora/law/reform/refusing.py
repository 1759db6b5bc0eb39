"""Why a reform cannot be used: a sentence in each language, with file and line for whoever wrote a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("en", "sl", "it")


class ReformError(ValueError):
    """The reform cannot be used; the message names file, line and what to write instead."""

    def __init__(self, place: "Place | None", key: str, **given: object) -> None:
        self.place = place
        self.key = key
        self.given = given
        where = f"{place.file.name}, line {place.line}: " if place else ""
        super().__init__(where + self.told("en"))

    def told(self, language: str) -> str:
        """The sentence alone, without file and line."""
        near = self._near(language)
        given = {name: str(value) for name, value in self.given.items() if name != "near"}
        sentence: str = _sentences()[self.key][language]
        return sentence.format(**given, near=near)

    def _near(self, language: str) -> str:
        sentence: str = _sentences()["near"][language]
        return sentence.format(name=self.given["near"]) if self.given.get("near") else ""


@dataclass(frozen=True)
class Place:
    """Where something stands in a reform file."""

    file: Path
    line: int

    def refuse(self, key: str, **given: object) -> ReformError:
        return ReformError(self, key, **given)


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The name that was probably meant, or nothing."""
    return next(iter(get_close_matches(name, list(known), n=1, cutoff=0.6)), "")


@cache
def _sentences() -> Mapping[str, Any]:
    read: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("refusals.yaml").read_text("utf-8"))
    return read
