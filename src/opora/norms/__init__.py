"""Standards and norms: what the rulebook prints of four services, and what follows for staff and cycles.

It reckons from figures it is given. It has no database, opens no case and never blocks one: averages only
yield notes. What is printed nowhere (rounding, hours of training, the former rulebook) is an explicit setting
or an explicit unknown.

The names to know: `norms()`, `need`, `read_population_table`, `cycle_state`, `owed`.
"""

from opora.norms.areas import Area, Done, Place, area_of
from opora.norms.lines import Line, Need
from opora.norms.loading import Norms, NormUnknown, norms
from opora.norms.need import need
from opora.norms.population import PopulationTable, PopulationTableError, read_population_table
from opora.norms.what_if import WhatIf, WhatIfError, what_if

__all__ = [
    "Area",
    "Done",
    "Line",
    "Need",
    "NormUnknown",
    "Norms",
    "Place",
    "PopulationTable",
    "PopulationTableError",
    "WhatIf",
    "WhatIfError",
    "area_of",
    "need",
    "norms",
    "read_population_table",
    "what_if",
]
