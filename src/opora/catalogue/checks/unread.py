"""A definition that cannot be read: what names it is not wrong, it just cannot be checked against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opora.catalogue.checks.finding import Finding
from opora.catalogue.loading import Catalogue


def read(names: Iterable[str], catalogue: Catalogue) -> Iterator[str]:
    """The names, of tasks or of pieces of tasks (`a_task.a_record`), of definitions that could be read."""
    return (name for name in names if _task(name) not in catalogue.unread)


def unchecked(catalogue: Catalogue, naming: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Finding]:
    """One line for each definition that cannot be read: what could not be checked because of it.

    `naming` holds what names tasks, such as a change of the catalogue, each with the names in it.
    """
    held_up: dict[str, list[str]] = {key: [] for key in sorted(catalogue.unread)}
    for where, names in naming:
        for key in sorted({_task(name) for name in names} & catalogue.unread):
            held_up[key].append(where)
    for key, places in held_up.items():
        if places:
            yield Finding(
                "warning",
                key,
                f"It cannot be read, so what names it was not checked: {', '.join(dict.fromkeys(places))}.",
            )


def _task(name: str) -> str:
    return name.partition(".")[0]
