"""What a change of the law would cost, and who would win or lose by it.

What it does: reads a reform (`reading`), lays it over the graph of the law (`applying`), determines a
population under both laws and compares (`effect`); holds a population in memory for one change after the
other (`holding`); writes a reform down (`writing`).
What it does not do: propose, draw or print. Tables, charts and the PDF are in `opora.reports.reform`.

Names to know: `read_reform`, `reformed`, `effect_of`, `HeldPopulation`, `ReformError`.
"""

from opora.law.reform.applying import reformed
from opora.law.reform.comparing import Change
from opora.law.reform.effect import Effect, effect_of
from opora.law.reform.holding import HeldPopulation
from opora.law.reform.reading import Reform, read_reform, read_reform_text
from opora.law.reform.refusing import ReformError

__all__ = [
    "Change",
    "Effect",
    "HeldPopulation",
    "Reform",
    "ReformError",
    "effect_of",
    "read_reform",
    "read_reform_text",
    "reformed",
]
