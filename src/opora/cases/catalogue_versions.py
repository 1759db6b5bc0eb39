"""Keeps each version of the catalogue under which a case was opened, and reads tasks out of it."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from opora.cases.models import Case, CatalogueVersion
from opora.catalogue import Catalogue, Task, catalogue
from opora.catalogue.loading import versions_from_json
from opora.catalogue.schema.corrections import as_read


def keep_version(at: datetime) -> str:
    """Store the present catalogue if no case was opened under it yet; its hash."""
    present = catalogue()
    if not CatalogueVersion.objects.filter(pk=present.version).exists():
        CatalogueVersion.objects.bulk_create(
            [CatalogueVersion(hash=present.version, content=present.to_json(), kept_at=at)],
            ignore_conflicts=True,
        )
    return present.version


def task_of(case: Case) -> Task:
    """The task as it was defined when the case was opened, also where it was changed or removed since.

    Names are as they are read: a printed error stands in the catalogue, and not at work.
    """
    return task_at(case.catalogue_version, case.task, case.opened_on)


def task_at(version: str, task: str, opened_on: date) -> Task:
    """The same without the case: the task in a version of the catalogue, as it held on a day.

    A case that was taken over from elsewhere may have begun on a day of which no definition tells: the
    nearest one is read then, so that no such case takes a page of others with it.
    """
    present = catalogue()
    if version == present.version:
        return present.as_read.version_for(task, on=opened_on)
    return _kept(version, task).version_for(task, on=opened_on)


@lru_cache(maxsize=2048)
def _kept(version: str, task: str) -> Catalogue:
    """The versions of one task, read once: that takes longer than a page, and most open cases are older."""
    versions = versions_from_json(_content(version), task)
    return Catalogue({task: tuple(as_read(each) for each in versions)}, {})


@lru_cache(maxsize=8)
def _content(version: str) -> dict[str, Any]:
    """Kept under the hash of what it says, so it never changes."""
    content: dict[str, Any] = CatalogueVersion.objects.get(pk=version).content
    return content
