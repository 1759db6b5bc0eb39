"""The network as places of the norms: the country with its centres, units and municipalities on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from opora.norms import Place, PopulationTable
from opora.norms.population import COUNTRY as WHOLE
from opora.norms.population import Row
from opora.organisation.models import Centre, Population, Territory, Unit

COUNTRY = "country"


def country_on(day: date) -> Place:
    """Every centre with its units and the municipalities they serve on a day: three queries."""
    served: dict[int, list[str]] = defaultdict(list)
    for territory in Territory.objects.on(day).select_related("municipality").order_by("municipality__code"):
        served[territory.unit_id].append(territory.municipality.name_sl)
    units: dict[int, list[Place]] = defaultdict(list)
    for unit in Unit.objects.order_by("code"):
        units[unit.centre_id].append(Place(unit.code, unit.name, "unit", tuple(served[unit.pk])))
    centres = [
        Place(centre.code, centre.name_sl, "centre", parts=tuple(units[centre.pk]))
        for centre in Centre.objects.order_by("code")
    ]
    return Place(COUNTRY, _("Slovenia"), "country", parts=tuple(centres))


def found_in(country: Place, kind: str, key: str) -> Place | None:
    """A centre or unit of the network by its key; none if it has no such place."""
    return next((place for place in _all(country) if place.kind == kind and place.key == key), None)


def recorded_population() -> PopulationTable | None:
    """Inhabitants and families recorded, with day and source; none where nothing is."""
    rows = tuple(
        Row(
            0,
            found.municipality.name_sl if found.municipality else WHOLE,
            found.persons,
            found.families,
            "",
            found.source,
            found.on,
        )
        for found in Population.objects.select_related("municipality")
    )
    return PopulationTable(rows) if rows else None


def _all(place: Place) -> Iterable[Place]:
    yield place
    for part in place.parts:
        yield from _all(part)
