"""A figure as a sheet shows it: its rules by date, in words, with article, meaning and what is left open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from opora.law.engine.formula import Language
from opora.law.engine.graph import Figure, Graph, Origin

from .notes import note_of
from .phrases import Phrase, phrase
from .source_names import source_named

OPENINGS = {"Not modelled:": "not_modelled", "A choice:": "choice"}


@dataclass(frozen=True)
class RuleShown:
    """`since` is none for the rule from which the law is loaded."""

    since: date | None
    article: str
    article_confirmed: bool
    phrase: Phrase
    origin: Origin | None


@dataclass(frozen=True)
class FigureShown:
    key: str
    language: str
    label: str
    unit: str
    of_person: bool
    rules: tuple[RuleShown, ...]
    notes_are_in: str
    """The language of the notes: that of the sheet, or English where they are not told in it."""
    meaning: tuple[str, ...]
    not_modelled: tuple[str, ...]
    choices: tuple[str, ...]

    @property
    def origins(self) -> tuple[tuple[Origin, str], ...]:
        """Where its rules were read, each once, with the name that its reader knows."""
        found = dict.fromkeys(rule.origin for rule in self.rules if rule.origin)
        return tuple((origin, source_named(origin.source, self.language)) for origin in found)

    @property
    def latest(self) -> RuleShown:
        return self.rules[-1]


def figure_shown(graph: Graph, key: str, language: Language) -> FigureShown:
    """The figure with all versions of its rule."""
    figure = graph.figures[key]
    note = note_of(figure, language)
    paragraphs = list(_paragraphs(note))
    return FigureShown(
        key=key,
        language=language,
        label=getattr(figure.label, language),
        unit=figure.unit,
        of_person=figure.over == "person",
        rules=tuple(_rules(graph, figure, language)),
        notes_are_in="en" if note == figure.meaning else language,
        meaning=tuple(text for kind, text in paragraphs if kind == "meaning"),
        not_modelled=tuple(text for kind, text in paragraphs if kind == "not_modelled"),
        choices=tuple(text for kind, text in paragraphs if kind == "choice"),
    )


def _rules(graph: Graph, figure: Figure, language: Language) -> Iterator[RuleShown]:
    for number, version in enumerate(figure.versions):
        yield RuleShown(
            since=date.fromisoformat(f"{version.since[:7]}-01") if number else None,
            article=version.article,
            article_confirmed=version.article_confirmed,
            phrase=phrase(graph, version.root, language),
            origin=graph.origins.get(version.origin or ""),
        )


def _paragraphs(meaning: str) -> Iterator[tuple[str, str]]:
    """Each paragraph of a rule's docstring with what it is; an opening may stand in the middle of one."""
    for paragraph in meaning.split("\n\n"):
        text = " ".join(paragraph.split())
        kind = "meaning"
        for part, opening in _parts(text):
            kind = opening or kind
            if part:
                yield kind, part


def _parts(text: str) -> Iterator[tuple[str, str | None]]:
    found = sorted((text.index(opening), opening) for opening in OPENINGS if opening in text)
    ends = [place for place, _opening in found] + [len(text)]
    yield text[: ends[0]].strip(), None
    for number, (place, opening) in enumerate(found):
        yield text[place + len(opening) : ends[number + 1]].strip(), OPENINGS[opening]
