"""Bring the network of centres from `network.yaml` into the database."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from opora.organisation.models import Centre, Municipality, Population, Territory, Unit

NETWORK = Path(__file__).with_name("network.yaml")

CENTRE_FIELDS = (
    "name_sl",
    "name_it",
    "name_en",
    "registration_number",
    "address",
    "post_code",
    "town",
    "town_it",
    "phone",
    "email",
    "confidence",
)
UNIT_FIELDS = (
    "name",
    "name_it",
    "address",
    "post_code",
    "town",
    "town_it",
    "phone",
    "email",
    "opening_hours",
)


def read_network() -> dict[str, Any]:
    """The network as the data file holds it."""
    network: dict[str, Any] = yaml.safe_load(NETWORK.read_text(encoding="utf-8"))
    return network


@transaction.atomic
def load_network() -> None:
    """Create or refresh centres, units, municipalities, populations and territories.

    Loading twice changes nothing. A territory that a later day already ended or moved to another
    unit is left as it is: the file knows the start of the network, the database its history.
    """
    network = read_network()
    for centre_entry in network["centres"]:
        centre = _load_centre(centre_entry)
        for unit_entry in centre_entry["units"]:
            _load_unit(centre, unit_entry)
    for entry in network["municipalities"]:
        _load_municipality(entry, network["valid_from"], network["sources"]["S8"])


def _load_centre(entry: dict[str, Any]) -> Centre:
    values = {field: entry.get(field, "") for field in CENTRE_FIELDS}
    centre, _ = Centre.objects.update_or_create(code=entry["code"], defaults=values)
    return centre


def _load_unit(centre: Centre, entry: dict[str, Any]) -> None:
    values = {field: entry.get(field, "") for field in UNIT_FIELDS if field != "opening_hours"}
    values |= {"centre": centre, "opening_hours": entry.get("opening_hours", {})}
    Unit.objects.update_or_create(code=entry["code"], defaults=values)


def _load_municipality(entry: dict[str, Any], since: date, source: str) -> None:
    municipality, _ = Municipality.objects.update_or_create(
        code=entry["code"],
        defaults={
            "name_sl": entry["name_sl"],
            "name_it": entry.get("name_it", ""),
            "languages": entry["languages"],
        },
    )
    for day, persons in entry["population"].items():
        Population.objects.update_or_create(
            municipality=municipality, on=day, defaults={"persons": persons, "source": source}
        )
    if not municipality.territories.exists():
        unit = Unit.objects.get(code=entry["unit"])
        Territory.objects.create(municipality=municipality, unit=unit, period=DateRange(since, None))
