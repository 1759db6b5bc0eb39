"""Tries one address as every role at every place, and tells what came out otherwise than the table says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.test import Client
from tests.access.arguments import address, attempts
from tests.access.expectation import Answer, expected, meets, secrets
from tests.access.world import Place, World

from opora.audit.models import Deed, LogEntry
from opora.organisation.access_table import Page, Route
from opora.organisation.models import Role, Worker

YEAR_AS_AMOUNT = re.compile(r"\b2[.,]0[12]\d\b(?![.,]\d)")
EMPTY_HEADING = re.compile(r"<th[^>]*>\s*</th>")

CHANGES = (Deed.CREATED, Deed.CHANGED, Deed.DISCLOSED)


def findings(route: Route, world: World) -> list[str]:
    """Everything wrong with an address; an empty list if it does what its row says."""
    return [
        wrong for role, worker in world.workers.items() for wrong in _tried_as(role, worker, route, world)
    ]


def _tried_as(role: Role, worker: Worker, route: Route, world: World) -> list[str]:
    """What this role finds at every place; what every request of its begins with is put in order once."""
    with transaction.atomic():
        world.stand_in_for(worker)
        before = LogEntry.objects.filter(worker=worker).count()
        found = [
            f"{route.name} as {role.value}, {place.key}: {wrong}"
            for place in _places(route, role, world)
            for wrong in _try(route, role, worker, place, world, before)
        ]
        transaction.set_rollback(True)
    return found


def _places(route: Route, role: Role, world: World) -> list[Place]:
    """Every place, but one is enough where the place makes no difference.

    That is so for a page about nothing in particular, unless it searches, and for a role that no
    place opens the address to.
    """
    every = list(world.places.values())
    matters = route.of or route.page in (Page.SEARCH, Page.AUTOCOMPLETE)
    return every if matters and route.step is not None and role in route.step.who else every[1:2]


def _try(route: Route, role: Role, worker: Worker, place: Place, world: World, before: int) -> Iterator[str]:
    """Each request by itself, its changes taken back again."""
    for posted in attempts(route, place):
        with transaction.atomic():
            response = _ask(world.clients[role], address(route, place), posted)
            yield from _wrong(route, role, place, response, posted, world)
            yield from _wrong_in_log(route, expected(role, route, place), worker, before)
            transaction.set_rollback(True)


def _ask(client: Client, where: str, posted: dict[str, str] | None) -> Any:
    return client.get(where) if posted is None else client.post(where, posted)


def _wrong(
    route: Route,
    role: Role,
    place: Place,
    response: Any,
    posted: dict[str, str] | None,
    world: World,
) -> Iterator[str]:
    answer = expected(role, route, place)
    if not meets(answer, response.status_code, posted):
        broke = f" ({response.exc_info[1]!r})" if response.exc_info else ""
        yield f"answered {response.status_code}{broke}, must be {answer.value}"
    words = words_of_answer(response)
    for secret, what in secrets(role, route, world).items():
        if secret in words and secret not in (posted or {}).values():
            yield f"shows the {what}"
    yield from _wrong_in_words(words)


def _wrong_in_words(words: str) -> Iterator[str]:
    if year := YEAR_AS_AMOUNT.search(words):
        yield f"writes a year as an amount: {words[max(0, year.start() - 40) : year.end() + 10]!r}"
    if EMPTY_HEADING.search(words):
        yield "has a heading of a table without words"


def _wrong_in_log(route: Route, answer: Answer, worker: Worker, before: int) -> Iterator[str]:
    entries = list(LogEntry.objects.filter(worker=worker).order_by("pk")[before:])
    if answer != Answer.OPEN and any(entry.deed in CHANGES for entry in entries):
        yield "changed something all the same"
    if answer == Answer.HIDDEN and not any(entry.deed == Deed.REFUSED for entry in entries):
        yield "left no entry of the refusal in the log"
    reads = route.page not in (Page.ACT, Page.FORM) and route.step is not None and route.step.personal
    if answer == Answer.OPEN and reads and not entries:
        yield "left no entry in the log"
    if (
        answer == Answer.OPEN
        and reads
        and route.of == "person"
        and not any(entry.persons for entry in entries)
    ):
        yield "left an entry in the log that does not name the person"


def words_of_answer(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", errors="replace")
