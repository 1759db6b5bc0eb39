"""The law for a whole country: one generated function of whole-number statements for each group of rights.

What it does: writes that function from the linked graph (`kernel_source`), compiles it where Numba is installed
(`kernel`), and runs it on slices of whole households by threads (`running`).
What it does not do: explain, ask, or guess. A household that lacks a fact gets no result and is counted apart.

Names to know: `Population`, `Household` limits, `compile_rights`, `determine_month`, `MonthResult`.
"""

from opora.law.batch.kernel import Kernel, compile_rights
from opora.law.batch.population import LARGEST_HOUSEHOLD, Population, PopulationError
from opora.law.batch.running import MonthResult, RightColumns, determine_month

__all__ = [
    "LARGEST_HOUSEHOLD",
    "Kernel",
    "MonthResult",
    "Population",
    "PopulationError",
    "RightColumns",
    "compile_rights",
    "determine_month",
]
