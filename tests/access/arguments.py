"""How the address of each kind of route is built, and what is sent to it.

A route whose row says `of: document` has the document's `public_id` in its address. A new kind of
thing is entered here once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import NoReverseMatch, get_resolver, reverse
from tests.access.world import (
    A_HANDOVER,
    A_LISTED_BODY,
    A_PROPOSAL,
    A_REGISTER_RECORD,
    A_SENT_SHEET,
    A_TRANSFER,
    AN_EMERGENCY_ACT,
    Place,
)

from opora.organisation.access_table import Page, Route

# What has a page of its own about somebody is named by something that cannot be guessed.
OPAQUE: dict[str, Callable[[Place], Any]] = {
    "case": lambda place: place.case,
    "person": lambda place: place.person,
    "document": lambda place: place.things["document"],
    "decision": lambda place: place.things["decision"],
    "record": lambda place: place.things["record"],
    "note": lambda place: place.things["note"],
    "appointment": lambda place: place.things["appointment"],
    "paper": lambda place: place.things["paper"],
    "mail": lambda place: place.things["mail"],
    "appeal": lambda place: place.things["appeal"],
}
NUMBERED: dict[str, Callable[[Place], Any]] = {
    "deadline": lambda place: place.things["deadline"],
    "fact": lambda place: place.things["fact"],
    "merge": lambda place: place.things["merge"],
    "delivery": lambda place: place.things["delivery"],
    "referral": lambda place: place.things["referral"],
    "consent": lambda place: place.things["consent"],
    "waiting": lambda place: place.things["waiting"],
    "transfer": lambda place: place.things["transfer"],
    "payment_run": lambda place: place.things["payment"].run,
    "worker": lambda place: place.things["worker"],
    "debt": lambda place: place.things["debt"],
    "ward_run": lambda place: place.things["ward_run"],
    "uprating": lambda place: place.things["uprating"],
    "obligation": lambda place: place.things["uprating"].obligation,
    "uprating_extract": lambda place: place.things["uprating"].obligation.uprating_extracts.get(),
    "exemption": lambda place: place.things["exemption"],
    "redecision_run": lambda place: place.things["redecided"].run,
}
OF_NOBODY = {
    "right": "child_benefit",
    "key": "opinion_on_eviction",
    "task": "opinion_on_eviction",
    "step": "intake",
    "indicator": "asked_by",
    "field": "adults_in_difficulty",
    "kind": "reported_change",
    "register_key": "vehicles",
    "kind_key": "vehicle_event",
    "proposal": A_PROPOSAL,
    "emergency_act": AN_EMERGENCY_ACT,
    "register_record": A_REGISTER_RECORD,
    "handover": A_HANDOVER,
    "listed_body": A_LISTED_BODY,
    "transfer": A_TRANSFER,
    "month": "2026-10",
    "sent_sheet": A_SENT_SHEET,
}
"""Parts of an address that name a part of the law or the catalogue, or a thing of a unit, not of a case."""


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


def attempts(route: Route, place: Place) -> list[dict[str, str] | None]:
    """What is asked, one after the other: nothing but the page (GET), or what is posted to it.

    A search is for what must not be found; a form and an act are sent with nothing filled in.
    """
    if route.page in (Page.SEARCH, Page.AUTOCOMPLETE):
        return [{"text": place.person.family_name}, {"text": place.case.number}]
    return {Page.ACT: [{}], Page.FORM: [None, {}]}.get(route.page, [None])  # type: ignore[call-overload,no-any-return]


def _value(name: str, route: Route, place: Place) -> Any:
    if name == "public_id" and route.of in OPAQUE:
        return OPAQUE[route.of](place).public_id
    if name == "pk" and route.of in NUMBERED:
        return NUMBERED[route.of](place).pk
    if name in OF_NOBODY:
        return OF_NOBODY[name]
    raise NoArgument(f"{route.name}: say what “{name}” of “{route.of}” is in tests/access/arguments.py.")
