"""Addresses of pages by the name of their route. A pattern is looked up once, not once for every link."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

ANY_ROW, ANYTHING = 0, UUID(int=0)


def address(name: str, key: UUID | int | str | None = None) -> str:
    """As `reverse`, of a route without or with one argument: the number of a row or an opaque identifier."""
    if isinstance(key, str):  # it may be anything: Django looks whether the route takes it
        return reverse(name, args=[key])
    stand_in = None if key is None else ANYTHING if isinstance(key, UUID) else ANY_ROW
    before, behind = _pattern(name, stand_in, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)
    return before if key is None else f"{before}{key}{behind}"


@cache
def _pattern(name: str, stand_in: UUID | int | None, _prefix: str, _urlconf: Hashable) -> tuple[str, str]:
    """What stands before the argument, and what behind it."""
    if stand_in is None:
        return reverse(name), ""
    before, _found, behind = reverse(name, args=[stand_in]).partition(f"/{stand_in}/")
    return f"{before}/", f"/{behind}"
