"""The country, its centres and units from what is recorded: inhabitants, families, services carried out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from opora.norms import Area, Done, area_of
from opora.organisation.models import Centre, Worker
from opora.organisation.places import country_on, recorded_population
from opora.reports.norms.counted import services_done


def area_of_country(centre: Centre, *, on: date) -> Area:
    """The country as one centre sees it: the load is known of its own units alone."""
    return area_of(country_on(on), recorded_population(), on=on, done=services_done(centre, on=on))


def area_of_centre(centre: Centre, *, on: date) -> Area:
    """The centre as an area, from which `opora.norms.need` reckons."""
    return centre_in(area_of_country(centre, on=on), centre)


def centre_in(country: Area, centre: Centre) -> Area:
    """The area of a centre within that of the country: a centre of the records is one of the network."""
    return next(part for part in country.parts if part.key == centre.code)


def done_where_recorded(*, on: date) -> Mapping[str, Mapping[str, Done]]:
    """Services of every centre that works in this database, by code of the unit and task.

    A centre without a single account does not work here: nothing is known of its services, which is not 0.
    """
    found: dict[str, Mapping[str, Done]] = {}
    for centre in Centre.objects.filter(pk__in=Worker.objects.order_by().values("centre")).order_by("code"):
        found.update(services_done(centre, on=on))
    return found
