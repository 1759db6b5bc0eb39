"""A generated population for runs over a whole country: Parquet files, drawn from one seed.

Nobody in it is real. How households are made is the demo's (`structure.py`, `shapes.yaml`); everything else
that is assumed stands in `assumptions.yaml`, each with its source or the word "assumed".
What it does not do: it decides nothing, and its figures say nothing about Slovenia.

The names to know: `write_population` (writing.py), `draw_part` (parts.py), `Assumptions` (assumptions.py).
"""

from opora.demo.synth.assumptions import AssumptionError, Assumptions, read_assumptions
from opora.demo.synth.parts import draw_part
from opora.demo.synth.writing import SynthError, write_population

__all__ = [
    "AssumptionError",
    "Assumptions",
    "SynthError",
    "draw_part",
    "read_assumptions",
    "write_population",
]
