"""Taking a population table into the records, for the need of staff by population."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from opora.norms import PopulationTable
from opora.norms.population import place_key
from opora.organisation.access import require
from opora.organisation.models import Municipality, Population, Worker
from opora.organisation.refusal import Refused


@dataclass(frozen=True)
class Taken:
    """How many rows were taken, and the municipalities that the network does not have."""

    rows: int
    left_aside: tuple[str, ...]


@transaction.atomic
def take_population(table: PopulationTable, *, by: Worker) -> Taken:
    """Record the rows of municipalities of the network, and of the country as a whole.

    One of the same day takes the place of the earlier. Refused where no row is of such a place: then nothing
    of the file would count.
    """
    require(by, "import_population")
    known = _by_name()
    taken, aside = 0, []
    for row in table.rows:
        municipality = None if row.is_country else known.get(row.key)
        if municipality is None and not row.is_country:
            aside.append(row.municipality)
            continue
        Population.objects.update_or_create(
            municipality=municipality,
            on=row.on,
            defaults={"persons": row.inhabitants, "families": row.families, "source": row.source},
        )
        taken += 1
    if not taken:
        raise Refused(
            _(
                "No row of the table is of a municipality that the network has. Write their names as the "
                "network does, for example %(name)s."
            )
            % {"name": next((str(each) for each in known.values()), "Koper")}
        )
    return Taken(taken, tuple(aside))


def _by_name() -> dict[str, Municipality]:
    """Municipalities by each of their names: the code, the Slovenian and the Italian one."""
    return {
        place_key(name): municipality
        for municipality in Municipality.objects.order_by("code")
        for name in (municipality.name_it, municipality.name_sl, municipality.code)
        if name
    }
