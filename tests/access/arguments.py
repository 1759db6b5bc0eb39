"""How the address of each kind of route is built, and what is sent to it.

A route whose row says `of: document` has `public_id` in its address; what else stands there is named
in `FURTHER`. A new kind of thing, or a new name in an address, is entered here once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import NoReverseMatch, get_resolver, reverse
from tests.access.world import Place

from opora.organisation.access_table import Page, Route

THINGS: dict[str, Callable[[Place], Any]] = {
    "case": lambda place: place.case,
    "person": lambda place: place.person,
    "document": lambda place: place.things["document"],
}
FURTHER: dict[str, Callable[[Place], Any]] = {}
POSTED = {Page.ACT, Page.SEARCH, Page.AUTOCOMPLETE}


class NoArgument(LookupError):
    """The generator does not know how to build this address yet."""


def address(route: Route, place: Place) -> str:
    """The address of the route for the thing of a place."""
    wanted = names_in_address(route.name)
    try:
        return reverse(route.name, kwargs={name: _value(name, route, place) for name in wanted})
    except NoReverseMatch as error:
        raise NoArgument(f"{route.name}: {error}") from error


def names_in_address(name: str) -> list[str]:
    """The names of the arguments in an address."""
    namespace, _, local = name.rpartition(":")
    resolver = get_resolver()
    for part in filter(None, namespace.split(":")):
        resolver = resolver.namespace_dict[part][1]
    [(_text, names), *_others] = resolver.reverse_dict.getlist(local)[0][0]
    return list(names)


def sent(route: Route, place: Place) -> dict[str, str] | None:
    """What is posted: a search for what must not be found, an act with nothing filled in; none for GET."""
    if route.page not in POSTED:
        return None
    return {"text": place.person.family_name} if route.page != Page.ACT else {}


def _value(name: str, route: Route, place: Place) -> Any:
    if name == "public_id" and route.of in THINGS:
        return THINGS[route.of](place).public_id
    if name in FURTHER:
        return FURTHER[name](place)
    raise NoArgument(
        f"{route.name}: enter “{name}” (of: {route.of or 'nothing'}) in tests/access/arguments.py."
    )
