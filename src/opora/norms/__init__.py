"""Standards and norms: what the rulebook prints of four services, and what follows for staff and cycles.

It reckons from figures it is given. It has no database, opens no case and never blocks one: averages only
yield notes. What is printed nowhere (rounding, hours of training, the former rulebook) is an explicit setting
or an explicit unknown.

The names to know: `norms()`, `need`, `read_population_table`, `cycle_state`, `owed`.
"""

from opora.norms.areas import Area, Done, Place, area_of
from opora.norms.averages import Average, averages
from opora.norms.cycles import CycleState, cycle_state
from opora.norms.lines import Line, Need
from opora.norms.loading import Norms, NormUnknown, norms
from opora.norms.need import need
from opora.norms.owed import Beside, Owed, beside_norm, owed
from opora.norms.population import PopulationTable, PopulationTableError, read_population_table
from opora.norms.records import Agreed, Begun, Worked
from opora.norms.what_if import WhatIf, WhatIfError, what_if

__all__ = [
    "Agreed",
    "Area",
    "Average",
    "Begun",
    "Beside",
    "CycleState",
    "Done",
    "Line",
    "Need",
    "NormUnknown",
    "Norms",
    "Owed",
    "Place",
    "PopulationTable",
    "PopulationTableError",
    "WhatIf",
    "WhatIfError",
    "Worked",
    "area_of",
    "averages",
    "beside_norm",
    "cycle_state",
    "need",
    "norms",
    "owed",
    "read_population_table",
    "what_if",
]
