"""The need of a centre and its units from what is recorded: inhabitants, families, services carried out."""

from __future__ import annotations

from datetime import date

from opora.norms import Area, area_of
from opora.organisation.models import Centre
from opora.organisation.places import country_on, found_in, recorded_population
from opora.reports.norms.counted import services_done


def area_of_centre(centre: Centre, *, on: date) -> Area:
    """The centre as an area, from which `opora.norms.need` reckons."""
    place = found_in(country_on(on), "centre", centre.code)
    assert place is not None, "a centre of the records is one of the network"
    return area_of(place, recorded_population(), on=on, done=services_done(centre, on=on))
