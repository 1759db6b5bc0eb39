"""The whole catalogue in memory, with the hash that names its version."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from opora.catalogue.between_tasks import counted_nowhere, follows_nowhere, leads_nowhere, listed_nowhere
from opora.catalogue.keeping import keep_content, kept_content, made_from
from opora.catalogue.local import local_name, with_local_text
from opora.catalogue.reading import CatalogueError, line_of, read_code_list, read_task
from opora.catalogue.schema import Task
from opora.catalogue.schema.corrections import as_read
from opora.catalogue.schema.lists import CodeList, Entry
from opora.catalogue.sentence import Sentence, fault
from opora.catalogue.words_used import lists_used, unknown_words

FOLDER = Path(__file__).parent
MOST_NAMED = 12
NEAREST = 3
"""How many names are offered for one that nothing has."""


@dataclass(frozen=True)
class Catalogue:
    """All tasks by key in their dated versions, and the code lists; `faults` says what could not be read."""

    tasks: Mapping[str, tuple[Task, ...]]
    code_lists: Mapping[str, CodeList]
    faults: tuple[Sentence, ...] = ()
    unread: frozenset[str] = frozenset()
    """The keys of tasks whose files are there and cannot be used: whoever names them is not wrong."""

    def task(self, key: str, *, on: date) -> Task:
        """The version of a task that holds on a day. KeyError if there is none."""
        for version in self.tasks[key]:
            if version.is_valid(on):
                return version
        raise KeyError(key)

    @cached_property
    def as_read(self) -> Catalogue:
        """The same with every corrected name in the place of the printed one: what people at work see.

        Only for its names: `version` is the hash of what is printed.
        """
        read = {key: tuple(as_read(version) for version in versions) for key, versions in self.tasks.items()}
        return Catalogue(read, self.code_lists, self.faults, self.unread)

    @cached_property
    def keys_by_field(self) -> Mapping[str, tuple[str, ...]]:
        """The tasks of each field of work, as their last version names it."""
        found: dict[str, tuple[str, ...]] = {}
        for key, versions in self.tasks.items():
            field = versions[-1].field
            found[field] = (*found.get(field, ()), key)
        return found

    def version_for(self, key: str, *, on: date) -> Task:
        """The version that holds on a day; where none does, the last that began before, or else the first."""
        versions = self.tasks[key]
        begun = [version for version in versions if version.valid_from is None or version.valid_from <= on]
        return begun[-1] if begun else versions[0]

    def key_of(self, name: str) -> str | None:
        """The key of a task named by its key, or by its printed number and letter (`1.2.2.3 A`)."""
        wanted = name.strip().casefold()
        for key, versions in self.tasks.items():
            numbers = {f"{version.number} {version.letter or ''}".strip().casefold() for version in versions}
            if wanted == key or wanted in numbers:
                return key
        return None

    def keys_near(self, name: str) -> tuple[str, ...]:
        """The keys that somebody who mistyped this one most likely meant, by key or by title; never none."""
        wanted = name.strip().casefold()
        near = difflib.get_close_matches(wanted, self.tasks, n=NEAREST)
        titles = {
            title.casefold(): key
            for key, versions in self.tasks.items()
            for title in (versions[-1].sl, versions[-1].it, versions[-1].en)
        }
        named = [key for title, key in titles.items() if wanted and wanted in title]
        near += named or [titles[title] for title in difflib.get_close_matches(wanted, titles, n=NEAREST)]
        near += difflib.get_close_matches(wanted, self.tasks, n=NEAREST, cutoff=0)
        return tuple(dict.fromkeys(near))[:NEAREST]

    def with_local(self, texts: Iterable[tuple[str, str]]) -> Catalogue:
        """This catalogue with the centre's own layer: texts, each with the key of its task, as approved.

        A text that cannot be used is told in `faults` and left out; the rest still holds.
        """
        tasks, faults, last = dict(self.tasks), list(self.faults), dict[str, str]()
        for key, text in texts:
            last[key] = text
            try:
                versions = with_local_text(tasks, key, text)
                tasks[key] = _known(versions, local_name(key), self.code_lists, partial(str, text))
            except CatalogueError as error:
                faults += error.faults
        known = tasks.keys() | self.unread
        added = {key: versions for key, versions in tasks.items() if versions != self.tasks.get(key)}
        faults += follows_nowhere(added, known, last)
        return Catalogue(tasks, self.code_lists, tuple(faults), self.unread - tasks.keys())

    @property
    def seals(self) -> tuple[Entry, ...]:
        """The kinds of sealed cases."""
        return self.code_lists["seals"].entries

    def to_json(self) -> dict[str, Any]:
        """Everything a case opened under this version may need later."""
        return {
            "tasks": {
                key: [version.model_dump(mode="json", by_alias=True) for version in versions]
                for key, versions in sorted(self.tasks.items())
            },
            "code_lists": {
                key: found.model_dump(mode="json") for key, found in sorted(self.code_lists.items())
            },
        }

    @cached_property
    def version(self) -> str:
        """The hash of the content: equal content, equal version."""
        canonical = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def load_catalogue(folder: Path = FOLDER) -> Catalogue:
    """Read every file. One that cannot be used is told in `faults`, and the rest still loads."""
    faults: list[Sentence] = []
    lists: dict[str, CodeList] = {}
    tasks: dict[str, tuple[Task, ...]] = {}
    held_up: dict[str, list[str]] = {}
    files = sorted((folder / "tasks").rglob("*.yaml"))
    for path in sorted((folder / "code_lists").glob("*.yaml")):
        try:
            lists[path.stem] = read_code_list(path)
        except CatalogueError as error:
            faults += error.faults
            held_up[path.stem] = []
    for path in files:
        try:
            versions = read_task(path)
            if broken := sorted(lists_used(versions) & held_up.keys()):
                held_up[broken[0]].append(path.stem)
            else:
                tasks[path.stem] = _known(versions, path.name, lists, partial(path.read_text, "utf-8"))
        except CatalogueError as error:
            faults += error.faults
    known = {path.stem for path in files}
    unread = frozenset(known - tasks.keys())
    faults += [_held_up(name, keys) for name, keys in held_up.items() if keys]
    faults += follows_nowhere(tasks, known)
    faults += listed_nowhere(tasks, unread)
    faults += leads_nowhere(lists, known)
    faults += counted_nowhere(tasks, unread)
    return Catalogue(tasks, lists, tuple(faults), unread)


def _held_up(name: str, keys: list[str]) -> Sentence:
    """One sentence for all definitions that a code list in ruins holds up: they are not wrong themselves."""
    shown = ", ".join(keys[:MOST_NAMED]) + (" …" if len(keys) > MOST_NAMED else "")
    what = Sentence(
        "as long as this list cannot be read, the definitions that name it cannot be used (%(count)s): "
        "%(tasks)s",
        count=len(keys),
        tasks=shown,
    )
    return fault(what, file=f"{name}.yaml")


def _known(
    versions: tuple[Task, ...], file: str, lists: Mapping[str, CodeList], text: Callable[[], str]
) -> tuple[Task, ...]:
    """The versions as they are. Refused where one names a word, or a list, that there is not."""
    if wrong := list(unknown_words(versions, lists)):
        written = text()
        raise CatalogueError(
            *(fault(what, file=file, line=line_of(field, written), field=field) for field, what in wrong)
        )
    return versions


_in_force: list[Catalogue] = []
"""The shipped catalogue with the centre's own layer, where one was laid over it in this process."""


