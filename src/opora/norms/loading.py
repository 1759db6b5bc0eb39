"""The rulebook in memory: which standard of a service holds on a day."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from opora.catalogue import CatalogueError
from opora.catalogue.reading import read_definitions
from opora.catalogue.sentence import Sentence, fault
from opora.norms.file_schema import ServiceFile
from opora.norms.schema import Rulebook, Standard
from opora.norms.wording import Phrase, said

FOLDER = Path(__file__).parent
T = TypeVar("T")
ORDER = ("first_social_aid", "personal_help", "victim_support", "family_help")


class NormUnknown(LookupError):
    """No norm among the sources answers; `phrase` says which, and what would."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.en)
        self.phrase = phrase


@dataclass(frozen=True)
class Norms:
    """The rulebook, the dated standards of each service in the order of article 1, and what files hold."""

    rulebook: Rulebook
    standards: Mapping[str, tuple[Standard, ...]]
    files: Mapping[str, tuple[ServiceFile, ...]]

    def standard(self, task: str, *, on: date) -> Standard:
        """The standard of a service that holds on a day: for a service under way, on the day it began.

        `NormUnknown` before the rulebook, because the former one is not among the sources (article 42).
        """
        if task not in self.standards:
            raise NormUnknown(said("no_standard", task=task, known=", ".join(self.standards)))
        for version in self.standards[task]:
            if version.is_valid(on):
                return version
        former = self.rulebook.former
        gazettes = ", ".join(former.gazettes)
        raise NormUnknown(said("former_rulebook", day=on, until=former.until, gazettes=gazettes))

    def file(self, task: str, *, on: date) -> ServiceFile | None:
        """What the file of a service begun on a day must hold; none where nothing says so."""
        return next((each for each in self.files.get(task, ()) if each.is_valid(on)), None)

    def on(self, day: date) -> tuple[Standard, ...]:
        """The standards of all services on a day."""
        return tuple(self.standard(task, on=day) for task in self.standards)


@cache
def norms() -> Norms:
    """The shipped rulebook, read once."""
    return load_norms()


def load_norms(folder: Path = FOLDER) -> Norms:
    """Read every file. One that cannot be used is refused with file, line, field and cure."""
    rulebooks = read_definitions(Rulebook, folder / "rulebook.yaml")
    if len(rulebooks) != 1:
        what = Sentence("it holds one document, the rulebook; its dated figures are in standards/")
        raise CatalogueError(fault(what, file="rulebook.yaml"))
    read = {path.stem: _standards(path) for path in sorted((folder / "standards").glob("*.yaml"))}
    files = {path.stem: _files(path) for path in sorted((folder / "files").glob("*.yaml"))}
    return Norms(rulebooks[0], _ordered(read), _ordered(files))


def _ordered(read: Mapping[str, T]) -> dict[str, T]:
    known = [task for task in ORDER if task in read]
    return {task: read[task] for task in (*known, *sorted(read.keys() - ORDER))}


def _files(path: Path) -> tuple[ServiceFile, ...]:
    versions = read_definitions(ServiceFile, path)
    for version in versions:
        if version.task != path.stem:
            raise CatalogueError(_of_another_task(version.task, path))
    return versions


def _standards(path: Path) -> tuple[Standard, ...]:
    versions = read_definitions(Standard, path)
    if not versions:
        empty = Sentence("the file is empty; describe the standard or remove the file")
        raise CatalogueError(fault(empty, file=path.name))
    for version in versions:
        if version.task != path.stem:
            raise CatalogueError(_of_another_task(version.task, path))
    for earlier, later in itertools.pairwise(versions):
        if earlier.valid_until is None or earlier.valid_until > later.valid_from:
            what = Sentence(
                "the version of %(later)s begins before the one of %(earlier)s ends; give that one a "
                "valid_until",
                later=later.valid_from,
                earlier=earlier.valid_from,
            )
            raise CatalogueError(fault(what, file=path.name, field="valid_from"))
    return versions


def _of_another_task(task: str, path: Path) -> Sentence:
    what = Sentence("'%(task)s' belongs into %(task)s.yaml", task=task)
    return fault(what, file=path.name, field="task")
