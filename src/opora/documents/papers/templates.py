"""The templates of papers by kind, read from `kinds.yaml` and checked as they are read."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import Field, model_validator

from opora.catalogue.schema.pieces import Definition, Key, Words
from opora.organisation.models import Role

FOLDER = Path(__file__).parent
PLACEHOLDERS = frozenset(
    {"task", "number", "day", "opened", "centre", "document", "held", "talk", "greeting"}
)
ACTS = frozenset({"decision", "order"})
"""Kinds of documents that are no papers: the room of decisions issues them."""


class Said(Definition):
    """Words in the three languages."""

    sl: Words
    it: Words
    en: Words

    def in_language(self, language: str) -> str:
        return {"sl": self.sl, "it": self.it}.get(language[:2], self.en)


class PaperPart(Definition):
    """One part: what fills it, and its heading or, of a sentence, its words."""

    key: Key
    fill: Literal[
        "sentence", "write", "parties", "about", "own_role", "basis", "steps", "period", "limits", "records"
    ]
    sl: Words | None = None
    it: Words | None = None
    en: Words | None = None
    suggest: (
        Literal[
            "when",
            "about",
            "held_where",
            "held_who",
            "held_what",
            "official",
            "asked",
            "own_record",
            "aims",
            "tasks",
            "of_task",
        ]
        | None
    ) = None
    """Of a part the worker writes: what the calendar, the notes and the records say of the meeting."""
    tells: Literal["all", "own", "own_else_all", "written"] = "all"
    """Of records: which stand in the paper at first. Own ones are those of the step that makes the paper;
    written ones hold texts. The others the worker may put in."""
    needed: bool = False
    unless_told: bool = False
    """Of a needed part: nobody writes it where the paper prints the records it is made of."""
    hint: Said | None = None

    @model_validator(mode="after")
    def _its_words_stand_in_every_language(self) -> Self:
        said = [self.sl, self.it, self.en]
        if self.fill != "records" and None in said:
            raise ValueError(f"{self.key}: say it in sl, it and en")
        if self.fill == "sentence":
            for words in said:
                unknown = {name for _, name, _, _ in string.Formatter().parse(words or "") if name}
                if unknown - PLACEHOLDERS:
                    raise ValueError(f"{self.key}: nothing fills {', '.join(sorted(unknown - PLACEHOLDERS))}")
        return self

    def words(self, language: str) -> str:
        """Its heading, or the sentence, in a language."""
        return {"sl": self.sl, "it": self.it}.get(language[:2], self.en) or ""


class PaperKind(Definition):
    """What a kind of document is made of."""

    parts: tuple[PaperPart, ...] = Field(min_length=1)


@cache
def paper_kinds() -> Mapping[str, PaperKind]:
    """Every kind with its template; a template that does not fit is refused when it is read."""
    raw = yaml.safe_load((FOLDER / "kinds.yaml").read_text("utf-8"))
    return {kind: PaperKind.model_validate(_tuples(content)) for kind, content in raw.items()}


@cache
def offices() -> Mapping[str, frozenset[Role]]:
    """The roles of `signed_by` that are offices of the centre, and the roles of workers who hold them."""
    raw = yaml.safe_load((FOLDER / "offices.yaml").read_text("utf-8"))
    return {office: frozenset(Role(role) for role in roles) for office, roles in raw.items()}


@cache
def told_beside() -> Mapping[str, Mapping[str, list[str]]]:
    """By task and document: records that a paper prints beside those of the step that makes it."""
    told: dict[str, dict[str, list[str]]] = yaml.safe_load((FOLDER / "told_beside.yaml").read_text("utf-8"))
    return told


def said_by_task(task: str, document: str, language: str) -> str:
    """What the document of a task says besides what its kind does; mostly nothing."""
    said = _said_by_task().get(task, {}).get(document, {})
    return said.get(language[:2], said.get("en", "")).strip()


@cache
def _said_by_task() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return yaml.safe_load((FOLDER / "said_by_task.yaml").read_text("utf-8"))  # type: ignore[no-any-return]


def _tuples(content: dict[str, list[object]]) -> dict[str, object]:
    """The models are strict: a list of YAML is the tuple they hold."""
    return {**content, "parts": tuple(content["parts"])}
