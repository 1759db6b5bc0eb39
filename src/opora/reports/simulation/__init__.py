"""A process of its own that holds a population in memory and tries one reform after the other on it.

What it does: keeps the population that was asked for last (`holder`), answers over a socket of this machine
that only its owner may open (`serving`), and asks for those who draw pages (`asking`). A question that takes
long is answered with what is being prepared, and answered when it is asked again.
What it does not do: know who asks, or keep anything that a restart would lose.

The names to know: `Holder`, `serve`, `ask_simulation`, `Question`, `Answer`.
"""

from opora.reports.simulation.asking import ask_simulation
from opora.reports.simulation.holder import Holder
from opora.reports.simulation.messages import Answer, People, Question
from opora.reports.simulation.serving import serve

__all__ = ["Answer", "Holder", "People", "Question", "ask_simulation", "serve"]
