"""The law as data and rules: parameters by date, figures as expression graphs, explain, batch and ask.

No Django, no database: everything here runs on plain values.

Five names to know: `parse_situation`, `decide`, `ask`, `rulebook`, `replay`.
"""

from .asking import ask
from .deciding import decide, replay
from .determination import Determination, Period, RightResult
from .months import month_after, months_between, start_of_month
from .open_facts import Question
from .reasons import Reason
from .rulebook import Rulebook, build_rulebook, rulebook
from .situation import (
    Problem,
    Situation,
    SituationError,
    parse_situation,
    read_situation,
    situation_schema,
)

__all__ = [
    "Determination",
    "Period",
    "Problem",
    "Question",
    "Reason",
    "RightResult",
    "Rulebook",
    "Situation",
    "SituationError",
    "ask",
    "build_rulebook",
    "decide",
    "month_after",
    "months_between",
    "parse_situation",
    "read_situation",
    "replay",
    "rulebook",
    "situation_schema",
    "start_of_month",
]
