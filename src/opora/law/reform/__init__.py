"""What a change of the law would cost, and who would win or lose by it.

What it does: reads a reform (`reading`), lays it over the graph of the law (`applying`), determines a
population under both laws and compares (`effect`).
What it does not do: propose, draw or print. Tables, charts and the PDF are in `opora.reports.reform`.

Names to know: `read_reform`, `reformed`, `effect_of`, `Effect`, `ReformError`.
"""

from opora.law.reform.applying import reformed
from opora.law.reform.effect import Change, Effect, effect_of
from opora.law.reform.reading import Reform, ReformError, read_reform

__all__ = ["Change", "Effect", "Reform", "ReformError", "effect_of", "read_reform", "reformed"]
