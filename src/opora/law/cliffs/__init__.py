"""Where income and rights together fall as income rises, and which bound of the law is passed there.

Households of a file are looked at on one pay after another while everything else stays as it is; the pay at
which something is decided otherwise is found to the cent. Decides nothing and knows no record.

Names to know: `reference_households`, `Sweep`, `cliffs_of`, `rises_of`, `Cliff`.
"""

from .bounds import Bound
from .finding import Change, Cliff, Rise, cliffs_of, rises_of
from .households import Household, household_of, reference_households
from .sweeping import Point, Sweep

__all__ = [
    "Bound",
    "Change",
    "Cliff",
    "Household",
    "Point",
    "Rise",
    "Sweep",
    "cliffs_of",
    "household_of",
    "reference_households",
    "rises_of",
]
