"""The law for a whole country: one generated function of whole-number statements for each group of rights.

What it does: writes that function from the linked graph, lazily where an answer settles others (`simplify`,
`plan`, `demand`, `kernel_source`), compiles it where LLVM is installed (`kernel`), and runs it on slices of
whole households by threads (`running`).
What it does not do: explain, ask, or guess. A household that lacks a fact gets no result and is counted
apart.

Names to know: `Population`, `population_of_cases`, `determine_month`, `prepare_month`, `MonthResult`.
"""

from opora.law.batch.kernel import Kernel, compilations, compile_rights
from opora.law.batch.of_cases import population_of_cases
from opora.law.batch.population import Population, PopulationError
from opora.law.batch.running import MonthResult, PreparedMonth, RightColumns, determine_month, prepare_month

__all__ = [
    "Kernel",
    "MonthResult",
    "Population",
    "PopulationError",
    "PreparedMonth",
    "RightColumns",
    "compilations",
    "compile_rights",
    "determine_month",
    "population_of_cases",
    "prepare_month",
]
