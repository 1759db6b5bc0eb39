"""Norms beside what was done: services, performers and supervision, counted from the records of a centre.

What the rulebook asks is worked out by `opora.norms`; here stands only how its inputs and the real figures
are counted. It changes nothing.

The names to know: `area_of_country`, `area_of_centre`, `services_done`, `performers`, `owed_in_unit`.
"""

from opora.reports.norms.area import area_of_centre, area_of_country, centre_in, done_where_recorded
from opora.reports.norms.counted import Performers, performers, services_done
from opora.reports.norms.owed import WorkerOwed, owed_in_unit

__all__ = [
    "Performers",
    "WorkerOwed",
    "area_of_centre",
    "area_of_country",
    "centre_in",
    "done_where_recorded",
    "owed_in_unit",
    "performers",
    "services_done",
]
