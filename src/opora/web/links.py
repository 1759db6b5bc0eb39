"""Addresses of pages by the name of their route. A pattern is looked up once, not once for every link."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache, lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

ANY_ROW, ANYTHING = 0, UUID(int=0)
Key = UUID | int | str


def address(name: str, key: Key | None = None, of: str | None = None) -> str:
    """As `reverse`, of a route without arguments or with one: a row's number, an opaque identifier or a word.

    `of` is a word that follows the identifier: a step or a kind of record of a case.
    """
    around = get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF
    if isinstance(key, str):  # it may be anything: Django looks whether the route takes it
        return _of_word(name, key, *around) if of is None else reverse(name, args=[key, of])
    stand_in = None if key is None else ANYTHING if isinstance(key, UUID) else ANY_ROW
    if of is not None:
        before, behind = _pattern_with_word(name, stand_in, of, *around)
    else:
        before, behind = _pattern(name, stand_in, *around)
    return before if key is None else f"{before}{key}{behind}"


@cache
def _pattern(name: str, stand_in: UUID | int | None, _prefix: str, _urlconf: Hashable) -> tuple[str, str]:
    """What stands before the argument, and what behind it."""
    if stand_in is None:
        return reverse(name), ""
    return _around(stand_in, reverse(name, args=[stand_in]))


@lru_cache(maxsize=4096)
def _pattern_with_word(
    name: str, stand_in: UUID | int | None, of: str, _prefix: str, _urlconf: Hashable
) -> tuple[str, str]:
    return _around(stand_in, reverse(name, args=[stand_in, of]))


@lru_cache(maxsize=4096)
def _of_word(name: str, key: str, _prefix: str, _urlconf: Hashable) -> str:
    return reverse(name, args=[key])


def _around(stand_in: UUID | int | None, path: str) -> tuple[str, str]:
    before, _found, behind = path.partition(f"/{stand_in}/")
    return f"{before}/", f"/{behind}"
