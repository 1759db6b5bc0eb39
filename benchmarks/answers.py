"""The round trip of one answer: written down, both rights computed anew, the page drawn."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from benchmarks._records import CENTRE, records
from benchmarks._records import SEED as POPULATION_SEED
from benchmarks.pages import gather_static_files
from benchmarks.table import Table
from benchmarks.timing import median_and_p95

if TYPE_CHECKING:
    from django.test import Client

    from opora.rights.models import Application

SEED = 11
ROUNDS = 40
TODAY = date(2025, 11, 17)  # the cases of 2026 are taken by those the database is filled with
RIGHTS = ["cash_social_assistance", "child_benefit"]
AT_ONCE = {"HX-Request": "true", "HX-Target": "result"}


def main() -> None:
    """Print the table; the aim is 100 ms for an answer."""
    table = Table(
        "An application of both rights with every fact known: server time of one request",
        ["persons", "request", "median ms", "95th percentile ms"],
    )
    with records(CENTRE):
        gather_static_files()
        client, application = _application()
        persons = len(application.household["persons"])
        for name, ask in _requests(client, application).items():
            times = []
            for number in range(ROUNDS):
                began = time.perf_counter()
                ask(number)
                times.append((time.perf_counter() - began) * 1000)
            median, p95 = median_and_p95(times[5:])
            table.add(persons, name, f"{median:.1f}", f"{p95:.1f}")
    table.print()


def _application() -> tuple[Client, Application]:
    """An application of a generated family, handled up to where nothing is missing."""
    from django.test import Client
    from django.utils import translation

    from opora.demo.applications import Teams
    from opora.demo.choosing import choose_households
    from opora.demo.handling import Handling
    from opora.demo.registers import DemoRegisters

    rng, registers = random.Random(SEED), DemoRegisters(POPULATION_SEED)
    household = next(
        each
        for each in choose_households(registers, on=TODAY, rng=rng)
        if len(each.members) == 4 and each.has_children(TODAY)
    )
    handling = Handling(household, Teams().of(household, 0), registers, TODAY, TODAY, rng)
    with translation.override("sl"):
        handling.file(RIGHTS, "in_person")
        handling.take_answers(handling.ask_registers())
        handling.state()
    client = Client(headers={"host": "localhost"})
    client.force_login(handling.team.handler, backend="django.contrib.auth.backends.ModelBackend")
    return client, handling.application


def _requests(client: Client, application: Application) -> dict[str, Callable[[int], None]]:
    from django.urls import reverse

    case = application.case.public_id
    of_applicant = f"answer.p{application.applicant_id}"

    def answer(number: int) -> None:
        told = {f"{of_applicant}.no_change_expected.": "yes" if number % 2 else "no", "origin": "applicant"}
        found = client.post(reverse("answer_questions", args=[case]), told, headers=AT_ONCE)
        _expect(found.status_code)

    def calculation(_number: int) -> None:
        _expect(client.get(reverse("calculation", args=[case])).status_code)

    return {"an answer, and what follows from it": answer, "calculation with every figure": calculation}


def _expect(status: int) -> None:
    if status != 200:
        raise RuntimeError(f"The page answered {status}.")