def catalogue() -> Catalogue:
    """The catalogue in force: the shipped one, or that with the centre's own layer."""
    return _in_force[0] if _in_force else shipped_catalogue()


def put_in_force(found: Catalogue) -> None:
    """From now on this process reads this catalogue."""
    _in_force[:] = [found]


@cache
def shipped_catalogue() -> Catalogue:
    """The shipped catalogue, read once."""
    of = made_from(FOLDER)
    content = kept_content(FOLDER, of)
    if content is not None:
        return _from_json(content)
    found = load_catalogue()
    if not found.faults:
        keep_content(FOLDER, of, found.to_json())
    return found


def _from_json(content: Mapping[str, Any]) -> Catalogue:
    tasks = {
        key: tuple(Task.model_validate(version, strict=False) for version in versions)
        for key, versions in content["tasks"].items()
    }
    lists = {key: CodeList.model_validate(one, strict=False) for key, one in content["code_lists"].items()}
    return Catalogue(tasks, lists)


def task_from_json(content: Mapping[str, Any], key: str, *, on: date) -> Task:
    """A task as an earlier version of the catalogue defined it, from what `to_json` gave then."""
    return Catalogue({key: versions_from_json(content, key)}, {}).task(key, on=on)


def versions_from_json(content: Mapping[str, Any], key: str) -> tuple[Task, ...]:
    """All versions of a task in an earlier version of the catalogue."""
    return tuple(Task.model_validate(version, strict=False) for version in content["tasks"][key])
