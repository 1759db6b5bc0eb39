"""The article of an act as a sentence names it: *200. do 204. člen*, *drugi odstavek 173. člena*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_ITEM = re.compile(
    r"(?P<first>\d+)\.? ?(?P<letter>[a-z])?"
    r"(?:-(?P<last>\d+)\.? ?(?P<last_letter>[a-z])?)?(?:\((?P<part>\d+)\))?"
)
_PARAGRAPHS = ("", "prv", "drug", "tretj", "četrt", "pet", "šest", "sedm", "osm", "devet", "deset")
"""The ordinals of a paragraph without their ending."""


class _Place(NamedTuple):
    first: str
    last: str
    part: int


def spoken_articles(article: str, language: str, *, after: bool = False) -> str:
    """An article as it is kept (`200-204`, `173(2)`) in words; `after` is the Slovenian genitive.

    What is written in no such way stands as it is.
    """
    found = [_ITEM.fullmatch(item.strip()) for item in article.split(",")]
    if not all(found):
        return {"sl": "čl. {}", "it": "art. {}"}.get(language[:2], "article {}").format(article)
    dotted = "." if language[:2] == "sl" else ""
    places = [
        _Place(
            _number(item["first"], item["letter"], dotted),
            _number(item["last"], item["last_letter"], dotted) if item["last"] else "",
            int(item["part"] or 0),
        )
        for item in found
        if item is not None
    ]
    return {"sl": _slovenian, "it": _italian}.get(language[:2], _english)(places, after)


def _number(number: str, letter: str | None, dotted: str) -> str:
    return f"{number}.{letter}" if letter else f"{number}{dotted}"


def _slovenian(places: Sequence[_Place], after: bool) -> str:
    if len(places) == 1 and 0 < places[0].part < len(_PARAGRAPHS):
        paragraph = "odstavka" if after else "odstavek"
        return f"{_ordinal(places[0].part, after)} {paragraph} {places[0].first} člena"
    numbers = [
        f"{each.first} {'in' if _are_neighbours(each) else 'do'} {each.last}" if each.last else each.first
        for each in places
    ]
    return f"{_listed(numbers, 'in')} člen{'a' if after else ''}"


def _are_neighbours(place: _Place) -> bool:
    """163. in 164. člen, not from one to the other."""
    first, last = place.first.rstrip("."), place.last.rstrip(".")
    return first.isdecimal() and last.isdecimal() and int(last) == int(first) + 1


def _ordinal(part: int, after: bool) -> str:
    stem = _PARAGRAPHS[part]
    return f"{stem}{'ega' if after else 'i'}"


def _italian(places: Sequence[_Place], _after: bool) -> str:
    numbers = [_with_comma(each) for each in places]
    several = len(places) > 1 or bool(places[0].last)
    return f"{'articoli' if several else 'articolo'} {_listed(numbers, 'e')}"


def _with_comma(place: _Place) -> str:
    ending = f", comma {place.part}" if place.part else ""
    return f"{place.first}-{place.last}{ending}" if place.last else f"{place.first}{ending}"


def _english(places: Sequence[_Place], _after: bool) -> str:
    numbers = [
        f"{each.first} to {each.last}"
        if each.last
        else f"{each.first}{f'({each.part})' if each.part else ''}"
        for each in places
    ]
    several = len(places) > 1 or bool(places[0].last)
    return f"{'articles' if several else 'article'} {_listed(numbers, 'and')}"


def _listed(words: Sequence[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
