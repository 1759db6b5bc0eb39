"""Who mediates for a centre, and how much each has: the register of mediators beside the mediations led.

The register says who is on the list; how many mediations somebody leads is counted from the cases each time
and is written down nowhere. It changes nothing, and opens no case: who may see one `visible_to` decides.

The names to know: `roster`, `Listed`, `Load`, `mediations_in`, `ties_in`.
"""

from opora.reports.mediation.load import Load, Mediation, Tally, loads_of, mediations_in
from opora.reports.mediation.roster import Listed, Roster, roster
from opora.reports.mediation.ties import Ties, ties_in
from opora.reports.mediation.who import Who

__all__ = [
    "Listed", "Load", "Mediation", "Roster", "Tally", "Ties", "Who", "loads_of", "mediations_in", "roster",
    "ties_in",
]  # fmt: skip
