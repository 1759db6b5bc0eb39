"""Lists paged by key: the last row seen says where the next page begins, however long the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

ROWS = 25
LONGEST_KEY = 18  # digits: what the database counts up to


@dataclass(frozen=True)
class KeyedPage:
    """Some rows of a list; `next` is the key to go on from, empty at the end."""

    rows: list[Any]
    next: str
    is_later: bool


def page_by_key(
    rows: QuerySet[Any, Any], after: str, *, descending: bool = True, size: int = ROWS
) -> KeyedPage:
    """The rows behind the key `after`, the newest first unless told; an unreadable key starts anew."""
    key = read_key(after)
    if key is not None:
        rows = rows.filter(pk__lt=key) if descending else rows.filter(pk__gt=key)
    found = list(rows.order_by("-pk" if descending else "pk")[: size + 1])
    return keyed(found, size, is_later=key is not None)


def read_key(text: str) -> int | None:
    """The number of a row as it was sent; none where it can be no row's number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None


def keyed(found: Sequence[Model], size: int, *, is_later: bool) -> KeyedPage:
    """A page out of one row more than it shows: that row only tells that there is more."""
    shown = list(found[:size])
    more = len(found) > size
    return KeyedPage(rows=shown, next=str(shown[-1].pk) if more else "", is_later=is_later)
