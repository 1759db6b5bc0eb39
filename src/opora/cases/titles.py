"""The title of a case as it is read: words somebody typed, or the name of its task in the reader's language.

A case that nobody gave a title of its own bears the name of its task, in the language of whoever opened it.
"""

from __future__ import annotations

from opora.catalogue import catalogue
from opora.catalogue.worked_out import once_a_catalogue

LANGUAGES = ("sl", "it", "en")


def title_in(task: str, title: str, language: str) -> str:
    """The title; where it is the name of the task in a language, that name in this one."""
    return _names(task, language).get(title.strip().casefold(), title)


@once_a_catalogue
def _names(task: str, language: str) -> dict[str, str]:
    """Every name that a version of the task bears, as printed and as read, with the one in the language."""
    present = catalogue()
    printed, read = present.tasks.get(task, ()), present.as_read.tasks.get(task, ())
    return {
        named.name(each).casefold(): version.name(language)
        for named, version in zip((*printed, *read), (*read, *read), strict=True)
        for each in LANGUAGES
    }
