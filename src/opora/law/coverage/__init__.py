"""How much of the conditions that the sources name is in the rules, and for which months amounts are known.

The YAML files beside list every condition leaf of the reference, by area and right. A leaf is held by the
`figure` it names, or by the fact of the graph that kept its name, or it is `not_modelled` with the reason.
It does not judge whether a rule is right: that is what the worked examples are for.

Names to know: `load_coverage`, `right_coverage`, `months_of_amount`.
"""

from .counting import Holding, LeafStanding, RightCoverage, right_coverage
from .leaves import Area, CoveredRight, Leaf, load_coverage
from .months_known import FIRST_MONTH, LAST_MONTH, Known, MonthsOfAmount, months_of_amount

__all__ = [
    "FIRST_MONTH",
    "LAST_MONTH",
    "Area",
    "CoveredRight",
    "Holding",
    "Known",
    "Leaf",
    "LeafStanding",
    "MonthsOfAmount",
    "RightCoverage",
    "load_coverage",
    "months_of_amount",
    "right_coverage",
]
