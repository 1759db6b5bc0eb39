"""Setting up the demo centre: CSD Južna Primorska with workers and a generated population."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from opora.demo.loading import load_population, settle_tables
from opora.demo.parts import Say, say_nothing
from opora.demo.population import draw_population
from opora.demo.workers import accounts_text, engage_workers
from opora.organisation.models import Centre, Installation, Municipality, Population
from opora.people.models import Person

CENTRE = "JUZNA_PRIMORSKA"
PERSONS = 120_000
SEED = 2018


class NotADemo(RuntimeError):
    """The database holds persons that this demo did not generate, so nothing was loaded."""


def load_demo(
    connection: BaseDatabaseWrapper,
    *,
    persons: int = PERSONS,
    seed: int = SEED,
    today: date | None = None,
    say: Say = say_nothing,
) -> bool:
    """Load workers and population into an empty database, as the owner; False if they are there already.

    The network of centres must be loaded. Marks the installation as a demo: only there is the second
    factor pre-confirmed. Raises `NotADemo` where anybody is already in the records.
    """
    with transaction.atomic():
        installation, _made = Installation.objects.select_for_update().get_or_create(id=1)
        if "demo" in installation.loaded:
            return False
        if Person.objects.exists():
            raise NotADemo("The database already holds persons. The demo is loaded into an empty one only.")
        say(f"{len(engage_workers(Centre.objects.get(code=CENTRE)))} workers")
        inhabitants = _inhabitants()
        codes = list(inhabitants)
        ids = dict(Municipality.objects.values_list("code", "pk"))
        population = draw_population(
            persons, seed=seed, today=today or timezone.localdate(), municipalities=inhabitants
        )
        say(f"{persons} generated persons in {population.dwellings.num_rows} dwellings: copying")
        load_population(connection, population, municipality_ids=[ids[code] for code in codes])
        say(f"{population.relations.num_rows} relations and {population.addresses.num_rows} addresses copied")
        installation.demo = True
        installation.loaded["demo"] = {"persons": persons, "seed": seed}
        installation.save(update_fields=["demo", "loaded"])
    if not connection.in_atomic_block:
        settle_tables(connection)
    return True


def write_accounts() -> Path:
    """Write the demo accounts where `opora run` prints them from."""
    path = Path(settings.OPORA_HOME) / "demo_accounts.txt"
    path.write_text(accounts_text() + "\n", encoding="utf-8")
    return path


def _inhabitants() -> dict[str, int]:
    """Inhabitants of each municipality of the centre by code, in a fixed order, as the network knows them."""
    return dict(
        Population.objects.filter(municipality__territories__unit__centre__code=CENTRE)
        .order_by("municipality__code", "on")
        .values_list("municipality__code", "persons")
    )
